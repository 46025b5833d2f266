"""The links of stored contacts to clients that a file changes."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from crmctl.importing.among import among
from crmctl.importing.edits import Edits
from crmctl.importing.left_alone import LeftAlone
from crmctl.importing.matched import Matched
from crmctl.importing.options import OnMatch
from crmctl.store.queries import importing
from crmctl.store.queries.importing import LinkBefore
from crmctl.store.reader import Reader
from crmctl.store.work import Work

_INSERT = """INSERT INTO client_contact (run_id, client_id, contact_id, position, roles, ok_kinds, stale_kinds,
invalid_kinds, placeholder_kinds, opted_out_kinds) VALUES (:run, :client, :contact, :position, :roles, 0, 0, 0, 0, 0)"""
_UPDATE = "UPDATE client_contact SET roles = :roles, ended = :ended WHERE id = :id"


class _NewLink(NamedTuple):
    contact: int
    client: int
    position: int
    roles: str | None


class LinkChanges:
    """What changes for one block of contacts."""

    def __init__(self, mode: OnMatch, today: date, left: LeftAlone) -> None:
        self._mode = mode
        self._left = left
        self._today = today
        self._added: list[_NewLink] = []
        self._changed: list[tuple[LinkBefore, date | None, str | None]] = []

    @property
    def contacts(self) -> set[int]:
        """Whose links change."""
        return {link.contact for link in self._added} | {link.contact_id for link, *_new in self._changed}

    def plan(self, reader: Reader, matched: Matched) -> None:
        cards, ids = matched.cards, matched.ids
        stored: dict[int, list[LinkBefore]] = {contact: [] for contact in ids}
        for link in reader.rows(importing.LINKS, {"cards": among("l.contact_id", ids)}):
            if link.contact_id in stored:
                stored[link.contact_id].append(link)
        for at, contact in enumerate(ids):
            roles = cards.roles[at] if cards.roles else None
            self._add(contact, stored[contact], cards.links[at], roles)
            for link in stored[contact]:
                self._change(link, cards.links[at], roles if cards.roles else link.roles, matched.edits)

    def _add(self, contact: int, stored: Sequence[LinkBefore], clients: Sequence[int], roles: str | None) -> None:
        """New clients; to fill up, only of a contact that has none."""
        there = {link.client_id for link in stored}
        new = [client for client in clients if client not in there]
        if stored and self._mode is OnMatch.FILL_EMPTY:
            self._left.links(contact, new)
            return
        first = max((link.position for link in stored), default=0) + 1
        self._added += [_NewLink(contact, client, at, roles) for at, client in enumerate(new, first)]

    def _change(self, link: LinkBefore, clients: Sequence[int], roles: str | None, edits: Edits | None) -> None:
        """A mirrored link begins and ends with the file, unless that was done here; roles follow the mode."""
        named = link.client_id in clients
        ended, new_roles = link.ended, link.roles
        if edits and not link.by_hand:
            ended = None if named else link.ended or self._today
            if ended != link.ended and edits.keep_link(link.id, ended.isoformat() if ended else None):
                ended = link.ended
        wins = edits or (roles and (self._mode is OnMatch.UPDATE or not link.roles))
        if named and wins:
            new_roles = roles
        if (ended, new_roles) != (link.ended, link.roles):
            self._changed.append((link, ended, new_roles))

    def write(self, work: Work) -> None:
        """Write the plan; the masks on the links are left to be brought up to date."""
        new: list[dict[str, Any]] = [{**link._asdict(), "run": work.run_id} for link in self._added]
        work.execute_many(_INSERT, new)
        changed = [
            {"id": link.id, "ended": work.encoded(ended), "roles": roles} for link, ended, roles in self._changed
        ]
        work.execute_many(_UPDATE, changed)
