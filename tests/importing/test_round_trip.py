"""Whatever a spreadsheet or a database writes as CSV comes back as it was."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crmctl.errors import BadInput
from tests.importing.files import read

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1251", "koi8-r", "cp866")
WORDS = ("Ромашка", "Пётр Ильич", "строительство", "ул. Щорса, 5", "ООО", "+7 903", "info@example.com")
ODD = '";,|\t\n\r \x0b\x0c\x1c\x85\xa0\u2028«»Ёё🙂'


def cells(encoding: str) -> st.SearchStrategy[str]:
    """Any text in Unicode; in a one-byte encoding words of the language, for in random letters another may be surer."""
    if encoding.startswith("utf"):
        letters = st.characters(exclude_characters="\0\ufeff", exclude_categories=["Cs"])
        return st.text(st.one_of(letters, st.sampled_from(ODD)), max_size=6)
    odd = [sign for sign in ODD if sign.isascii()]
    return st.lists(st.sampled_from([*odd, *WORDS]), max_size=4).map(" ".join)


@st.composite
def written(draw: st.DrawFn) -> tuple[str, str, bytes, list[list[str]]]:
    """Encoding, delimiter, the file, and header with rows; no row is blank, for blank rows are left out."""
    encoding = draw(st.sampled_from(ENCODINGS))
    delimiter = draw(st.sampled_from(";,\t|"))
    width = draw(st.integers(2, 5))
    rows = draw(st.lists(st.lists(cells(encoding), min_size=width, max_size=width), max_size=5))
    table = [[f"h{at}" for at in range(width)], *(["1", *row[1:]] for row in rows)]
    out = io.StringIO(newline="")
    line_break = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    # before Python 3.13 the writer leaves a lone line break that is not its own without quotes
    all_quoted = draw(st.booleans()) or any("\n" in cell or "\r" in cell for row in table for cell in row)
    writer = csv.writer(
        out,
        delimiter=delimiter,
        quoting=csv.QUOTE_ALL if all_quoted else csv.QUOTE_MINIMAL,
        lineterminator=line_break,
    )
    writer.writerows(table)
    return encoding, delimiter, out.getvalue().encode(encoding), table


@given(file=written())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_the_same_cells_come_back(tmp_path: Path, file: tuple[str, str, bytes, list[list[str]]]) -> None:
    encoding, delimiter, data, table = file
    assert read(tmp_path, data, encoding=encoding, delimiter=delimiter) == table


@given(
    delimiter=st.sampled_from(";,\t|"),
    rows=st.lists(st.lists(st.text("аб1 \".\n'", max_size=5), min_size=3, max_size=3), min_size=3, max_size=9),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_the_delimiter_is_found_where_no_cell_holds_another(
    tmp_path: Path, delimiter: str, rows: list[list[str]]
) -> None:
    table = [["id", "имя", "b"], *(["1", *row[1:]] for row in rows)]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(table)
    assert read(tmp_path, out.getvalue()) == table


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.8, 0.97])
def test_an_export_cut_off_anywhere_is_refused(tmp_path: Path, cut: float) -> None:
    whole = ("id;name;comment\r\n" + '1;ООО «Ромашка»;"длинный; ""текст"""\r\n' * 200).encode()
    for at in range(int(len(whole) * cut), int(len(whole) * cut) + 60):
        part = whole[:at]
        last = part.rpartition(b"\n")[2]
        if last.count(b";") >= 2 and last.count(b'"') % 2 == 0:
            continue  # every cell of the last row has begun and none is left open: nobody can tell
        if last.rstrip(b"\r"):
            with pytest.raises(BadInput):
                read(tmp_path, part)
