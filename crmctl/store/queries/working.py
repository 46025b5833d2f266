"""Questions of somebody who works through a task, client by client."""

from datetime import datetime
from typing import NamedTuple

from crmctl.store.queries.task_rows import RECORD
from crmctl.store.reader import Query
from crmctl.vocabulary import Level, RecordType, State


class StoredStop(NamedTuple):
    """A client of a task, None for contacts without one, with how many rows he has and how many are open."""

    client_id: int | None
    rows: int
    open: int


class StoredRow(NamedTuple):
    """A row with what its answer is judged by; `closed_by` is a login."""

    number: int
    record: RecordType
    id: int
    last_name: str | None
    first_name: str | None
    middle_name: str | None
    display_name: str | None
    requirement: str
    bits: int
    level: Level
    country: str | None
    state: State
    closed_at: datetime | None
    closed_by: str | None


class Named(NamedTuple):
    """Who a row is about: the client and, when it is his, the contact."""

    client_id: int | None
    client: str | None
    last_name: str | None
    first_name: str | None
    middle_name: str | None
    display_name: str | None


STOPS = Query(
    StoredStop,
    """
    SELECT r.client_id, COUNT(*), COUNT(*) FILTER (WHERE r.closed_at IS NULL)
    FROM task_row r WHERE r.task_id = :task GROUP BY r.client_id ORDER BY MIN(r.number)
    """,
)

ROWS = Query(
    StoredRow,
    f"""
    SELECT r.number, {RECORD}, p.last_name, p.first_name, p.middle_name, p.display_name,
           r.requirement, r.bits, r.level, c.country, r.state, r.closed_at, u.login
    FROM task_row r LEFT JOIN client c ON c.id = r.client_id LEFT JOIN contact p ON p.id = r.contact_id
    LEFT JOIN run x ON x.id = r.closed_run_id LEFT JOIN app_user u ON u.id = x.actor_id
    WHERE r.task_id = :task AND {{about}} ORDER BY r.number
    """,
)
"""The rows of a task that the condition over r names."""

NAMES = Query(
    Named,
    """
    SELECT r.client_id, c.name, p.last_name, p.first_name, p.middle_name, p.display_name
    FROM task_row r LEFT JOIN client c ON c.id = r.client_id LEFT JOIN contact p ON p.id = r.contact_id
    WHERE r.task_id = :task ORDER BY r.number
    """,
)
