"""Accepted, done by hand, cancelled: by whom, when, and what it does to the gaps."""

import pytest

from crmctl.errors import CrmError, MissingAnswer, NoPermission, NotFound, Refused
from crmctl.rights import Actor
from crmctl.tasks import acting
from crmctl.tasks.showing import show_task
from crmctl.vocabulary import Role, TaskStatus
from tests.builders import PHONE, Base
from tests.tasks.handing import Asked, hand_out


def accept(base: Base, actor: Actor, task: int) -> None:
    with base.write("tasks accept", actor_id=actor.id) as work:
        acting.accept(work, actor, task)


def finish(base: Base, actor: Actor, task: int, reason: str = "") -> None:
    with base.write("tasks done", actor_id=actor.id) as work:
        acting.finish(work, actor, task, reason=reason)


def cancel(base: Base, actor: Actor, task: int, reason: str = "") -> None:
    with base.write("tasks cancel", actor_id=actor.id) as work:
        acting.cancel(work, actor, task, reason=reason)


def status(base: Base, actor: Actor, task: int) -> TaskStatus:
    return show_task(base.reader, actor, task, now=base.now, zone=base.now.tzinfo).line.status  # type: ignore[arg-type]


def held(base: Base) -> int:
    """Open rows of tasks that hold their gaps."""
    sql = """SELECT COUNT(*) FROM task_row r JOIN task t ON t.id = r.task_id
             WHERE r.closed_at IS NULL AND t.status IN ('new', 'accepted', 'returned')"""
    return int(base.reader.execute(sql, {}).fetchone()[0])


@pytest.mark.parametrize("before", ["new", "returned"])
def test_the_assignee_accepts(base: Base, bob: Actor, before: str) -> None:
    task = hand_out(base, bob, status=before)
    accept(base, bob, task)
    assert status(base, bob, task) is TaskStatus.ACCEPTED


def test_only_the_assignee_accepts_or_an_admin(base: Base, admin: Actor, bob: Actor) -> None:
    eve = base.user("eve", role=Role.SUPERVISOR)
    task = hand_out(base, bob, author_id=eve.id)
    with pytest.raises(NoPermission):
        accept(base, eve, task)
    accept(base, admin, task)


@pytest.mark.parametrize("before", ["accepted", "done", "approved", "cancelled"])
def test_what_is_past_being_accepted_is_refused(base: Base, bob: Actor, before: str) -> None:
    task = hand_out(base, bob, status=before)
    with pytest.raises(Refused):
        accept(base, bob, task)


def test_done_early_needs_a_reason_and_releases_its_open_rows(base: Base, bob: Actor) -> None:
    task = hand_out(base, bob, Asked(base.client()), Asked(base.client(phone=PHONE)))
    with pytest.raises(MissingAnswer) as refusal:
        finish(base, bob, task, " ")
    assert "--reason" in refusal.value.hint
    assert held(base) == 1
    finish(base, bob, task, "не отвечает")
    detail = show_task(base.reader, bob, task, now=base.now, zone=base.now.tzinfo)  # type: ignore[arg-type]
    assert (detail.line.status, detail.line.done_at, detail.reason) == (TaskStatus.DONE, base.now, "не отвечает")
    assert (held(base), detail.line.percent) == (0, 50)


def test_a_task_by_hand_needs_no_reason(base: Base, bob: Actor) -> None:
    task = hand_out(base, bob, kind="manual")
    finish(base, bob, task)
    detail = show_task(base.reader, bob, task, now=base.now, zone=base.now.tzinfo)  # type: ignore[arg-type]
    assert (detail.line.status, detail.line.percent) == (TaskStatus.DONE, 100)


def test_cancelling_needs_a_reason_and_releases_the_rows(base: Base, admin: Actor, bob: Actor) -> None:
    task = hand_out(base, bob, Asked(base.client()))
    with pytest.raises(MissingAnswer):
        cancel(base, admin, task)
    cancel(base, admin, task, "двойная")
    assert (status(base, bob, task), held(base)) == (TaskStatus.CANCELLED, 0)


def test_author_supervisor_and_admin_cancel_and_the_assignee_does_not(base: Base, admin: Actor, bob: Actor) -> None:
    eve, head = base.user("eve"), base.user("head", role=Role.SUPERVISOR)
    for who in (eve, head, admin):
        task = hand_out(base, bob, author_id=eve.id)
        with pytest.raises(NoPermission):
            cancel(base, bob, task, "x")
        cancel(base, who, task, "x")


@pytest.mark.parametrize("before", ["done", "approved", "cancelled"])
def test_a_closed_task_is_neither_done_nor_cancelled_again(base: Base, admin: Actor, bob: Actor, before: str) -> None:
    task = hand_out(base, bob, status=before)
    for act in (finish, cancel):
        with pytest.raises(Refused):
            act(base, admin, task, "x")


@pytest.mark.parametrize("act", [accept, finish, cancel])
def test_a_manager_acts_only_on_tasks_he_sees(base: Base, bob: Actor, act: object) -> None:
    eve, task = base.user("eve"), hand_out(base, bob)
    errors: list[tuple[int, type[CrmError]]] = [(task, NoPermission), (99, NotFound)]
    for number, error in errors:
        with pytest.raises(error):
            act(base, eve, number)  # type: ignore[operator]
