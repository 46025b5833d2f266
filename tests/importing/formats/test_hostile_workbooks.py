"""Workbooks made to break their reader, or broken: one clear refusal each."""

import zipfile
from pathlib import Path

import pytest

from crmctl.errors import BadInput
from crmctl.importing.formats.opening import open_table
from tests.importing.formats.books import archive, cell, odd, parts, workbook

ROW = f'<row r="1">{cell("A1", 1)}{cell("B1", 2)}</row>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refusal(path: Path) -> str:
    with pytest.raises(BadInput) as refused:
        open_table(path)
    said = str(refused.value)
    assert said.startswith(f"{path}: ")
    assert "\n" not in said
    assert refused.value.hint
    return said


@pytest.mark.parametrize(
    ("rows", "shared"),
    [
        pytest.param(f'{ROW}<row r="1048576">{cell("XFD1048576", 1)}</row>', "", id="a cell at the far end"),
        pytest.param(
            "".join(f'<row r="{at}"><c r="A{at}" t="s"><v>0</v></c></row>' for at in range(1, 60_000)),
            f"<si><t>{'x' * 32_000}</t></si>",
            id="one long text in many cells",
        ),
    ],
)
def test_what_asks_for_more_memory_than_its_size_warrants_is_refused(tmp_path: Path, rows: str, shared: str) -> None:
    assert "more memory or time than" in refusal(odd(tmp_path / "a.xlsx", rows, shared))


def test_a_cell_beyond_the_end_of_any_sheet_is_refused(tmp_path: Path) -> None:
    refusal(odd(tmp_path / "a.xlsx", f'{ROW}<row r="9">{cell("ZZZZZZZ99999999999", 1)}</row>'))


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    assert "unpacks to 38 MB" in refusal(odd(tmp_path / "a.xlsx", "<row/>" * 6_800_000))


def test_bombs_inside_are_left_alone(tmp_path: Path) -> None:
    bomb = archive(tmp_path / "bomb.zip", {"x": "0" * 1_000_000}).read_bytes()
    path = archive(tmp_path / "a.xlsx", {**parts(ROW), "xl/media/bomb.zip": bomb})
    assert len(open_table(path).header) == 2


def test_an_archive_of_very_many_parts_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.xlsx", {**parts(ROW), **{f"xl/{at}": "" for at in range(10_001)}})
    assert "has 10007 parts" in refusal(path)


@pytest.mark.parametrize("name", ["../outside.xml", "/etc/passwd", "xl/../../x"])
def test_parts_that_lead_out_of_the_archive_are_refused(tmp_path: Path, name: str) -> None:
    assert "lead out" in refusal(archive(tmp_path / "a.xlsx", {**parts(ROW), name: "x"}))


def test_parts_of_one_name_are_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.xlsx", {**parts(ROW), "XL/workbook.xml": "x"})
    assert "lie upon each other" in refusal(path)


def test_parts_that_share_their_bytes_are_refused(tmp_path: Path) -> None:
    path = odd(tmp_path / "a.xlsx", ROW)
    with zipfile.ZipFile(path) as made:
        first, *_others, last = made.infolist()
    data = path.read_bytes()
    directory = data.index(b"PK\x01\x02")
    at = data.index(last.filename.encode(), directory) - 4
    path.write_bytes(data[:at] + first.header_offset.to_bytes(4, "little") + data[at + 4 :])
    assert "lie upon each other" in refusal(path) or "damaged" in refusal(path)


def test_an_archive_without_a_workbook_is_refused(tmp_path: Path) -> None:
    assert "no workbook" in refusal(archive(tmp_path / "a.xlsx", {"xl/styles.xml": "<x/>"}))


def test_a_workbook_whose_sheet_is_missing_is_refused(tmp_path: Path) -> None:
    content = parts(ROW)
    del content["xl/worksheets/sheet1.xml"]
    refusal(archive(tmp_path / "a.xlsx", content))


def test_shared_texts_that_are_not_there_are_refused_or_blank(tmp_path: Path) -> None:
    row = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>4000000000</v></c></row>'
    refusal(odd(tmp_path / "a.xlsx", row, "<si><t>x</t></si>"))


def test_a_count_of_shared_texts_that_lies_takes_no_memory(tmp_path: Path) -> None:
    content = parts(ROW, "<si><t>x</t></si>")
    lying = content["xl/sharedStrings.xml"].replace("<sst ", '<sst count="4000000000" uniqueCount="4000000000" ')
    refusal(archive(tmp_path / "a.xlsx", {**content, "xl/sharedStrings.xml": lying}))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_file_cut_off_is_refused(tmp_path: Path, share: float) -> None:
    path = workbook(tmp_path / "a.xlsx", {"A": [["id"], *([at] for at in range(100))]})
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    refusal(path)


def test_a_workbook_behind_a_password_is_refused_as_that(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(OLE + bytes(1000) + "EncryptedPackage".encode("utf-16-le") + bytes(1000))
    assert "protected by a password" in refusal(path)


def test_encrypted_parts_are_refused_as_that(tmp_path: Path) -> None:
    path = odd(tmp_path / "a.xlsx", ROW)
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert "protected by a password" in refusal(path)


def test_an_old_workbook_of_zeros_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(OLE + bytes(4096))
    refusal(path)
