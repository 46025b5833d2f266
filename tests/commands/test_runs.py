"""`crmctl runs` and `crmctl undo`: what was written is known, and can be taken back."""

from pathlib import Path

import pytest

from crmctl.store.models import JOURNALLED
from crmctl.store.queries.runs import ENTITIES
from crmctl.vocabulary import Role
from tests.builders import Base
from tests.commands.conftest import Program


def logins(crm: Program) -> list[str]:
    return [user["login"] for user in crm.json("users", "list")]


def test_runs_are_listed_newest_first_with_who_and_what(crm: Program) -> None:
    crm("users", "add", "ann")
    crm("settings", "set", "minutes_per_row", "5")
    newest, before, *_ = crm.json("runs", "list")
    assert (newest["command"], newest["who"], newest["undone_by"]) == ("settings set", "admin", None)
    assert (before["command"], before["run"]) == ("users add", newest["run"] - 1)
    assert [run["run"] for run in crm.json("runs", "list", "--limit", "1")] == [newest["run"]]


def test_a_run_tells_how_much_it_wrote(crm: Program) -> None:
    crm("users", "add", "ann")
    run = crm.json("groups", "add", "x", "--members", "ann,admin")["run"]
    shown = crm.json("runs", "show", str(run))
    assert shown["command"] == "groups add"
    assert [(line["record"], line["created"]) for line in shown["written"]] == [
        ("user_group", 1), ("user_group_member", 2),
    ]  # fmt: skip
    changed = crm.json("users", "edit", "ann", "--team", "north")["run"]
    assert [tuple(line.values()) for line in crm.json("runs", "show", str(changed))["written"]] == [
        ("app_user", 0, 1, 0)
    ]


def test_every_journalled_table_is_counted() -> None:
    assert [model.__tablename__ for model in JOURNALLED] == list(ENTITIES)


def test_an_undone_run_is_marked_and_its_undo_can_be_undone(crm: Program) -> None:
    run = crm.json("users", "add", "ann")["run"]
    undone = crm.json("undo", str(run), "--yes")
    assert {**undone, "undo_run": 0} == {"run": run, "undone": 1, "kept": [], "undo_run": 0}
    assert logins(crm) == ["admin"]
    assert crm.json("runs", "show", str(run))["undone_by"] == undone["undo_run"]
    crm("undo", str(undone["undo_run"]), "--yes")
    assert logins(crm) == ["admin", "ann"]


def test_a_dry_run_says_what_would_be_undone_and_changes_nothing(crm: Program) -> None:
    run = crm.json("users", "add", "ann")["run"]
    before = crm.json("runs", "list")
    assert crm.json("undo", str(run), "--dry-run") == {"run": run, "undone": 1, "kept": [], "undo_run": None}
    assert (logins(crm), crm.json("runs", "list")) == (["admin", "ann"], before)


def test_rows_touched_since_stay_and_are_listed(crm: Program) -> None:
    run = crm.json("users", "add", "ann")["run"]
    crm("users", "edit", "ann", "--team", "north")
    assert "1 record would stay as it is." in crm("undo", str(run), "--dry-run").err
    undone = crm.json("undo", str(run), "--yes")
    assert "1 record was kept as it is." in crm("undo", str(run), "--yes").err
    assert [(kept["record"], kept["why"]) for kept in undone["kept"]] == [("app_user", "changed since")]
    assert (undone["undone"], undone["undo_run"]) == (0, None)


def test_nobody_is_asked_twice_and_without_anybody_to_ask_yes_is_named(crm: Program) -> None:
    run = crm.json("users", "add", "ann")["run"]
    refusal = crm.refused("undo", str(run))
    assert (refusal["exit"], refusal["hint"]) == ("2", "Give --yes.")
    assert logins(crm) == ["admin", "ann"]


def test_the_rest_of_a_run_says_which_run_it_undoes(crm: Program, base: Base, tmp_path: Path) -> None:
    file = tmp_path / "clients.csv"
    file.write_text("id;name\n1;A\n2;B\n")
    run = crm.json("import", "clients", str(file))["run"]
    crm("clients", "edit", "1", "--set", "city=Омск")
    said = crm("undo", str(run), "--yes")
    assert f"`crmctl undo {run}` takes it back too" in said.err
    assert len(crm.json("clients", "list")) == 1
    crm("undo", str(run + 1), "--yes")
    rest = crm.json("undo", str(run), "--yes")
    assert (rest["undone"], rest["kept"]) == (1, [])
    assert crm.json("clients", "list") == []
    latest = crm.json("runs", "list")[0]
    assert (latest["run"], latest["undoes"]) == (rest["undo_run"], run)
    assert "rest_of" not in latest["summary"]
    assert crm.refused("undo", str(run), "--yes")["message"].startswith(f"Run {run} is already undone")


def test_a_run_is_undone_once(crm: Program) -> None:
    run = crm.json("users", "add", "ann")["run"]
    crm("undo", str(run), "--yes")
    assert crm.refused("undo", str(run), "--yes")["exit"] == "4"


def test_the_founding_stays(crm: Program) -> None:
    assert crm.refused("undo", "1", "--yes")["exit"] == "4"


@pytest.mark.parametrize("line", [["undo", "99", "--yes"], ["runs", "show", "99"]])
def test_there_is_no_such_run(crm: Program, line: list[str]) -> None:
    refusal = crm.refused(*line)
    assert (refusal["exit"], refusal["code"]) == ("2", "not-found")


def test_a_number_no_run_can_have_is_refused(crm: Program) -> None:
    assert crm.refused("undo", str(10**30), "--yes")["exit"] == "2"


def test_a_manager_undoes_only_his_own_runs(crm: Program, base: Base) -> None:
    ann = base.user("ann")
    base.user("sup", role=Role.SUPERVISOR)
    base.client("one")
    with base.write("clients edit", actor_id=ann.id) as work:
        work.execute("UPDATE client SET name = 'other', name_key = 'other'")
    theirs, mine = crm.json("runs", "list")[1]["run"], crm.json("runs", "list")[0]["run"]
    assert crm.refused("undo", str(theirs), "--yes", as_="ann")["code"] == "no-permission"
    assert crm("undo", str(mine), "--yes", as_="ann").code == 0
    assert crm("undo", str(theirs), "--yes", as_="sup").code == 0


def test_tables_tell_the_same_to_people(crm: Program) -> None:
    crm("users", "add", "ann")
    assert "users add" in crm("runs", "list").out
    shown = crm("runs", "show", "2").out
    assert "\nuser " in shown
    assert "Run 2" in shown
