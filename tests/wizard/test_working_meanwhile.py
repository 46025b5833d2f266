"""Working through a task while others write: seen, said, never overwritten silently, and nobody is locked out."""

import os
from pathlib import Path

from crmctl.cards.archive import archive_card
from crmctl.cards.edit import edit_card
from crmctl.cards.finding import Card
from crmctl.rights import Actor
from crmctl.store.connect import begin_writing, open_connection
from crmctl.store.undo import undo
from crmctl.tasks import acting
from crmctl.tasks.desk.keys import Key, Letter, Tick
from crmctl.tasks.desk.pressing import MOST_TRIES
from crmctl.tasks.desk.state import Mode
from crmctl.vocabulary import RecordType, Role
from tests.builders import Base
from tests.wizard.working import GOOD, JUNK, OTHER, Seat, company, states, values

ADMIN = Actor(1, "admin", "Admin", Role.ADMIN, None)


def edit(base: Base, client: int, text: str) -> None:
    with base.write("clients edit") as work:
        edit_card(work, ADMIN, Card(RecordType.CLIENT, client), sets=[text])


def test_a_card_that_changed_meanwhile_is_never_overwritten_without_asking(base: Base, seat: Seat) -> None:
    edit(base, 1, f"phone={OTHER}")
    seat.type(GOOD)
    assert seat.press(Key.ENTER).mode is Mode.REPLACE
    assert values(base) == [(1, None, OTHER)]
    assert seat.desk.page.rows[0].values[0].value == OTHER
    seat.press(Key.BACK)
    assert values(base) == [(1, None, OTHER)]
    assert (seat.mode, seat.desk.unsaved) == (Mode.WORK, [])


def test_a_card_that_changed_meanwhile_is_overwritten_when_that_is_wanted(base: Base, seat: Seat) -> None:
    edit(base, 1, f"phone={OTHER}")
    seat.type(GOOD)
    seat.press(Key.ENTER, Letter("y"))
    assert values(base) == [(1, None, GOOD)]
    assert seat.desk.page.client == 2


def test_what_still_lacks_after_a_change_keeps_what_was_typed(base: Base, seat: Seat) -> None:
    edit(base, 1, f"phone={JUNK}")
    seat.type(GOOD)
    seat.press(Key.ENTER, Letter("n"))
    assert (seat.desk.text, values(base)) == (GOOD, [(1, None, JUNK)])


def test_a_client_archived_meanwhile_takes_no_answer(base: Base, seat: Seat) -> None:
    with base.write("clients archive") as work:
        archive_card(work, ADMIN, Card(RecordType.CLIENT, 1), reason="gone")
    seat.type(GOOD)
    seat.press(Key.ENTER)
    assert values(base) == []
    assert "no longer wanted" in seat.note
    assert seat.press(Key.SKIP).page.client == 2


def test_a_task_cancelled_meanwhile_ends_the_work_and_says_why(base: Base, seat: Seat, task: int) -> None:
    with base.write("tasks cancel") as work:
        acting.cancel(work, ADMIN, task, reason="не нужно")
    seat.type(GOOD)
    assert seat.press(Key.ENTER).mode is Mode.OVER
    assert seat.note == f"Task {task} was cancelled meanwhile. не нужно"
    assert values(base) == []
    assert seat.press(Key.BACK).mode is Mode.LEFT


def test_a_task_handed_over_meanwhile_ends_the_work(base: Base, seat: Seat, task: int) -> None:
    eve = base.user("eve")
    with base.write("forward") as work:
        work.execute("UPDATE task SET assignee_id = :eve", {"eve": eve.id})
    assert seat.press(Key.SKIP).mode is Mode.OVER
    assert f"Task {task} is not yours" in seat.note


def test_a_task_whose_making_was_undone_ends_the_work(base: Base, seat: Seat, task: int) -> None:
    run = base.reader.execute("SELECT run_id FROM task", {}).fetchone()[0]
    with base.write("undo") as work:
        undo(work, run)
    seat.type(GOOD)
    assert seat.press(Key.SAVE).mode is Mode.OVER


def test_rows_filled_by_others_are_seen_at_the_next_step(base: Base, seat: Seat, task: int) -> None:
    edit(base, 2, f"phone={GOOD}")
    seat.press(Key.SKIP)
    assert seat.where == (2, 3)
    edit(base, 3, f"phone={GOOD}")
    seat.press(Key.SKIP)
    assert seat.note == "Somebody filled this meanwhile."


def test_an_undo_by_somebody_else_is_said(base: Base, seat: Seat) -> None:
    seat.type(GOOD)
    seat.press(Key.ENTER)
    with base.write("undo") as work:
        undo(work, seat.desk.runs[-1].run)
    seat.press(Key.UNDO)
    assert "already undone" in seat.note
    assert seat.desk.runs == ()


def test_somebody_who_is_no_longer_active_saves_nothing(base: Base, seat: Seat) -> None:
    from crmctl.opening import find_actor

    def found() -> Actor:
        return find_actor(seat.session.reader, "bob")

    seat.session.around = seat.session.around._replace(actor=found)
    with base.write("users edit") as work:
        work.execute("UPDATE app_user SET active = FALSE WHERE login = 'bob'")
    seat.type(GOOD)
    seat.press(Key.ENTER)
    assert "no longer active" in seat.note
    assert (values(base), seat.desk.text) == ([], GOOD)


def test_while_another_process_writes_the_desk_waits_and_then_saves(base: Base, seat: Seat) -> None:
    other = open_connection(base.db, read_only=False)
    begin_writing(other)
    seat.type(GOOD)
    seat.press(Key.ENTER)
    assert seat.desk.waiting is not None
    seat.press(Key.ENTER, Letter("x"), Tick())
    assert (seat.desk.text, seat.desk.waiting is not None) == (GOOD, True)
    other.execute("ROLLBACK")
    other.close()
    assert seat.press(Tick()).waiting is None
    assert values(base) == [(1, None, GOOD)]


def test_who_does_not_want_to_wait_keeps_what_he_typed(base: Base, seat: Seat) -> None:
    other = open_connection(base.db, read_only=False)
    begin_writing(other)
    seat.type(GOOD)
    seat.press(Key.ENTER, Key.BACK)
    assert seat.desk.waiting is None
    assert (seat.desk.text, seat.mode) == (GOOD, Mode.WORK)
    other.close()
    seat.press(Tick())
    assert values(base) == []


def test_waiting_ends(seat: Seat) -> None:
    import dataclasses

    from crmctl.tasks.desk.effects import Show

    seat.desk = dataclasses.replace(seat.desk, waiting=Show(2), tries=MOST_TRIES)
    seat.press(Tick())
    assert "keeps writing" in seat.note


def test_nothing_is_locked_while_the_desk_waits_for_a_key(base: Base, seat: Seat) -> None:
    for keys in ([], [Key.SKIP], [Key.CARD], [Key.BACK, Key.SEARCH], [Key.BACK, Key.ARCHIVE], [Key.BACK, Key.HELP]):
        seat.press(*keys)
        with base.write("clients edit", wait=0) as work:
            edit_card(work, ADMIN, Card(RecordType.CLIENT, 3), sets=[f"comment={len(keys)} {seat.mode}"])
        assert work.written


def test_a_client_filled_meanwhile_is_not_gone_back_to(base: Base, bob: Actor, task: int, tmp_path: Path) -> None:
    Seat(base, bob, task, places=tmp_path / "p").press(Key.SKIP, Key.SKIP, Key.BACK)
    edit(base, 3, f"phone={GOOD}")
    assert Seat(base, bob, task, places=tmp_path / "p").desk.page.client == 1


def test_it_works_the_same_on_postgres(postgres_base: Base) -> None:
    base = postgres_base
    bob = base.user("bob")
    task = company(base, bob)
    seat = Seat(base, bob, task, places=Path(os.devnull))
    seat.type(GOOD)
    seat.press(Key.ENTER)
    assert (values(base), states(base, task)[0], seat.where) == ([(1, None, GOOD)], "ok", (2, 2))
    edit(base, 2, f"phone={JUNK}")
    seat.type(OTHER)
    assert seat.press(Key.ENTER).mode is Mode.REPLACE
    other = open_connection(base.db, read_only=False)
    begin_writing(other)
    seat.press(Letter("y"))
    assert seat.desk.waiting is not None
    other.execute("ROLLBACK")
    other.close()
    seat.press(Tick(), Key.UNDO, Key.UNDO)
    assert values(base) == [(2, None, JUNK)]
    seat.close()
