"""Cells in which a formula failed: they come as what they show, and somebody is told."""

from pathlib import Path

import pytest
import xlsxwriter

from crmctl.importing.formats.opening import open_table
from crmctl.importing.table import Table
from tests.builders import Base
from tests.importing.formats.books import archive, content_of_ods, parts
from tests.importing.loads import load, rows

FAILED = '<c r="C2" t="e"><f>VLOOKUP(A2,B:B,1,0)</f><v>#N/A</v></c>'


def text(place: str, value: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'


def header() -> str:
    return f'<row r="1">{text("A1", "id")}{text("B1", "name")}{text("C1", "phone")}</row>'


def sheet(*lines: str) -> str:
    return header() + "".join(f'<row r="{at}">{line}</row>' for at, line in enumerate(lines, 2))


def cells(table: Table) -> list[list[str]]:
    return [row for _line, row in table.rows()]


def test_an_error_comes_as_what_the_cell_shows_and_its_place_is_said(tmp_path: Path) -> None:
    table = open_table(archive(tmp_path / "a.xlsx", parts(sheet(text("A2", "1") + text("B2", "А") + FAILED))))
    assert cells(table) == [["1", "А", "#N/A"]]
    assert table.notes == ["1 cell shows the error of a formula and counts as not filled: C2"]


def test_of_many_errors_the_first_places_and_the_number_are_said(tmp_path: Path) -> None:
    lines = [text(f"A{at}", str(at)) + text(f"B{at}", "А") + FAILED.replace("C2", f"C{at}") for at in range(2, 40)]
    (note,) = open_table(archive(tmp_path / "a.xlsx", parts(sheet(*lines)))).notes
    assert note.startswith("38 cells show errors")
    assert note.endswith("C2, C3, C4, C5, C6, C7 …")


@pytest.mark.parametrize(
    "odd",
    [
        pytest.param('<c r="C2" t="e"/>', id="without a value"),
        pytest.param('<c t="e"><v>#N/A</v></c>', id="without a place"),
        pytest.param('<c r="C2" t="e"><v></v></c>', id="with a blank value"),
    ],
)
def test_what_does_not_say_its_error_is_blank(tmp_path: Path, odd: str) -> None:
    table = open_table(archive(tmp_path / "a.xlsx", parts(sheet(text("A2", "1") + text("B2", "А") + odd))))
    assert (cells(table), table.notes) == ([["1", "А", ""]], [])


def test_errors_are_those_of_the_sheet_that_is_read(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        for name in ("A & <B>", "Other"):
            one = book.add_worksheet(name)
            one.write_row(0, 0, ["id", "name"])
            one.write_row(1, 0, [1, "А"])
        one.write_formula(5, 1, "=NA()", None, "#N/A")
        book.worksheets()[0].write_formula(1, 1, "=NA()", None, "#REF!")
    table = open_table(tmp_path / "a.xlsx")
    assert cells(table) == [["1", "#REF!"]]
    assert any(note.endswith("not filled: B2") for note in table.notes)


def test_an_error_in_a_sheet_that_begins_further_right_has_its_own_place(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        one = book.add_worksheet()
        one.write_row(1, 2, ["id", "name"])
        one.write_row(2, 2, [1, "А"])
        one.write_row(3, 2, [2])
        one.write_formula(3, 3, "=NA()", None, "#N/A")
    table = open_table(tmp_path / "a.xlsx")
    assert cells(table) == [["1", "А"], ["2", "#N/A"]]
    assert table.notes == ["1 cell shows the error of a formula and counts as not filled: D4"]


def test_a_cell_beyond_a_piece_of_the_sheet_is_found_all_the_same(tmp_path: Path) -> None:
    filler = "x" * 4000
    lines = [text(f"A{at}", str(at)) + text(f"B{at}", filler) + FAILED.replace("C2", f"C{at}") for at in range(2, 800)]
    table = open_table(archive(tmp_path / "a.xlsx", parts(sheet(*lines))))
    assert {row[2] for row in cells(table)} == {"#N/A"}
    assert table.notes[0].startswith("798 cells")


def opendocument(path: Path, row: str) -> Path:
    made = content_of_ods([["id", "name", "phone"], ["1", "А", "x"]])
    content = made["content.xml"].replace("</table:table>", f"{row}</table:table>")
    content = content.replace("xmlns:text=", 'xmlns:calcext="urn:org:documentfoundation:calcext:1.0" xmlns:text=')
    return archive(path, made | {"content.xml": content})


def test_errors_of_an_opendocument_sheet_are_read_through_what_repeats(tmp_path: Path) -> None:
    row = (
        '<table:table-row table:number-rows-repeated="2">'
        '<table:table-cell office:value-type="string"><text:p>2</text:p></table:table-cell>'
        '<table:table-cell table:number-columns-repeated="2" office:value-type="string" office:string-value=""'
        ' calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell></table:table-row>'
    )
    table = open_table(opendocument(tmp_path / "a.ods", row))
    assert cells(table) == [["1", "А", "x"], ["2", "#N/A", "#N/A"], ["2", "#N/A", "#N/A"]]
    assert table.notes == ["4 cells show errors of formulas and count as not filled: B3, C3, B4, C4"]


def test_an_error_that_only_one_program_knows_is_one_all_the_same(tmp_path: Path) -> None:
    row = (
        '<table:table-row><table:table-cell office:value-type="string" office:string-value=""'
        ' calcext:value-type="error"><text:p>Err:502</text:p></table:table-cell></table:table-row>'
    )
    assert cells(open_table(opendocument(tmp_path / "a.ods", row)))[1] == ["#ERROR!", "", ""]


def test_an_error_is_a_placeholder_where_a_value_is_wanted_and_blank_where_another_stands_in(
    base: Base, tmp_path: Path
) -> None:
    lines = [text("A2", "1") + text("B2", "А") + FAILED, text("A3", "2") + FAILED.replace("C2", "B3")]
    file = archive(tmp_path / "a.xlsx", parts(sheet(*lines, FAILED.replace("C2", "A4") + text("B4", "Б"))))
    outcome = load(base, "clients", file)
    assert outcome.created == 3
    assert rows(base, "SELECT name FROM client ORDER BY id") == [("А",), ("2",), ("Б",)]
    assert rows(base, "SELECT value, state FROM contact_point") == [("#N/A", "placeholder")]
    assert sum("errors of formulas" in warning for warning in outcome.warnings) == 1
