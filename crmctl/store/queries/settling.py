"""Questions that settle asks: which open rows a run touched, and what the check says of them now."""

from typing import NamedTuple

from crmctl.store.reader import Query


class Judged(NamedTuple):
    """What rows that are judged by the same SELECT have in common."""

    check_code: str
    requirement: str
    bits: int
    level: str
    through_contacts: int
    fresh_days: int | None
    about_contact: int


class OpenRow(NamedTuple):
    """A row as it is stored, and what is known of its record without the check.

    Plain columns, because a hundred thousand of them are read in one go: flags are true or false by their truth.
    """

    id: int
    record_id: int
    state: str
    gone: int
    opted_out: int
    check_code: str
    requirement: str
    bits: int
    level: str
    through_contacts: int
    fresh_days: int | None
    about_contact: int

    @property
    def judged(self) -> Judged:
        return Judged(*self[5:])


class Failing(NamedTuple):
    record_id: int
    state: str


class TaskId(NamedTuple):
    id: int


_OPEN = "t.status IN ('new', 'accepted', 'returned')"
_CHANGED_CONTACTS = """
        SELECT w.contact_id FROM contact_point w WHERE w.run_id = :run
        UNION ALL SELECT w.contact_id FROM client_contact w WHERE w.run_id = :run
        UNION ALL SELECT w.contact_id FROM journal w WHERE w.run_id = :run"""
TOUCHED = f"""r.id IN (
    SELECT x.id FROM task_row x WHERE x.client_id IN (
        SELECT w.id FROM client w WHERE w.run_id = :run
        UNION ALL SELECT w.client_id FROM contact_point w WHERE w.run_id = :run
        UNION ALL SELECT w.client_id FROM client_contact w WHERE w.run_id = :run
        UNION ALL SELECT w.client_id FROM journal w WHERE w.run_id = :run
        UNION ALL SELECT tl.client_id FROM client_contact tl WHERE tl.contact_id IN ({_CHANGED_CONTACTS}))
    UNION ALL SELECT x.id FROM task_row x WHERE x.contact_id IN ({_CHANGED_CONTACTS}
        UNION ALL SELECT tl.contact_id FROM client_contact tl WHERE tl.client_id IN (
            SELECT w.row_id FROM journal w WHERE w.run_id = :run AND w.entity = 'client'))
    UNION ALL SELECT x.id FROM task_row x WHERE x.task_id IN (
        SELECT w.row_id FROM journal w WHERE w.run_id = :run AND w.entity = 'task'))"""
"""Rows of clients and contacts that the run wrote to, directly or by a link, and of tasks that it opened again.

Each part finds its rows by an index; as ORs of conditions they would be looked for among all rows.
"""

ANY = Query(TaskId, "SELECT r.id FROM task_row r ORDER BY r.id LIMIT 1")

ROWS = Query(
    OpenRow,
    f"""
    SELECT r.id, COALESCE(r.contact_id, r.client_id), r.state,
           CASE WHEN r.contact_id IS NULL THEN c.archived_at IS NOT NULL
                ELSE p.archived_at IS NOT NULL OR (p.unlinked IS NOT TRUE AND NOT EXISTS (
                    SELECT 1 FROM client_contact l JOIN client lc ON lc.id = l.client_id
                    WHERE l.contact_id = r.contact_id AND lc.archived_at IS NULL
                      AND (l.ended IS NULL OR l.ended > :today))) END,
           r.bits <> 0 AND r.bits & ~COALESCE(p.opted_out_kinds, c.opted_out_kinds) = 0
               AND r.bits & COALESCE(p.ok_kinds, c.ok_kinds) = 0,
           r.check_code, r.requirement, r.bits, r.level, r.through_contacts, r.fresh_days, r.contact_id IS NOT NULL
    FROM task_row r JOIN task t ON t.id = r.task_id
    LEFT JOIN client c ON c.id = r.client_id
    LEFT JOIN contact p ON p.id = r.contact_id
    WHERE {_OPEN} AND {{touched}}
    """,
)

FAILING = Query(Failing, "SELECT COALESCE(g.contact_id, g.client_id), g.state FROM ({gaps}) g")

FINISHED = Query(
    TaskId,
    f"""
    SELECT t.id FROM task t
    WHERE {_OPEN} AND t.kind <> 'manual' AND (t.id IN (
        SELECT r.task_id FROM journal w JOIN task_row r ON r.id = w.row_id
        WHERE w.run_id = :run AND w.entity = 'task_row' AND r.closed_run_id = :run)
        OR t.run_id = :undoes)
      AND EXISTS (SELECT 1 FROM task_row r WHERE r.task_id = t.id)
      AND NOT EXISTS (SELECT 1 FROM task_row r WHERE r.task_id = t.id AND r.closed_at IS NULL)
    """,
)
