"""One task with its rows: what is asked of whom, what stands there now, and who filled it."""

from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from typing import Any, NamedTuple

from crmctl.errors import NoPermission, NotFound
from crmctl.filters.cond import EVERYTHING
from crmctl.i18n import _
from crmctl.rights import Actor, visible
from crmctl.store import persons
from crmctl.store.dues import day_of
from crmctl.store.queries import task_rows, tasks
from crmctl.store.queries.task_rows import ItemPoint, StoredItem
from crmctl.store.queries.tasks import Standing
from crmctl.store.reader import Reader
from crmctl.tasks.listing import TaskLine, by_ids, task_lines
from crmctl.vocabulary import RecordType, State


class Item(NamedTuple):
    """A row of a task as the JSON contract has it; `row` is what `tasks row` takes."""

    row: str
    record: RecordType
    id: int
    client_id: int | None
    name: str
    requirement: str
    state: State
    value: str | None
    filled_at: datetime | None
    filled_by: str | None
    again_after: int | None
    """The finished task that asked for the same before."""


class Client(NamedTuple):
    """Whose rows stand together; without a client those of contacts who have none."""

    id: int | None
    name: str
    items: Sequence[Item]


class TaskDetail(NamedTuple):
    """A task, its words, and its rows by client."""

    line: TaskLine
    description: str | None
    reason: str | None
    clients: Sequence[Client]

    @property
    def items(self) -> list[Item]:
        return [item for client in self.clients for item in client.items]


def as_object(detail: TaskDetail) -> dict[str, Any]:
    """The JSON of `tasks show`: the task's keys, then its rows."""
    texts = {"description": detail.description, "reason": detail.reason}
    return {**detail.line._asdict(), **texts, "items": sorted(detail.items, key=lambda item: _number(item.row))}


def show_task(reader: Reader, actor: Actor, task: int, *, now: datetime, zone: tzinfo) -> TaskDetail:
    """The task with all its rows. Raises NotFound or NoPermission."""
    standing = require_task(reader, actor, task)
    (line,) = task_lines(reader, actor, now=now, zone=zone, where=by_ids([task]))
    return TaskDetail(line, standing.description, standing.reason, _clients(reader, task, day_of(now, zone)))


def show_row(  # noqa: PLR0913 - which row, and as whom, when and where it is looked at
    reader: Reader, actor: Actor, task: int, number: int, *, now: datetime, zone: tzinfo
) -> Item:
    """One row of a task. Raises NotFound or NoPermission."""
    require_task(reader, actor, task)
    items = [item for client in _clients(reader, task, day_of(now, zone)) for item in client.items]
    found = next((item for item in items if _number(item.row) == number), None)
    if found is None:
        raise no_such_row(task, number)
    return found


def no_such_row(task: int, number: int) -> NotFound:
    return NotFound(
        _("Task {task} has no row {number}.").format(task=task, number=number),
        _("See `crmctl tasks show {task}`.").format(task=task),
    )


def require_task(reader: Reader, actor: Actor, task: int) -> Standing:
    """What an action looks at; raises NotFound when there is no such task, NoPermission when it is not his."""
    standing = reader.first(tasks.STANDING, {"visible": visible(actor, "task")}, task=task)
    if standing:
        return standing
    if reader.first(tasks.STANDING, {"visible": EVERYTHING}, task=task):
        raise NoPermission(
            _("Task {id} is not yours.").format(id=task), _("Ask its author, its assignee or a supervisor.")
        )
    raise NotFound(_("There is no task {id}.").format(id=task), _("See `crmctl tasks list`."))


def _clients(reader: Reader, task: int, today: date) -> list[Client]:
    """The rows by client, in the order of each client's first row."""
    points = _Points(reader, task, today)
    grouped: dict[int | None, tuple[str, list[Item]]] = {}
    for stored in reader.rows(task_rows.ITEMS, task=task):
        _name, items = grouped.setdefault(stored.client_id, (stored.client or "", []))
        items.append(_item(task, stored, points.best(stored)))
    return [Client(number, name, items) for number, (name, items) in grouped.items()]


class _Points:
    """The values that may serve the rows of one task, by owner, the best first."""

    def __init__(self, reader: Reader, task: int, today: date) -> None:
        self._by_owner: dict[tuple[RecordType, int | None], list[ItemPoint]] = {}
        for point in reader.rows(task_rows.POINTS, task=task, today=today):
            owner = (
                (RecordType.CLIENT, point.client_id)
                if point.contact_id is None
                else (RecordType.CONTACT, point.contact_id)
            )
            self._by_owner.setdefault(owner, []).append(point)

    def best(self, row: StoredItem) -> str | None:
        """The best current value of the kinds the row asks for."""
        return next(
            (
                point.value
                for point in self._by_owner.get((row.record, row.id), ())
                if row.bits >> (point.kind_id - 1) & 1 and (row.through_contacts or not point.through)
            ),
            None,
        )


def _item(task: int, row: StoredItem, value: str | None) -> Item:
    contact = persons.full_name(row.last_name, row.first_name, row.middle_name, row.display_name)
    filled = row.state is State.OK
    return Item(
        row=f"{task}.{row.number}",
        record=row.record,
        id=row.id,
        client_id=row.client_id,
        name=contact if row.record is RecordType.CONTACT else row.client or "",
        requirement=row.requirement,
        state=row.state,
        value=value,
        filled_at=row.closed_at if filled else None,
        filled_by=row.closed_by if filled else None,
        again_after=row.again_after,
    )


def _number(row: str) -> int:
    return int(row.partition(".")[2])
