"""Rows made as wide as their header."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import compress
from typing import NamedTuple

from crmctl.errors import BadInput
from crmctl.i18n import _
from crmctl.importing.records import Batch, PlainBatch
from crmctl.importing.units import Unit, cell_name, column_name, places

FULL_ROWS_OF_AN_EXPORT = 20
"""After so many full rows, a short and unfinished last line is a cut-off file and not somebody's habit."""

Refuse = Callable[[int, str, str, str], None]
"""Takes line, column (its number, or a sheet's letters), value and reason of a row that cannot be read."""


class Block(NamedTuple):
    """Some rows of a file: the line each starts on, and their cells by column."""

    lines: Sequence[int]
    columns: Sequence[Sequence[str]]

    def without(self, places: Collection[int]) -> "Block":
        """The block without the rows at these places."""
        if not places:
            return self
        kept = [at not in places for at in range(len(self.lines))]
        return Block(list(compress(self.lines, kept)), [list(compress(column, kept)) for column in self.columns])


def of_equal_size(blocks: Iterable[Block], size: int) -> Iterator[Block]:
    """The same rows in blocks of `size`, the last aside: what is made of them is the same however they were read."""
    lines, columns = list[int](), list[list[str]]()
    for block in blocks:
        if not block.lines:  # blank rows only, by the hundred
            continue
        if not lines and len(block.lines) == size:
            yield block
            continue
        columns = columns or [[] for _column in block.columns]
        lines += block.lines
        for gathered, more in zip(columns, block.columns, strict=True):
            gathered.extend(more)
        while len(lines) >= size:
            yield Block(lines[:size], [column[:size] for column in columns])
            lines, columns = lines[size:], [column[size:] for column in columns]
    if lines:
        yield Block(lines, columns)


class Fitting:
    """Fits the rows of one file, and tells at its end whether it was cut off; `refuse` takes rows that are too long.

    `left` is the column, from 0, in which the table of a sheet begins: its cells have names.
    """

    def __init__(
        self,
        file: str,
        width: int,
        refuse: Refuse | None = None,
        unit: Unit = Unit.LINE,
        left: int | None = None,
    ) -> None:
        self._file = file
        self._unit = unit
        self._left = left
        self._refuse = refuse
        self._width = width
        self._full = self._short = self._last = 0

    def fitted(self, batch: Batch | PlainBatch, *, after: int = 0) -> Block:
        """The records that are rows: not blank, behind the line `after`, each as wide as the header."""
        columns = self._fitting(batch) if batch.lines[0] > after else None
        if columns and not ("" in columns[0] or any(map(str.isspace, columns[0]))):
            self._full += len(batch.lines)
            self._last = batch.lines[-1]
            return Block(batch.lines, columns)
        rows = [
            (line, cells)
            for line, cells in zip(batch.lines, batch.records, strict=True)
            if line > after and self._fits(line, cells)
        ]
        lines, records = zip(*rows, strict=True) if rows else ((), ())
        return Block(lines, list(zip(*records, strict=True)))

    def _fitting(self, batch: Batch | PlainBatch) -> Sequence[Sequence[str]] | None:
        """The columns, where every record is as wide as the header."""
        if isinstance(batch, PlainBatch):
            return batch.columns if len(batch.columns) == self._width else None
        return list(zip(*batch.records, strict=True)) if set(map(len, batch.records)) == {self._width} else None

    def _fits(self, line: int, cells: list[str]) -> bool:
        """Whether the row is one, filled up where it is short."""
        if not any(map(str.strip, cells)):
            return False
        self._last = line
        if len(cells) > self._width and not self._dropped_surplus(line, cells):
            return False
        self._full += len(cells) == self._width
        if len(cells) < self._width:
            self._short = self._short or line
            cells.extend([""] * (self._width - len(cells)))
        return True

    def _dropped_surplus(self, line: int, cells: list[str]) -> bool:
        """Cut off cells beyond the header; whether they were blank."""
        width = self._width
        surplus = next((at for at, cell in enumerate(cells[width:], width) if cell.strip()), None)
        if surplus is None:
            del cells[width:]
            return True
        reason = _("a row with more cells than the header has columns ({columns})").format(columns=width)
        if self._refuse is None:
            raise self._too_long(line, surplus, reason)
        column = str(surplus + 1) if self._left is None else column_name(self._left + surplus)
        self._refuse(line, column, cells[surplus], reason)
        return False

    def _too_long(self, line: int, surplus: int, reason: str) -> BadInput:
        if self._left is None:
            hint = _("Perhaps a cell holds the delimiter without quotes.")
            return BadInput(reason, hint, file=self._place(line), column=surplus + 1)
        hint = _(
            "Perhaps a note stands beside the table: move it, or give its column a header."
            " --keep-going imports the other rows."
        )
        cell = _("cell {cell}").format(cell=cell_name(line, self._left + surplus))
        return BadInput(reason, hint, file=f"{self._file}, {cell}")

    def finish(self, *, ends_line: bool) -> None:
        """After the last row; `ends_line`: the file's last line is finished."""
        unfinished = self._short and self._short == self._last and not ends_line
        if unfinished and self._full >= FULL_ROWS_OF_AN_EXPORT:
            reason = _("the file is cut off: its last row is unfinished")
            raise BadInput(reason, _("Export it again."), file=self._place(self._last))

    def _place(self, line: int) -> str:
        return f"{self._file}, {places([line], self._unit)}"
