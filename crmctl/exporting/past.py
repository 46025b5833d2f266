"""The rows of some cards since a run, value by value."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from crmctl.exporting.timeline import AT_THE_RUN, Moment
from crmctl.store.queries.changes import Entry, PointNow

Values = Mapping[str, Any]


def point_moments(point: PointNow | None, entries: Sequence[Entry], since: int) -> tuple[int, list[Moment]]:
    """The kind of a contact point, and what it said while it was current; `point` is None when it is gone."""
    now: Values | None = point._asdict() if point else None
    states: list[tuple[int, Values | None]] = []
    for entry in reversed(entries):
        states.append((entry.run_id, now))
        now = _before(entry, now)
    kind = next((one["kind_id"] for one in (now, *(state for _run, state in states)) if one), 0)
    made = _made(point, entries)
    moments = [Moment(run, _said(state)) for run, state in reversed(states)]
    if now is not None and made > since:
        return kind, [Moment(AT_THE_RUN, None), Moment(made, _said(now)), *moments]
    return kind, [Moment(AT_THE_RUN, _said(now)), *moments]


class Field(NamedTuple):
    """A field of a card: the columns that hold it, and how its value is read from those that a change names."""

    code: str
    columns: frozenset[str]
    read: Callable[[Values], Any]


def field_moments(field: Field, entries: Sequence[Entry], made: int, now: Any, since: int) -> list[Moment]:
    """What a card said in a field; `made` is the run that made the card, `now` what stands there."""
    changes = [(entry.run_id, _object(entry.old), _object(entry.new)) for entry in entries if entry.op == "~"]
    changes = [one for one in changes if not field.columns.isdisjoint(one[1])]
    first = field.read(changes[0][1]) if changes else now
    moments = [Moment(run, field.read(new)) for run, _old, new in changes]
    if made > since:
        return [Moment(AT_THE_RUN, None), Moment(made, first), *moments]
    return [Moment(AT_THE_RUN, first), *moments]


def _before(entry: Entry, now: Values | None) -> Values | None:
    """The row as it was before an entry."""
    if entry.op == "+":
        return None
    return {**(now or {}), **_object(entry.old)}


def _made(point: PointNow | None, entries: Sequence[Entry]) -> int:
    if point:
        return point.run_id
    return next((run_of_removed(one) for one in reversed(entries) if one.op == "-"), 0)


def run_of_removed(entry: Entry) -> int:
    """The run that had made what an entry says is gone."""
    return int(_object(entry.old).get("run_id") or 0)


def _said(state: Values | None) -> str | None:
    return str(state["value"]) if state and state["is_current"] else None


def _object(text: str | None) -> dict[str, Any]:
    return dict(json.loads(text, strict=False)) if text else {}
