"""Tables of HTML under the name of a spreadsheet, as Bitrix24 saves them."""

from pathlib import Path

import pytest

from crmctl.errors import BadInput
from crmctl.importing.encoding import UncertainEncoding
from crmctl.importing.formats.opening import open_table
from crmctl.importing.options import Hints
from crmctl.importing.table import Table
from tests.builders import Base
from tests.importing.loads import load, rows

BITRIX = """<html>
<head>
<meta http-equiv="Content-type" content="text/html;charset=UTF-8" />
<style>td {mso-number-format:\\@;} .number0 {mso-number-format:0;}</style>
<script>document.write("<table><tr><td>no</td></tr></table>")</script>
</head>
<body>
<table border="1">
<thead><tr><th>ID</th><th>Название компании</th><th>Рабочий телефон</th><th>Рабочий e-mail</th></tr></thead>
<tbody>
<tr><td>1</td><td>ООО &laquo;Ромашка&raquo; &amp; Ко</td><td>+7 926 125-04-05<br>+7 926 125-04-06</td><td></td></tr>
<tr><td>2</td><td><b>ИП</b> <a href="x">Филип&shy;пов</a>
</td><td class="number0">&nbsp;</td><td>office@romashka.example.com</td></tr>
</tbody></table></body></html>"""


def opened(folder: Path, content: str | bytes, hints: Hints | None = None) -> Table:
    path = folder / "page.xls"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return open_table(path, hints or Hints())


def cells(folder: Path, content: str | bytes) -> list[list[str]]:
    table = opened(folder, content)
    return [[column.name for column in table.header], *(row for _line, row in table.rows())]


def test_bitrix_s_excel_is_imported(base: Base, tmp_path: Path) -> None:
    path = tmp_path / "company.xls"
    path.write_text(BITRIX, encoding="utf-8")
    assert load(base, "clients", path).created == 2
    assert rows(base, "SELECT external_id, name FROM client") == [("1", "ООО «Ромашка» & Ко"), ("2", "ИП Филиппов")]
    assert rows(base, "SELECT client_id, state FROM contact_point ORDER BY client_id") == [
        (1, "ok"),
        (1, "ok"),
        (2, "ok"),
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("<tr><th>a<th>b<tr><td>1<td>2", [["a", "b"], ["1", "2"]], id="ends left out"),
        pytest.param("<TR><TD>a</TD><TD>b</TD></TR><TR><TD/><TD>2</TD></TR>", [["a", "b"], ["", "2"]], id="capitals"),
        pytest.param(
            "<tr><td>a<td>b<td>c<tr><td colspan=2>1<td>3", [["a", "b", "c"], ["1", "", "3"]], id="over columns"
        ),
        pytest.param(
            "<tr><td>a<td>b<tr><td rowspan=2>1<td>2<tr><td>3<tr><td>4<td>5",
            [["a", "b"], ["1", "2"], ["1", "3"], ["4", "5"]],
            id="over rows",
        ),
        pytest.param(
            "<tr><td>a<td>b<td>c<tr><td rowspan=2 colspan=2>1<td>2<tr><td>3",
            [["a", "b", "c"], ["1", "", "2"], ["1", "", "3"]],
            id="over both",
        ),
        pytest.param(
            "<tr><td>a<td>b<tr><td>1<td rowspan=2>2<tr><td>3", [["a", "b"], ["1", "2"], ["3", "2"]], id="at the end"
        ),
        pytest.param(
            "<tr><td>a<td>b<tr><td>1<table><tr><td>x</table><td>2", [["a", "b"], ["1", "2"]], id="a table in a cell"
        ),
        pytest.param(
            "<tr><td>a<td>b<tr><td>&#1071;&lt;&Auml;&nosuch;<td>2<!-- 3 -->",
            [["a", "b"], ["Я<Ä&nosuch;", "2"]],
            id="entities",
        ),
        pytest.param(
            '<tr><td>a<td>b<tr><td x:num="79161234567">7,9E+10<td x:num>2',
            [["a", "b"], ["79161234567", "2"]],
            id="Excel",
        ),
        pytest.param("<tr><td>a<td>b<tr><td><p>1</p><p>2</p><td> 3\n 4 ", [["a", "b"], ["1\n2", "3 4"]], id="lines"),
        pytest.param("<tr><td>a<td>b<tr><td><style>td{}</style>1<td>2", [["a", "b"], ["1", "2"]], id="style in a cell"),
    ],
)
def test_a_table_is_read_as_a_browser_shows_it(tmp_path: Path, body: str, expected: list[list[str]]) -> None:
    assert cells(tmp_path, f"<table>{body}</table>") == expected


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("cp1251", "windows-1251"), ("cp1251", "utf-8"), ("utf-8", "windows-1251"), ("koi8-r", "koi8-r"), ("utf-16", "")],
)
def test_the_encoding_is_what_the_page_says_unless_its_bytes_say_otherwise(
    tmp_path: Path, encoding: str, said: str
) -> None:
    text = f"<meta charset='{said}'><table><tr><td>Название<td>Город<tr><td>Общество Ромашка<td>Нижний Новгород</table>"
    assert cells(tmp_path, text.encode(encoding))[1] == ["Общество Ромашка", "Нижний Новгород"]


def test_an_encoding_that_is_given_counts(tmp_path: Path) -> None:
    page = "<table><tr><td>a<td>b<tr><td>Ян<td>2</table>".encode("cp1251")
    with pytest.raises(UncertainEncoding):
        opened(tmp_path, page)
    assert list(opened(tmp_path, page, Hints("cp1251")).rows()) == [(2, ["Ян", "2"])]


def test_the_largest_of_several_tables_is_read_and_that_is_said(tmp_path: Path) -> None:
    table = opened(tmp_path, "<table><tr><td>menu</table><table><tr><td>a<td>b<tr><td>1<td>2</table><table></table>")
    assert list(table.rows()) == [(2, ["1", "2"])]
    assert table.notes == ["The largest of the page's 2 tables was read."]


def test_places_are_rows_of_the_table(tmp_path: Path) -> None:
    table = opened(tmp_path, "<table><tr><td>Report<tr><tr><td>a<td>b<tr><td>1<td>2<tr><td>1<td>2<td>3</table>")
    with pytest.raises(BadInput, match=r"page\.xls, cell C5: a row with more cells"):
        list(table.rows())


@pytest.mark.parametrize(
    "page",
    [
        "<html><p>Please log in</html>",
        "<html><table></table></html>",
        "\ufeff\r\n<!DOCTYPE html>",
        "<table><tr><td> &nbsp; </td></tr></table>",
        "<html>" + "<table><tr><td>" * 20_000,
        "<table>" + "<!--" * 3_000,
        "<table>" + "<tr><td rowspan=65534 colspan=16384>" * 50,
        "<table><tr><td>" + "<td colspan=99999>" * 30_000,
        "<table>" + "&" * 100_000,
    ],
    ids=["no table", "empty", "bare", "blank", "deep", "open comments", "spans", "wide", "ampersands"],
)
def test_a_page_without_data_is_refused_however_it_is_made(tmp_path: Path, page: str) -> None:
    with pytest.raises(BadInput) as refusal:
        opened(tmp_path, page)
    assert str(refusal.value).startswith(str(tmp_path))
    assert "\n" not in str(refusal.value)
