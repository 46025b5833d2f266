"""Cells that show an error where a formula failed."""

from collections.abc import Iterator

from crmctl.cleaning.placeholder_words import is_sheet_error
from crmctl.importing.workbook.found import Row

_KEPT = 6
"""One more than are said."""


class Failed:
    """Counts such cells, and keeps the places of the first: row from 1, column from 0."""

    def __init__(self) -> None:
        self.count = 0
        self.first: list[tuple[int, int]] = []

    def noted(self, rows: Iterator[Row]) -> Iterator[Row]:
        """The same rows."""
        for row, cells in rows:
            if "#" in "".join(cells):
                found = [(row, at) for at, cell in enumerate(cells) if is_sheet_error(cell)]
                self.count += len(found)
                self.first += found[: _KEPT - len(self.first)]
            yield row, cells
