"""Lists of tasks: what everybody reads, as `tasks mine`, `tasks list` and the wizard show it."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, tzinfo
from typing import NamedTuple

from crmctl.filters.cond import EVERYTHING, Cond
from crmctl.rights import Actor, visible
from crmctl.store.dues import day_of
from crmctl.store.queries import tasks
from crmctl.store.queries.tasks import StoredTask
from crmctl.store.reader import Reader
from crmctl.vocabulary import OPEN_STATUSES, Priority, TaskStatus

IS_OPEN = Cond("t.status IN ('new', 'accepted', 'returned')")
NOT_CANCELLED = Cond("t.status <> 'cancelled'")
ORDERS = tuple(tasks.LISTS)
"""The names of the orders a list can have."""
_AT_ONCE = 1000


class TaskLine(NamedTuple):
    """A task as the JSON contract has it. `due` stays a date when it was given as one; `percent` is 0 to 100."""

    id: int
    kind: str
    title: str
    status: TaskStatus
    assignee: str
    author: str
    controller: str | None
    project: str | None
    priority: Priority
    clients: int
    rows: int
    filled: int
    waived: int
    not_applicable: int
    percent: int
    due: date | datetime | None
    control: date | None
    done_at: datetime | None
    overdue: bool

    @property
    def open_rows(self) -> int:
        """Rows that are still to be filled; of a task that is over, 0."""
        rows = self.rows - self.filled - self.waived - self.not_applicable
        return rows if self.status in OPEN_STATUSES else 0


def task_lines(  # noqa: PLR0913 - each narrows the list in its own way
    reader: Reader,
    actor: Actor,
    *,
    now: datetime,
    zone: tzinfo | None,
    where: Cond = EVERYTHING,
    order: str = "due",
    limit: int | None = None,
) -> list[TaskLine]:
    """The tasks visible to the actor for which `where`, over t, holds, in one of ORDERS."""
    cut = tasks.NO_LIMIT if limit is None else limit
    found = reader.rows(tasks.LISTS[order], {"visible": visible(actor, "task"), "where": where}, limit=cut)
    return [task_line(one, now=now, zone=zone) for one in found]


def tasks_in_parts(
    reader: Reader, actor: Actor, *, now: datetime, zone: tzinfo | None, where: Cond = EVERYTHING
) -> Iterator[TaskLine]:
    """The same by their numbers; while some are written nothing is being read."""
    after = 0
    while True:
        part = where & Cond("t.id > :after", {"after": after})
        page = task_lines(reader, actor, now=now, zone=zone, where=part, order="id", limit=_AT_ONCE)
        if not page:
            return
        yield from page
        after = page[-1].id


def count_tasks(reader: Reader, actor: Actor, where: Cond = EVERYTHING) -> int:
    """How many there are without a limit."""
    return reader.one(tasks.COUNT, {"visible": visible(actor, "task"), "where": where}).total


def by_ids(ids: Sequence[int]) -> Cond:
    """The tasks of these numbers."""
    names = {f"task_{at}": one for at, one in enumerate(ids)}
    return Cond(f"t.id IN ({', '.join(f':{name}' for name in names)})", names) if ids else Cond("FALSE")


def task_line(one: StoredTask, *, now: datetime, zone: tzinfo | None) -> TaskLine:
    """A stored task as it is shown at this moment in this zone (None: the machine's)."""
    due = day_of(one.due_at, zone) if one.due_at and one.due_is_day else one.due_at
    return TaskLine(
        id=one.id,
        kind=one.kind,
        title=one.title,
        status=one.status,
        assignee=one.assignee,
        author=one.author,
        controller=one.controller,
        project=one.project,
        priority=one.priority,
        clients=one.clients,
        rows=one.rows,
        filled=one.filled,
        waived=one.waived,
        not_applicable=one.not_applicable,
        percent=_percent(one),
        due=due,
        control=day_of(one.control_at, zone) if one.control_at else None,
        done_at=one.done_at,
        overdue=one.status in OPEN_STATUSES and one.due_at is not None and one.due_at < now,
    )


def _percent(one: StoredTask) -> int:
    """Whole per cent of the applicable rows filled or waived, rounded down; without any, whether it is done."""
    applicable = one.rows - one.not_applicable
    if applicable:
        return 100 * (one.filled + one.waived) // applicable
    return 100 if one.status in (TaskStatus.DONE, TaskStatus.APPROVED) else 0
