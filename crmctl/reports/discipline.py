"""The discipline report: who does his tasks, and in time.

As of a moment M, of tasks created in the period and by M: done = done at or before M and not returned since; on time =
done and (no due, or done by it); late = done after it; in progress = not done and (no due, or due at M or later);
overdue = not done and due before M. Each task counts once, for its assignee at M; cancelled ones stand apart. Carried
over are those created before the period and open at its start.
"""

from collections import Counter, defaultdict
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import Any, NamedTuple

from crmctl.filters.cond import EVERYTHING, Cond
from crmctl.reports.past import as_it_stood, changes, given_away, postponed
from crmctl.reports.period import Period
from crmctl.rights import Actor, visible
from crmctl.store.queries import reports
from crmctl.store.queries.reports import TaskFacts
from crmctl.store.reader import Reader
from crmctl.vocabulary import TaskStatus


class By(StrEnum):
    """What a row stands for."""

    ASSIGNEE = "assignee"
    GROUP = "group"
    CHECK = "check"
    AUTHOR = "author"
    PROJECT = "project"
    MONTH = "month"


class Counts(NamedTuple):
    """Numbers of tasks, but for `returned`, `waived` (rows), `placeholder_attempts` (values): how often it happened."""

    total: int = 0
    done: int = 0
    on_time: int = 0
    late: int = 0
    not_done: int = 0
    in_progress: int = 0
    overdue: int = 0
    without_due: int = 0
    cancelled: int = 0
    carried_over: int = 0
    postponed: int = 0
    returned: int = 0
    waived: int = 0
    placeholder_attempts: int = 0
    forwarded_away: int = 0

    def plus(self, other: "Counts") -> "Counts":
        return Counts(*map(sum, zip(self, other, strict=True)))


NONE = Counts()


class Line(NamedTuple):
    """One row: what it stands for (empty: none), and its counts."""

    name: str
    counts: Counts


class Discipline(NamedTuple):
    """The report; `carried_over` counts how the carried over tasks stand now, as `total` does those of the period."""

    period: Period
    by: By
    rows: list[Line]
    total: Counts
    carried_over: Counts


class _Seen(NamedTuple):
    """A task as it stood at M, and what it adds to whose counts."""

    task: TaskFacts
    counts: Counts
    carried: Counts


def discipline(  # noqa: PLR0913 - a report's questions
    reader: Reader, actor: Actor, period: Period, *, by: By = By.ASSIGNEE, where: Cond = EVERYTHING, zone: tzinfo
) -> Discipline:
    """The report over the tasks the actor sees and the condition over t keeps."""
    seen, given = _look(reader, actor, period, where)
    names = _Names(reader, by, zone)
    rows: dict[str, Counter[Counts]] = defaultdict(Counter)
    for one in seen:
        for name in names.of(one.task):
            rows[name][one.counts] += 1
    if by is By.ASSIGNEE:
        for user in given:
            rows[names.login(user)][Counts(forwarded_away=1)] += 1
    lines = [Line(name, _sum(rows[name])) for name in sorted(rows, key=lambda name: (not name, name.casefold()))]
    total = _sum(Counter(one.counts for one in seen)).plus(Counts(forwarded_away=len(given)))
    return Discipline(period, by, lines, total, _sum(Counter(one.carried for one in seen)))


def counted(task: TaskFacts, as_of: datetime) -> Counts:
    """One task's place in the report, by what it was at that moment."""
    if task.status is TaskStatus.CANCELLED and (task.cancelled_at is None or task.cancelled_at <= as_of):
        return Counts(cancelled=1)
    done = task.done_at is not None and task.done_at <= as_of and task.status is not TaskStatus.RETURNED
    late = done and task.due_at is not None and task.done_at is not None and task.done_at > task.due_at
    overdue = not done and task.due_at is not None and task.due_at < as_of
    return Counts(
        total=1,
        done=int(done),
        on_time=int(done and not late),
        late=int(late),
        not_done=int(not done),
        in_progress=int(not done and not overdue),
        overdue=int(overdue),
        without_due=int(task.due_at is None),
    )


def as_data(report: Discipline) -> dict[str, Any]:
    """The JSON of the report."""
    period = report.period
    return {
        "from": period.first,
        "to": period.last,
        "as_of": period.as_of,
        "rows": [_object(report.by, line.name, line.counts) for line in report.rows],
        "total": _object(By.ASSIGNEE, None, report.total),
        "carried_over": report.carried_over._asdict(),
    }


def rate(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _look(reader: Reader, actor: Actor, period: Period, where: Cond) -> tuple[list[_Seen], list[int]]:
    """Every task that counts, and the ids of those whose hands one had left."""
    as_of, start = period.as_of, min(period.start, period.as_of)
    slots = {"visible": visible(actor, "task"), "where": where}
    made = changes(reader, start)
    waived = {one.task_id: one.number for one in reader.rows(reports.WAIVED, as_of=as_of)}
    attempts = {one.task_id: one.number for one in reader.rows(reports.PLACEHOLDERS, as_of=as_of)}
    seen: list[_Seen] = []
    given: list[int] = []
    for now in reader.rows(reports.FACTS, slots, as_of=as_of, start=start):
        own = made.get(now.id, [])
        task = as_it_stood(now, own, as_of)
        if period.start < task.created_at <= period.end:
            counts = counted(task, as_of)._replace(
                postponed=postponed(own, as_of),
                returned=task.iteration - 1,
                waived=waived.get(task.id, 0),
                placeholder_attempts=attempts.get(task.id, 0),
            )
            seen.append(_Seen(task, counts, NONE))
            given += given_away(own, as_of)
        elif task.created_at <= start and _is_open(as_it_stood(now, own, start), start):
            seen.append(_Seen(task, Counts(carried_over=1), counted(task, as_of)))
    return seen, given


def _is_open(task: TaskFacts, moment: datetime) -> bool:
    return counted(task, moment).not_done == 1


class _Names:
    """The rows that a task belongs to."""

    def __init__(self, reader: Reader, by: By, zone: tzinfo) -> None:
        self.by = by
        self.zone = zone
        self.logins = {user.id: user.name for user in reader.rows(reports.LOGINS)}
        self.projects = {project.id: project.name for project in reader.rows(reports.PROJECT_NAMES)}
        self.groups: dict[int, list[str]] = {}
        for user, group in reader.rows(reports.GROUPS_OF) if by is By.GROUP else ():
            self.groups.setdefault(user, []).append(group)

    def login(self, user: int) -> str:
        return self.logins.get(user, "")

    def of(self, task: TaskFacts) -> list[str]:
        """One name, of groups as many as the assignee is in; an empty one stands for none."""
        match self.by:
            case By.GROUP:
                return self.groups.get(task.assignee_id, [""])
            case By.CHECK:
                return [task.kind]
            case By.AUTHOR:
                return [self.login(task.author_id)]
            case By.PROJECT:
                return [self.projects.get(task.project_id or 0, "")]
            case By.MONTH:
                return [f"{task.created_at.astimezone(self.zone):%Y-%m}"]
            case _:
                return [self.login(task.assignee_id)]


def _sum(parts: Counter[Counts]) -> Counts:
    """The sum of all; most tasks count alike, so they are added up by kinds."""
    columns = zip(*([times * value for value in part] for part, times in parts.items()), strict=True)
    return Counts(*map(sum, columns))


def _object(by: By, name: str | None, counts: Counts) -> dict[str, Any]:
    rates = {"done_rate": rate(counts.done, counts.total), "on_time_rate": rate(counts.on_time, counts.done)}
    return {"assignee": None, by.value: name, **counts._asdict(), **rates}
