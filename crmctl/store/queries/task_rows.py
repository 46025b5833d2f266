"""Questions about the rows of one task."""

from datetime import datetime
from typing import NamedTuple

from crmctl.store.reader import Query
from crmctl.vocabulary import RecordType, State, TaskStatus, ValueState


class StoredItem(NamedTuple):
    """A row of a task; `closed_by` is a login, `again_after` the finished task that asked for the same last."""

    number: int
    record: RecordType
    id: int
    client_id: int | None
    client: str | None
    last_name: str | None
    first_name: str | None
    middle_name: str | None
    display_name: str | None
    requirement: str
    bits: int
    through_contacts: bool
    state: State
    closed_at: datetime | None
    closed_by: str | None
    again_after: int | None


class ItemPoint(NamedTuple):
    """A current value that may serve a row: of the client (with his contacts', `through`) or of the contact."""

    client_id: int | None
    contact_id: int | None
    through: bool
    kind_id: int
    state: ValueState
    value: str


class Target(NamedTuple):
    """The row that somebody wants to fill, with what stands around it."""

    status: TaskStatus
    record: RecordType
    id: int
    country: str | None
    requirement: str
    bits: int
    state: State


RECORD = """CASE WHEN r.contact_id IS NULL THEN 'client' ELSE 'contact' END, COALESCE(r.contact_id, r.client_id)"""
"""What a row is about: a kind of record, and its id."""

_AGAIN_AFTER = """(SELECT MAX(o.task_id) FROM task_row o JOIN task ot ON ot.id = o.task_id
            WHERE (o.client_id = r.client_id OR (r.client_id IS NULL AND o.contact_id = r.contact_id))
              AND COALESCE(o.contact_id, 0) = COALESCE(r.contact_id, 0) AND o.check_code = r.check_code
              AND o.requirement = r.requirement AND o.task_id < r.task_id AND ot.status IN ('done', 'approved'))"""

ITEMS = Query(
    StoredItem,
    f"""
    SELECT r.number, {RECORD}, r.client_id, c.name, p.last_name, p.first_name, p.middle_name, p.display_name,
           r.requirement, r.bits, r.through_contacts, r.state, r.closed_at, u.login, {_AGAIN_AFTER}
    FROM task_row r LEFT JOIN client c ON c.id = r.client_id LEFT JOIN contact p ON p.id = r.contact_id
    LEFT JOIN run x ON x.id = r.closed_run_id LEFT JOIN app_user u ON u.id = x.actor_id
    WHERE r.task_id = :task ORDER BY r.number
    """,
)

POINTS = Query(
    ItemPoint,
    """
    SELECT z.client_id, z.contact_id, z.through, z.kind_id, z.state, z.value FROM (
        SELECT cp.client_id, cp.contact_id, FALSE AS through, cp.kind_id, cp.state, cp.value, cp.is_primary, cp.id
        FROM contact_point cp WHERE cp.is_current AND (
            cp.client_id IN (SELECT r.client_id FROM task_row r WHERE r.task_id = :task AND r.contact_id IS NULL)
            OR cp.contact_id IN (SELECT r.contact_id FROM task_row r WHERE r.task_id = :task))
        UNION ALL
        SELECT l.client_id, CAST(NULL AS INTEGER), TRUE, cp.kind_id, cp.state, cp.value, cp.is_primary, cp.id
        FROM task_row r JOIN client_contact l ON l.client_id = r.client_id
        JOIN contact_point cp ON cp.contact_id = l.contact_id
        WHERE r.task_id = :task AND r.through_contacts AND r.contact_id IS NULL AND cp.is_current
            AND (l.ended IS NULL OR l.ended > :today)
    ) z
    ORDER BY z.through, CASE z.state WHEN 'ok' THEN 0 WHEN 'invalid' THEN 1 ELSE 2 END, z.is_primary DESC, z.id DESC
    """,
)
"""The best first."""

TARGET = Query(
    Target,
    f"""
    SELECT t.status, {RECORD}, c.country, r.requirement, r.bits, r.state
    FROM task_row r JOIN task t ON t.id = r.task_id LEFT JOIN client c ON c.id = r.client_id
    WHERE r.task_id = :task AND r.number = :number AND ({{visible}})
    """,
)
