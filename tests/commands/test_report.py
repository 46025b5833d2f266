"""`crmctl report discipline`: its keys, its periods, its people."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from crmctl.store.models import Task, TaskRow
from crmctl.vocabulary import Level, Role, State, TaskStatus
from tests.builders import NOW, Base
from tests.commands.conftest import Program

KEYS = {
    "assignee", "total", "done", "on_time", "late", "not_done", "in_progress", "overdue", "without_due", "cancelled",
    "carried_over", "postponed", "returned", "waived", "placeholder_attempts", "forwarded_away", "done_rate",
    "on_time_rate",
}  # fmt: skip


def task(base: Base, assignee: int, *, days: int = 0, due: int | None = None, **more: Any) -> int:
    """A task made and due so many days after the builders' moment."""
    at = base.now + timedelta(days=days)
    due_at = None if due is None else base.now + timedelta(days=due)
    with base.write("tasks add") as work:
        return work.add(Task(run_id=0, kind="manual", title="t", title_key="t", assignee_id=assignee, author_id=1,
                             created_at=at, due_at=due_at, **more))  # fmt: skip


def lines(crm: Program, *args: str, as_: str = "admin", by: str = "assignee") -> dict[str, dict[str, Any]]:
    return {row[by]: row for row in crm.json("report", "discipline", *args, as_=as_)["rows"]}


def test_an_empty_base_has_an_empty_report(crm: Program) -> None:
    report = crm.json("report", "discipline")
    assert (report["from"], report["to"], report["as_of"]) == ("2026-03-01", "2026-03-31", "2026-03-02T09:00:00+00:00")
    assert report["rows"] == []
    assert (report["total"]["total"], report["total"]["done_rate"]) == (0, None)
    assert crm("report", "discipline").code == 0


def test_a_row_has_the_keys_of_the_contract(crm: Program, base: Base) -> None:
    task(base, 1, due=-1, done_at=NOW, status=TaskStatus.DONE)
    task(base, 1, due=1)
    report = crm.json("report", "discipline")
    assert set(report["rows"][0]) == set(report["total"]) == KEYS
    row = report["rows"][0]
    assert (row["total"], row["late"], row["in_progress"]) == (2, 1, 1)
    assert (row["done_rate"], row["on_time_rate"]) == (0.5, 0.0)


def test_the_last_instant_of_the_due_is_on_time_and_the_one_after_is_late(crm: Program, base: Base) -> None:
    task(base, 1, due=0, done_at=NOW, status=TaskStatus.DONE)
    task(base, 1, due=0, done_at=NOW + timedelta(microseconds=1), status=TaskStatus.DONE)
    task(base, 1, due=0)
    row = lines(crm, "--as-of", "2026-03-02T09:00:00.000001+00:00")["admin"]
    assert (row["on_time"], row["late"], row["overdue"]) == (1, 1, 1)
    assert lines(crm, "--as-of", "2026-03-02 09:00")["admin"]["in_progress"] == 2


def test_a_task_cancelled_later_was_open_then(crm: Program, base: Base) -> None:
    number = task(base, 1, days=-1)
    crm("tasks", "cancel", str(number), "--reason", "x")
    now, before = lines(crm)["admin"], lines(crm, "--as-of", "2026-03-02 08:59")["admin"]
    assert (now["total"], now["cancelled"]) == (0, 1)
    assert (before["total"], before["in_progress"], before["cancelled"]) == (1, 1, 0)


def test_tasks_from_before_the_period_are_carried_over_while_they_are_open(crm: Program, base: Base) -> None:
    base.now = datetime(2026, 2, 20, tzinfo=UTC)
    task(base, 1, due=5)
    task(base, 1, done_at=base.now, status=TaskStatus.DONE)
    base.now = NOW
    row = lines(crm)["admin"]
    assert (row["total"], row["carried_over"]) == (0, 1)
    assert crm.json("report", "discipline")["carried_over"]["overdue"] == 1
    february = lines(crm, "--from", "2026-02-01", "--to", "2026-02-28")["admin"]
    assert (february["total"], february["carried_over"]) == (2, 0)
    assert "Carried over" in crm("report", "discipline").out


def test_an_undone_hand_out_never_was(crm: Program, base: Base) -> None:
    task(base, 1)
    crm("undo", str(crm.json("runs", "list")[0]["run"]), "--yes")
    assert crm.json("report", "discipline")["rows"] == []


@pytest.fixture
def people(base: Base) -> dict[str, int]:
    base.user("sup", role=Role.SUPERVISOR, team="north")
    return {login: base.user(login, team=team).id for login, team in [("ann", "north"), ("bob", "south")]}


def test_everyone_sees_the_work_of_his_own(crm: Program, base: Base, people: dict[str, int]) -> None:
    for person in people.values():
        task(base, person)
    assert set(lines(crm)) == {"ann", "bob"}
    assert set(lines(crm, as_="sup")) == {"ann"}
    assert set(lines(crm, as_="bob")) == {"bob"}


def test_a_filter_keeps_some_tasks(crm: Program, base: Base, people: dict[str, int]) -> None:
    task(base, people["ann"], due=1)
    task(base, people["bob"])
    assert set(lines(crm, "--where", "due is filled")) == {"ann"}
    assert crm.refused("report", "discipline", "--where", "dew = 1")["code"] == "bad-filter"


def test_lines_by_group_project_check_author_and_month(crm: Program, base: Base, people: dict[str, int]) -> None:
    crm("groups", "add", "Callers", "--members", "ann")
    crm("projects", "add", "Spring")
    task(base, people["ann"], project_id=1)
    task(base, people["bob"])
    wanted = {
        "group": {"Callers", ""}, "project": {"Spring", ""}, "check": {"manual"}, "author": {"admin"},
        "month": {"2026-03"},
    }  # fmt: skip
    assert {by: set(lines(crm, "--by", by, by=by)) for by in wanted} == wanted


def row(base: Base, number: int, client: int, state: State, *, bits: int = 1) -> None:
    with base.write("wizard") as work:
        work.add(TaskRow(run_id=0, task_id=number, number=1, client_id=client, check_code="contact-info", bits=bits,
                         requirement="phone", level=Level.VALID, state=state,
                         closed_at=base.now if state is State.WAIVED else None))  # fmt: skip


def test_waived_rows_are_told(crm: Program, base: Base) -> None:
    row(base, task(base, 1), base.client(email="office@romashka.example.com"), State.WAIVED)
    assert lines(crm)["admin"]["waived"] == 1


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    ("who", "value", "attempts"), [("admin", "нет", 1), ("admin", "8 926 125-04-05", 0), ("sup", "нет", 0)]
)
def test_an_assignee_who_enters_a_placeholder_is_told(
    crm: Program, base: Base, who: str, value: str, attempts: int
) -> None:
    client = base.client()
    row(base, task(base, 1), client, State.MISSING)
    assert crm("clients", "edit", str(client), "--set", f"phone={value}", "--set", "website=нет", as_=who).code == 0
    assert lines(crm)["admin"]["placeholder_attempts"] == attempts


def test_a_placeholder_put_right_was_an_attempt_all_the_same(crm: Program, base: Base) -> None:
    client = base.client()
    row(base, task(base, 1), client, State.MISSING)
    for value in ("нет", "-", "8 926 125-04-05"):
        assert crm("clients", "edit", str(client), "--set", f"phone={value}").code == 0
    assert lines(crm)["admin"]["placeholder_attempts"] == 1


@pytest.mark.parametrize(
    "args",
    [["--from", "31.02.2026"], ["--as-of", "2026-03-02 25:00"], ["--from", "2026-03-05", "--to", "2026-03-01"],
     ["--by", "weather"]],
)  # fmt: skip
def test_a_period_that_cannot_be_is_refused(crm: Program, args: list[str]) -> None:
    assert crm.refused("report", "discipline", *args)["exit"] == "2"


@pytest.mark.parametrize(
    ("args", "period"),
    [
        (["--from", "2026-02-10"], ("2026-02-10", "2026-03-02")),
        (["--from", "2026-04-10"], ("2026-04-10", "2026-04-30")),
        (["--to", "2026-02-10"], ("2026-02-01", "2026-02-10")),
        (["--from", "today", "--to", "+3d"], ("2026-03-02", "2026-03-05")),
    ],
)
def test_an_end_that_is_not_said_is_found(crm: Program, args: list[str], period: tuple[str, str]) -> None:
    report = crm.json("report", "discipline", *args)
    assert (report["from"], report["to"]) == period


def test_days_are_those_of_the_zone(crm: Program, base: Base, env: pytest.MonkeyPatch) -> None:
    base.now = datetime(2026, 2, 28, 22, 30, tzinfo=UTC)
    task(base, 1)
    assert lines(crm)["admin"]["carried_over"] == 1
    env.setenv("TZ", "Europe/Moscow")
    assert lines(crm)["admin"]["total"] == 1
