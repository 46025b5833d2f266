"""The records of a file are those Python's own reader finds in its text, wherever blocks and pieces of it end."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crmctl.importing import lines, places, records
from crmctl.importing.delimiter import Layout
from crmctl.importing.lines import open_lines
from crmctl.importing.places import walk
from crmctl.importing.records import Records

Found = tuple[list[tuple[int, list[str]]], int]
"""Rows with the lines they start on, and the line that cannot be read, or 0."""
ENCODINGS = ("utf-8", "utf-8-sig", "cp866", "shift_jis", "iso2022_jp", "utf-7", "utf-16", "utf-16-be", "utf-32")
TEXTS = st.one_of(
    st.text('aы;" \r\n', max_size=40), st.lists(st.sampled_from(["a;ы\n", '"a\n";\r\n', "\r\n", "a;a\r"])).map("".join)
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=TEXTS,
    encoding=st.sampled_from(ENCODINGS),
    sizes=st.tuples(*[st.sampled_from([1, 2, 3, 7, 200])] * 4),
    skip_space=st.booleans(),
)
def test_the_records_are_those_of_the_text(
    tmp_path: Path, text: str, encoding: str, sizes: tuple[int, ...], *, skip_space: bool
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode(encoding))
    with pytest.MonkeyPatch.context() as patch:
        for owner, name, size in zip(
            (lines, lines, records, places), ("_AT_A_TIME", "_ENOUGH", "SIZE", "CHUNK"), sizes, strict=True
        ):
            patch.setattr(owner, name, size)
        rows, bad_line = _read(path, encoding, Layout(";", skip_space))
    expected, expected_bad_line = _expected(text, skip_space=skip_space)
    assert bad_line == expected_bad_line
    assert rows == (expected[: len(rows)] if bad_line else expected)


def _read(path: Path, encoding: str, layout: Layout) -> Found:
    rows = list[tuple[int, list[str]]]()
    with path.open("rb") as stream:
        lone_returns = walk(stream, encoding).lone_returns
    with open_lines(path, encoding, lone_returns=lone_returns) as taken:
        reader = Records(taken, layout)
        try:
            for batch in reader.batches(header=1):
                rows += zip(batch.lines, map(_filled, batch.records), strict=True)
        except csv.Error:
            return rows, reader.line
    return rows, 0


def _expected(text: str, *, skip_space: bool) -> Found:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";", skipinitialspace=skip_space, strict=True)
    rows, start = list[tuple[int, list[str]]](), 1
    try:
        for cells in reader:
            rows.append((start, _filled(cells)))
            start = reader.line_num + 1
    except csv.Error:
        return rows, start
    return rows, 0


def _filled(cells: Sequence[str]) -> list[str]:
    """A blank line is a row of one blank cell or of none."""
    return list(cells) or [""]
