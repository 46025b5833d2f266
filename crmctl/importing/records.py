"""The records of a CSV file, some hundred at a time."""

import csv
import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice
from typing import NamedTuple, TextIO

from crmctl.importing.delimiter import Layout

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


class Records:
    """Reads an open file to its end; `line` is where the next record begins, or the one that cannot be read."""

    def __init__(self, file: TextIO, layout: Layout) -> None:
        csv.field_size_limit(LONGEST_CELL)
        self._reader = csv.reader(file, delimiter=layout.delimiter, skipinitialspace=layout.skip_space, strict=True)
        self.line = 1

    def batches(self) -> Iterator[Batch]:
        """Raises csv.Error."""
        while True:
            first, records = self.line, list[list[str]]()
            try:
                records.extend(islice(self._reader, SIZE))
            finally:  # what came before a record that cannot be read is there, and tells its line
                starts = self._starts(first, records)
                self.line = starts.pop()
            if not records:
                return
            yield Batch(starts, records)

    def _starts(self, first: int, records: Sequence[list[str]]) -> list[int]:
        """The line each record starts on, and the one behind the last."""
        if self._reader.line_num == first - 1 + len(records):
            return list(range(first, first + len(records) + 1))
        return list(accumulate(map(_height, records), initial=first))


def _height(cells: Sequence[str]) -> int:
    """How many lines a record takes."""
    return 1 + sum(len(_LINE_BREAK.findall(cell)) for cell in cells if "\n" in cell or "\r" in cell)
