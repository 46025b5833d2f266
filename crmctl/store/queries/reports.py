"""Questions that reports ask about tasks and what was done to them."""

from datetime import datetime
from typing import NamedTuple

from crmctl.store.reader import Query
from crmctl.vocabulary import TaskStatus


class TaskFacts(NamedTuple):
    """A task as it stands now; what changes with time is wound back by its changes."""

    id: int
    kind: str
    author_id: int
    assignee_id: int
    project_id: int | None
    status: TaskStatus
    created_at: datetime
    due_at: datetime | None
    done_at: datetime | None
    cancelled_at: datetime | None
    iteration: int


class TaskChange(NamedTuple):
    """A change of a task: when, and the changed columns before and after, as JSON."""

    task_id: int
    at: datetime
    old: str
    new: str
    is_undo: bool


class PerTask(NamedTuple):
    task_id: int
    number: int


class Named(NamedTuple):
    id: int
    name: str


FACTS = Query(
    TaskFacts,
    """
    SELECT t.id, t.kind, t.author_id, t.assignee_id, t.project_id, t.status, t.created_at, t.due_at, t.done_at,
           t.cancelled_at, t.iteration
    FROM task t
    WHERE t.created_at <= :as_of AND ({visible}) AND ({where})
      AND (t.created_at >= :start OR ((t.done_at IS NULL OR t.done_at >= :start)
                                      AND (t.cancelled_at IS NULL OR t.cancelled_at >= :start)))
    ORDER BY t.id
    """,
)
"""The tasks made by a moment, but for those that were over and done with before the period began."""

CHANGES = Query(
    TaskChange,
    """
    SELECT j.row_id, x.at, j.old, j.new, (x.undoes_id IS NOT NULL OR x.kind = 'undo')
    FROM journal j JOIN run x ON x.id = j.run_id
    WHERE j.entity = 'task' AND j.op = '~'
      AND (x.at > :since OR j.new LIKE '%"assignee_id"%' OR j.new LIKE '%"due_at"%')
    ORDER BY j.id DESC
    """,
)
"""What moves a task through time after a moment, and at any time its assignee and due; the latest first."""

WAIVED = Query(
    PerTask,
    """
    SELECT r.task_id, COUNT(*) FROM task_row r
    WHERE r.state = 'waived' AND r.closed_at <= :as_of GROUP BY r.task_id ORDER BY r.task_id
    """,
)

_BY_ASSIGNEES = "x.actor_id IN (SELECT t.assignee_id FROM task t)"
_CREATED = f"JOIN run x ON x.id = cp.run_id AND {_BY_ASSIGNEES}"
_CHANGED = "JOIN journal j ON j.entity = 'contact_point' AND j.row_id = cp.id AND j.op = '~'"
_IS_PLACEHOLDER = """LIKE '%"state":%"placeholder"%'"""
_ENTERED = f"""
    SELECT cp.id, cp.client_id, cp.contact_id, cp.kind_id, x.actor_id, x.at FROM contact_point cp {_CREATED}
    WHERE cp.state = 'placeholder'
    UNION ALL
    SELECT cp.id, cp.client_id, cp.contact_id, cp.kind_id, x.actor_id, x.at FROM contact_point cp {_CREATED} {_CHANGED}
    WHERE j.old {_IS_PLACEHOLDER}
    UNION ALL
    SELECT cp.id, cp.client_id, cp.contact_id, cp.kind_id, x.actor_id, x.at FROM contact_point cp {_CHANGED}
    JOIN run x ON x.id = j.run_id AND {_BY_ASSIGNEES} WHERE j.new {_IS_PLACEHOLDER}"""
_ASKED = """e.actor_id = t.assignee_id AND e.at >= t.created_at AND e.at <= :as_of
      AND (CAST(1 AS BIGINT) << (e.kind_id - 1)) & r.bits <> 0"""
PLACEHOLDERS = Query(
    PerTask,
    f"""
    WITH e AS ({_ENTERED})
    SELECT w.task_id, COUNT(*) FROM (
        SELECT t.id AS task_id, e.id FROM e JOIN task_row r ON r.client_id = e.client_id AND r.contact_id IS NULL
        JOIN task t ON t.id = r.task_id WHERE {_ASKED}
        UNION
        SELECT t.id AS task_id, e.id FROM e JOIN task_row r ON r.contact_id = e.contact_id
        JOIN task t ON t.id = r.task_id WHERE {_ASKED}) w
    GROUP BY w.task_id ORDER BY w.task_id
    """,
)
"""Contact points that a task's rows ask for and its assignee filled with a placeholder, also if it was put right since.

Those still there are counted, each once a task: it was created as a placeholder, or became one.
"""

LOGINS = Query(Named, "SELECT u.id, u.login FROM app_user u ORDER BY u.id")
PROJECT_NAMES = Query(Named, "SELECT o.id, o.name FROM project o ORDER BY o.id")
GROUPS_OF = Query(
    Named,
    """
    SELECT m.user_id, g.name FROM user_group_member m JOIN user_group g ON g.id = m.group_id
    ORDER BY m.user_id, g.name_key
    """,
)
