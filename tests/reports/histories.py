"""Random lives of tasks: made through the write door, and beside it told by an evaluation that knows no journal."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from hypothesis import strategies as st

from crmctl.store.models import Task
from crmctl.store.work import Work
from crmctl.vocabulary import TaskStatus
from tests.builders import Base

START = datetime(2026, 3, 1, tzinfo=UTC)
PEOPLE = 3


class Event(NamedTuple):
    """Something that happens `hour` hours after the last midnight of February, to the task of that number."""

    hour: int
    what: str
    task: int
    value: int
    """Whom it goes to, or how many hours after the event it is due; 0: no due."""


class Known(NamedTuple):
    """A task as a person with a notebook knows it."""

    assignee: int
    created: datetime
    due: datetime | None
    done: datetime | None = None
    cancelled: bool = False
    returned: int = 0
    postponed: int = 0
    left: tuple[int, ...] = ()


def _known(event: Event) -> datetime:
    return START + timedelta(hours=event.hour)


def _due(event: Event) -> datetime | None:
    return _known(event) + timedelta(hours=event.value) if event.value else None


def _postponed(task: Known, event: Event) -> Known:
    later = task.due is not None and (_due(event) is None or _due(event) > task.due)  # type: ignore[operator]
    return task._replace(due=_due(event), postponed=task.postponed + later)


def _forwarded(task: Known, event: Event) -> Known:
    person = event.value % PEOPLE
    left = task.left if person == task.assignee else (*task.left, task.assignee)
    return task._replace(assignee=person, left=left)


OPEN: Mapping[str, Callable[[Known, Event], Known]] = {
    "done": lambda task, event: task._replace(done=_known(event)),
    "cancel": lambda task, _event: task._replace(cancelled=True),
    "postpone": _postponed,
    "forward": _forwarded,
}
DONE: Mapping[str, Callable[[Known, Event], Known]] = {
    "return": lambda task, _event: task._replace(done=None, returned=task.returned + 1),
}

events = st.lists(
    st.builds(
        Event,
        st.integers(-30 * 24, 40 * 24),
        st.sampled_from(["create", "create", *OPEN, *DONE, "return"]),
        st.integers(0, 9),
        st.integers(0, 12 * 24),
    ),
    max_size=14,
).map(sorted)
moments = st.integers(-20 * 24, 45 * 24).map(lambda hour: START + timedelta(hours=hour, minutes=30))


def _step(task: Known, event: Event) -> Known:
    step = None if task.cancelled else (DONE if task.done else OPEN).get(event.what)
    return step(task, event) if step else task


def told(history: list[Event], moment: datetime) -> list[Known]:
    """The tasks as of that moment; what cannot happen to a task does not."""
    tasks: list[Known] = []
    for event in history:
        if _known(event) > moment:
            break
        if event.what == "create":
            tasks.append(Known(event.task % PEOPLE, _known(event), _due(event)))
        elif tasks:
            at = event.task % len(tasks)
            tasks[at] = _step(tasks[at], event)
    return tasks


def live(base: Base, people: list[int], history: list[Event]) -> None:
    """The same in the base, one run an event."""
    made: list[int] = []
    for event in history:
        base.now = _known(event)
        with base.write(event.what) as work:
            if event.what == "create":
                made.append(_create(work, people, event))
            elif made:
                _happen(work, people, event, made[event.task % len(made)])


def _create(work: Work, people: list[int], event: Event) -> int:
    return work.add(
        Task(run_id=0, kind="manual", title="t", title_key="t", assignee_id=people[event.task % PEOPLE],
             author_id=people[0], created_at=work.now, due_at=_due(event))
    )  # fmt: skip


def _happen(work: Work, people: list[int], event: Event, task: int) -> None:
    row: Any = work.session.get_one(Task, task)
    if event.what == "return" and row.status is TaskStatus.DONE:
        row.status, row.done_at, row.iteration = TaskStatus.RETURNED, None, row.iteration + 1
    if event.what not in OPEN or row.status not in (TaskStatus.NEW, TaskStatus.RETURNED):
        return
    if event.what == "done":
        row.status, row.done_at = TaskStatus.DONE, work.now
    elif event.what == "cancel":
        row.status, row.cancelled_at = TaskStatus.CANCELLED, work.now
    elif event.what == "postpone":
        row.due_at = _due(event)
    else:
        row.assignee_id = people[event.value % PEOPLE]
