"""Blank rows by the hundred, as a spreadsheet leaves them under its data, are no rows."""

from pathlib import Path

import pytest

from tests.builders import Base
from tests.importing.loads import load


@pytest.mark.parametrize("blank", ["", ";", " ; "])
@pytest.mark.parametrize("many", [10, 3_000])
@pytest.mark.parametrize("after", [1, 700])
def test_blank_rows_between_and_under_the_others_are_left_out(
    base: Base, tmp_path: Path, blank: str, many: int, after: int
) -> None:
    file = tmp_path / "clients.csv"
    rows = [f"{number};Client {number}" for number in range(2 * after)]
    lines = ["id;name", *rows[:after], *[blank] * many, *rows[after:], *[blank] * many]
    file.write_text("\n".join([*lines, ""]), encoding="utf-8")
    outcome = load(base, "clients", file)
    assert (outcome.read, outcome.created) == (2 * after, 2 * after)
