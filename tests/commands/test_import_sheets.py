"""`crmctl import` of a spreadsheet, as it is typed."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.builders import NOW, Base
from tests.commands.conftest import Program
from tests.importing.formats.books import workbook
from tests.importing.loads import one, rows

CONTACTS: list[list[Any]] = [
    ["id", "client id", "last name", "mobile"],
    [1, 1, "Rogers", 79162401833],
    [2, 777, "Nobody", 79162401834],
]


@pytest.fixture
def file(base: Base, tmp_path: Path) -> Path:
    return workbook(tmp_path / "contacts.xlsx", {"People": CONTACTS, "Notes": [["x"], ["y"]]})


@pytest.fixture
def client(crm: Program, tmp_path: Path) -> None:
    path = workbook(tmp_path / "clients.xlsx", {"Лист1": [["id", "name"], [1, "Ромашка"]]})
    assert crm.json("import", "clients", str(path), "--source", "1c")["created"] == 1


@pytest.mark.usefixtures("client")
def test_a_refused_row_is_named_by_sheet_row_and_column_and_nothing_is_written(
    crm: Program, base: Base, file: Path, tmp_path: Path
) -> None:
    refused = tmp_path / "refused.csv"
    said = crm("import", "contacts", str(file), "--source", "1c", "--rejects", str(refused))
    assert said.code == 2
    assert "contacts.xlsx, sheet People, row 3, column client id: there is no such client" in said.err
    assert refused.read_text("utf-8-sig").splitlines()[1].startswith("3;client id;777;")
    assert one(base, "SELECT count(*) FROM contact") == 0


@pytest.mark.usefixtures("client")
def test_good_rows_are_imported_alone_and_other_sheets_are_named(crm: Program, base: Base, file: Path) -> None:
    data = crm.json("import", "contacts", str(file), "--source", "1c", "--keep-going")
    assert (data["read"], data["created"], data["rejected"]) == (2, 1, 1)
    assert any("Notes" in warning for warning in data["warnings"])
    assert rows(base, "SELECT value FROM contact_point") == [("79162401833",)]


@pytest.mark.usefixtures("client")
def test_a_dry_run_writes_nothing(crm: Program, base: Base, file: Path) -> None:
    data = crm.json("import", "contacts", str(file), "--source", "1c", "--keep-going", "--dry-run")
    assert (data["created"], data["run"]) == (1, None)
    assert one(base, "SELECT count(*) FROM contact") == 0


def test_an_old_workbook_is_refused_when_it_is_too_old(crm: Program, file: Path) -> None:
    then = (NOW - timedelta(hours=30)).timestamp()
    os.utime(file, (then, then))
    assert crm("import", "contacts", str(file), "--max-age", "26h").code == 4


def test_a_sheet_is_only_asked_of_a_workbook(crm: Program, tmp_path: Path) -> None:
    text = tmp_path / "clients.csv"
    text.write_text("id;name\n1;x\n", "utf-8")
    said = crm("import", "clients", str(text), "--sheet", "A")
    assert said.code == 2
    assert "--sheet" in said.err
