"""Words of a command line, and surroundings, that nobody would choose: one clear line, and nothing spoilt."""

import os
from pathlib import Path

import pytest

from crmctl.main import main
from tests.builders import Base
from tests.commands.conftest import Program
from tests.connected import connected

NO_TEXT = os.fsdecode(b"\xff\xfe")
"""What Python makes of bytes that are not UTF-8."""


@pytest.mark.parametrize(
    ("line", "named"),
    [
        (["clients", "add", f"Имя{NO_TEXT}"], "NAME"),
        (["clients", "edit", "1", "--set", f"comment={NO_TEXT}"], "--set"),
        (["clients", "list", "--where", f"name = '{NO_TEXT}'"], "--where"),
        (["clients", "archive", "1", "--reason", NO_TEXT], "--reason"),
        (["projects", "add", NO_TEXT], "NAME"),
        (["groups", "add", NO_TEXT], "NAME"),
        (["tasks", "add", NO_TEXT], "TITLE"),
        (["--as", NO_TEXT, "clients", "list"], "--as"),
    ],
)
def test_bytes_that_are_no_text_are_refused_where_a_text_is_wanted(
    crm: Program, base: Base, line: list[str], named: str
) -> None:
    base.client()
    before = Path(base.db).read_bytes()
    refusal = crm.refused(*line)
    assert (refusal["code"], refusal["exit"]) == ("usage", "2")
    assert refusal["message"].startswith(f"{named}: this is no text")
    assert Path(base.db).read_bytes() == before


def test_a_login_of_the_environment_that_is_no_text_is_refused_too(
    base: Base, crm: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRMCTL_USER", NO_TEXT)
    assert main(["--json", "--db", base.db, "clients", "list"]) == 2
    assert "no text" in crm.caught().error["message"]


ODD_NAMES = [NO_TEXT, "a b", "it's", 'a "b"', "a\nb", "a?mode=ro", "a#b", "50%41", "file:a", "-a", "ж", "a\\b", "a;b"]


@pytest.mark.skipif(os.name != "posix", reason="names that other systems do not have")
@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_base_may_have_any_name_a_file_can_have(
    crm: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    crm.db = f"{name}.db"
    for line in (
        ["init"],
        ["clients", "add", "Ромашка"],
        ["db", "backup", f"copy of {name}.db"],
        ["db", "check"],
        ["doctor"],
    ):
        said = crm(f"--db={name}.db", *line)
        assert said.code == 0, (line, said.err)
    assert {file.name for file in tmp_path.iterdir()} == {"crm.db", f"{name}.db", f"copy of {name}.db"}
    crm.db = f"copy of {name}.db"
    assert [client["name"] for client in crm.json("clients", "list")] == ["Ромашка"]


@pytest.mark.parametrize("line", [["users", "list"], ["init"]])
def test_the_home_of_nobody_holds_no_base(crm: Program, line: list[str]) -> None:
    crm.db = "~nobody-is-called-that/crm.db"
    refusal = crm.refused(*line)
    assert (refusal["code"], refusal["exit"]) == ("bad-config", "2")
    assert crm.db in refusal["message"]


@pytest.mark.parametrize("due", ["0001-01-01", "1799-12-31", "9999-12-31", "3000-01-01", "9999-12-31 23:59"])
def test_a_due_that_is_centuries_away_is_refused(crm: Program, base: Base, due: str) -> None:
    refusal = crm.refused("tasks", "add", "t", "--due", due)
    assert (refusal["code"], refusal["exit"]) == ("usage", "2")
    assert refusal["message"].startswith("--due: ")


def test_the_29th_of_february_is_a_day_every_four_years(crm: Program, base: Base, env: pytest.MonkeyPatch) -> None:
    assert crm("tasks", "add", "t", "--due", "29.02.2028").code == 0
    assert crm.refused("tasks", "add", "t", "--due", "29.02.2100")["exit"] == "2"
    env.setenv("CRMCTL_NOW", "2028-02-29T12:00:00+00:00")
    assert crm("tasks", "add", "t", "--due", "+12m").code == 0
    assert [task["due"] for task in crm.json("tasks", "list")] == ["2028-02-29", "2029-02-28"]


@pytest.mark.parametrize("option", ["--from", "--to", "--as-of"])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "9999-12-31 23:59"])
def test_a_report_of_a_time_that_is_centuries_away_is_refused(crm: Program, base: Base, option: str, day: str) -> None:
    refusal = crm.refused("report", "discipline", option, day)
    assert (refusal["code"], refusal["exit"]) == ("usage", "2")
    assert refusal["message"].startswith(f"{option}: ")


@pytest.mark.parametrize(
    "now",
    ["nonsense", "9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+00:00", "2026-02-29", "-1", NO_TEXT, "2" * 999],
)
@pytest.mark.parametrize("line", [["tasks", "mine"], ["report", "discipline"], ["tasks", "add", "t", "--due", "+3bd"]])
def test_a_clock_that_shows_nonsense_is_said_to(
    crm: Program, base: Base, monkeypatch: pytest.MonkeyPatch, now: str, line: list[str]
) -> None:
    monkeypatch.setenv("CRMCTL_NOW", now)
    refusal = crm.refused(*line)
    assert (refusal["code"], refusal["exit"]) == ("bad-config", "2")
    assert refusal["message"].startswith("CRMCTL_NOW ")


@pytest.mark.parametrize("now", ["1970-01-01T00:00:00+00:00", "1900-01-01", "2899-12-31T23:59:59+00:00", "2028-02-29"])
def test_a_clock_that_is_wrong_by_far_spoils_nothing(
    crm: Program, base: Base, monkeypatch: pytest.MonkeyPatch, now: str
) -> None:
    base.client(phone="нет")
    monkeypatch.setenv("CRMCTL_NOW", now)
    for line in (
        ["tasks", "add", "t", "--due", "+3bd", "--assignee", "admin"],
        ["wizard", "contact-info", "--need", "phone", "--among", "admin", "--due", "end of year", "--yes"],
        ["tasks", "mine"],
        ["tasks", "list"],
        ["report", "discipline"],
        ["runs", "list"],
    ):
        said = crm(*line)
        assert said.code == 0, (line, said.err)
    with connected(base.db) as connection:
        stored = [row[0] for row in connection.execute("SELECT at FROM run UNION SELECT due_at FROM task")]
    connection.close()
    assert {len(moment) for moment in stored if moment} == {26}
