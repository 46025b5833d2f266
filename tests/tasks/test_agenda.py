"""What is in one's charge, by how soon it is due."""

from datetime import UTC, timedelta

from crmctl.rights import Actor
from crmctl.store.dues import end_of_day
from crmctl.tasks.agenda import When, grouped, my_tasks
from crmctl.vocabulary import TaskStatus
from tests.builders import NOW, TODAY, Base
from tests.tasks.handing import hand_out


def test_tasks_stand_in_the_group_of_their_due(base: Base, bob: Actor) -> None:
    assert TODAY.weekday() == 0
    days = {-1: When.OVERDUE, 0: When.TODAY, 1: When.THIS_WEEK, 6: When.THIS_WEEK, 7: When.NEXT_WEEK,
            13: When.NEXT_WEEK, 14: When.LATER}  # fmt: skip
    wanted: dict[When, list[int]] = {when: [] for when in When}
    for day, when in days.items():
        wanted[when].append(hand_out(base, bob, due_at=end_of_day(TODAY + timedelta(days=day), UTC)))
    wanted[When.NO_DUE] = [hand_out(base, bob)]
    found = grouped(my_tasks(base.reader, bob, now=NOW, zone=UTC).tasks, now=NOW, zone=UTC)
    assert {when: [task.id for task in tasks] for when, tasks in found.items()} == {
        w: t for w, t in wanted.items() if t
    }
    assert list(found) == [when for when in When if wanted[when]]


def test_a_moment_of_today_that_has_passed_is_overdue(base: Base, bob: Actor) -> None:
    hand_out(base, bob, due_at=NOW - timedelta(minutes=1), due_is_day=False)
    assert list(grouped(my_tasks(base.reader, bob, now=NOW, zone=UTC).tasks, now=NOW, zone=UTC)) == [When.OVERDUE]


def test_only_what_is_mine_and_open_unless_all_is_asked(base: Base, admin: Actor, bob: Actor) -> None:
    mine, done = hand_out(base, bob), hand_out(base, bob, status=TaskStatus.DONE)
    hand_out(base, admin, author_id=bob.id)
    assert [task.id for task in my_tasks(base.reader, bob, now=NOW, zone=UTC).tasks] == [mine]
    everything = my_tasks(base.reader, bob, now=NOW, zone=UTC, closed=True).tasks
    assert [task.id for task in everything] == [mine, done]
    assert list(grouped(everything, now=NOW, zone=UTC)) == [When.NO_DUE, When.CLOSED]


def test_how_many_more_there_are_is_said(base: Base, bob: Actor) -> None:
    for _ in range(3):
        hand_out(base, bob)
    assert [my_tasks(base.reader, bob, now=NOW, zone=UTC, limit=limit).more for limit in (2, 3, 4, None)] == [
        1,
        0,
        0,
        0,
    ]
