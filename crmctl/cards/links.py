"""A contact's links to clients: begun, described by roles, ended."""

from collections.abc import Iterable

from crmctl.cards.finding import Card, require_seen
from crmctl.errors import UsageError
from crmctl.filters.cond import Cond
from crmctl.i18n import _
from crmctl.rights import Actor
from crmctl.store.points import refresh_masks
from crmctl.store.queries.contacts import LINKS
from crmctl.store.work import Work
from crmctl.vocabulary import RecordType

_INSERT = """INSERT INTO client_contact (run_id, client_id, contact_id, position, started, roles, ok_kinds, stale_kinds,
             invalid_kinds, placeholder_kinds, opted_out_kinds)
             VALUES (:run, :client, :contact, :position, :today, :roles, 0, 0, 0, 0, 0)"""
_REOPEN = "UPDATE client_contact SET ended = NULL, roles = COALESCE(:roles, roles) WHERE id = :id"
_END = "UPDATE client_contact SET ended = :today WHERE id = :id"


def link_contact(work: Work, actor: Actor, contact_id: int, links: Iterable[str], ends: Iterable[str] = ()) -> None:
    """Begin the links `CLIENT_ID[:role]`, an ended one anew, and end today those to the clients of `ends`.

    Raises UsageError, and NotFound or NoPermission for a client the actor does not see.
    """
    known = {
        one.client_id: one
        for one in work.reader.rows(LINKS, {"owners": Cond("l.contact_id = :contact", {"contact": contact_id})})
    }
    last = max((one.position for one in known.values()), default=0)
    for text in links:
        client, roles = _link(text)
        require_seen(work.reader, actor, Card(RecordType.CLIENT, client))
        if client in known:
            work.execute(_REOPEN, {"id": known[client].id, "roles": roles})
            continue
        last += 1
        work.execute(_INSERT, {"run": work.run_id, "client": client, "contact": contact_id, "position": last,
                               "today": work.today, "roles": roles})  # fmt: skip
    for text in ends:
        client, _roles = _link(text)
        if client not in known:
            raise UsageError(_("The contact has no link to client {id}.").format(id=client))
        work.execute(_END, {"id": known[client].id, "today": work.today})
    refresh_masks(work, contacts=[contact_id])


def _link(text: str) -> tuple[int, str | None]:
    number, _sign, role = text.partition(":")
    if not (number.strip().isascii() and number.strip().isdecimal()):
        raise UsageError(_("A link is written CLIENT_ID or CLIENT_ID:ROLE."))
    return int(number), role.strip() or None
