"""Tasks that an undo took back."""

from crmctl.filters.compile import condition
from crmctl.filters.cond import Cond
from crmctl.rights import Actor
from crmctl.store.undo import undo
from crmctl.tasks.listing import task_lines
from crmctl.tasks.undone import undone_tasks
from tests.builders import NOW, TODAY, Base
from tests.tasks.handing import Asked, hand_out


def taken_back(base: Base, task: int) -> int:
    """Undoes the run that made the task; returns the undo's run."""
    run = base.reader.execute("SELECT run_id FROM task WHERE id = :id", {"id": task}).fetchone()[0]
    with base.write("undo") as work:
        assert undo(work, run) == []
        return work.run_id


def numbers(base: Base, actor: Actor, where: Cond = Cond()) -> list[int]:  # noqa: B008
    return [one.id for one in undone_tasks(base.reader, actor, now=NOW, zone=None, where=where)]


def test_an_undone_task_leaves_the_list_and_is_still_known(base: Base, admin: Actor, bob: Actor) -> None:
    task = hand_out(base, bob, Asked(base.client()), Asked(None, "email", base.contact()), due_at=NOW)
    before = task_lines(base.reader, admin, now=NOW, zone=None)
    taken_back(base, task)
    assert task_lines(base.reader, admin, now=NOW, zone=None) == []
    (line,) = undone_tasks(base.reader, admin, now=NOW, zone=None)
    assert line == before[0]._replace(status=line.status)
    assert (line.status, line.overdue) == ("cancelled", False)


def test_whoever_saw_it_sees_it_still(base: Base, admin: Actor, bob: Actor) -> None:
    eve = base.user("eve")
    task = hand_out(base, bob)
    taken_back(base, task)
    assert [numbers(base, who) for who in (admin, bob, eve)] == [[task], [task], []]


def test_a_filter_asks_of_it_what_it_asks_of_others(base: Base, admin: Actor, bob: Actor) -> None:
    task = hand_out(base, bob, title="Почта", due_at=NOW)
    taken_back(base, task)
    for text, found in (("title contains ПОЧТА and due = 2026-03-02", [task]), ("assignee = admin", []),
                        ("control is empty", [task])):  # fmt: skip
        assert numbers(base, admin, condition(text, "task", today=TODAY, zone=NOW.tzinfo)) == found  # type: ignore[arg-type]


def test_undoing_the_undo_puts_it_back_among_the_others(base: Base, admin: Actor, bob: Actor) -> None:
    task = hand_out(base, bob)
    run = taken_back(base, task)
    with base.write("undo") as work:
        undo(work, run)
    assert numbers(base, admin) == []
    assert [one.id for one in task_lines(base.reader, admin, now=NOW, zone=None)] == [task]
