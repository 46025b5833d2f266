"""Tables of other things than text."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from crmctl.errors import BadInput
from crmctl.importing.records import Row
from crmctl.importing.table import ListedTable, RecordTable, as_columns


def listed(*rows: list[str], kind: type[ListedTable] = ListedTable, header_line: int = 1) -> ListedTable:
    def read() -> Iterator[Row]:
        return iter(enumerate(rows, 1))

    header = as_columns(rows[0])
    return kind(path=Path("x.xlsx"), part="sheet A", lines=len(rows), header=header, header_line=header_line, read=read)


def test_rows_come_with_their_places_as_often_as_they_are_asked_for() -> None:
    table = listed(["id", "name"], ["1", "А"], ["", " "], ["2"])
    assert list(table.rows()) == list(table.rows()) == [(2, ["1", "А"]), (4, ["2", ""])]


def test_many_rows_come_in_blocks() -> None:
    table = listed(["id"], *([str(at)] for at in range(1000)))
    blocks = list(table.blocks())
    assert len(blocks) > 1
    assert [line for block in blocks for line in block.lines] == list(range(2, 1002))


def test_a_row_that_is_too_long_is_named_by_file_part_and_row() -> None:
    with pytest.raises(BadInput, match=r"^x\.xlsx, sheet A, row 3, column 2: "):
        list(listed(["id"], ["1"], ["2", "x"]).rows())


def test_records_are_counted_as_records() -> None:
    assert listed(["id"], kind=RecordTable).at(3) == "record 3"
    assert listed(["id"], kind=RecordTable).at(7, 3) == "records 3, 7"


def test_a_header_that_stands_in_no_place_has_none() -> None:
    assert listed(["id"]).header_place == "x.xlsx, sheet A, row 1"
    assert listed(["id"], header_line=0).header_place == "x.xlsx, sheet A"


def test_names_that_repeat_are_numbered() -> None:
    assert [column.label for column in as_columns(["a", " a ", "", "b", ""])] == ["a", "a#2", "", "b", "#2"]
