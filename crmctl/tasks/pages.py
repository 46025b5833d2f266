"""A task client by client: where there is something to fill, and one client's rows with what stands there now."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import NamedTuple

from crmctl.cleaning.text import key
from crmctl.filters.cond import Cond
from crmctl.rights import Actor
from crmctl.store import persons
from crmctl.store.queries import working
from crmctl.store.queries.points import OF, Point
from crmctl.store.queries.working import Named, StoredRow
from crmctl.store.reader import Reader
from crmctl.tasks.listing import IS_OPEN, TaskLine, by_ids, task_lines
from crmctl.tasks.showing import require_task
from crmctl.vocabulary import Level, RecordType, State, ValueState

_BEST_FIRST = (ValueState.OK, ValueState.INVALID, ValueState.PLACEHOLDER)
_HAS_OPEN_ROWS = Cond("EXISTS (SELECT 1 FROM task_row o WHERE o.task_id = t.id AND o.closed_at IS NULL)")


class Stop(NamedTuple):
    """A client of the task, None for contacts without one; how many rows he has, how many of them are open."""

    client: int | None
    rows: int
    open: int


class Overview(NamedTuple):
    """How the task stands, and its clients in the order they are worked through."""

    task: TaskLine
    reason: str | None
    """Why it was cancelled, or done early."""
    stops: tuple[Stop, ...]
    mine: bool = True
    """Whether the actor is its assignee."""


class Standing(NamedTuple):
    """A value that stands where an answer would go."""

    kind: str
    value: str
    state: State
    """Of one that is no longer current: stale."""
    opted_out: bool


class PageRow(NamedTuple):
    """A row: whose, what is asked for, and what stands there, the best first."""

    number: int
    record: RecordType
    id: int
    contact: str
    """The contact's name; empty for the client's own row."""
    requirement: str
    bits: int
    level: Level
    country: str | None
    state: State
    values: tuple[Standing, ...]
    closed_at: datetime | None
    closed_by: str | None

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class Place(NamedTuple):
    """A client that can be searched for: his names' key, and the contacts of his rows."""

    client: int | None
    name: str
    contacts: tuple[str, ...]
    key: str


def look_over(reader: Reader, actor: Actor, task: int, *, now: datetime, zone: tzinfo | None) -> Overview:
    """How the task stands. Raises NotFound or NoPermission."""
    standing = require_task(reader, actor, task)
    (line,) = task_lines(reader, actor, now=now, zone=zone, where=by_ids([task]))
    stops = tuple(Stop(*one) for one in reader.all(working.STOPS, task=task))
    return Overview(line, standing.reason, stops, mine=line.assignee == actor.login)


def rows_of(reader: Reader, task: int, client: int | None) -> tuple[PageRow, ...]:
    """The client's rows and those of his contacts; of None, the rows of contacts without a client."""
    about = Cond("r.client_id IS NULL") if client is None else Cond("r.client_id = :about", {"about": client})
    return _with_values(reader, reader.all(working.ROWS, {"about": about}, task=task))


def rows_numbered(reader: Reader, task: int, numbers: Sequence[int]) -> dict[int, PageRow]:
    """These rows of the task by their numbers, as they are at this moment."""
    marks = {f"row_{at}": number for at, number in enumerate(numbers)}
    about = Cond(f"r.number IN ({', '.join(f':{name}' for name in marks)})", marks)
    return {row.number: row for row in _with_values(reader, reader.all(working.ROWS, {"about": about}, task=task))}


def next_task(
    reader: Reader, actor: Actor, *, now: datetime, zone: tzinfo | None, besides: int | None = None
) -> TaskLine | None:
    """The soonest due of the actor's tasks that have something to fill."""
    mine = Cond("t.assignee_id = :me", {"me": actor.id}) & IS_OPEN & _HAS_OPEN_ROWS
    if besides is not None:
        mine &= Cond("t.id <> :besides", {"besides": besides})
    return next(iter(task_lines(reader, actor, now=now, zone=zone, where=mine, limit=1)), None)


def places(reader: Reader, task: int) -> list[Place]:
    """The task's clients by their names, in their order."""
    named: dict[int | None, list[Named]] = {}
    for one in reader.all(working.NAMES, task=task):
        named.setdefault(one.client_id, []).append(one)
    return [_place(client, rows) for client, rows in named.items()]


def _place(client: int | None, rows: Sequence[Named]) -> Place:
    name = rows[0].client or ""
    found = (persons.full_name(one.last_name, one.first_name, one.middle_name, one.display_name) for one in rows)
    contacts = tuple(dict.fromkeys(filter(None, found)))
    return Place(client, name, contacts, key(" ".join((name, *contacts))))


def _with_values(reader: Reader, stored: Sequence[StoredRow]) -> tuple[PageRow, ...]:
    points: dict[tuple[RecordType, int | None], list[Point]] = {}
    for point in _points(reader, stored):
        by_contact = point.contact_id is not None
        owner = (RecordType.CONTACT, point.contact_id) if by_contact else (RecordType.CLIENT, point.client_id)
        points.setdefault(owner, []).append(point)
    return tuple(_row(one, points.get((one.record, one.id), [])) for one in stored)


def _points(reader: Reader, rows: Sequence[StoredRow]) -> list[Point]:
    if not rows:
        return []
    wanted = [
        f"cp.{record.value}_id IN ({', '.join(map(str, ids))})"
        for record in (RecordType.CLIENT, RecordType.CONTACT)
        if (ids := sorted({row.id for row in rows if row.record is record}))
    ]
    return reader.all(OF, {"owners": Cond(f"({' OR '.join(wanted)})")})


def _row(one: StoredRow, points: Sequence[Point]) -> PageRow:
    served = [point for point in points if one.bits >> (point.kind_id - 1) & 1]
    served.sort(key=lambda point: (not point.current, _BEST_FIRST.index(point.state), not point.primary, -point.id))
    return PageRow(
        number=one.number,
        record=one.record,
        id=one.id,
        contact=persons.full_name(one.last_name, one.first_name, one.middle_name, one.display_name),
        requirement=one.requirement,
        bits=one.bits,
        level=one.level,
        country=one.country,
        state=one.state,
        values=tuple(Standing(p.kind, p.value, _state(p), p.opted_out_at is not None) for p in served),
        closed_at=one.closed_at,
        closed_by=one.closed_by,
    )


def _state(point: Point) -> State:
    stale = point.state is ValueState.OK and not point.current
    return State.STALE if stale else State(point.state.value)
