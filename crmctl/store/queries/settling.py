"""Questions that settle asks: which open rows a run touched, and what the check says of them now."""

from typing import NamedTuple

from crmctl.store.reader import Query
from crmctl.vocabulary import Level, State


class Judged(NamedTuple):
    """Rows that are judged by the same SELECT."""

    check_code: str
    requirement: str
    bits: int
    level: Level
    through_contacts: bool
    fresh_days: int | None
    about_contact: bool


class Verdict(NamedTuple):
    """A row as it is stored, and what the check says of its record now; None when it does not fail."""

    id: int
    task_id: int
    stored: State
    closed: bool
    failing: State | None
    gone: bool
    opted_out: bool


class TaskId(NamedTuple):
    id: int


_OPEN = "t.status IN ('new', 'accepted', 'returned')"
TOUCHED = """(
    r.client_id IN (
        SELECT w.id FROM client w WHERE w.run_id = :run
        UNION SELECT w.client_id FROM contact_point w WHERE w.run_id = :run
        UNION SELECT w.client_id FROM client_contact w WHERE w.run_id = :run
        UNION SELECT w.client_id FROM journal w WHERE w.run_id = :run
        UNION SELECT tl.client_id FROM client_contact tl WHERE tl.contact_id IN (
            SELECT w.contact_id FROM contact_point w WHERE w.run_id = :run
            UNION SELECT w.contact_id FROM journal w WHERE w.run_id = :run))
    OR r.contact_id IN (
        SELECT w.contact_id FROM contact_point w WHERE w.run_id = :run
        UNION SELECT w.contact_id FROM client_contact w WHERE w.run_id = :run
        UNION SELECT w.contact_id FROM journal w WHERE w.run_id = :run))"""

JUDGED = Query(
    Judged,
    f"""
    SELECT DISTINCT r.check_code, r.requirement, r.bits, r.level, r.through_contacts, r.fresh_days,
           r.contact_id IS NOT NULL
    FROM task_row r JOIN task t ON t.id = r.task_id
    WHERE {_OPEN} AND {{touched}}
    """,
)

VERDICTS = Query(
    Verdict,
    f"""
    SELECT r.id, r.task_id, r.state, r.closed_at IS NOT NULL, g.state,
           CASE WHEN r.contact_id IS NULL THEN c.archived_at IS NOT NULL
                ELSE p.archived_at IS NOT NULL OR (p.unlinked IS NOT TRUE AND NOT EXISTS (
                    SELECT 1 FROM client_contact l JOIN client lc ON lc.id = l.client_id
                    WHERE l.contact_id = r.contact_id AND lc.archived_at IS NULL
                      AND (l.ended IS NULL OR l.ended > :today))) END,
           r.bits <> 0 AND r.bits & ~COALESCE(p.opted_out_kinds, c.opted_out_kinds) = 0
               AND r.bits & COALESCE(p.ok_kinds, c.ok_kinds) = 0
    FROM task_row r JOIN task t ON t.id = r.task_id
    LEFT JOIN client c ON c.id = r.client_id
    LEFT JOIN contact p ON p.id = r.contact_id
    LEFT JOIN ({{gaps}}) g ON g.requirement = r.requirement
         AND CASE WHEN r.contact_id IS NULL THEN g.client_id = r.client_id AND g.contact_id IS NULL
                  ELSE g.contact_id = r.contact_id END
    WHERE {_OPEN} AND r.check_code = :check AND r.requirement = :requirement AND r.bits = :row_bits
      AND r.level = :level AND r.through_contacts = :through AND COALESCE(r.fresh_days, 0) = :fresh_days
      AND (r.contact_id IS NOT NULL) = :about_contact AND {{touched}}
    """,
)

FINISHED = Query(
    TaskId,
    f"""
    SELECT t.id FROM task t
    WHERE {_OPEN} AND t.kind <> 'manual' AND t.id IN (SELECT r.task_id FROM task_row r WHERE r.closed_run_id = :run)
      AND NOT EXISTS (SELECT 1 FROM task_row r WHERE r.task_id = t.id AND r.closed_at IS NULL)
    """,
)
