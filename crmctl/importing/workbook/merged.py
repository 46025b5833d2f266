"""Cells merged downwards: each of their rows says what the first one says."""

from collections.abc import Iterable

Range = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell, each as row and column from 0."""


class Merged:
    """Fills the rows of one sheet, in their order; `left` is the sheet's first column."""

    def __init__(self, ranges: Iterable[Range], left: int) -> None:
        self._starts: dict[int, list[tuple[int, int]]] = {}
        self._open: dict[int, tuple[int, str]] = {}
        for (top, column), (bottom, _right) in ranges:
            if bottom > top and column >= left:
                self._starts.setdefault(top, []).append((column - left, bottom))

    def fill(self, row: int, cells: list[str]) -> None:
        """Put into `cells` of `row`, from 0, what merged cells above say."""
        for column, (bottom, value) in list(self._open.items()):
            if row > bottom:
                del self._open[column]
            elif column < len(cells):
                cells[column] = cells[column] or value
        for column, bottom in self._starts.get(row, ()):
            if column < len(cells) and cells[column]:
                self._open[column] = bottom, cells[column]
