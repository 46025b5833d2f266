"""Files that cannot be read, each refused in one line that names the place."""

import os
from pathlib import Path

import pytest

from crmctl.errors import BadInput, UsageError
from crmctl.importing.formats.opening import open_table
from crmctl.importing.options import Hints
from tests.importing.files import read, write

FULL_ROWS = "id;name;phone\n" + "1;А;2\n" * 30


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        pytest.param('a;b\n1;"x\n2;y\n', "line 2, column 3", "never closed", id="unclosed quote"),
        pytest.param('a;b\n1;"x;y\n2;"z";w\n', "line 2, column 3", "closed in line 3", id="quote swallows a row"),
        pytest.param('a;b\n"1";2\n3;"p\nq";"x"y\n', "line 4, column 7", "after a closing quote", id="quote in quotes"),
        pytest.param('"a";"b', "line 1, column 5", "never closed", id="cut off in the header"),
        pytest.param('a, b\n1, "x\n', "line 2, column 4", "never closed", id="unclosed after a space"),
        pytest.param("a;b\n1;2;3\n", "line 2, column 3", "more cells than the header has columns (2)", id="long row"),
        pytest.param('a;b\n1;"x\ny"\n1;2;;3\n', "line 4, column 4", "more cells", id="long row after a break"),
        pytest.param(FULL_ROWS + "1;А", "line 32", "cut off", id="cut off in a row"),
        pytest.param("a;b\n1;\0\n", "line 2, column 3", "NUL", id="NUL"),
        pytest.param("", "", "empty", id="empty"),
        pytest.param("\ufeff\n \r\n", "", "empty", id="blank"),
        pytest.param(f"a;b\n1;{'x' * 10_500_000}\n", "line 2", "over 10 million", id="huge cell"),
        pytest.param('a;b\n1;"' + "x;y\n" * 2_700_000, "line 2", "over 10 million", id="unclosed in a big file"),
        pytest.param("x" * (34 << 20), "line 1", "too long", id="endless line"),
    ],
)
def test_a_bad_file_is_refused_with_its_place(tmp_path: Path, text: str, place: str, said: str) -> None:
    with pytest.raises(BadInput) as refusal:
        read(tmp_path, text)
    assert str(refusal.value).startswith(", ".join(filter(None, [str(tmp_path / "file.csv"), place])))
    assert said in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_short_last_row_that_is_finished_is_no_cut(tmp_path: Path) -> None:
    assert read(tmp_path, FULL_ROWS + "1;А\n")[-1] == ["1", "А", ""]


def test_a_file_of_short_rows_is_no_cut(tmp_path: Path) -> None:
    assert read(tmp_path, FULL_ROWS + "1\n1;А")[-1] == ["1", "А", ""]


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (b"PK\x03\x04....word/document.xml", "a Word document"),
        (b"PK\x03\x04", "a ZIP archive"),
        (b"%PDF-1.7", "a PDF document"),
        (b"\x1f\x8b\x08", "a gzip archive"),
        (b"<?xml version='1.0'?>", "an XML document"),
    ],
)
def test_another_format_is_named(tmp_path: Path, head: bytes, said: str) -> None:
    with pytest.raises(BadInput, match=f"is {said}.*cannot be read here"):
        open_table(write(tmp_path, head))


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no such file"):
        open_table(tmp_path / "none.csv")


@pytest.mark.parametrize("name", ["~$clients.xlsx", ".~lock.clients.ods#"])
def test_the_mark_beside_an_open_workbook_is_told_from_it(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"\x04anna\0")
    with pytest.raises(BadInput, match="only says that a workbook is open"):
        open_table(tmp_path / name)


def test_an_archive_is_to_be_unpacked(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refused:
        open_table(write(tmp_path, b"PK\x03\x04" + bytes(30)))
    assert refused.value.hint == "Unpack it and import what is in it."


def test_a_directory_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is a directory"):
        open_table(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(BadInput, match="not a regular file"):
        open_table(tmp_path / "pipe.csv")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read anything")
def test_a_file_that_may_not_be_read_is_said(tmp_path: Path) -> None:
    path = write(tmp_path, "a;b\n")
    path.chmod(0)
    with pytest.raises(BadInput, match="denied"):
        open_table(path)


def test_a_file_that_goes_away_while_it_is_read_is_said(tmp_path: Path) -> None:
    table = open_table(write(tmp_path, "a;b\n1;2\n"))
    table.path.unlink()
    with pytest.raises(BadInput, match="no such file"):
        list(table.rows())


def test_a_file_that_changes_while_it_is_read_is_said(tmp_path: Path) -> None:
    table = open_table(write(tmp_path, "a;b\n1;2\n"))
    table.path.write_bytes(b"a;b\n\xff\n")
    with pytest.raises(BadInput, match="changed"):
        list(table.rows())


@pytest.mark.parametrize("delimiter", [";;", '"', "\n", " "])
def test_a_delimiter_is_one_sign(tmp_path: Path, delimiter: str) -> None:
    with pytest.raises(UsageError, match="one character"):
        open_table(write(tmp_path, "a;b\n"), Hints(delimiter=delimiter))


def test_no_text_of_the_file_gets_into_a_refusal(tmp_path: Path) -> None:
    for bad in ('id;name\n1;"Иванов\n', "id;name\n1;Иванов;лишнее\n", 'id;name\n1;"Иванов"лишнее\n'):
        with pytest.raises(BadInput) as refusal:
            read(tmp_path, bad)
        assert "Иванов" not in f"{refusal.value}{refusal.value.hint}"
        assert "лишнее" not in f"{refusal.value}{refusal.value.hint}"
