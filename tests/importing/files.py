"""Files the tests write, and the given data that some tests read where it is present."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from crmctl.importing.formats.csv_text import CsvTable
from crmctl.importing.formats.opening import NO_HINTS, open_table
from crmctl.importing.options import Hints
from crmctl.importing.table import Column

GIVEN = Path(__file__).resolve().parents[3] / "shared" / "data"


def given(name: str) -> Path:
    path = GIVEN / name
    if not path.exists():
        pytest.skip(f"{name} is not beside the project")
    return path


def open_csv(path: Path, hints: Hints = NO_HINTS) -> CsvTable:
    """The file, which is CSV."""
    table = open_table(path, hints)
    assert isinstance(table, CsvTable)
    return table


def write(folder: Path, content: str | bytes) -> Path:
    path = folder / "file.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(folder: Path, content: str | bytes, *, encoding: str = "", delimiter: str = "") -> list[list[str]]:
    """Header and rows of a file with this content."""
    table = open_table(write(folder, content), Hints(encoding, delimiter))
    return [[column.name for column in table.header], *(cells for _line, cells in table.rows())]


def columns(names: Sequence[str]) -> list[Column]:
    return [Column(at, name, names[: at + 1].count(name)) for at, name in enumerate(names)]
