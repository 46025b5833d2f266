"""Which clients and contacts any check looks at: not archived, links not ended, each contact once."""

from collections.abc import Sequence
from typing import NamedTuple

from crmctl.checks.base import Scope, Terms
from crmctl.filters.cond import EVERYTHING, Cond
from crmctl.vocabulary import RecordType

_CLIENTS = """FROM client c {join} {in_charge}
WHERE c.archived_at IS NULL"""

_IN_CHARGE = "LEFT JOIN app_user u ON u.id = c.responsible_id AND u.active"
_CURRENT = "({link}.ended IS NULL OR {link}.ended > :today)"
_LINKED = """FROM client_contact l JOIN client c ON c.id = l.client_id {join}
{contact} {in_charge}
WHERE c.archived_at IS NULL AND {current} AND (l.position = 1 OR NOT EXISTS (
    SELECT 1 FROM client_contact e JOIN client ec ON ec.id = e.client_id
    WHERE e.contact_id = l.contact_id AND e.position < l.position AND ec.archived_at IS NULL AND {earlier}))""".replace(
    "{current}", _CURRENT.format(link="l")
).replace("{earlier}", _CURRENT.format(link="e"))
_NOBODY = "CAST(NULL AS INTEGER)"
_CHARGE = {"responsible": "u.id", "entrusted": "c.responsible_id"}
_UNLINKED = "FROM contact p {join} WHERE p.unlinked AND p.archived_at IS NULL"


class Answer(NamedTuple):
    """What is selected of each record, and when.

    Its texts speak of {owner}: the row with the masks, c for a client, l (the link's copy) or p for a contact; of
    {client}, {contact}, {responsible} (who is active) and {entrusted} (whoever stands on the card): the ids.
    """

    columns: str
    condition: Cond = EVERYTHING
    join: str = ""


def select(record: RecordType, answer: Answer, terms: Terms, scope: Scope) -> Cond:
    """The SELECT of the records in scope; a contact without a client is, when the scope says nothing of clients."""
    if scope.part != EVERYTHING:
        answer = answer._replace(condition=answer.condition & scope.part)
    values = {**answer.condition.values, **scope.clients.values}
    if record is RecordType.CLIENT:
        ids = {"owner": "c", "client": "c.id", "contact": _NOBODY, **_CHARGE}
        return Cond(_text(_CLIENTS, answer, ids, [scope.clients]), values)
    values = {**values, **scope.contacts.values, "today": terms.today}
    ids = {"owner": "l", "client": "l.client_id", "contact": "l.contact_id", **_CHARGE}
    contact = "" if scope.contacts == EVERYTHING else "JOIN contact p ON p.id = l.contact_id"
    linked = _text(_LINKED.replace("{contact}", contact), answer, ids, [scope.clients, scope.contacts])
    if scope.clients != EVERYTHING:
        return Cond(linked, values)
    ids = {"owner": "p", "client": _NOBODY, "contact": "p.id", "responsible": _NOBODY, "entrusted": _NOBODY}
    return Cond(f"{linked}\nUNION ALL\n{_text(_UNLINKED, answer, ids, [scope.contacts])}", values)


def _text(source: str, answer: Answer, ids: dict[str, str], scope: Sequence[Cond]) -> str:
    parts = [answer.condition.sql.format(**ids), *(f"({cond.sql})" for cond in scope if cond != EVERYTHING)]
    in_charge = _IN_CHARGE if "{responsible}" in answer.columns else ""
    source = source.format(join=answer.join, in_charge=in_charge)
    return f"SELECT {answer.columns.format(**ids)}\n{source}\nAND " + "\nAND ".join(parts)
