"""Rows turn green by the data, by whatever way the value came."""

from collections.abc import Sequence

import pytest

from crmctl.cards.archive import archive_card
from crmctl.cards.edit import edit_card
from crmctl.cards.finding import Card
from crmctl.errors import CrmError, NoPermission, NotFound, Refused, UsageError
from crmctl.rights import Actor
from crmctl.store.undo import undo
from crmctl.tasks.filling import RowId, fill_row
from crmctl.tasks.listing import task_lines
from crmctl.tasks.showing import Item, show_row, show_task
from crmctl.vocabulary import Level, RecordType, State, TaskStatus
from tests.builders import Base
from tests.tasks.handing import Asked, hand_out

GOOD = "+7 926 125-04-05"


def fill(base: Base, actor: Actor, row: str, *texts: str) -> list[State]:
    with base.write("tasks row", actor_id=actor.id) as work:
        return fill_row(work, actor, RowId.read(row), texts)


def edit(base: Base, actor: Actor, card: Card, **changes: Sequence[str]) -> None:
    with base.write("clients edit", actor_id=actor.id) as work:
        edit_card(work, actor, card, **changes)


def item(base: Base, actor: Actor, row: str) -> Item:
    task, number = RowId.read(row)
    return show_row(base.reader, actor, task, number, now=base.now, zone=base.now.tzinfo)  # type: ignore[arg-type]


def status(base: Base, actor: Actor, task: int) -> TaskStatus:
    return next(one.status for one in task_lines(base.reader, actor, now=base.now, zone=None) if one.id == task)


def test_a_filled_row_is_green_and_says_who_filled_what_and_when(base: Base, bob: Actor) -> None:
    task = hand_out(base, bob, Asked(base.client()), Asked(base.client()))
    assert item(base, bob, f"{task}.1").state is State.MISSING
    assert fill(base, bob, f"{task}.1", GOOD) == []
    found = item(base, bob, f"{task}.1")
    assert (found.state, found.value, found.filled_by, found.filled_at) == (State.OK, GOOD, "bob", base.now)
    assert item(base, bob, f"{task}.2").filled_by is None


@pytest.mark.parametrize(
    ("text", "state"), [("-", State.PLACEHOLDER), ("нет", State.PLACEHOLDER), ("12", State.INVALID)]
)
def test_a_row_filled_with_what_will_not_do_stays_open_and_says_so(
    base: Base, bob: Actor, text: str, state: State
) -> None:
    task = hand_out(base, bob, Asked(base.client()))
    assert fill(base, bob, f"{task}.1", text) == [state]
    found = item(base, bob, f"{task}.1")
    assert (found.state, found.value, found.filled_at) == (state, text, None)
    assert status(base, bob, task) is TaskStatus.NEW


def test_at_the_level_of_presence_any_text_fills_a_row(base: Base, bob: Actor) -> None:
    task = hand_out(base, bob, Asked(base.client(), level=Level.PRESENCE))
    fill(base, bob, f"{task}.1", "-")
    assert item(base, bob, f"{task}.1").state is State.OK


def test_a_task_closes_by_itself_when_its_last_row_is_filled(base: Base, bob: Actor) -> None:
    task = hand_out(base, bob, Asked(base.client()), Asked(base.client()))
    fill(base, bob, f"{task}.1", GOOD)
    assert status(base, bob, task) is TaskStatus.NEW
    fill(base, bob, f"{task}.2", GOOD)
    (line,) = task_lines(base.reader, bob, now=base.now, zone=None)
    assert (line.status, line.done_at, line.percent) == (TaskStatus.DONE, base.now, 100)


def test_what_was_emptied_after_the_task_was_done_goes_out_again_and_says_so(base: Base, bob: Actor) -> None:
    client = base.client(responsible=bob)
    first = hand_out(base, bob, Asked(client))
    fill(base, bob, f"{first}.1", GOOD)
    edit(base, bob, Card(RecordType.CLIENT, client), clears=["phone"])
    second = hand_out(base, bob, Asked(client), Asked(base.client()))
    assert item(base, bob, f"{second}.1").again_after == first
    assert item(base, bob, f"{second}.2").again_after is None


def test_an_emptied_value_reopens_its_row(base: Base, bob: Actor) -> None:
    client = base.client(responsible=bob)
    task = hand_out(base, bob, Asked(client), Asked(base.client()))
    edit(base, bob, Card(RecordType.CLIENT, client), sets=[f"phone:mobile={GOOD}"])
    assert item(base, bob, f"{task}.1").state is State.OK
    edit(base, bob, Card(RecordType.CLIENT, client), clears=["phone"])
    assert item(base, bob, f"{task}.1").state is State.MISSING


def test_after_the_task_is_done_an_emptied_value_changes_nothing_in_it(base: Base, bob: Actor) -> None:
    client = base.client(responsible=bob)
    task = hand_out(base, bob, Asked(client))
    fill(base, bob, f"{task}.1", GOOD)
    edit(base, bob, Card(RecordType.CLIENT, client), sets=["phone="])
    assert (status(base, bob, task), item(base, bob, f"{task}.1").state) == (TaskStatus.DONE, State.OK)


def test_undoing_what_filled_a_row_reopens_it(base: Base, bob: Actor) -> None:
    task = hand_out(base, bob, Asked(base.client()), Asked(base.client()))
    with base.write("tasks row", actor_id=bob.id) as work:
        fill_row(work, bob, RowId(task, 1), [GOOD])
        run = work.run_id
    with base.write("undo") as work:
        assert undo(work, run) == []
    assert item(base, bob, f"{task}.1").state is State.MISSING


def test_a_row_of_a_contact_is_filled_at_the_contact(base: Base, bob: Actor) -> None:
    client = base.client()
    contact = base.contact(client, last_name="Петров")
    task = hand_out(base, bob, Asked(client, "email", contact))
    fill(base, bob, f"{task}.1", "petrov@romashka.ru")
    found = item(base, bob, f"{task}.1")
    assert (found.record, found.id, found.client_id, found.name) == (RecordType.CONTACT, contact, client, "Петров")
    assert (found.state, found.value) == (State.OK, "petrov@romashka.ru")


def test_a_channel_served_by_a_contact_shows_the_contacts_value(base: Base, bob: Actor) -> None:
    client = base.client()
    base.contact(client, phone=GOOD)
    task = hand_out(base, bob, Asked(client, through_contacts=True), Asked(client))
    assert [(one.state, one.value) for one in (item(base, bob, f"{task}.{n}") for n in (1, 2))] == [
        (State.OK, GOOD),
        (State.MISSING, None),
    ]


@pytest.mark.parametrize(
    ("requirement", "text", "kind"),
    [
        ("phone", GOOD, "phone:main"),
        ("phone:mobile", GOOD, "phone:mobile"),
        ("email|phone", GOOD, "phone:main"),
        ("phone|email", "boss@romashka.ru", "email:main"),
        ("phone|email", "email:work=boss@romashka.ru", "email:work"),
        ("phone|address", "Омск, ул. Ленина, 5", "address:main"),
        ("phone", f"phone:work={GOOD}", "phone:work"),
        ("website", "https://romashka.ru/?phone=1", "website:main"),
    ],
)
def test_the_kind_is_named_or_told_from_the_value(
    base: Base, bob: Actor, requirement: str, text: str, kind: str
) -> None:
    client = base.client()
    task = hand_out(base, bob, Asked(client, requirement))
    assert fill(base, bob, f"{task}.1", text) == []
    assert item(base, bob, f"{task}.1").state is State.OK
    cursor = base.reader.execute("SELECT k.code FROM contact_point cp JOIN contact_kind k ON k.id = cp.kind_id", {})
    assert cursor.fetchall() == [(kind,)]


def test_a_new_value_takes_the_place_of_the_placeholder(base: Base, bob: Actor) -> None:
    client = base.client(phone="нет")
    task = hand_out(base, bob, Asked(client))
    fill(base, bob, f"{task}.1", GOOD)
    assert base.reader.execute("SELECT value FROM contact_point", {}).fetchall() == [(GOOD,)]


@pytest.mark.parametrize(
    ("row", "texts", "error"),
    [
        ("{task}.9", [GOOD], NotFound),
        ("99.1", [GOOD], NotFound),
        ("{task}.1", [" "], UsageError),
        ("{task}.1", ["email=a@romashka.ru"], UsageError),
        ("{task}", [GOOD], UsageError),
        ("{task}.x", [GOOD], UsageError),
        ("{task}.²", [GOOD], UsageError),
    ],
)
def test_what_cannot_fill_a_row_is_refused_and_changes_nothing(
    base: Base, bob: Actor, row: str, texts: list[str], error: type[CrmError]
) -> None:
    task = hand_out(base, bob, Asked(base.client()))
    with pytest.raises(error):
        fill(base, bob, row.format(task=task), *texts)
    assert item(base, bob, f"{task}.1").state is State.MISSING


def test_a_row_of_a_closed_task_is_not_filled(base: Base, bob: Actor) -> None:
    task = hand_out(base, bob, Asked(base.client()), status="cancelled", cancel_reason="x")
    with pytest.raises(Refused):
        fill(base, bob, f"{task}.1", GOOD)


def test_a_row_whose_client_is_gone_says_so_and_is_not_filled(base: Base, admin: Actor, bob: Actor) -> None:
    client = base.client()
    task = hand_out(base, bob, Asked(client), Asked(base.client()))
    with base.write("clients archive") as work:
        archive_card(work, admin, Card(RecordType.CLIENT, client), reason="gone")
    assert item(base, bob, f"{task}.1").state is State.GONE
    with pytest.raises(Refused):
        fill(base, bob, f"{task}.1", GOOD)


def test_nobody_fills_the_rows_of_tasks_he_does_not_see(base: Base, bob: Actor) -> None:
    task = hand_out(base, bob, Asked(base.client()))
    eve = base.user("eve")
    with pytest.raises(NoPermission):
        fill(base, eve, f"{task}.1", GOOD)
    with pytest.raises(NoPermission):
        show_task(base.reader, eve, task, now=base.now, zone=base.now.tzinfo)  # type: ignore[arg-type]
