"""Groups, projects, contact kinds and settings by their commands."""

from typing import Any

import pytest

from crmctl.books.kinds import MOST
from crmctl.vocabulary import Role
from tests.builders import Base
from tests.commands.conftest import Program
from tests.tasks.handing import Asked, hand_out


@pytest.fixture
def people(base: Base) -> None:
    for login in ("ann", "bob", "cid"):
        base.user(login)
    base.user("sup", role=Role.SUPERVISOR)


def groups(crm: Program) -> dict[str, list[str]]:
    return {group["name"]: group["members"] for group in crm.json("groups", "list")}


def test_a_group_has_the_members_it_is_given_and_each_once(crm: Program, people: None) -> None:
    crm("groups", "add", "Звонари", "--members", "bob, ann,bob")
    assert groups(crm) == {"Звонари": ["ann", "bob"]}


def test_members_come_and_go(crm: Program, people: None) -> None:
    crm("groups", "add", "Callers", "--members", "ann,bob")
    crm("groups", "edit", "callers", "--add", "cid", "--add", "ann", "--remove", "bob", "--name", "Звонари")
    assert groups(crm) == {"Звонари": ["ann", "cid"]}


def test_a_removed_group_comes_back_with_its_members(crm: Program, people: None) -> None:
    crm("groups", "add", "Callers", "--members", "ann,bob")
    run = crm.json("groups", "remove", "Callers")["run"]
    assert groups(crm) == {}
    crm("undo", str(run), "--yes")
    assert groups(crm) == {"Callers": ["ann", "bob"]}


def test_an_unknown_member_makes_no_group(crm: Program, people: None) -> None:
    assert crm.refused("groups", "add", "Callers", "--members", "ann,bobb")["hint"] == "Did you mean bob?"
    assert groups(crm) == {}


@pytest.mark.parametrize("book", ["groups", "projects"])
def test_a_name_is_taken_in_any_spelling(crm: Program, book: str) -> None:
    assert crm(book, "add", "Объём  2026").code == 0
    assert crm.refused(book, "add", "объем 2026")["exit"] == "2"
    assert crm(book, "edit", "ОБЪЕМ 2026", "--name", "Объем 2026").code == 0
    assert crm.refused(book, "edit", "Объем 2027", "--name", "X")["hint"] == "Did you mean Объём 2026?"


@pytest.mark.parametrize(
    ("words", "options"),
    [
        (("groups", "edit", "Callers"), "--name, --add, --remove"),
        (("projects", "edit", "Spring"), "--name, --active/--inactive"),
        (("kinds", "edit", "phone:main"), "--label, --active/--inactive"),
        (("absences", "edit", "1"), "--from, --to, --deputy, --reason"),
        (
            ("users", "edit", "ann"),
            "--name, --email, --extension, --role, --team, --capacity, --active/--inactive",
        ),
    ],
)
def test_an_edit_without_a_change_names_its_options(
    crm: Program, people: None, words: tuple[str, ...], options: str
) -> None:
    refusal = crm.refused(*words)
    assert (refusal["exit"], refusal["message"]) == ("2", "What is to be changed?")
    assert refusal["hint"] == f"Say it with {options}."


@pytest.mark.parametrize("book", ["groups", "projects"])
def test_a_name_is_not_blank(crm: Program, book: str) -> None:
    assert crm.refused(book, "add", " \u00a0 ")["exit"] == "2"


def test_a_project_is_taken_out_of_use_and_renamed(crm: Program) -> None:
    crm("projects", "add", "Spring")
    crm("projects", "remove", "spring")
    crm("projects", "edit", "Spring", "--name", "Autumn")
    assert [(p["name"], p["active"], p["tasks"]) for p in crm.json("projects", "list")] == [("Autumn", False, 0)]


def kind(crm: Program, code: str) -> dict[str, Any]:
    found: dict[str, Any] = next(k for k in crm.json("kinds", "list") if k["code"] == code)
    return found


def test_a_kind_of_ones_own(crm: Program) -> None:
    crm("kinds", "add", "phone:Sales", "--label", "Отдел продаж")
    assert {**kind(crm, "phone:sales"), "id": 0} == {
        "id": 0, "code": "phone:sales", "type": "phone", "label": "Отдел продаж", "active": True,
    }  # fmt: skip
    crm("kinds", "edit", "phone:sales", "--label", "Sales")
    crm("kinds", "remove", "phone:sales")
    assert (kind(crm, "phone:sales")["label"], kind(crm, "phone:sales")["active"]) == ("Sales", False)


@pytest.mark.parametrize("code", ["sales", "fon:sales", "phone:", "phone:a|b", "phone:a,b", "phone:main"])
def test_a_kind_needs_a_known_type_and_a_free_name(crm: Program, code: str) -> None:
    assert crm.refused("kinds", "add", code)["exit"] == "2"


def test_there_are_as_many_kinds_as_a_mask_has_bits(crm: Program, base: Base) -> None:
    from crmctl.books.kinds import add_kind
    from crmctl.rights import Actor

    admin = Actor(1, "admin", "Admin", Role.ADMIN, None)
    with base.write("kinds add") as work:
        for number in range(len(crm.json("kinds", "list")), MOST):
            add_kind(work, admin, f"other:n{number}", "")
    assert crm.refused("kinds", "add", "other:last")["exit"] == "4"
    assert len(crm.json("kinds", "list")) == MOST


def settings(crm: Program) -> dict[str, Any]:
    return {setting["code"]: setting["value"] for setting in crm.json("settings", "list")}


@pytest.mark.parametrize(
    ("code", "text", "value"),
    [
        ("default_country", "kz", "KZ"),
        ("freshness_days", "90", 90),
        ("contact_roles", "off", False),
        ("placeholder_words", "уточнить, n\\d", ["уточнить", "n\\d"]),
        ("calendar_exceptions", "2026-05-02=off,2026-05-16=work", ["2026-05-02=off", "2026-05-16=work"]),
        ("archive_reasons", "gone, moved away", ["gone", "moved away"]),
        ("contact_roles", "нет", False),
    ],
)
def test_a_setting_is_kept_until_it_is_its_default_again(crm: Program, code: str, text: str, value: object) -> None:
    default = settings(crm)
    run = crm.json("settings", "set", code, text)["run"]
    assert settings(crm) == {**default, code: value}
    assert crm.json("settings", "set", code, text)["run"] is None
    crm("undo", str(run), "--yes")
    assert settings(crm) == default


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("default_country", "Russia"),
        ("default_country", "UK"),
        ("freshness_days", "-1"),
        ("freshness_days", "²"),
        ("contact_roles", "maybe"),
        ("calendar_exceptions", "2026-02-30=off"),
        ("calendar_exceptions", "2026-05-02"),
    ],
)
def test_a_setting_refuses_what_it_cannot_be(crm: Program, code: str, text: str) -> None:
    assert crm.refused("settings", "set", code, "--", text)["exit"] == "2"


def test_an_unknown_setting_is_answered_with_the_nearest(crm: Program) -> None:
    assert crm.refused("settings", "set", "default_contry", "RU")["hint"].startswith("Did you mean default_country")


def test_what_values_were_judged_by_is_said_when_it_changes(crm: Program) -> None:
    assert "db revalidate" in crm("settings", "set", "placeholder_words", "уточнить").err
    assert "db revalidate" not in crm("settings", "set", "minutes_per_row", "5").err


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        (["groups", "add", "x"], {Role.SUPERVISOR}),
        (["projects", "add", "x"], {Role.SUPERVISOR}),
        (["kinds", "add", "other:x"], set()),
        (["settings", "set", "minutes_per_row", "5"], set()),
    ],
)
@pytest.mark.parametrize("role", [Role.MANAGER, Role.SUPERVISOR, Role.BATCH])
def test_books_are_written_by_those_in_charge(
    crm: Program, base: Base, line: list[str], wanted: set[Role], role: Role
) -> None:
    base.user("ann", role=role)
    assert crm(*line, as_="ann").code == (0 if role in wanted else 4)


def absences(crm: Program, *more: str) -> list[tuple[str, str, str, str | None]]:
    found = crm.json("absences", "list", *more)
    return [(one["login"], one["first_day"], one["last_day"], one["deputy"]) for one in found]


def test_an_absence_is_noted_listed_and_taken_out(crm: Program, people: None) -> None:
    number = crm.json("absences", "add", "Ann", "--from", "today", "--to", "2026-12-01", "--deputy", "bob")["id"]
    assert absences(crm) == [("ann", crm.json("absences", "list")[0]["first_day"], "2026-12-01", "bob")]
    run = crm.json("absences", "remove", str(number))["run"]
    assert absences(crm) == []
    crm("undo", str(run), "--yes")
    assert len(absences(crm)) == 1


def test_who_notes_an_absence_is_told_of_tasks_that_stay(crm: Program, base: Base) -> None:
    ann = base.user("ann")
    line = ("absences", "add", "ann", "--from", "today", "--to", "2026-12-01")
    assert "stays with" not in crm(*line).err
    hand_out(base, ann, Asked(base.client()))
    later = ("absences", "add", "ann", "--from", "2027-02-01", "--to", "2027-02-05")
    assert "1 open task stays with ann" in crm(*later).err


def test_what_is_over_is_listed_only_when_asked_for(crm: Program, people: None) -> None:
    crm("absences", "add", "ann", "--from", "2020-01-01", "--to", "2020-01-31", "--reason", "  отпуск ")
    assert absences(crm) == []
    assert absences(crm, "--all") == [("ann", "2020-01-01", "2020-01-31", None)]
    assert crm.json("absences", "list", "--all")[0]["reason"] == "отпуск"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["ann", "--from", "2050-01-02", "--to", "2050-01-01"], "before"),
        (["ann", "--from", "2050-01-01", "--to", "2050-01-01", "--deputy", "ann"], "himself"),
        (["ann", "--from", "2050-01-01", "--to", "2050-01-01", "--deputy", "cid"], "active"),
        (["bob", "--from", "2050-03-31", "--to", "2050-04-02"], "already"),
        (["nemo", "--from", "2050-01-01", "--to", "2050-01-01"], "no user"),
        (["ann", "--from", "sometime", "--to", "2050-01-01"], "--from"),
        (["ann", "--from", "2050-01-01", "--to", ""], "--to"),
    ],
)
def test_what_cannot_be_is_no_absence(crm: Program, people: None, words: list[str], said: str) -> None:
    crm("users", "remove", "cid")
    crm("absences", "add", "bob", "--from", "2050-03-01", "--to", "2050-03-31")
    refused = crm.refused("absences", "add", *words)
    assert said in refused["message"]
    assert len(absences(crm)) == 1


@pytest.mark.parametrize("words", [("edit", "7", "--reason", "x"), ("remove", "7")])
def test_there_is_no_absence_of_that_number(crm: Program, people: None, words: tuple[str, ...]) -> None:
    assert crm.refused("absences", *words)["hint"] == "See `crmctl absences list`."


def test_an_absence_is_changed_in_part(crm: Program, people: None) -> None:
    days = "--from", "2050-01-10", "--to", "2050-01-20"
    number = str(crm.json("absences", "add", "ann", *days, "--deputy", "bob", "--reason", "отпуск")["id"])
    crm("absences", "edit", number, "--to", "2050-01-25")
    assert absences(crm) == [("ann", "2050-01-10", "2050-01-25", "bob")]
    run = crm.json("absences", "edit", number, "--deputy", "", "--from", "2050-01-12")["run"]
    assert absences(crm) == [("ann", "2050-01-12", "2050-01-25", None)]
    assert crm.json("absences", "list")[0]["reason"] == "отпуск"
    assert "before" in crm.refused("absences", "edit", number, "--to", "2050-01-01")["message"]
    crm("undo", str(run), "--yes")
    assert absences(crm) == [("ann", "2050-01-10", "2050-01-25", "bob")]


def test_an_edited_absence_may_not_meet_another(crm: Program, people: None) -> None:
    crm("absences", "add", "ann", "--from", "2050-01-10", "--to", "2050-01-20")
    number = str(crm.json("absences", "add", "ann", "--from", "2050-02-01", "--to", "2050-02-02")["id"])
    assert "already" in crm.refused("absences", "edit", number, "--from", "2050-01-20")["message"]
    assert crm("absences", "edit", number, "--from", "2050-01-21").code == 0


def test_everybody_notes_his_own_days_and_a_supervisor_all(crm: Program, base: Base) -> None:
    for login, role in (("ann", Role.MANAGER), ("bob", Role.MANAGER), ("eve", Role.SUPERVISOR)):
        base.user(login, role=role)
    add = "absences", "add", "ANN", "--from", "2050-01-10", "--to", "2050-01-20"
    assert crm(*add, as_="bob").code == 4
    number = str(crm.json(*add, as_="ann")["id"])
    for word in (("edit", number, "--reason", "x"), ("remove", number)):
        assert crm("absences", *word, as_="bob").code == 4
        assert crm("absences", *word, as_="ann").code == 0
    assert crm(*add, as_="eve").code == 0
