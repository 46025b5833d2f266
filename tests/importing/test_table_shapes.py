"""Shapes of CSV that are read."""

from pathlib import Path

import pytest

from crmctl.importing.options import Hints
from tests.importing.files import open_csv, read, write

TWO_ROWS = [["id", "name"], ["1", "А"], ["2", "Б"]]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("id;name\n1;А\n2;Б\n", id="semicolon"),
        pytest.param("id,name\n1,А\n2,Б\n", id="comma"),
        pytest.param("id\tname\n1\tА\n2\tБ\n", id="tab"),
        pytest.param("id|name\n1|А\n2|Б\n", id="pipe"),
        pytest.param("sep=;\nid;name\n1;А\n2;Б\n", id="sep line"),
        pytest.param('"sep=|"\r\nid|name\r\n1|А\r\n2|Б\r\n', id="quoted sep line"),
        pytest.param("sep=^\rid^name\r1^А\r2^Б\r", id="sep line of its own sign"),
        pytest.param("id;name\r\n1;А\r\n2;Б\r\n", id="CRLF"),
        pytest.param("id;name\r1;А\r2;Б\r", id="CR only"),
        pytest.param("id;name\r\n1;А\n2;Б\r", id="line ends of all kinds"),
        pytest.param("id;name\n1;А\n2;Б", id="no final line break"),
        pytest.param('\ufeff"id";"name"\n1;А\n2;Б\n', id="BOM before a quote"),
        pytest.param('"id";"name"\n"1";"А"\n"2";"Б"\n', id="all quoted"),
        pytest.param("\n\nid;name\n\n1;А\n ; \n;\n2;Б\n\n", id="blank lines"),
        pytest.param("id, name\n1, А\n2, Б\n", id="space after the delimiter"),
        pytest.param('id, name\n1, "А"\n2, "Б"\n', id="space before the quote"),
        pytest.param(" id ;name\u00a0\n1;А\n2;Б\n", id="space around headers"),
        pytest.param("id;name\n1;А;;\n2;Б; \n", id="blank surplus"),
    ],
)
def test_one_table_in_many_shapes(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text) == TWO_ROWS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_encodings_are_told_without_help(tmp_path: Path, encoding: str) -> None:
    assert read(tmp_path, "id;name\n1;А\n2;Б\n".encode(encoding)) == TWO_ROWS


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ('a "b" c', '"a ""b"" c"'),
        ("a;b,c\td", '"a;b,c\td"'),
        ("two\nlines", '"two\nlines"'),
        ("two\r\nlines", '"two\r\nlines"'),
        ("\x0b\x0c\x1c\x85\u2028\u2029", "\x0b\x0c\x1c\x85\u2028\u2029"),
        ('ООО "Ромашка"', 'ООО "Ромашка"'),
        ("", '""'),
        ("x" * 200_000, "x" * 200_000),
    ],
)
def test_a_cell_is_kept_as_it_is(tmp_path: Path, cell: str, written: str) -> None:
    assert read(tmp_path, f"id;name\n1;{written}\n")[1] == ["1", cell]


def test_a_line_number_is_where_the_row_starts(tmp_path: Path) -> None:
    table = open_csv(write(tmp_path, 'sep=;\n\nid;"na\nme"\n1;"a\nb"\n\n2;c\n'))
    assert [(line, cells[0]) for line, cells in table.rows()] == [(5, "1"), (8, "2")]
    assert table.header_line == 3


def test_rows_can_be_read_again(tmp_path: Path) -> None:
    table = open_csv(write(tmp_path, "id;name\n1;А\n"))
    assert list(table.rows()) == list(table.rows()) == [(2, ["1", "А"])]


def test_a_short_row_is_filled_up(tmp_path: Path) -> None:
    assert read(tmp_path, "a;b;c\n1\n1;2\n") == [["a", "b", "c"], ["1", "", ""], ["1", "2", ""]]


def test_a_few_short_rows_at_the_end_of_a_small_file_are_read(tmp_path: Path) -> None:
    assert read(tmp_path, "a;b\n1;2\n3")[-1] == ["3", ""]


def test_repeated_headers_are_kept_apart(tmp_path: Path) -> None:
    header = open_csv(write(tmp_path, "Телефон;Имя;Телефон;;\n1;2;3;4;\n")).header
    assert [(column.index, column.label) for column in header] == [
        (0, "Телефон"), (1, "Имя"), (2, "Телефон#2"), (3, ""), (4, "#2"),
    ]  # fmt: skip


def test_bitrix_quotes_every_cell_and_ends_rows_with_a_delimiter(tmp_path: Path) -> None:
    text = '"ID";"Название компании";\r\n"1";"ООО ""А; Б""";\r\n'
    assert read(tmp_path, text) == [["ID", "Название компании", ""], ["1", 'ООО "А; Б"', ""]]


def test_a_header_without_rows_is_a_table(tmp_path: Path) -> None:
    assert read(tmp_path, "id;name") == [["id", "name"]]


def test_one_column_may_hold_any_delimiter(tmp_path: Path) -> None:
    assert read(tmp_path, "Название\nООО А, Б\nВ; Г\n") == [["Название"], ["ООО А, Б"], ["В; Г"]]


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("Имя, Фамилия;Телефон\nПётр;1\nАнна;2\n", ";"),
        ('a,b\n"x;y;z",1\n"x;y;z",2\n', ","),
        ("a;b;c\n1,5;2,5;3,5\n1,5;2,5;3,5\n", ";"),
        ("name|note\nа|б, в; г\nд|е, ж; з\n", "|"),
        ("a;b;c\n1\n1;2\n1;2;3\n", ";"),
        ("sep=,\na;b,c\n1;2,3\n", ","),
    ],
)
def test_the_delimiter_is_told_from_several_rows(tmp_path: Path, text: str, delimiter: str) -> None:
    assert open_csv(write(tmp_path, text)).delimiter == delimiter


@pytest.mark.parametrize(("given", "sign"), [(",", ","), ("tab", "\t"), ("\\t", "\t"), ("^", "^")])
def test_a_given_delimiter_beats_what_the_file_looks_like(tmp_path: Path, given: str, sign: str) -> None:
    assert open_csv(write(tmp_path, "a;b\n1;2\n"), Hints(delimiter=given)).delimiter == sign


def test_a_long_file_is_judged_by_its_beginning(tmp_path: Path) -> None:
    table = open_csv(write(tmp_path, "a;b\n" + '1;"x\ny"\n' * 20_000))
    assert (table.delimiter, sum(1 for _row in table.rows())) == (";", 20_000)
    assert table.lines == 40_001
