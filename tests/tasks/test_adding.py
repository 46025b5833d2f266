"""Tasks made by hand."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from crmctl.errors import UsageError
from crmctl.rights import Actor
from crmctl.store.models import Project, Setting
from crmctl.tasks.adding import NewTask, add_task
from crmctl.tasks.showing import TaskDetail, show_task
from crmctl.vocabulary import Priority, TaskStatus
from tests.builders import Base

ZONE = ZoneInfo("Europe/Moscow")


def made(base: Base, actor: Actor, **values: Any) -> TaskDetail:
    with base.write("tasks add", actor_id=actor.id) as work:
        task = add_task(work, actor, NewTask(**{"title": "Позвонить", **values}), zone=ZONE)
    return show_task(base.reader, actor, task, now=base.now, zone=ZONE)


def test_a_task_is_its_makers_own_unless_it_says_whose(base: Base, admin: Actor, bob: Actor) -> None:
    mine, his = made(base, admin).line, made(base, admin, assignee="BOB").line
    assert (mine.assignee, his.assignee, his.author, his.kind) == ("admin", "bob", "admin", "manual")
    assert (his.status, his.priority, his.due, his.rows, his.percent) == (TaskStatus.NEW, Priority.NORMAL, None, 0, 0)


def test_all_that_is_said_is_kept(base: Base, admin: Actor, bob: Actor) -> None:
    with base.write() as work:
        work.add(Project(run_id=0, name="Весна", name_key="весна"))
    found = made(base, admin, title="  Позвонить \n всем ", due="2026-03-06", control="+1w", controller="bob",
                 project="ВЕСНА", priority=Priority.HIGH, text="до обеда")  # fmt: skip
    line = found.line
    assert (line.title, line.due, line.control) == ("Позвонить всем", date(2026, 3, 6), date(2026, 3, 9))
    assert (line.controller, line.project, line.priority, found.description) == ("bob", "Весна", "high", "до обеда")


def test_who_names_a_control_date_controls(base: Base, admin: Actor) -> None:
    assert made(base, admin, control="tomorrow").line.controller == "admin"
    assert made(base, admin).line.controller is None


def test_working_days_follow_the_companys_calendar(base: Base, admin: Actor) -> None:
    assert made(base, admin, due="+1bd").line.due == date(2026, 3, 3)
    with base.write() as work:
        work.add(Setting(run_id=0, code="calendar_exceptions", value='["2026-03-03=off", "2026-03-07=work"]'))
    assert made(base, admin, due="+1bd").line.due == date(2026, 3, 4)


@pytest.mark.parametrize(
    "text", ["2026-03-06 15:00", "06.03.2026 15:00", "2026-03-06T15:00+03:00", "2026-03-06T12:00Z"]
)
def test_a_due_may_be_a_moment(base: Base, admin: Actor, text: str) -> None:
    assert made(base, admin, due=text).line.due == datetime(2026, 3, 6, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"title": " "}, "title"),
        ({"due": "someday"}, "--due"),
        ({"due": "2026-03-06 25:00"}, "--due"),
        ({"control": "32.13.2026"}, "--control"),
        ({"assignee": "bbo"}, "--assignee"),
        ({"controller": "old"}, "--controller"),
        ({"project": "Лето"}, "--project"),
    ],
)
def test_what_cannot_be_is_refused_by_name(
    base: Base, admin: Actor, bob: Actor, values: dict[str, str], named: str
) -> None:
    base.user("old", active=False)
    with pytest.raises(UsageError, match=named):
        made(base, admin, **values)


def test_a_typo_gets_a_suggestion(base: Base, admin: Actor, bob: Actor) -> None:
    with pytest.raises(UsageError) as refusal:
        made(base, admin, assignee="bobb")
    assert "bob" in refusal.value.hint
