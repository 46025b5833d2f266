"""The rows of some cards since a run, value by value."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from crmctl.exporting.timeline import AT_THE_RUN, Moment
from crmctl.store.entries import values_of
from crmctl.store.queries.changes import Entry, PointNow

Values = Mapping[str, Any]


class Step(NamedTuple):
    """A journal entry, read: what a run did to a row, and the columns it names before and after."""

    run: int
    entity: str
    row: int
    op: str
    old: Values
    new: Values


def step(entry: Entry) -> Step:
    return Step(entry.run_id, entry.entity, entry.row_id, entry.op, values_of(entry.old), values_of(entry.new))


def point_moments(point: PointNow | None, steps: Sequence[Step], since: int) -> tuple[int, list[Moment]]:
    """The kind of a contact point, and what it said while it was current; `point` is None when it is gone."""
    now: Values | None = point._asdict() if point else None
    states: list[tuple[int, Values | None]] = []
    for one in reversed(steps):
        states.append((one.run, now))
        now = _before(one, now)
    kind = next((one["kind_id"] for one in (now, *(state for _run, state in states)) if one), 0)
    made = _made(point, steps)
    moments = [Moment(run, _said(state)) for run, state in reversed(states)]
    if now is not None and made > since:
        return kind, [Moment(AT_THE_RUN, None), Moment(made, _said(now)), *moments]
    return kind, [Moment(AT_THE_RUN, _said(now)), *moments]


class Field(NamedTuple):
    """A field of a card: the columns that hold it, and how its value is read from those that a change names."""

    code: str
    columns: frozenset[str]
    read: Callable[[Values], Any]


def field_moments(field: Field, steps: Sequence[Step], made: int, now: Any, since: int) -> list[Moment]:
    """What a card said in a field; `made` is the run that made the card, `now` what stands there."""
    changes = [one for one in steps if not field.columns.isdisjoint(one.old)]
    first = field.read(changes[0].old) if changes else now
    moments = [Moment(one.run, field.read(one.new)) for one in changes]
    if made > since:
        return [Moment(AT_THE_RUN, None), Moment(made, first), *moments]
    return [Moment(AT_THE_RUN, first), *moments]


def run_of_removed(one: Step) -> int:
    """The run that had made what an entry says is gone."""
    return int(one.old.get("run_id") or 0)


def _before(one: Step, now: Values | None) -> Values | None:
    """The row as it was before."""
    return None if one.op == "+" else {**(now or {}), **one.old}


def _made(point: PointNow | None, steps: Sequence[Step]) -> int:
    if point:
        return point.run_id
    return next((run_of_removed(one) for one in reversed(steps) if one.op == "-"), 0)


def _said(state: Values | None) -> str | None:
    return str(state["value"]) if state and state["is_current"] else None
