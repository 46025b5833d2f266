"""`crmctl users`: nobody is deleted, and somebody can always let others in."""

import pytest

from crmctl.vocabulary import Role
from tests.builders import Base
from tests.commands.conftest import Program
from tests.running import run


def test_a_user_is_added_with_all_that_is_said_of_them(crm: Program) -> None:
    added = crm.json("users", "add", "ann", "--name", "Анна  Петрова", "--email", "ann@crm.example.com",
                     "--extension", "104", "--role", "supervisor", "--team", "north", "--capacity", "600")  # fmt: skip
    user = next(u for u in crm.json("users", "list") if u["login"] == "ann")
    assert user == {
        "id": added["id"], "login": "ann", "name": "Анна Петрова", "email": "ann@crm.example.com",
        "role": "supervisor", "team": "north", "extension": "104", "capacity": 600, "groups": [], "active": True,
        "clients": 0,
    }  # fmt: skip


def test_a_user_is_a_manager_called_by_the_login_unless_said_otherwise(crm: Program) -> None:
    crm("users", "add", "bob")
    user = next(u for u in crm.json("users", "list") if u["login"] == "bob")
    assert (user["name"], user["role"], user["team"]) == ("bob", "manager", None)


@pytest.mark.parametrize("login", ["Ann", "ANN", "ann"])
def test_a_login_is_taken_in_any_case(crm: Program, base: Base, login: str) -> None:
    base.user("ann")
    refusal = crm.refused("users", "add", login)
    assert (refusal["exit"], refusal["code"]) == ("2", "usage")


@pytest.mark.parametrize("login", ["", " ", "a b", "a,b", "a:3", "x" * 65])
def test_a_login_fits_into_the_options_that_name_it(crm: Program, login: str) -> None:
    assert crm.refused("users", "add", login)["exit"] == "2"


def test_only_what_is_named_changes(crm: Program, base: Base) -> None:
    base.user("ann", role=Role.SUPERVISOR, team="north")
    crm("users", "edit", "ann", "--email", "a@crm.example.com")
    user = next(u for u in crm.json("users", "list") if u["login"] == "ann")
    assert (user["email"], user["role"], user["team"], user["name"]) == (
        "a@crm.example.com",
        "supervisor",
        "north",
        "Ann",
    )


def test_an_empty_text_empties(crm: Program, base: Base) -> None:
    base.user("ann", team="north")
    crm("users", "edit", "ann", "--team", "")
    assert next(u for u in crm.json("users", "list") if u["login"] == "ann")["team"] is None


def test_the_same_again_leaves_no_run(crm: Program, base: Base) -> None:
    base.user("ann", team="north")
    assert crm.json("users", "edit", "ann", "--team", "north")["run"] is None


def test_removing_a_user_makes_them_inactive_and_says_what_they_still_have(crm: Program, base: Base) -> None:
    ann = base.user("ann")
    base.client(responsible=ann)
    said = crm("users", "remove", "ann")
    assert said.code == 0
    assert "1 client" in said.err
    assert [u["active"] for u in crm.json("users", "list") if u["login"] == "ann"] == [False]
    assert crm("users", "edit", "ann", "--active").code == 0
    assert [u["active"] for u in crm.json("users", "list") if u["login"] == "ann"] == [True]


@pytest.mark.parametrize("change", [["remove", "admin"], ["edit", "admin", "--role", "manager"]])
def test_the_last_active_admin_stays(crm: Program, base: Base, change: list[str]) -> None:
    base.user("old", role=Role.ADMIN, active=False)
    assert crm.refused("users", *change)["exit"] == "4"
    base.user("second", role=Role.ADMIN)
    assert crm("users", *change).code == 0


def test_an_unknown_login_is_answered_with_the_nearest(crm: Program, base: Base) -> None:
    base.user("anna")
    refusal = crm.refused("users", "edit", "ana", "--team", "x")
    assert (refusal["exit"], refusal["hint"]) == ("2", "Did you mean anna?")


@pytest.mark.parametrize("role", [Role.MANAGER, Role.SUPERVISOR, Role.BATCH])
def test_only_an_admin_changes_users(crm: Program, base: Base, role: Role) -> None:
    base.user("ann", role=role)
    assert crm.refused("users", "add", "bob", as_="ann")["code"] == "no-permission"
    assert crm.refused("users", "edit", "ann", "--role", "admin", as_="ann")["exit"] == "4"


def test_somebody_unknown_or_inactive_may_not_even_look(crm: Program, base: Base) -> None:
    base.user("gone", active=False)
    stranger = crm.refused("users", "list", as_="stranger")
    assert (stranger["exit"], stranger["code"]) == ("4", "unknown-user")
    assert "users add" in stranger["hint"]
    assert "--active" in crm.refused("users", "list", as_="gone")["hint"]


def test_an_optimising_interpreter_knows_strangers_too(base: Base) -> None:
    told = run("--db", base.db, "--as", "stranger", "runs", "list", module="crmctl", PYTHONOPTIMIZE="1")
    assert (told.code, told.out) == (4, "")
