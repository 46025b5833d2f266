"""The records of a CSV file, some hundred at a time."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, islice
from typing import NamedTuple

from crmctl.importing.delimiter import Layout
from crmctl.importing.lines import Lines

LONGEST_CELL = 10 * 1024 * 1024
"""Characters."""
SIZE = 200
"""Records; what they hold still fits into a processor's cache, and many more take half as long again."""
_LINE_BREAK = re.compile(r"\r\n|\r|\n")

Row = tuple[int, list[str]]
"""Line on which the row starts, and its cells."""


class Batch(NamedTuple):
    """Records, and the line each starts on."""

    lines: Sequence[int]
    records: Sequence[list[str]]


class PlainBatch(NamedTuple):
    """Records of one line and one width, kept by column."""

    lines: range
    columns: Sequence[Sequence[str]]

    @property
    def records(self) -> Sequence[list[str]]:
        return list(map(list, zip(*self.columns, strict=True)))


class Records:
    """Reads lines to their end; `line` is where the next record begins, or the one that cannot be read."""

    def __init__(self, lines: Lines, layout: Layout) -> None:
        csv.field_size_limit(LONGEST_CELL)
        self._lines = lines
        self._layout = layout
        self.line = 1

    def batches(self, header: int = 0) -> Iterator[Batch | PlainBatch]:
        """The first batch holds `header` more lines: the rows under it then need not be put together anew.

        Raises csv.Error.
        """
        while text := self._lines.some(SIZE if self.line > 1 else SIZE + header):
            plain = self._cut_plainly(text)
            if plain:
                self.line = plain.lines.stop
                yield plain
            else:
                yield from self._read(text)

    def _cut_plainly(self, text: str) -> PlainBatch | None:
        """Whole lines without quotes, cut at every delimiter; None where that would not do."""
        text = text.replace("\r\n", "\n") if "\r" in text else text
        if '"' in text or "\r" in text or self._layout.skip_space or len(text) > LONGEST_CELL:
            return None
        text = text if text.endswith("\n") else f"{text}\n"
        sign, height = self._layout.delimiter, text.count("\n")
        width = text.count(sign, 0, text.index("\n")) + 1
        cells = text.replace("\n", f"{sign}\n{sign}").split(sign)
        ends = cells[width :: width + 1]
        if not len(ends) == ends.count("\n") == height:
            return None
        return PlainBatch(range(self.line, self.line + height), [cells[at : -1 : width + 1] for at in range(width)])

    def _read(self, text: str) -> Iterator[Batch]:
        """The records that begin in these lines; the last one may end behind them."""
        lines = list(io.StringIO(text, newline=""))
        reader = csv.reader(
            chain(lines, iter(self._lines.one, "")),
            delimiter=self._layout.delimiter,
            skipinitialspace=self._layout.skip_space,
            strict=True,
        )
        while (done := reader.line_num) < len(lines):
            records = list[list[str]]()
            try:
                records.extend(islice(reader, min(SIZE, len(lines) - done)))
            finally:  # what came before a record that cannot be read is there, and tells its line
                starts = self._starts(records, reader.line_num - done)
                self.line = starts.pop()
            yield Batch(starts, records)

    def _starts(self, records: Sequence[list[str]], height: int) -> list[int]:
        """The line each record starts on, and the one behind the last; `height` is the lines they take."""
        if height == len(records):
            return list(range(self.line, self.line + height + 1))
        return list(accumulate(map(_height, records), initial=self.line))


def _height(cells: Sequence[str]) -> int:
    """How many lines a record takes."""
    return 1 + sum(len(_LINE_BREAK.findall(cell)) for cell in cells if "\n" in cell or "\r" in cell)
