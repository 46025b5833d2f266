"""Gaps across recorded runs, counts, and what holds them."""

from datetime import timedelta
from typing import Any

import pytest

from crmctl.control.checking import Checked, check, check_and_record, compare, gap_lines
from crmctl.control.counting import Charged
from crmctl.control.limit import Limit
from crmctl.errors import UsageError
from crmctl.vocabulary import Level, RecordType, Role
from tests.builders import EMAIL, PHONE, Base
from tests.checks.specimens import archive
from tests.control.conftest import Control, set_phone


def recorded(control: Control, *needs: str, profile: str = "", **options: Any) -> Checked:
    with control.base.write("check") as work:
        return check_and_record(work, control.look(*needs, **options), profile)


def lifecycle(found: Checked) -> tuple[int, int, int, int]:
    return found.new, found.still_open, found.closed, found.reopened


def test_a_gap_is_new_then_still_open_then_closed_then_reopened(control: Control) -> None:
    client = control.base.client()
    assert lifecycle(recorded(control, "phone")) == (1, 0, 0, 0)
    assert lifecycle(recorded(control, "phone")) == (0, 1, 0, 0)
    set_phone(control.base, client, PHONE)
    assert lifecycle(recorded(control, "phone")) == (0, 0, 1, 0)
    assert lifecycle(recorded(control, "phone")) == (0, 0, 0, 0)
    set_phone(control.base, client, "")
    assert lifecycle(recorded(control, "phone")) == (0, 0, 0, 1)


def test_a_look_writes_nothing(control: Control) -> None:
    control.base.client()
    first = check(control.base.reader, control.look("phone"))
    assert (first.run, first.baseline_run) == (None, None)
    assert lifecycle(first) == lifecycle(check(control.base.reader, control.look("phone"))) == (1, 0, 0, 0)


def test_a_run_that_finds_nothing_is_recorded_too(control: Control) -> None:
    control.base.client(phone=PHONE)
    first = recorded(control, "phone")
    second = recorded(control, "phone")
    assert first.run
    assert second.baseline_run == first.run


def test_the_baseline_is_of_the_same_question_or_profile(control: Control) -> None:
    control.base.client()
    first = recorded(control, "phone")
    assert recorded(control, "email").baseline_run is None
    assert recorded(control, "phone", level=Level.PRESENCE).baseline_run is None
    assert recorded(control, "phone", profile="night").baseline_run is None
    assert recorded(control, "phone").baseline_run == first.run


def test_a_gap_first_recorded_by_another_profile_is_new_to_this_one(control: Control) -> None:
    recorded(control, "phone", profile="mine")
    control.base.client()
    recorded(control, "phone", profile="other")
    assert lifecycle(check(control.base.reader, control.look("phone"), "mine")) == (1, 0, 0, 0)


def test_levels_and_ways_have_books_of_their_own(control: Control) -> None:
    control.base.client(phone="нет")
    assert recorded(control, "phone").new == 1
    assert lifecycle(recorded(control, "phone", level=Level.PRESENCE)) == (0, 0, 0, 0)
    assert recorded(control, "phone", through_contacts=True).new == 1
    assert recorded(control, "phone").still_open == 1


def test_a_filter_closes_only_what_it_selects(control: Control) -> None:
    base = control.base
    omsk, orel = (base.client(city=city, city_key=city.lower()) for city in ("Омск", "Орел"))
    recorded(control, "phone")
    for client in (omsk, orel):
        set_phone(base, client, PHONE)
    assert recorded(control, "phone", where="city = Омск").closed == 1
    assert recorded(control, "phone").closed == 1


def test_an_archived_client_closes_his_gaps(control: Control) -> None:
    client = control.base.client()
    recorded(control, "phone")
    archive(control.base, client)
    assert recorded(control, "phone").closed == 1


def test_counts_say_whose_and_how_many(control: Control) -> None:
    base = control.base
    anna, gone = base.user("anna"), base.user("gone", active=False)
    mine = base.client(responsible=anna, phone="нет", email=EMAIL)
    base.contact(mine, phone="12", email="")
    base.contact(mine, phone=PHONE, email=EMAIL)
    base.contact(base.client(responsible=anna, phone=PHONE, email=EMAIL))
    base.client(responsible=gone, email=EMAIL)
    base.contact(phone=PHONE)
    found = check(base.reader, control.look("phone", "email"))
    assert (found.in_scope, found.records, found.gaps) == (7, 5, 7)
    assert found.by_record[RecordType.CLIENT]["phone"] == (1, 1, 0, 0, 2)
    assert found.by_record[RecordType.CONTACT]["phone"] == (1, 0, 1, 0, 2)
    assert found.by_responsible == {"": Charged(1, 2), "anna": Charged(2, 5)}


def test_a_manager_counts_his_own_clients_only(control: Control) -> None:
    base = control.base
    anna, bob = base.user("anna"), base.user("bob")
    base.contact(base.client(responsible=anna))
    base.client(responsible=bob)
    base.contact()
    assert check(base.reader, control.look("phone", actor=anna)).in_scope == 2
    assert check(base.reader, control.look("phone", actor=base.user("boss", role=Role.SUPERVISOR))).in_scope == 4


def test_gaps_in_an_open_task_are_held_by_any_kind_they_name(control: Control) -> None:
    base = control.base
    anna = base.user("anna")
    client = base.client(responsible=anna)
    base.contact(client)
    (task,) = control.hand_out("phone|email", only="clients").tasks
    assert check(base.reader, control.look("phone")).held == 1
    assert check(base.reader, control.look("address")).held == 0
    held = {line.record: line.held_by for line in gap_lines(base.reader, control.look("phone"))}
    assert held == {RecordType.CLIENT: task, RecordType.CONTACT: None}
    with base.write("tasks cancel") as work:
        work.execute("UPDATE task SET status = 'cancelled' WHERE id = :id", {"id": task})
    assert check(base.reader, control.look("phone")).held == 0


def test_lines_name_the_record_its_bad_value_and_its_number_once_recorded(control: Control) -> None:
    base = control.base
    client = base.client("Ромашка", external_id="17", phone=["нет", "12"], email=EMAIL)
    recorded(control, "phone", "email")
    (line,) = gap_lines(base.reader, control.look("phone", "email"))
    assert (line.gap, line.id, line.external_id, line.name) == (1, client, "17", "Ромашка")
    assert (line.requirement, line.state, line.value, line.responsible) == ("phone", "invalid", "12", "")


def test_both_levels_side_by_side(control: Control) -> None:
    for phone in ("", "нет", PHONE):
        control.base.client(phone=phone)
    looks = [control.look("phone", only="clients", level=level) for level in Level]
    assert compare(control.base.reader, *looks) == [(RecordType.CLIENT, "phone", 1, 2)]


@pytest.mark.parametrize(
    ("said", "reached"),
    [
        ("any", True),
        ("1", True),
        ("2", True),
        ("3", False),
        ("50%", True),
        ("67%", False),
        ("66,6 %", True),
        ("new", False),
    ],
)
def test_fail_on_counts_gaps_and_per_cents_of_records(control: Control, said: str, reached: bool) -> None:
    for phone in ("", "нет", PHONE):
        control.base.client(phone=phone)
    assert Limit.read(said).reached(check(control.base.reader, control.look("phone"))) is reached


def test_fail_on_new_passes_the_first_run_and_fails_on_what_came_since(control: Control) -> None:
    control.base.client()
    new = Limit.read("new")
    assert not new.reached(recorded(control, "phone"))
    assert not new.reached(recorded(control, "phone"))
    second = control.base.client()
    assert new.reached(recorded(control, "phone"))
    set_phone(control.base, second, PHONE)
    recorded(control, "phone")
    set_phone(control.base, second, "")
    assert new.reached(recorded(control, "phone")), "a gap that came back was not there last time"


@pytest.mark.parametrize("said", ["", "all", "-1", "5%%", "1e3", "%"])
def test_fail_on_refuses_what_is_no_limit(said: str) -> None:
    with pytest.raises(UsageError):
        Limit.read(said)


def test_a_recorded_run_settles_what_time_alone_has_moved(control: Control) -> None:
    base = control.base
    anna = base.user("anna")
    contact = base.contact(base.client(responsible=anna, phone=PHONE))
    control.hand_out("phone")
    with base.write() as work:
        work.execute("UPDATE client_contact SET ended = :day WHERE contact_id = :id",
                     {"day": base.today + timedelta(days=1), "id": contact})  # fmt: skip
    assert states(base) == ["missing"]
    base.today += timedelta(days=1)
    recorded(control, "phone")
    assert states(base) == ["gone"]


def states(base: Base) -> list[str]:
    return [row[0] for row in base.reader.execute("SELECT r.state FROM task_row r ORDER BY r.id", {}).fetchall()]
