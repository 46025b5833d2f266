"""Questions about tasks and their rows."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from crmctl.store.reader import Query
from crmctl.vocabulary import Priority, State, TaskStatus

NO_LIMIT = 1 << 60
"""As `limit`: all of them."""


class StoredTask(NamedTuple):
    """A task with its rows counted; people by login, the project by name."""

    id: int
    kind: str
    title: str
    status: TaskStatus
    assignee: str
    author: str
    controller: str | None
    project: str | None
    priority: Priority
    due_at: datetime | None
    due_is_day: bool
    control_at: datetime | None
    done_at: datetime | None
    clients: int
    rows: int
    filled: int
    waived: int
    not_applicable: int
    """Rows whose requirement or record is no longer there."""


class Counted(NamedTuple):
    total: int


class Standing(NamedTuple):
    """What an action on a task looks at before it changes anything."""

    id: int
    status: TaskStatus
    assignee_id: int
    author_id: int
    open_rows: int
    description: str | None
    reason: str | None
    """Why it was cancelled, or done before all its rows were."""


class OpenRow(NamedTuple):
    """A row somebody still has to fill."""

    task_id: int
    number: int
    title: str
    assignee: str
    contact_id: int | None
    requirement: str
    state: State


class Removed(NamedTuple):
    """A row that is gone, as JSON."""

    run_id: int
    row_id: int
    old: str


class TaskId(NamedTuple):
    id: int


_ORDERS = {
    "due": "t.due_at IS NULL, t.due_at, CASE t.priority WHEN 'high' THEN 0 WHEN 'normal' THEN 1 ELSE 2 END, t.id",
    "id": "t.id",
    "newest": "t.id DESC",
    "title": "t.title_key, t.id",
    "priority": "CASE t.priority WHEN 'high' THEN 0 WHEN 'normal' THEN 1 ELSE 2 END, t.due_at IS NULL, t.due_at, t.id",
}
_LIST = """
    WITH page AS (
        SELECT t.* FROM task t WHERE ({{visible}}) AND ({{where}}) ORDER BY {order} LIMIT :limit
    ), counted AS (
        SELECT r.task_id, COUNT(DISTINCT r.client_id) AS clients, COUNT(*) AS total,
               COUNT(*) FILTER (WHERE r.state = 'ok') AS filled,
               COUNT(*) FILTER (WHERE r.state = 'waived') AS waived,
               COUNT(*) FILTER (WHERE r.state IN ('n/a', 'gone')) AS not_applicable
        FROM task_row r WHERE r.task_id IN (SELECT page.id FROM page) GROUP BY r.task_id
    )
    SELECT t.id, t.kind, t.title, t.status, a.login, w.login, k.login, j.name, t.priority,
           t.due_at, t.due_is_day, t.control_at, t.done_at,
           COALESCE(n.clients, 0), COALESCE(n.total, 0), COALESCE(n.filled, 0), COALESCE(n.waived, 0),
           COALESCE(n.not_applicable, 0)
    FROM page t JOIN app_user a ON a.id = t.assignee_id JOIN app_user w ON w.id = t.author_id
    LEFT JOIN app_user k ON k.id = t.controller_id LEFT JOIN project j ON j.id = t.project_id
    LEFT JOIN counted n ON n.task_id = t.id
    ORDER BY {order}
    """
LISTS: Mapping[str, Query[StoredTask]] = {
    name: Query(StoredTask, _LIST.format(order=order)) for name, order in _ORDERS.items()
}
"""The list in each of its orders. The page is cut before its rows are counted."""

COUNT = Query(Counted, "SELECT COUNT(*) FROM task t WHERE ({visible}) AND ({where})")

STANDING = Query(
    Standing,
    """
    SELECT t.id, t.status, t.assignee_id, t.author_id,
           (SELECT COUNT(*) FROM task_row r WHERE r.task_id = t.id AND r.closed_at IS NULL),
           t.description, COALESCE(t.cancel_reason, t.done_reason)
    FROM task t WHERE t.id = :task AND ({visible})
    """,
)

OPEN_ROWS = Query(
    OpenRow,
    """
    SELECT r.task_id, r.number, t.title, u.login, r.contact_id, r.requirement, r.state
    FROM task_row r JOIN task t ON t.id = r.task_id JOIN app_user u ON u.id = t.assignee_id
    WHERE r.closed_at IS NULL AND t.status IN ('new', 'accepted', 'returned') AND ({visible}) AND {about}
    ORDER BY r.task_id, r.number
    """,
)
"""The open rows of tasks the actor sees, of the records that the condition over r names."""

REMOVED = Query(
    Removed,
    """
    SELECT j.run_id, j.row_id, j.old FROM journal j
    WHERE j.entity = :entity AND j.op = '-' AND NOT EXISTS (
        SELECT 1 FROM journal b WHERE b.entity = j.entity AND b.row_id = j.row_id AND b.id > j.id)
    ORDER BY j.row_id
    """,
)
"""What undoing took away, and nothing put back."""

ONCE = Query(
    TaskId,
    """
    SELECT t.id FROM (
        SELECT CAST(:id AS INTEGER) AS id, CAST(:kind AS TEXT) AS kind, CAST(:title_key AS TEXT) AS title_key,
               CAST(:status AS TEXT) AS status, CAST(:priority AS TEXT) AS priority,
               CAST(:assignee_id AS INTEGER) AS assignee_id, CAST(:author_id AS INTEGER) AS author_id,
               CAST(:controller_id AS INTEGER) AS controller_id, CAST(:project_id AS INTEGER) AS project_id,
               COALESCE(:created_at, NULLIF(x.at, x.at)) AS created_at, COALESCE(:due_at, NULLIF(x.at, x.at)) AS due_at,
               COALESCE(:control_at, NULLIF(x.at, x.at)) AS control_at
        FROM run x WHERE x.id = :run
    ) t
    WHERE ({visible}) AND ({where})
    """,
)
"""Whether a task that is gone would be found, were it still there; the run lends its moment's type to empty ones."""
