"""Tasks as they stood at a moment: what the journal says came later is taken back."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from crmctl.store import codec
from crmctl.store.entries import values_of
from crmctl.store.queries.reports import CHANGES, TaskChange, TaskFacts
from crmctl.store.reader import Reader
from crmctl.vocabulary import TaskStatus

_MOMENTS = {"due_at", "done_at", "cancelled_at"}


class Change(NamedTuple):
    """One change of a task; `old` holds the columns of TaskFacts that changed, `new_due` what a changed due became."""

    at: datetime
    old: Mapping[str, Any]
    new_due: datetime | None
    is_undo: bool


def changes(reader: Reader, since: datetime) -> dict[int, list[Change]]:
    """By task, the latest first: everything after `since`, and what moved an assignee or a due at any time."""
    found: dict[int, list[Change]] = {}
    for change in reader.rows(CHANGES, since=since):
        found.setdefault(change.task_id, []).append(_read(change))
    return found


def as_it_stood(task: TaskFacts, later: Iterable[Change], moment: datetime) -> TaskFacts:
    """The task at that moment; `later` are its changes, the latest first."""
    for change in later:
        if change.at > moment:
            task = task._replace(**change.old)
    return task


def postponed(made: Sequence[Change], moment: datetime) -> int:
    """How often the due was moved back by then; what an undo put back is no postponement."""
    dues = [(one.old["due_at"], one.new_due) for one in _by(made, moment) if "due_at" in one.old]
    return sum(1 for old, new in dues if old is not None and (new is None or new > old))


def given_away(made: Sequence[Change], moment: datetime) -> list[int]:
    """Whose hands the task had left by then, one id each time."""
    return [one.old["assignee_id"] for one in _by(made, moment) if "assignee_id" in one.old]


def _by(made: Sequence[Change], moment: datetime) -> list[Change]:
    return [one for one in made if one.at <= moment and not one.is_undo]


def _read(change: TaskChange) -> Change:
    old = _columns(change.old)
    return Change(change.at, old, _columns(change.new)["due_at"] if "due_at" in old else None, change.is_undo)


def _columns(text: str) -> dict[str, Any]:
    return {name: _value(name, value) for name, value in values_of(text).items() if name in TaskFacts._fields}


def _value(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in _MOMENTS:
        return codec.decode_time(value)
    return TaskStatus(value) if name == "status" else value
