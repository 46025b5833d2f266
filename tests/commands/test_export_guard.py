"""Names that look like formulas, exported and read with other programs' eyes, and imported back whole."""

import csv
import io
from pathlib import Path
from xml.etree.ElementTree import fromstring
from zipfile import ZipFile

import pytest

from crmctl.cleaning.text import clean
from tests.builders import Base
from tests.commands.conftest import Program

FORMULAS = (
    *("=1+1", '=HYPERLINK("http://example.com";"x")', "=cmd|' /C calc'!A0", "+7 916 240-18-33", "+1+1"),
    *("-2+3", "−5", "@SUM(A1:A9)", "\t=1+1", " =1+1", "＝1+1", "＋1", "－1", "＠A1", '"=1+1"', "'=1+1"),
)
"""A tab and a blank before a sign too; the last two are quoted or guarded already."""
SIGNS = ("=", "+", "-", "−", "@", "＝", "＋", "－", "＠")
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture
def names(crm: Program, base: Base) -> list[str]:
    """What the base calls its clients, whose comments say the same."""
    for at, text in enumerate(FORMULAS, 1):
        base.client(text, source_name="1c", external_id=f"К-{at}", comment=text)
    return [one["name"] for one in crm.json("clients", "list")]


def visibly(texts: list[str]) -> list[str]:
    """As a spreadsheet has them: a tab is a blank there."""
    return [text.replace("\t", " ") for text in texts]


def exported(crm: Program, folder: Path, name: str) -> Path:
    file = folder / name
    assert crm("export", "clients", "--for", "excel", "--out", str(file)).code == 0
    return file


def test_no_cell_of_the_csv_begins_like_a_formula(crm: Program, names: list[str], tmp_path: Path) -> None:
    text = exported(crm, tmp_path, "clients.csv").read_text(encoding="utf-8-sig")
    header, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    assert len(rows) == len(FORMULAS)
    assert not [cell for row in rows for cell in row if cell.lstrip().startswith(SIGNS)]
    column = header.index("Name")
    guarded = [text for text in visibly(names) if text.lstrip(" '").startswith(SIGNS)]
    assert len(guarded) == len(FORMULAS) - 1
    assert sorted(row[column][1:] for row in rows if row[column].startswith("'")) == sorted(guarded)


def test_the_workbook_has_every_name_as_a_text(crm: Program, names: list[str], tmp_path: Path) -> None:
    """Only one that begins with an apostrophe and a formula gets another, for the import takes one off."""
    calamine = pytest.importorskip("python_calamine")
    file = exported(crm, tmp_path, "clients.xlsx")
    sheet = calamine.CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()
    column = sheet[0].index("Name")
    assert sorted(row[column] for row in sheet[1:]) == sorted(visibly([text.replace("'=", "''=") for text in names]))
    with ZipFile(file) as book:
        page = fromstring(book.read("xl/worksheets/sheet1.xml"))
        assert "xl/calcChain.xml" not in book.namelist()
    assert list(page.iter(f"{_SHEET}f")) == []
    assert list(page.iter(f"{_SHEET}hyperlink")) == []


@pytest.mark.parametrize("name", ["clients.csv", "clients.xlsx"])
def test_every_name_comes_back_whole(crm: Program, fresh: Program, names: list[str], tmp_path: Path, name: str) -> None:
    """But for blanks before it, which no import keeps."""
    file = exported(crm, tmp_path, name)
    fresh("init")
    assert fresh("import", "clients", str(file), "--source", "1c").code == 0
    assert told(fresh) == [(code, *(text.strip() for text in texts)) for code, *texts in told(crm)]


@pytest.mark.parametrize("name", ["clients.csv", "clients.xlsx"])
def test_what_comes_back_as_it_went_changes_nothing(crm: Program, base: Base, tmp_path: Path, name: str) -> None:
    for text in map(str.strip, FORMULAS):
        base.client(text, phone=["-", "'+7 916 240-18-33"], email=text, address=text, responsible_text=clean(text))
    found = crm.json("import", "clients", str(exported(crm, tmp_path, name)), "--on-match", "update")
    assert found["unchanged"] == len(FORMULAS)


def told(program: Program) -> list[tuple[str, ...]]:
    """Id, name and comment of each client."""
    found = program.json("clients", "list")
    return sorted((one["external_id"], one["name"], one["comment"]) for one in found)
