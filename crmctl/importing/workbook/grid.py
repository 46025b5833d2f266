"""Rows of a table that is written cell by cell, with cells that span others."""

from typing import Final

MOST_COLUMNS: Final = 16_384
MOST_ROWS_SPANNED: Final = 65_534
_SOFT_HYPHEN = "\xad"


class Grid:
    """`rows` are those that have ended; `filled` is the number of their cells that say something.

    A cell over several rows stands in each of them, one over several columns in the first.
    """

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.filled = 0
        self._row: list[str] | None = None
        self._cell: list[str] | None = None
        self._columns, self._down, self._instead = 1, 1, ""
        self._spans: dict[int, tuple[int, str]] = {}

    def begin_row(self) -> None:
        self.end_row()
        self._row = []

    def begin_cell(self, columns: int, rows: int, instead: str = "") -> None:
        """`instead` stands for what is written into the cell."""
        self.end_cell()
        self._row = self._row or []
        self._take_spans(self._row)
        self._cell = []
        self._columns = max(1, min(columns, MOST_COLUMNS - len(self._row)))
        self._down = max(1, min(rows, MOST_ROWS_SPANNED))
        self._instead = instead

    def write(self, text: str) -> None:
        if self._cell is not None:
            self._cell.append(text)

    def end_cell(self) -> None:
        if self._cell is None or self._row is None:
            return
        lines = (" ".join(line.split()) for line in "".join(self._cell).replace(_SOFT_HYPHEN, "").split("\n"))
        said = [self._instead or "\n".join(filter(None, lines)), *[""] * (self._columns - 1)]
        if self._down > 1:
            self._spans |= {len(self._row) + at: (self._down - 1, one) for at, one in enumerate(said)}
        if len(self._row) < MOST_COLUMNS:
            self._row += said
        self._cell = None

    def end_row(self) -> None:
        self.end_cell()
        if self._row is None:
            return
        self._take_spans(self._row)
        while self._spans and len(self._row) <= max(self._spans):
            self._row.append("")
            self._take_spans(self._row)
        self.filled += sum(map(bool, self._row))
        self.rows.append(self._row)
        self._row = None

    def _take_spans(self, row: list[str]) -> None:
        """Put in what cells above say here."""
        later = {}
        while len(row) in self._spans:
            column = len(row)
            rows, said = self._spans.pop(column)
            if rows > 1:
                later[column] = rows - 1, said
            row.append(said)
        self._spans |= later
