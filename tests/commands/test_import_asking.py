"""`crmctl import` at a terminal, asked about columns it does not know."""

import json
import sys
from pathlib import Path

import pexpect
import pytest

from tests.builders import Base
from tests.commands.conftest import Program
from tests.connected import connected
from tests.running import CLEAN, PATIENCE, ROOT

FOREIGN = "Nr;Firma;Rufnummer\n1;Ромашка;+7 926 125-04-05\n"
DOWN = "\x1b[B"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "clients.csv"
    path.write_text(FOREIGN, "utf-8")
    return path


class Person:
    """Somebody at a terminal of 80 columns, who speaks Russian."""

    def __init__(self, base: Base, folder: Path, *args: str) -> None:
        env = CLEAN | {"CRMCTL_DB": base.db, "CRMCTL_USER": "admin", "CRMCTL_LANG": "ru", "PYTHONPATH": str(ROOT)}
        self.child = pexpect.spawn(sys.executable, ["-m", "crmctl", *args], encoding="utf-8", dimensions=(30, 80),
                                   cwd=str(folder), env=env, timeout=PATIENCE)  # fmt: skip

    def told(self, text: str, *keys: str) -> None:
        """Wait until the text is there, then press the keys."""
        self.child.expect_exact(text)
        for key in keys:
            self.child.send(key)

    def end(self) -> int:
        self.child.expect(pexpect.EOF)
        self.child.close()
        return int(self.child.exitstatus)


def clients(base: Base) -> list[tuple[str, str]]:
    with connected(base.db) as connection:
        return connection.execute("SELECT external_id, name FROM client").fetchall()


def test_columns_are_asked_about_used_and_saved(crm: Program, base: Base, file: Path, tmp_path: Path) -> None:
    person = Person(base, tmp_path, "import", "clients", file.name)
    person.told("Колонка Nr (1)", "код", "\r")
    person.told("Колонка Firma (Ромашка)", "наимен", "\r")
    person.told("Колонка Rufnummer (+7 926 125-04-05)", "телеф", "\r")
    person.told("--map", "german.toml\r")
    assert person.end() == 0
    assert clients(base) == [("1", "Ромашка")]
    saved = (tmp_path / "german.toml").read_text("utf-8")
    assert saved.startswith('[columns]\n"Nr" = "external_id"\n"Firma" = "name"\n"Rufnummer" = "phone:')
    again = crm.json("import", "clients", str(file), "--map", str(tmp_path / "german.toml"))
    assert (again["unchanged"], again["unknown_columns"]) == (1, [])


def test_the_columns_of_one_list_are_asked_about_at_once(crm: Program, base: Base, tmp_path: Path) -> None:
    numbers = ["+7 926 125-04-05", "+7 926 125-04-06", "+7 926 125-04-07"]
    file = tmp_path / "clients.json"
    file.write_text(json.dumps([{"id": 1, "name": "Ромашка", "Rufnummern": numbers}]), "utf-8")
    person = Person(base, tmp_path, "import", "clients", file.name, "--ask-map")
    person.told("Rufnummern[]", "телеф", "\r")
    person.told("--map", "german.toml\r")
    assert person.end() == 0
    with connected(base.db) as connection:
        assert connection.execute("SELECT value FROM contact_point").fetchall() == [(number,) for number in numbers]
    assert (tmp_path / "german.toml").read_text("utf-8").startswith('[columns]\n"Rufnummern[]" = "phone:')
    assert crm.json("import", "clients", str(file), "--map", str(tmp_path / "german.toml"))["unknown_columns"] == []


def test_ctrl_c_at_a_question_writes_nothing_and_others_may_write_meanwhile(
    crm: Program, base: Base, file: Path, tmp_path: Path
) -> None:
    person = Person(base, tmp_path, "import", "clients", file.name)
    person.told("Колонка Nr")
    base.user("ivan")
    person.child.send("\x03")
    assert person.end() == 130
    assert clients(base) == []


def test_a_file_with_a_name_and_more_is_imported_by_enter_alone(
    crm: Program, base: Base, file: Path, tmp_path: Path
) -> None:
    file.write_text("Код;Наименование;Рейтинг\n1;Ромашка;5\n", "utf-8")
    person = Person(base, tmp_path, "import", "clients", file.name)
    person.told("Рейтинг", "\r")
    assert person.end() == 0
    assert clients(base) == [("1", "Ромашка")]


@pytest.mark.parametrize("options", [["--no-input"], ["--json"]])
def test_nobody_is_asked_who_does_not_want_to_be(
    crm: Program, base: Base, file: Path, tmp_path: Path, options: list[str]
) -> None:
    person = Person(base, tmp_path, "import", "clients", file.name, *options)
    person.told("--map")
    assert person.end() == 2


def test_asking_without_a_terminal_is_refused(crm: Program, file: Path) -> None:
    refused = crm("import", "clients", str(file), "--ask-map")
    assert refused.code == 2
    assert "--map" in refused.err
