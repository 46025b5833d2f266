"""The discipline report against a plain evaluation of random histories, at any moment."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings

from crmctl.reports.discipline import By, Counts, Discipline, discipline
from crmctl.reports.period import Period, read_period
from crmctl.rights import Actor
from crmctl.vocabulary import Role
from tests.builders import Base
from tests.reports.histories import START, Event, Known, events, live, moments, told

ADMIN = Actor(1, "admin", "Admin", Role.ADMIN, None)
LOGINS = ["ann", "bob", "cid"]


def march(as_of: datetime) -> Period:
    return read_period("2026-03-01", "2026-03-31", as_of.isoformat(), now=START, today=START.date(), zone=UTC)


def report(founded: Path, history: list[Event], as_of: datetime) -> Discipline:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "crm.db"
        shutil.copy(founded, path)
        with Base(str(path)) as base:
            people = [base.user(login).id for login in LOGINS]
            live(base, people, history)
            return discipline(base.reader, ADMIN, march(as_of), zone=UTC)


def place(task: Known, as_of: datetime) -> Counts:
    """SPEC 9, formula by formula."""
    if task.cancelled:
        return Counts(cancelled=1, returned=task.returned, postponed=task.postponed)
    done = task.done is not None
    on_time = task.done is not None and (task.due is None or task.done <= task.due)
    overdue = not done and task.due is not None and task.due < as_of
    return Counts(
        total=1, done=int(done), on_time=int(on_time), late=int(done and not on_time), not_done=int(not done),
        in_progress=int(not done and not overdue), overdue=int(overdue), without_due=int(task.due is None),
        returned=task.returned, postponed=task.postponed,
    )  # fmt: skip


def expected(history: list[Event], as_of: datetime) -> dict[str, Counts]:
    rows: dict[str, Counts] = {}

    def add(person: int, counts: Counts) -> None:
        rows[LOGINS[person]] = rows.get(LOGINS[person], Counts()).plus(counts)

    at_start = told(history, min(as_of, START - timedelta(microseconds=1)))
    for number, task in enumerate(told(history, as_of)):
        if START <= task.created < START + timedelta(days=31):
            add(task.assignee, place(task, as_of))
            for person in task.left:
                add(person, Counts(forwarded_away=1))
        elif number < len(at_start) and at_start[number].done is None and not at_start[number].cancelled:
            add(task.assignee, Counts(carried_over=1))
    return rows


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=events, as_of=moments)
def test_the_report_is_what_the_formulas_say_of_the_history(
    founded: Path, history: list[Event], as_of: datetime
) -> None:
    found = report(founded, history, as_of)
    assert {line.name: line.counts for line in found.rows} == expected(history, as_of)
    for counts in (found.total, found.carried_over, *(line.counts for line in found.rows)):
        assert counts.total == counts.done + counts.not_done
        assert counts.done == counts.on_time + counts.late
        assert counts.not_done == counts.in_progress + counts.overdue
    total = Counts()
    for line in found.rows:
        total = total.plus(line.counts)
    assert total == found.total
    assert found.carried_over.total + found.carried_over.cancelled == found.total.carried_over


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=events, as_of=moments)
def test_every_grouping_counts_each_task_once(founded: Path, history: list[Event], as_of: datetime) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "crm.db"
        shutil.copy(founded, path)
        with Base(str(path)) as base:
            live(base, [base.user(login).id for login in LOGINS], history)
            found = [discipline(base.reader, ADMIN, march(as_of), by=by, zone=UTC) for by in By]
    for one in found:
        assert sum(line.counts.total for line in one.rows) == found[0].total.total
        assert one.total == found[0].total
