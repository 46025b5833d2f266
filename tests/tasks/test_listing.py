"""Lists of tasks: their keys, per cent, dates, order, and who sees them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmctl.rights import Actor
from crmctl.store.dues import end_of_day
from crmctl.store.queries.tasks import StoredTask
from crmctl.tasks.listing import ORDERS, TaskLine, by_ids, count_tasks, task_line, task_lines
from crmctl.vocabulary import OPEN_STATUSES, Priority, Role, TaskStatus
from tests.builders import NOW, Base
from tests.tasks.handing import Asked, hand_out

ZONE = ZoneInfo("Europe/Moscow")
KEYS = (
    "id kind title status assignee author controller project priority clients rows filled waived not_applicable percent"
    " due control done_at overdue"
)
COUNTS = st.integers(0, 300)


def stored(**values: object) -> StoredTask:
    fields = dict.fromkeys(StoredTask._fields) | {
        "status": TaskStatus.NEW, "priority": Priority.NORMAL, "due_is_day": True,
        "clients": 0, "rows": 0, "filled": 0, "waived": 0, "not_applicable": 0,
    }  # fmt: skip
    return StoredTask(**fields | values)  # type: ignore[arg-type]


def lines(base: Base, actor: Actor, **more: object) -> list[TaskLine]:
    return task_lines(base.reader, actor, now=base.now, zone=ZONE, **more)  # type: ignore[arg-type]


def test_a_line_has_the_keys_of_the_contract_in_their_order() -> None:
    assert list(TaskLine._fields) == KEYS.split()


def test_a_task_counts_its_rows_and_clients(base: Base, admin: Actor, bob: Actor) -> None:
    full, empty, gone = (
        base.client(phone="+7 926 125-04-05"),
        base.client(),
        base.client(archived_at=NOW, archive_reason="gone"),
    )
    contact = base.contact(empty, email="a@romashka.ru")
    task = hand_out(base, bob, Asked(full), Asked(empty), Asked(empty, "email", contact), Asked(gone), due_at=NOW)
    (line,) = lines(base, admin)
    assert (line.id, line.assignee, line.author, line.kind) == (task, "bob", "admin", "contact-info")
    assert (line.clients, line.rows, line.filled, line.waived, line.not_applicable) == (3, 4, 2, 0, 1)
    assert line.percent == 66


@given(COUNTS, COUNTS, COUNTS, COUNTS, st.sampled_from(TaskStatus))
def test_per_cent_is_whole_and_100_only_when_nothing_is_open(
    filled: int, waived: int, left: int, lost: int, status: TaskStatus
) -> None:
    one = stored(rows=filled + waived + left + lost, filled=filled, waived=waived, not_applicable=lost, status=status)
    percent = task_line(one, now=NOW, zone=UTC).percent
    if filled + waived + left:
        assert (percent == 100) == (left == 0)
        assert percent <= 100 * (filled + waived) / (filled + waived + left) < percent + 1
    else:
        assert percent == (100 if status in (TaskStatus.DONE, TaskStatus.APPROVED) else 0)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)), st.sampled_from(TaskStatus))  # noqa: DTZ001
def test_overdue_is_what_is_open_after_its_due(due: datetime, status: TaskStatus) -> None:
    line = task_line(stored(due_at=due.replace(tzinfo=UTC), status=status), now=NOW, zone=UTC)
    assert line.overdue == (status in OPEN_STATUSES and due.replace(tzinfo=UTC) < NOW)


@given(
    st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.sampled_from(["Europe/Moscow", "America/New_York", "Asia/Tokyo"])
)
def test_a_due_given_as_a_day_stays_that_day(day: date, zone: str) -> None:
    there = ZoneInfo(zone)
    line = task_line(stored(due_at=end_of_day(day, there)), now=NOW, zone=there)
    assert line.due == day
    assert type(line.due) is date


def test_on_its_last_day_a_task_is_not_overdue_until_midnight() -> None:
    due = end_of_day(date(2026, 3, 2), ZONE)
    assert due == datetime(2026, 3, 2, 20, 59, 59, 999999, UTC)
    assert not task_line(stored(due_at=due), now=due, zone=ZONE).overdue
    assert task_line(stored(due_at=due), now=due + timedelta(microseconds=1), zone=ZONE).overdue


def test_a_due_given_as_a_moment_stays_a_moment() -> None:
    assert task_line(stored(due_at=NOW, due_is_day=False), now=NOW, zone=ZONE).due == NOW


def test_the_soonest_due_comes_first_and_those_without_last(base: Base, admin: Actor, bob: Actor) -> None:
    last = hand_out(base, bob)
    later = hand_out(base, bob, due_at=NOW + timedelta(days=9))
    soon = hand_out(base, bob, due_at=NOW + timedelta(days=1))
    urgent = hand_out(base, bob, due_at=NOW + timedelta(days=1), priority=Priority.HIGH)
    assert [line.id for line in lines(base, admin)] == [urgent, soon, later, last]
    assert [line.id for line in lines(base, admin, order="newest", limit=2)] == [urgent, soon]


@pytest.mark.parametrize("order", ORDERS)
def test_a_limit_cuts_the_list_and_never_the_rows_of_a_task(base: Base, admin: Actor, bob: Actor, order: str) -> None:
    client = base.client()
    for _ in range(3):
        hand_out(base, bob, Asked(client), Asked(client, "email"))
    assert [line.rows for line in lines(base, admin, order=order, limit=2)] == [2, 2]
    assert count_tasks(base.reader, admin) == 3


def test_everybody_sees_the_tasks_that_are_his_to_see(base: Base, admin: Actor, bob: Actor) -> None:
    eve, head = base.user("eve"), base.user("head", role=Role.SUPERVISOR, team="north")
    north = base.user("nina", team="north")
    his, hers = hand_out(base, bob), hand_out(base, north)
    written = hand_out(base, bob, author_id=eve.id)
    controlled = hand_out(base, bob, controller_id=eve.id)
    seen = {who.login: {line.id for line in lines(base, who)} for who in (admin, bob, eve, head)}
    assert seen == {
        "admin": {his, hers, written, controlled},
        "bob": {his, written, controlled},
        "eve": {written, controlled},
        "head": {hers},
    }


def test_no_numbers_are_no_tasks(base: Base, admin: Actor, bob: Actor) -> None:
    task = hand_out(base, bob)
    assert [line.id for line in lines(base, admin, where=by_ids([task, 99]))] == [task]
    assert lines(base, admin, where=by_ids([])) == []
