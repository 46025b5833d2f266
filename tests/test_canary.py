"""A phone, an e-mail, a person and a client, put wherever data come from: no error, no talk and no run repeats them.

A word that can only name a check, a profile, a kind, a login or a day is repeated to whoever typed it, and so is a
filter (docs/filters.md); who is in charge of a client is said as the file has it: somebody of the company.
"""

import json
import sqlite3
from pathlib import Path

import pytest

from crmctl.main import main
from tests.builders import Base
from tests.commands.conftest import Program, crm, env
from tests.connected import connected

__all__ = ["crm", "env"]
PHONE, EMAIL, PERSON, CLIENT = "+7 926 555-01-23", "kanareyka@tainoe.example", "Канарейкин", "Птицефабрика Кенар"
SIGNS = ("5550123", "kanareyka", "tainoe", "канарей", "птицефаб", "кенар")
ROW = f"{CLIENT};{PERSON};{PHONE};{EMAIL}"
FILES = {
    "repeated.csv": f"id;name;phone;email\n{PERSON};{CLIENT};{PHONE};{EMAIL}\n{PERSON};{CLIENT};{PHONE};{EMAIL}\n",
    "no head.csv": f"{ROW}\n{ROW}\n",
    "open quote.csv": f'id;name;phone\n1;"{CLIENT};{PHONE}\n2;{PERSON};{EMAIL}\n',
    "too many cells.csv": f"id;name;phone\n1;{CLIENT};{PHONE};{EMAIL};{PERSON}\n",
    "too few cells.csv": f"id;name;phone\n1;{CLIENT};{PHONE}\n{PERSON}\n",
    "odd values.csv": f"id;name;phone;email;inn\n1;{CLIENT};{PERSON};{PHONE};{EMAIL}\n",
    "long cell.csv": f"id;name\n1;{CLIENT * 10_000}\n",
    "two heads.csv": f"id;name;name\n1;{CLIENT};{PERSON}\n",
    "empty.csv": "",
    "contacts.csv": f"id;name;client_id;phone\n1;{PERSON};{CLIENT};{PHONE}\n2;{PERSON};77;{EMAIL}\n",
    "users.csv": f"login;name;email\n{EMAIL};{PERSON};{PHONE}\n{EMAIL};{PERSON};{PHONE}\n;{PERSON};{EMAIL}\n",
    "list.json": json.dumps([{"id": 1, "name": CLIENT, "phone": PHONE}, [PERSON]], ensure_ascii=False),
    "broken.json": f'[{{"name": "{CLIENT}", "phone": "{PHONE}"',
    "plan.json": json.dumps({"plan": 1, "who": PERSON, "phone": PHONE}, ensure_ascii=False),
    "map.toml": f'[clients]\n"{CLIENT}" = "{PERSON}"\nphone = "{PHONE}"\n',
    "broken.toml": f'name = "{CLIENT}\n{PHONE}',
    "card.vcf": f"BEGIN:VCARD\nVERSION:3.0\nN:{PERSON};;;;\nTEL:{PHONE}\nEMAIL:{EMAIL}\n",
}
IMPORTS = [name for name in FILES if name not in ("plan.json", "map.toml", "broken.toml")]
LINES = [
    *(["import", what, name, *more] for name in IMPORTS for what in ("clients", "contacts", "users")
      for more in ([], ["--keep-going", "--dry-run"])),
    ["import", "clients", "repeated.csv", "--map", "map.toml"],
    ["import", "clients", "repeated.csv", "--map", "broken.toml"],
    ["import", "clients", "repeated.csv", "--map", "repeated.csv"],
    ["import", "clients", "too few cells.csv", "--unknown", "fail"],
    ["apply", "plan.json", "--yes"], ["apply", "repeated.csv", "--yes"], ["apply", "broken.json", "--yes"],
    ["clients", "show", PERSON], ["clients", "edit", "1", "--set", f"inn={PHONE}"],
    ["clients", "edit", "1", "--set", f"responsible={PERSON}"], ["clients", "edit", "1", "--set", f"kind={PERSON}"],
    ["clients", "edit", "1", "--add", f"phone={PERSON}"], ["clients", "edit", "1", "--set", CLIENT],
    ["clients", "edit", "99", "--set", f"phone={PHONE}"], ["clients", "archive", "1", "--reason", PERSON],
    ["contacts", "edit", "1", "--set", f"birth_date={PERSON}"], ["contacts", "edit", "1", "--set", f"sex={PERSON}"],
    ["contacts", "add", "--link", CLIENT], ["contacts", "add", PERSON, "--link", PHONE],
    ["tasks", "row", "1.1", "--set", PERSON], ["tasks", "row", "9.9", "--set", PHONE], ["tasks", "row", PHONE],
    ["tasks", "done", "1"], ["tasks", "done", PERSON], ["tasks", "cancel", "1"],
    ["check", "run", "contact-info", "--fail-on", PERSON],
    ["wizard", "--need", "phone", "--among", "admin"],
    ["undo", "1"], ["undo", "2", "--yes"], ["undo", PHONE, "--yes"], ["doctor"], ["db", "check"], ["db", "revalidate"],
    ["settings", "set", "placeholder_words", PERSON], ["users", "edit", "ann", "--role", PERSON],
]  # fmt: skip


def leaked(text: str) -> set[str]:
    """The signs of what nobody may read there, with spaces, case and escapes out of the way."""
    plain = "".join(ch for ch in text.casefold() if ch.isalnum() or ch == ".")
    return {sign for sign in SIGNS if sign in plain}


@pytest.fixture
def yellow(base: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Base:
    """A base full of them, in a folder full of them, with a task that somebody else has."""
    ann = base.user("ann")
    contact = base.contact(
        base.client(CLIENT, phone=PHONE, email="нет", responsible=ann), last_name=PERSON, email=EMAIL
    )
    assert contact
    folder = tmp_path / "files"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(folder)
    assert main(["--db", base.db, "--as", "admin", "wizard", "--need", "email", "--by", "responsible", "--yes"]) == 0
    return base


@pytest.mark.parametrize("who", ["admin", "ann", "nobody"])
@pytest.mark.parametrize("option", ["--plain", "--json"])
def test_nothing_that_is_said_repeats_them(yellow: Base, crm: Program, who: str, option: str) -> None:
    for line in LINES:
        said = crm(option, *line, as_=who)
        assert said.code != 3, (line, said.err)
        assert leaked(said.err) == set(), (line, said.err)


def test_no_run_remembers_them_outside_the_cards(yellow: Base, crm: Program) -> None:
    for line in LINES:
        crm(*line)
    connection = sqlite3.connect(yellow.db)
    runs = connection.execute("SELECT kind, command, summary FROM run").fetchall()
    connection.close()
    assert len(runs) > 5
    assert leaked(repr([run[:2] for run in runs])) == set()


@pytest.mark.parametrize("debug", ["", "1"])
def test_a_mistake_of_ours_tells_where_and_not_what(
    yellow: Base, crm: Program, monkeypatch: pytest.MonkeyPatch, debug: str
) -> None:
    from crmctl.books import users

    def fail(*_: object) -> None:
        raise ValueError(f"{CLIENT} {PHONE}") from KeyError(PERSON)

    monkeypatch.setattr(users, "list_users", fail)
    monkeypatch.setenv("CRMCTL_DEBUG", debug)
    said = crm("users", "list")
    assert said.code == 3
    assert leaked(said.err) == set()
    assert ("Traceback" in said.err) is bool(debug)
    assert "ValueError" in said.err


def test_a_database_that_says_too_much_is_not_repeated(
    yellow: Base, crm: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    with connected(yellow.db) as connection:
        connection.execute(
            f"CREATE TRIGGER t BEFORE UPDATE ON client BEGIN SELECT RAISE(ABORT, '{CLIENT} {PHONE}'); END"
        )
    connection.close()
    monkeypatch.setenv("CRMCTL_DEBUG", "1")
    said = crm("clients", "edit", "1", "--set", f"comment={PERSON}")
    assert said.code == 3
    assert leaked(said.err) == set()


def test_the_environment_is_not_repeated(yellow: Base, crm: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRMCTL_NOW", PHONE)
    assert leaked(crm("users", "list").err) == set()
