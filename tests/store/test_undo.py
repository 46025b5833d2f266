"""Undo, fact by fact: what comes back, what stays, and why."""

import pytest

from crmctl.cards.edit import edit_card
from crmctl.cards.finding import Card
from crmctl.errors import BadDatabase, NotFound, Refused
from crmctl.rights import Actor
from crmctl.store.models import Task, TaskRow, UserGroup
from crmctl.store.undo import Kept, undo
from crmctl.vocabulary import Level, RecordType, Role, State
from tests.builders import PHONE, Base
from tests.store.histories import contents
from tests.tasks.handing import Asked, hand_out

ADMIN = Actor(1, "admin", "Admin", Role.ADMIN, None)


def last_run(base: Base) -> int:
    return int(base.reader.execute("SELECT MAX(id) FROM run", {}).fetchone()[0])


def take_back(base: Base, run: int) -> set[tuple[str, int, str]]:
    with base.write("undo") as work:
        kept: list[Kept] = undo(work, run)
    return {(one.record, one.id, one.why) for one in kept}


def edit(base: Base, record: RecordType, number: int, *sets: str) -> int:
    with base.write("edit") as work:
        edit_card(work, ADMIN, Card(record, number), sets=sets)
    return work.run_id


def test_what_was_deleted_comes_back_as_it_was(base: Base) -> None:
    base.client(phone=[PHONE, "нет"])
    before = contents(base)
    with base.write("clear") as work:
        edit_card(work, ADMIN, Card(RecordType.CLIENT, 1), clears=["phone"])
    assert contents(base)["contact_point"] == []
    assert take_back(base, work.run_id) == set()
    assert contents(base) == before


def test_text_of_any_kind_comes_back_exactly(base: Base) -> None:
    client = base.client()
    for text in (
        'a\\b "c"\n\td',
        "\x00\x1b[31m".replace("\x00", "\x01"),
        "Ёж \u2028 {}%s :name",
        "'; DROP TABLE client",
    ):
        edit(base, RecordType.CLIENT, client, f"comment={text}")
        before = contents(base)
        run = edit(base, RecordType.CLIENT, client, "comment=other")
        assert take_back(base, run) == set()
        assert contents(base) == before


def test_a_value_changed_since_stays_and_is_told(base: Base) -> None:
    client = base.client()
    run = edit(base, RecordType.CLIENT, client, "city=Омск")
    edit(base, RecordType.CLIENT, client, "city=Орёл")
    assert take_back(base, run) == {("client", client, "changed since")}
    assert base.reader.execute("SELECT city FROM client", {}).fetchone()[0] == "Орёл"


def test_a_row_touched_since_stays_also_when_it_was_another_field(base: Base) -> None:
    client = base.client()
    run = edit(base, RecordType.CLIENT, client, "city=Омск")
    edit(base, RecordType.CLIENT, client, "segment=A")
    assert take_back(base, run) == {("client", client, "changed since")}


def test_a_change_that_was_taken_back_is_no_obstacle(base: Base) -> None:
    client = base.client()
    run = edit(base, RecordType.CLIENT, client, "city=Омск")
    later = edit(base, RecordType.CLIENT, client, "city=Орёл")
    take_back(base, later)
    assert take_back(base, run) == set()


def test_a_card_that_stays_keeps_its_points_and_its_links(base: Base) -> None:
    client = base.client()
    contact = base.contact(client, phone=PHONE)
    run = last_run(base)
    edit(base, RecordType.CONTACT, contact, "comment=called")
    assert take_back(base, run) == {
        ("contact", contact, "changed since"),
        ("client_contact", 1, "belongs to something that stays"),
        ("contact_point", 1, "belongs to something that stays"),
    }


def test_a_task_that_was_accepted_keeps_its_rows(base: Base) -> None:
    client = base.client()
    with base.write("wizard") as work:
        task = work.add(Task(run_id=0, kind="contact-info", title="t", title_key="t", assignee_id=1, author_id=1,
                             created_at=base.now))  # fmt: skip
        work.add(TaskRow(run_id=0, task_id=task, number=1, client_id=client, check_code="contact-info", bits=1,
                         requirement="phone", level=Level.VALID, state=State.MISSING))  # fmt: skip
    run = work.run_id
    with base.write("tasks accept") as work:
        work.execute("UPDATE task SET status = 'accepted'")
    assert {kept[0] for kept in take_back(base, run)} == {"task", "task_row"}


def test_a_task_of_which_only_the_filled_row_stays_is_done(base: Base) -> None:
    manager, (filled, empty) = base.user("m1"), (base.client("A"), base.client("B"))
    task = hand_out(base, manager, Asked(filled), Asked(empty))
    run = last_run(base)
    edit(base, RecordType.CLIENT, filled, f"phone={PHONE}")
    assert ("task", task) in {(record, number) for record, number, _why in take_back(base, run)}
    found = base.reader.execute("SELECT status, done_at IS NOT NULL FROM task", {}).fetchall()
    assert found == [("done", 1)]


def test_a_client_with_a_later_contact_stays_with_his_phone(base: Base) -> None:
    client = base.client(phone=PHONE)
    run = last_run(base)
    base.contact(client)
    assert take_back(base, run) == {
        ("client", client, "needed by something made since"),
        ("contact_point", 1, "belongs to something that stays"),
    }


def test_a_client_whose_gap_was_handed_out_stays_whole(base: Base) -> None:
    client = base.client(phone=PHONE, email="нет")
    run = last_run(base)
    with base.write("wizard") as work:
        task = work.add(Task(run_id=0, kind="contact-info", title="t", title_key="t", assignee_id=1, author_id=1,
                             created_at=base.now))  # fmt: skip
        work.add(TaskRow(run_id=0, task_id=task, number=1, client_id=client, check_code="contact-info", bits=32,
                         requirement="email", level=Level.VALID, state=State.PLACEHOLDER))  # fmt: skip
    assert {kept[0] for kept in take_back(base, run)} == {"client", "contact_point"}
    assert len(contents(base)["contact_point"]) == 2


def test_what_was_deleted_since_is_told_to_be_gone(base: Base) -> None:
    with base.write("groups add") as work:
        group = work.add(UserGroup(run_id=0, name="a", name_key="a"))
    with base.write("groups edit") as work:
        work.execute("UPDATE user_group SET name = 'b', name_key = 'b'")
    edited = work.run_id
    with base.write("groups remove") as work:
        work.execute("DELETE FROM user_group")
    assert take_back(base, edited) == {("user_group", group, "gone since")}


def test_a_name_taken_since_stays_taken(base: Base) -> None:
    with base.write("edit") as work:
        work.execute("UPDATE app_user SET login = 'chief', login_key = 'chief' WHERE id = 1")
    base.user("admin")
    assert take_back(base, work.run_id) == {("app_user", 1, "its old value is taken, or what it belonged to is gone")}


def test_an_undo_that_finds_nothing_to_undo_leaves_the_run_as_it_is(base: Base) -> None:
    client = base.client()
    run = edit(base, RecordType.CLIENT, client, "city=Омск")
    later = edit(base, RecordType.CLIENT, client, "city=Орёл")
    take_back(base, run)
    take_back(base, later)
    assert take_back(base, run) == set()


def test_a_number_given_to_an_undone_record_is_never_given_again(base: Base) -> None:
    first = base.client()
    take_back(base, last_run(base))
    assert base.client() > first


@pytest.mark.parametrize("run", [99, 0, -1])
def test_there_is_nothing_to_undo_where_there_is_no_run(base: Base, run: int) -> None:
    with pytest.raises(NotFound), base.write("undo") as work:
        undo(work, run)


def test_a_run_is_undone_once(base: Base) -> None:
    base.client()
    run = last_run(base)
    take_back(base, run)
    with pytest.raises(Refused):
        take_back(base, run)


def test_what_an_undo_kept_is_taken_back_by_another_once_it_is_free(base: Base) -> None:
    one, other = base.client("A"), base.client("B")
    with base.write("edit") as work:
        for client in (one, other):
            edit_card(work, ADMIN, Card(RecordType.CLIENT, client), sets=["city=Омск"])
    run = work.run_id
    later = edit(base, RecordType.CLIENT, other, "segment=A")
    assert take_back(base, run) == {("client", other, "changed since")}
    assert take_back(base, run) == {("client", other, "changed since")}
    take_back(base, later)
    edit(base, RecordType.CLIENT, one, "city=Орёл")
    assert take_back(base, run) == set()
    assert base.reader.execute("SELECT city, segment FROM client ORDER BY id", {}).fetchall() == [
        ("Орёл", None),
        (None, None),
    ]
    with pytest.raises(Refused, match="already undone"):
        take_back(base, run)


def test_a_card_that_was_needed_goes_with_its_points_once_it_is_not(base: Base) -> None:
    client = base.client(phone=PHONE)
    run = last_run(base)
    contact = base.contact(client)
    added = last_run(base)
    assert len(take_back(base, run)) == 2
    take_back(base, added)
    assert take_back(base, run) == set()
    assert contents(base)["client"] == contents(base)["contact_point"] == []
    assert contact


def test_the_rest_of_an_undo_can_be_undone_in_turn_and_taken_back_again(base: Base) -> None:
    client = base.client()
    with base.write("edit") as work:
        edit_card(work, ADMIN, Card(RecordType.CLIENT, client), sets=["city=Омск"])
        work.execute("UPDATE app_user SET team = 'north' WHERE id = 1")
    run, before = work.run_id, contents(base)
    later = edit(base, RecordType.CLIENT, client, "segment=A")
    take_back(base, run)
    take_back(base, later)
    assert take_back(base, run) == set()
    rest = last_run(base)
    assert take_back(base, rest) == set()
    assert contents(base)["client"] == before["client"]
    assert take_back(base, run) == set()
    assert contents(base)["client"] != before["client"]


def test_a_run_whose_undo_was_undone_names_the_run_to_undo(base: Base) -> None:
    base.client()
    run = last_run(base)
    take_back(base, run)
    first = last_run(base)
    take_back(base, first)
    again = last_run(base)
    with pytest.raises(Refused) as refused:
        take_back(base, run)
    assert refused.value.message == f"Run {run} was undone by run {first}, and run {again} took that back."
    assert f"`crmctl undo {again}`" in refused.value.hint
    take_back(base, again)
    assert contents(base)["client"] == []
    with pytest.raises(Refused, match="already undone"):
        take_back(base, run)


def test_an_edit_that_changes_nothing_leaves_no_run(base: Base) -> None:
    client = base.client(phone=PHONE)
    before = last_run(base)
    edit(base, RecordType.CLIENT, client, f"phone={PHONE}")
    assert last_run(base) == before


def test_a_run_that_asks_to_be_kept_is(base: Base) -> None:
    with base.write("check") as work:
        work.summary = {"gaps": 0}
        work.keep()
    assert base.reader.execute("SELECT summary FROM run WHERE id = :run", {"run": work.run_id}).fetchone() == (
        '{"gaps": 0}',
    )


def test_a_full_disk_is_no_reason_to_keep_a_row(base: Base) -> None:
    first, second = base.client(), base.client()
    edit(base, RecordType.CLIENT, first, f"comment={'long ' * 10_000}")
    run = edit(base, RecordType.CLIENT, first, "comment=short")
    edit(base, RecordType.CLIENT, second, f"comment={'long ' * 20_000}")  # where the first one's was
    before = contents(base)
    with pytest.raises(BadDatabase, match="disk is full"):
        take_back_without_room(base, run)
    assert contents(base) == before


def take_back_without_room(base: Base, run: int) -> None:
    with base.write("undo") as work:
        pages = work.execute("PRAGMA page_count").fetchone()[0]
        work.execute(f"PRAGMA max_page_count = {pages}")
        undo(work, run)
