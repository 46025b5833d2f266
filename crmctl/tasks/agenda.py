"""The tasks in one's charge, by how soon they are due."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import NamedTuple

from crmctl.filters.cond import EVERYTHING, Cond
from crmctl.rights import Actor
from crmctl.store.dues import day_of
from crmctl.store.reader import Reader
from crmctl.tasks.listing import IS_OPEN, TaskLine, count_tasks, task_lines
from crmctl.vocabulary import OPEN_STATUSES


class When(StrEnum):
    """The groups of `tasks mine`, in their order."""

    OVERDUE = "overdue"
    TODAY = "today"
    THIS_WEEK = "this week"
    NEXT_WEEK = "next week"
    LATER = "later"
    NO_DUE = "without due date"
    CLOSED = "closed"


class Agenda(NamedTuple):
    """The tasks shown, soonest due first, and how many more there are."""

    tasks: Sequence[TaskLine]
    more: int


def my_tasks(  # noqa: PLR0913 - whose, when, which and how many
    reader: Reader,
    actor: Actor,
    *,
    now: datetime,
    zone: tzinfo | None,
    limit: int | None = None,
    closed: bool = False,
) -> Agenda:
    """The open tasks assigned to the actor; with `closed` the finished and cancelled ones too."""
    mine = Cond("t.assignee_id = :me", {"me": actor.id}) & (EVERYTHING if closed else IS_OPEN)
    found = task_lines(reader, actor, now=now, zone=zone, where=mine, limit=limit)
    full = limit is not None and len(found) == limit
    return Agenda(found, count_tasks(reader, actor, mine) - limit if limit and full else 0)


def grouped(tasks: Sequence[TaskLine], *, now: datetime, zone: tzinfo | None) -> dict[When, list[TaskLine]]:
    """The tasks by group, in the groups' order; a week ends on Sunday."""
    today = day_of(now, zone)
    groups: dict[When, list[TaskLine]] = {when: [] for when in When}
    for task in tasks:
        groups[_when(task, today, zone)].append(task)
    return {when: found for when, found in groups.items() if found}


def _when(task: TaskLine, today: date, zone: tzinfo | None) -> When:
    if task.status not in OPEN_STATUSES:
        return When.CLOSED
    if task.overdue:
        return When.OVERDUE
    if task.due is None:
        return When.NO_DUE
    due = day_of(task.due, zone) if isinstance(task.due, datetime) else task.due
    sunday = today + timedelta(days=6 - today.weekday())
    if due <= today:
        return When.TODAY
    if due <= sunday:
        return When.THIS_WEEK
    return When.NEXT_WEEK if due <= sunday + timedelta(days=7) else When.LATER
