"""Questions about gaps as a check finds them now: how many, whose, held by which task.

{gaps} is filled with a check's `failing`, {verdicts} and the like with its `verdicts`.
"""

from typing import Any, NamedTuple

from crmctl.filters.cond import Cond
from crmctl.store.reader import Query
from crmctl.vocabulary import Role, State


class Tally(NamedTuple):
    """How many records have this verdict and this user on the card: user id × base + verdict, 0 for nobody."""

    packed: int
    records: int


class Totals(NamedTuple):
    """Records in scope, and how many of them fail each need: numbers with commas between them."""

    in_scope: int
    lacking: str


class Charge(NamedTuple):
    """How many clients with this user on their card (0: nobody) have a gap of their own or of a contact."""

    entrusted_id: int
    clients: int


class Number(NamedTuple):
    number: int


class Found(NamedTuple):
    """A gap as a hand-out sees it. `held_by` is the open task that has it."""

    client_id: int | None
    contact_id: int | None
    requirement: str
    bits: int
    state: State
    responsible_id: int | None
    segment: str | None
    held_by: int | None


class GapDetail(NamedTuple):
    """A gap as a list shows it; `gap_id` is its number once a run has recorded it."""

    gap_id: int | None
    client_id: int | None
    contact_id: int | None
    external_id: str | None
    client: str | None
    last_name: str | None
    first_name: str | None
    middle_name: str | None
    display_name: str | None
    requirement: str
    state: State
    value: str | None
    responsible: str | None
    held_by: int | None


class Ranked(NamedTuple):
    """What a client is ordered by when only the first ones are handed out."""

    client_id: int
    rank: Any


class Handed(NamedTuple):
    """A user that work may be handed to, or who controls it."""

    id: int
    login: str
    name: str
    role: Role
    active: bool


def _of_record(sql: str, client: str, contact: str) -> str:
    """One text for a client's gap g, one for a contact's, so that each finds its index."""
    cases = sql.replace("{owner}", client), sql.replace("{owner}", contact)
    return f"CASE WHEN g.contact_id IS NULL THEN {cases[0]}\n        ELSE {cases[1]} END"


_HELD = """(
        SELECT MIN(ht.id) FROM task_row hr JOIN task ht ON ht.id = hr.task_id
        WHERE {owner} AND ht.status IN ('new', 'accepted', 'returned') AND hr.check_code = :check
          AND (hr.bits & g.bits <> 0 OR (g.bits = 0 AND hr.requirement = g.requirement)))"""
HELD_BY = _of_record(_HELD, "hr.client_id = g.client_id AND hr.contact_id IS NULL", "hr.contact_id = g.contact_id")
"""The open task that holds gap g of :check: one of its rows asks the same record for a kind that the gap names."""

TOTALS = Query(Totals, "SELECT COUNT(*), {counts} FROM ({lacks}) v")
"""{lacks} is filled with a check's `lacks`, {counts} by `counts_of`."""


def counts_of(needs: int) -> Cond:
    """How many records fail each of so many needs, in one column, because a query has as many as its row type."""
    return Cond(" || ',' || ".join(f"CAST(COUNT(*) FILTER (WHERE v.lacks{n}) AS TEXT)" for n in range(needs)))


TALLY = Query(
    Tally,
    """
    SELECT v.packed, COUNT(*) FROM (
        SELECT COALESCE(v.entrusted_id, 0) * CAST(:base AS BIGINT) + v.verdict AS packed FROM ({verdicts}) v) v
    GROUP BY v.packed
    """,
)

CHARGED = Query(
    Charge,
    """
    SELECT COALESCE(v.entrusted_id, 0), COUNT(*) FROM ({verdicts}) v
    WHERE (:own AND v.verdict <> 0) OR EXISTS (
        SELECT 1 FROM ({contact_verdicts}) x WHERE x.client_id = v.client_id AND x.verdict <> 0)
    GROUP BY COALESCE(v.entrusted_id, 0)
    """,
)
"""Client by client, so that nothing has to be made distinct; grouped by no bare column, whose index would be followed
from client to client all over the table."""

NEWEST = Query(Number, "SELECT COALESCE(MAX(x.id), 0) FROM run x")
"""The last run: the same number is the same state of the base."""

RECORDS = Query(Number, "SELECT (SELECT COUNT(*) FROM client) + (SELECT COUNT(*) FROM contact)")

OPEN_ROWS = Query(
    Number,
    """
    SELECT COUNT(*) FROM task_row r JOIN task t ON t.id = r.task_id
    WHERE t.status IN ('new', 'accepted', 'returned') AND r.check_code = :check
    """,
)

HELD = Query(Number, f"SELECT COUNT(*) FROM ({{gaps}}) g WHERE {HELD_BY} IS NOT NULL")

FOUND = Query(
    Found,
    f"""
    SELECT g.client_id, g.contact_id, g.requirement, g.bits, g.state, g.responsible_id, c.segment, {HELD_BY}
    FROM ({{gaps}}) g LEFT JOIN client c ON c.id = g.client_id
    """,
)

_VALUE = """(
        SELECT cp.value FROM contact_point cp WHERE {owner}
          AND (CAST(1 AS BIGINT) << (cp.kind_id - 1)) & g.bits <> 0
          AND cp.state = CASE g.state WHEN 'stale' THEN 'ok' ELSE g.state END
        ORDER BY cp.is_primary DESC, cp.id DESC LIMIT 1)"""
_RECORDED = """(
        SELECT MAX(k.id) FROM gap k
        WHERE {owner} AND k.check_code = :check AND k.level = :level AND k.through_contacts = :through
          AND k.requirement = g.requirement AND k.is_open)"""


DETAILS = Query(
    GapDetail,
    f"""
    SELECT {_of_record(_RECORDED, "k.client_id = g.client_id AND k.contact_id IS NULL", "k.contact_id = g.contact_id")},
           g.client_id, g.contact_id, CASE WHEN g.contact_id IS NULL THEN c.external_id ELSE p.external_id END,
           c.name, p.last_name, p.first_name, p.middle_name, p.display_name, g.requirement, g.state,
           {_of_record(_VALUE, "cp.client_id = g.client_id", "cp.contact_id = g.contact_id")},
           u.login, {HELD_BY}
    FROM ({{gaps}}) g
    LEFT JOIN client c ON c.id = g.client_id LEFT JOIN contact p ON p.id = g.contact_id
    LEFT JOIN app_user u ON u.id = g.responsible_id
    ORDER BY g.client_id IS NULL, g.client_id, g.contact_id IS NOT NULL, g.contact_id, g.requirement
    """,
)

RANKS = Query(Ranked, "SELECT c.id, {field} FROM client c WHERE c.archived_at IS NULL AND ({where})")
"""{field} is filled with the SQL of a filter field over c."""

ARCHIVED = Query(Number, "SELECT COUNT(*) FROM client c WHERE c.archived_at IS NOT NULL AND ({where})")

PEOPLE = Query(Handed, "SELECT u.id, u.login, u.name, u.role, u.active FROM app_user u ORDER BY u.login_key")
