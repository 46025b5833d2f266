"""Failed formulas in workbooks that are no XML: XLS and XLSB."""

import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
import xlwt

from crmctl.errors import BadInput
from crmctl.importing.formats.opening import open_table
from crmctl.importing.table import Table
from tests.importing.formats.books import binary_workbook, number, record, wide

ERRORS = ["#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"]
CODES = dict(zip(ERRORS, (0, 7, 15, 23, 29, 36, 42), strict=True))


def cells(table: Table) -> list[list[str]]:
    return [row for _line, row in table.rows()]


def old(path: Path, *sheets: Sequence[Sequence[str]]) -> Path:
    book = xlwt.Workbook()
    for at, rows in enumerate(sheets):
        sheet = book.add_sheet(f"Лист{at}")
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                if text in CODES:
                    sheet.row(row).set_cell_error(column, CODES[text])
                elif text:
                    sheet.write(row, column, xlwt.Formula("1+1") if text == "=" else text)
    book.save(str(path))
    return path


def binary(*rows: Sequence[str]) -> bytes:
    """Formulas for what begins with =."""
    made = b""
    for at, texts in enumerate(rows):
        made += record(0, number(at) + bytes(21))
        for column, text in enumerate(texts):
            begun = number(column) + number(0)
            if text.lstrip("=") not in CODES:
                made += record(6, begun + wide(text))
            elif text.startswith("="):
                made += record(11, begun + bytes([CODES[text[1:]]]) + bytes(2) + number(150) + bytes(150 + 4))
            else:
                made += record(3, begun + bytes([CODES[text]]))
    return made


def test_every_error_of_an_old_workbook_comes_as_what_the_cell_shows(tmp_path: Path) -> None:
    rows = [[str(at), "А", error] for at, error in enumerate(ERRORS)]
    table = open_table(old(tmp_path / "a.xls", [["id", "name", "phone"], *rows]))
    assert cells(table) == rows
    assert table.notes == ["7 cells show errors of formulas and count as not filled: C2, C3, C4, C5, C6, C7 …"]


def test_a_formula_that_failed_in_an_old_workbook_is_told(tmp_path: Path) -> None:
    file = old(tmp_path / "a.xls", [["id", "name", "phone"], ["1", "А", "="]])
    made = bytearray(file.read_bytes())
    formula = re.search(rb"\x06\x00..\x01\x00\x02\x00..", made, re.DOTALL)
    assert formula is not None
    made[formula.end() : formula.end() + 8] = b"\x02\0\x2a\0\0\0\xff\xff"
    file.write_bytes(made)
    table = open_table(file)
    assert cells(table) == [["1", "А", "#N/A"]]
    assert table.notes == ["1 cell shows the error of a formula and counts as not filled: C2"]


def test_errors_of_an_old_workbook_are_those_of_the_sheet_that_is_read(tmp_path: Path) -> None:
    first, second = [["id", "name"], ["1", "#REF!"]], [["id", "name"], ["#N/A", "А"]]
    table = open_table(old(tmp_path / "a.xls", [], first, second))
    assert cells(table) == [["1", "#REF!"]]


def test_errors_of_a_binary_workbook_are_told_formulas_too(tmp_path: Path) -> None:
    rows = [["1", "А", "#N/A"], ["2", "Б" * 100, "=#DIV/0!"], ["3", "В", "+7 495 123-45-67"]]
    table = open_table(binary_workbook(tmp_path / "a.xlsb", {"Лист1": binary(["id", "name", "phone"], *rows)}))
    assert cells(table) == [rows[0], [*rows[1][:2], "#DIV/0!"], rows[2]]
    assert table.notes == ["2 cells show errors of formulas and count as not filled: C2, C3"]


def test_errors_of_a_binary_workbook_are_those_of_the_sheet_that_is_read(tmp_path: Path) -> None:
    sheets = {"A": binary(), "B": binary(["id", "name"], ["1", "#REF!"]), "C": binary(["id", "name"], ["#N/A", "А"])}
    assert cells(open_table(binary_workbook(tmp_path / "a.xlsb", sheets))) == [["1", "#REF!"]]


def test_cells_that_say_no_column_are_refused_for_their_reader_loses_them(tmp_path: Path) -> None:
    row = record(0, number(1) + bytes(21)) + record(6, number(0) + number(0) + wide("1"))
    short = record(17, number(0) + wide("А")) + record(13, number(0) + number(4 * 7 + 2))
    sheets = {"A": binary(["id", "name", "phone"]) + row + short, "B": binary(["id", "name"])}
    with pytest.raises(BadInput, match="keeps cells in a short form that would be lost here") as refused:
        open_table(binary_workbook(tmp_path / "a.xlsb", sheets))
    assert refused.value.hint == "Save it as .xlsx."


def test_what_only_looks_like_such_a_cell_is_read(tmp_path: Path) -> None:
    rows = [["1", "А", "\u080d\u0101\u0000\u0000\u040c\u0101\x00\x00"], ["2", "Б", "+7 495 123-45-67"]]
    table = open_table(binary_workbook(tmp_path / "a.xlsb", {"A": binary(["id", "name", "note"], *rows)}))
    assert [row[:2] for row in cells(table)] == [["1", "А"], ["2", "Б"]]


@pytest.mark.parametrize("kind", ["xls", "xlsb"])
def test_a_damaged_workbook_is_read_or_refused(tmp_path: Path, kind: str) -> None:
    rows = [["id", "name", "phone"], ["1", "А", "#N/A"], ["2", "Б", "#REF!"]]
    chance = Random(7)
    for at in range(12):
        file = tmp_path / f"{at}.{kind}"
        if kind == "xls":
            made = bytearray(old(file, rows).read_bytes())
            for _bend in range(6):
                made[chance.randrange(512, len(made))] = chance.randrange(256)
            file.write_bytes(made)
        else:
            sheet = bytearray(binary(*rows))
            for _bend in range(3):
                sheet[chance.randrange(len(sheet))] = chance.randrange(256)
            binary_workbook(file, {"A": bytes(sheet), "B": b""})
        with suppress(BadInput):
            assert all(isinstance(cell, str) for row in cells(open_table(file)) for cell in row)
