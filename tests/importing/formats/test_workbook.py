"""What sheets say becomes what a person would have typed."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from crmctl.errors import BadInput
from crmctl.importing.formats.opening import open_table
from crmctl.importing.options import Hints
from crmctl.importing.table import Table
from tests.importing.formats.books import Sheets, archive, content_of_ods, odd, old_workbook, workbook


def opened(folder: Path, sheets: Sheets, hints: Hints | None = None, **options: list[str]) -> Table:
    return open_table(workbook(folder / "book.xlsx", sheets, **options), hints or Hints())


def rows(table: Table) -> list[list[str]]:
    return [[column.name for column in table.header], *(cells for _line, cells in table.rows())]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (79161234567, "79161234567"),
        (500100732259, "500100732259"),
        (-3, "-3"),
        (1.5, "1.5"),
        (0.1 + 0.2, "0.3"),
        (1e21, "1000000000000000000000"),
        (1e-7, "0.0000001"),
        (True, "true"),
        (date(2024, 3, 5), "2024-03-05"),
        (datetime(2024, 3, 5, 10, 30), "2024-03-05 10:30"),  # noqa: DTZ001 - a sheet knows no zones
        ("+7 916", "+7 916"),
        ("=1+1", "=1+1"),
        ("two\nlines", "two\nlines"),
        ("007", "007"),
    ],
)
def test_a_cell_is_read_as_it_was_meant(tmp_path: Path, value: object, text: str) -> None:
    assert rows(opened(tmp_path, {"A": [["id", "x"], [1, value]]})) == [["id", "x"], ["1", text]]


def test_formulas_are_their_values(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "book.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["id", "sum", "text"])
        sheet.write_number(1, 0, 1)
        for column, value in enumerate((4, "x"), 1):
            sheet.write_formula(1, column, "=A1", None, value)
    assert rows(open_table(tmp_path / "book.xlsx"))[1] == ["1", "4", "x"]


def test_empty_rows_and_a_title_above_the_header_are_passed_over(tmp_path: Path) -> None:
    table = opened(tmp_path, {"A": [[], ["Clients of the year"], [], ["", "id", "name"], [], ["", 1, "А"], ["", " "]]})
    assert (table.header_line, [column.name for column in table.header]) == (4, ["", "id", "name"])
    assert list(table.rows()) == [(6, ["", "1", "А"])]


def test_a_title_of_several_cells_is_no_header_either(tmp_path: Path) -> None:
    columns = ["id", "name", "phone", "email", "city"]
    table = opened(tmp_path, {"A": [["Clients", date(2026, 3, 5)], columns, *([[1, "А", 2, "x", "y"]] * 3)]})
    assert (table.header_line, [column.name for column in table.header]) == (2, columns)


def test_a_sheet_of_one_column_begins_with_its_header(tmp_path: Path) -> None:
    assert rows(opened(tmp_path, {"A": [["login"], ["a"], ["b"]]})) == [["login"], ["a"], ["b"]]


def test_cells_merged_downwards_count_for_all_their_rows(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "book.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(1, 1, ["client", "name", "phone"])
        sheet.merge_range(2, 1, 3, 1, "Ромашка")
        sheet.write_column(2, 2, ["А", "Б", "В"])
        sheet.merge_range(4, 2, 4, 3, "В")
    assert rows(open_table(tmp_path / "book.xlsx"))[1:] == [["Ромашка", "А", ""], ["Ромашка", "Б", ""], ["", "В", ""]]


def test_the_first_visible_sheet_with_data_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    sheets: Sheets = {
        "Empty": [],
        "Cover": [["Report"]],
        "Old": [["id"], [1]],
        "New": [["id"], [2]],
        "More": [["id"], [3]],
    }
    table = opened(tmp_path, sheets, hidden=["Old"])
    assert [cells for _row, cells in table.rows()] == [["2"]]
    (note,) = table.notes
    assert "sheet New" in note
    assert "4 others were left out: Empty, Cover, Old, More" in note


@pytest.mark.parametrize("name", ["Old", "old", " OLD "])
def test_any_sheet_is_read_when_it_is_named(tmp_path: Path, name: str) -> None:
    sheets: Sheets = {"New": [["id"], [2]], "Old": [["id"], [1]]}
    assert list(opened(tmp_path, sheets, Hints(sheet=name), hidden=["Old"]).rows()) == [(2, ["1"])]


def test_a_sheet_that_is_not_there_is_said_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="there is no sheet X") as refusal:
        opened(tmp_path, {"A": [["id"], [2]], "B": []}, Hints(sheet="X"))
    assert refusal.value.hint == "There are: A, B."


def test_places_are_sheet_and_row(tmp_path: Path) -> None:
    table = opened(tmp_path, {"A": [["id"], [1]]})
    assert (table.name, table.at(2)) == (f"{tmp_path / 'book.xlsx'}, sheet A", "row 2")


def test_a_note_beside_the_table_is_said_by_its_cell(tmp_path: Path) -> None:
    sheet: list[list[Any]] = [[], ["", "id", "name"], ["", 1, "А"], ["", 2, "Б", *[""] * 7, "call her"]]
    with pytest.raises(BadInput, match=r"book\.xlsx, sheet A, cell K4: a row with more cells") as refusal:
        list(opened(tmp_path, {"A": sheet}).rows())
    assert "note stands beside the table" in refusal.value.hint
    assert "--keep-going" in refusal.value.hint


def test_a_row_that_stays_out_for_a_note_names_the_note_s_column(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "book.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_column(1, 2, ["id", "1", "2"])
        sheet.write(2, 27, "call her")
    refused: list[tuple[int, str, str, str]] = []
    blocks = list(open_table(tmp_path / "book.xlsx").blocks(lambda *row: refused.append(row)))
    assert [(line, column) for line, column, _value, _reason in refused] == [(3, "AB")]
    assert [list(block.lines) for block in blocks] == [[4]]


@pytest.mark.parametrize("sheets", [{"A": []}, {"A": [], "B": [[" "]]}])
def test_a_workbook_without_data_is_refused(tmp_path: Path, sheets: Sheets) -> None:
    with pytest.raises(BadInput, match="no sheet with data"):
        opened(tmp_path, sheets)


def test_an_empty_sheet_that_was_asked_for_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="the sheet B is empty"):
        opened(tmp_path, {"A": [["id"], [1]], "B": []}, Hints(sheet="B"))


def test_a_workbook_is_told_by_what_it_holds_not_by_its_name(tmp_path: Path) -> None:
    path = workbook(tmp_path / "clients.csv", {"A": [["id"], [1]]})
    assert list(open_table(path).rows()) == [(2, ["1"])]


def test_many_rows_are_all_there_and_can_be_read_again(tmp_path: Path) -> None:
    table = opened(tmp_path, {"A": [["id"], *([at] for at in range(2500))]})
    found = [cells for _row, cells in table.rows()]
    assert found == [[str(at)] for at in range(2500)]
    assert found == [cells for _row, cells in table.rows()]


def test_rich_text_and_its_escapes_are_plain_text(tmp_path: Path) -> None:
    shared = "<si><r><t>Ро</t></r><r><t>машка</t></r></si><si><t>id</t></si><si><t>a_x000D_b</t></si>"
    line = '<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>0</v></c><c r="C1" t="s"><v>2</v></c></row>'
    table = open_table(odd(tmp_path / "book.xlsx", line + line.replace('1"', '2"'), shared))
    assert rows(table)[1][:2] == ["id", "Ромашка"]


def test_an_old_workbook_is_read_the_same(tmp_path: Path) -> None:
    path = old_workbook(tmp_path / "old.xls", [["Код", "Тел", "Дата"], [1, 79161234567, date(2024, 3, 5)], [2, "x"]])
    assert rows(open_table(path)) == [["Код", "Тел", "Дата"], ["1", "79161234567", "2024-03-05"], ["2", "x", ""]]


def test_an_opendocument_sheet_is_read_the_same(tmp_path: Path) -> None:
    path = archive(tmp_path / "clients.ods", content_of_ods([["Код", "Имя"], ["1", "Ромашка"]]))
    table = open_table(path)
    assert (table.part, rows(table)) == ("sheet Лист1", [["Код", "Имя"], ["1", "Ромашка"]])


def test_a_zip_that_is_no_workbook_and_a_text_under_a_workbook_s_name_are_what_they_are(tmp_path: Path) -> None:
    text = tmp_path / "clients.xls"
    text.write_text("Код\tИмя\n1\tРомашка\n", "cp1251")
    assert rows(open_table(text, Hints("cp1251"))) == [["Код", "Имя"], ["1", "Ромашка"]]
    with pytest.raises(BadInput, match="is a ZIP archive"):
        open_table(archive(tmp_path / "x.xlsx", {"readme.txt": "x"}))
