"""Working through a task: what is confirmed is in the base at once, and nothing else is."""

import os
import stat
from pathlib import Path

import pytest

from crmctl.rights import Actor
from crmctl.tasks.desk.keys import Key, Letter, Typed
from crmctl.tasks.desk.state import Mode
from crmctl.vocabulary import Role, TaskStatus
from tests.builders import Base
from tests.tasks.handing import Asked, hand_out
from tests.wizard.working import BAD, GOOD, JUNK, MAIL, OTHER, Seat, states, values

ADMIN = Actor(1, "admin", "Admin", Role.ADMIN, None)


def runs(base: Base) -> list[str]:
    return [row[0] for row in base.reader.execute("SELECT kind FROM run WHERE kind LIKE 'tasks%' ORDER BY id", {})]


def test_enter_saves_the_answer_and_goes_to_the_next_client(base: Base, seat: Seat, task: int) -> None:
    seat.type(GOOD)
    seat.press(Key.ENTER)
    assert values(base) == [(1, None, GOOD)]
    assert states(base, task) == ["ok", "missing", "missing", "missing"]
    assert seat.where == (2, 2)
    assert runs(base) == ["tasks work"]


def test_enter_goes_to_the_next_field_of_the_same_client(seat: Seat) -> None:
    seat.press(Key.SKIP)
    seat.type(GOOD)
    assert seat.press(Key.ENTER).field == 3


def test_a_contacts_row_is_filled_at_the_contact(base: Base, seat: Seat) -> None:
    seat.press(Key.SKIP, Key.DOWN)
    seat.type(MAIL)
    seat.press(Key.ENTER)
    assert values(base) == [(None, 1, MAIL)]


def test_what_is_typed_and_not_confirmed_is_nowhere(base: Base, seat: Seat) -> None:
    seat.type(GOOD)
    seat.press(Key.SKIP, Key.SKIP, Key.PAGE_UP, Key.CARD, Key.BACK, Key.HELP, Key.BACK)
    assert values(base) == []
    assert runs(base) == []


def test_one_run_holds_everything_typed_for_a_client(base: Base, seat: Seat, task: int) -> None:
    seat.press(Key.SKIP)
    seat.type(GOOD)
    seat.press(Key.DOWN)
    seat.type(MAIL)
    seat.press(Key.SAVE)
    assert values(base) == [(2, None, GOOD), (None, 1, MAIL)]
    assert runs(base) == ["tasks work"]
    assert seat.desk.page.client == 2
    assert seat.press(Key.UNDO).open_rows == 4


def test_a_value_that_will_not_do_is_stored_only_when_enter_is_pressed_again(base: Base, seat: Seat, task: int) -> None:
    seat.type(JUNK)
    assert seat.press(Key.ENTER).mode is Mode.SURE
    assert values(base) == []
    seat.press(Key.ENTER)
    assert values(base) == [(1, None, JUNK)]
    assert states(base, task)[0] == "placeholder"
    assert "stays open" in seat.note


def test_whoever_types_on_has_not_confirmed_what_will_not_do(base: Base, seat: Seat) -> None:
    seat.type("8 926 125-04-0")
    seat.press(Key.ENTER, Typed("8 926 125-04-05"))
    assert (seat.mode, seat.desk.text) == (Mode.WORK, "8 926 125-04-05")
    assert values(base) == []


def test_undo_takes_back_run_after_run_and_shows_the_client(base: Base, seat: Seat, task: int) -> None:
    seat.type(GOOD)
    seat.press(Key.ENTER)
    seat.type(OTHER)
    seat.press(Key.ENTER)
    seat.press(Key.UNDO)
    assert (values(base), seat.desk.page.client) == ([(1, None, GOOD)], 2)
    seat.press(Key.UNDO)
    assert (values(base), seat.desk.page.client) == ([], 1)
    assert states(base, task) == ["missing"] * 4
    assert "Nothing was saved" in seat.press(Key.UNDO).note.text


def test_undo_goes_back_to_the_row_it_was_about(seat: Seat) -> None:
    seat.press(Key.SKIP, Key.DOWN)
    seat.type(MAIL)
    seat.press(Key.ENTER, Key.SKIP)
    assert seat.press(Key.UNDO).field == 3
    assert seat.where == (2, 3)


def test_undo_goes_back_to_the_task_it_was_about(base: Base, bob: Actor, task: int) -> None:
    short = hand_out(base, bob, Asked(base.client("Одна")), due_at=base.now)
    seat = Seat(base, bob, short)
    seat.type(GOOD)
    seat.press(Key.ENTER, Key.ENTER)
    assert seat.desk.overview.task.id == task
    seat.type(OTHER)
    assert f"back to task {short}" in seat.press(Key.UNDO).note.text
    assert seat.desk.text == OTHER
    seat.type("")
    seat.press(Key.UNDO)
    assert (seat.desk.overview.task.id, seat.desk.page.name, seat.mode) == (short, "Одна", Mode.WORK)
    assert values(base) == []
    seat.type(GOOD)
    seat.press(Key.ENTER)
    assert states(base, short) == ["ok"]


@pytest.mark.parametrize("on", [Key.SKIP, Key.PAGE_DOWN])
def test_what_is_typed_and_left_behind_is_told(seat: Seat, on: Key) -> None:
    seat.type(GOOD)
    assert seat.press(on).note.text == "Ромашка: what you typed is not saved, it waits there."
    assert seat.press(on).note.text == ""


def test_the_last_answer_closes_the_task_and_the_next_one_is_offered(base: Base, bob: Actor, task: int) -> None:
    other = hand_out(base, bob, Asked(base.client("Дальше")), title="Следующая", due_at=base.now)
    seat = Seat(base, bob, task)
    for text in (GOOD, OTHER, MAIL, GOOD):
        seat.type(text)
        seat.press(Key.ENTER)
    assert seat.mode is Mode.DONE
    assert seat.desk.overview.task.status is TaskStatus.DONE
    assert seat.desk.next_task is not None
    assert seat.desk.next_task.id == other
    seat.press(Key.ENTER)
    assert (seat.desk.overview.task.id, seat.mode, seat.desk.page.name) == (other, Mode.WORK, "Дальше")


def test_undoing_the_last_answer_opens_the_task_again(base: Base, bob: Actor) -> None:
    task = hand_out(base, bob, Asked(base.client()))
    seat = Seat(base, bob, task)
    seat.type(GOOD)
    assert seat.press(Key.ENTER).mode is Mode.DONE
    assert seat.press(Key.UNDO).mode is Mode.WORK
    assert seat.desk.overview.task.status is TaskStatus.NEW


def test_an_archived_client_leaves_the_task(base: Base, seat: Seat, task: int) -> None:
    seat.press(Key.ARCHIVE, Letter("2"), Key.ENTER)
    assert states(base, task)[0] == "gone"
    assert seat.desk.page.client == 2
    reason = base.reader.execute("SELECT archive_reason FROM client WHERE id = 1", {}).fetchone()[0]
    assert reason == "liquidated"
    assert seat.press(Key.UNDO).page.client == 1
    assert states(base, task)[0] == "missing"


def test_skip_goes_round_and_says_so(seat: Seat) -> None:
    seat.press(Key.SKIP, Key.SKIP)
    assert seat.desk.page.client == 3
    seat.press(Key.SKIP)
    assert seat.desk.page.client == 1
    assert "3 clients left" in seat.note


def test_finished_clients_can_be_looked_at_but_are_skipped(base: Base, seat: Seat) -> None:
    seat.press(Key.PAGE_DOWN, Key.PAGE_DOWN)
    seat.type(MAIL)
    seat.press(Key.ENTER)
    assert seat.desk.page.client == 1
    assert seat.press(Key.PAGE_UP).note.text == "This is the first client."
    assert seat.press(Key.PAGE_DOWN, Key.PAGE_DOWN).page.client == 3
    assert seat.desk.row is None
    assert seat.press(Key.PAGE_DOWN).note.text == "This is the last client."


@pytest.mark.parametrize(("said", "found"), [("ёлк", [3]), ("ЕЛКА", [3]), ("петров", [2]), ("", [1, 2, 3]), ("ы", [])])
def test_search_finds_clients_by_any_word_of_them_or_their_contacts(seat: Seat, said: str, found: list[int]) -> None:
    seat.press(Key.SEARCH)
    seat.type(said)
    assert [place.client for place in seat.desk.found] == found
    seat.press(Key.ENTER)
    assert seat.desk.page.client == (found[0] if found else 1)
    assert seat.mode is (Mode.WORK if found else Mode.SEARCH)


def test_a_value_can_be_taken_over_from_the_card(base: Base, bob: Actor) -> None:
    seat = Seat(base, bob, hand_out(base, bob, Asked(base.client(phone=BAD))))
    assert seat.press(Key.TAKE).text == BAD


def test_leaving_with_something_typed_asks(seat: Seat) -> None:
    seat.type(GOOD)
    assert seat.press(Key.BACK).mode is Mode.LEAVE
    assert seat.press(Key.ENTER).mode is Mode.WORK
    assert seat.desk.text == GOOD
    assert seat.press(Key.LEAVE, Letter("д")).mode is Mode.LEFT


def test_leaving_with_nothing_typed_just_leaves(seat: Seat) -> None:
    assert seat.press(Key.BACK).mode is Mode.LEFT


def test_the_task_is_gone_on_with_where_it_was_left(base: Base, bob: Actor, task: int, tmp_path: Path) -> None:
    places = tmp_path / "state" / "places"
    Seat(base, bob, task, places=places).press(Key.SKIP, Key.SKIP, Key.BACK)
    assert Seat(base, bob, task, places=places).desk.page.client == 3
    (file,) = places.iterdir()
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.unlink()
    assert Seat(base, bob, task, places=places).desk.page.client == 1


def test_contacts_without_a_client_are_a_page_of_their_own(base: Base, bob: Actor) -> None:
    contact = base.contact(last_name="Сам")
    seat = Seat(base, bob, hand_out(base, bob, Asked(None, "email", contact), Asked(base.client())))
    assert (seat.desk.page.client, seat.desk.page.rows[0].contact) == (None, "Сам")
    assert "no client to archive" in seat.press(Key.ARCHIVE).note.text
    assert "have no client" in seat.press(Key.CARD).note.text
    seat.type(MAIL)
    seat.press(Key.ENTER)
    assert values(base) == [(None, contact, MAIL)]


def test_the_author_may_work_on_a_task_whose_clients_he_does_not_see(base: Base, bob: Actor, task: int) -> None:
    eve = base.user("eve")
    with base.write("x") as work:
        work.execute("UPDATE task SET author_id = :eve", {"eve": eve.id})
    seat = Seat(base, eve, task)
    assert (seat.desk.page.name, seat.desk.page.card.fields) == ("Ромашка", None)
    assert "not in your charge" in seat.press(Key.CARD).note.text
