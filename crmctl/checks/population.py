"""Which clients and contacts any check looks at: not archived, links not ended, each contact once."""

from crmctl.checks.base import Scope, Terms
from crmctl.filters.cond import EVERYTHING, Cond
from crmctl.vocabulary import RecordType

_CLIENTS = """FROM client c {join} LEFT JOIN app_user u ON u.id = c.responsible_id AND u.active
WHERE c.archived_at IS NULL"""

_CURRENT = "({link}.ended IS NULL OR {link}.ended > :today)"
_LINKED = """FROM client_contact l JOIN client c ON c.id = l.client_id {join}
LEFT JOIN contact p ON p.id = l.contact_id LEFT JOIN app_user u ON u.id = c.responsible_id AND u.active
WHERE c.archived_at IS NULL AND {current} AND (l.position = 1 OR NOT EXISTS (
    SELECT 1 FROM client_contact e JOIN client ec ON ec.id = e.client_id
    WHERE e.contact_id = l.contact_id AND e.position < l.position AND ec.archived_at IS NULL AND {earlier}))""".replace(
    "{current}", _CURRENT.format(link="l")
).replace("{earlier}", _CURRENT.format(link="e"))
_UNLINKED = "FROM contact p {join} WHERE p.unlinked AND p.archived_at IS NULL"


def select(record: RecordType, columns: str, condition: Cond, terms: Terms, scope: Scope, join: str = "") -> Cond:
    """SELECT `columns` of the records in scope for which `condition` holds.

    `columns` and `condition` speak of {owner}: the row that carries the masks, c for a client, l (the link's copy) or p
    for a contact; of {client}, {contact} and {responsible}: the ids. A contact without any client counts only when
    the scope says nothing about clients.
    """
    values = {**condition.values, **scope.clients.values}
    if record is RecordType.CLIENT:
        ids = {"owner": "c", "client": "c.id", "contact": "CAST(NULL AS INTEGER)", "responsible": "u.id"}
        return Cond(_text(_CLIENTS, columns, condition, ids, join, [scope.clients]), values)
    values = {**values, **scope.contacts.values, "today": terms.today}
    ids = {"owner": "l", "client": "l.client_id", "contact": "l.contact_id", "responsible": "u.id"}
    linked = _text(_LINKED, columns, condition, ids, join, [scope.clients, scope.contacts])
    if scope.clients != EVERYTHING:
        return Cond(linked, values)
    nobody = "CAST(NULL AS INTEGER)"
    ids = {"owner": "p", "client": nobody, "contact": "p.id", "responsible": nobody}
    return Cond(f"{linked}\nUNION ALL\n{_text(_UNLINKED, columns, condition, ids, join, [scope.contacts])}", values)


def _text(source: str, columns: str, condition: Cond, ids: dict[str, str], join: str, scope: list[Cond]) -> str:
    parts = [condition.sql.format(**ids), *(f"({cond.sql})" for cond in scope if cond != EVERYTHING)]
    return f"SELECT {columns.format(**ids)}\n{source.format(join=join)}\nAND " + "\nAND ".join(parts)
