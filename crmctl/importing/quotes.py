"""Where a quote was opened that the CSV reader stumbled over."""

from collections.abc import Iterable
from typing import NamedTuple


class OpenQuote(NamedTuple):
    """Line and column, from 1, of the opening quote; `stumble` is where text went on after its end, if it did."""

    line: int
    column: int
    stumble: tuple[int, int] | None = None


def find_open_quote(lines: Iterable[str], first: int, delimiter: str, *, skip_space: bool = False) -> OpenQuote | None:
    """The quoted cell that breaks the record starting with `lines`, whose first line is number `first`."""
    opened: OpenQuote | None = None
    for number, line in enumerate(lines, first):
        at = 0
        while True:
            if opened is None:
                at = _next_quoted_cell(line, at, delimiter, skip_space=skip_space)
                if at < 0:
                    return None
                opened = OpenQuote(number, at + 1)
                at += 1
            at = _closing_quote(line, at) + 1
            if not at:
                break
            if line[at : at + 1] != delimiter:
                finished = line[at : at + 1] in {"", "\r", "\n"}
                return None if finished else opened._replace(stumble=(number, at + 1))
            opened = None
            at += 1
    return opened


def _next_quoted_cell(line: str, at: int, delimiter: str, *, skip_space: bool) -> int:
    """Index of the quote that opens a cell at or after `at`, where a cell starts; -1 when there is none."""
    while True:
        while skip_space and line.startswith(" ", at):
            at += 1
        if line.startswith('"', at):
            return at
        at = line.find(delimiter, at) + 1
        if not at:
            return -1


def _closing_quote(line: str, at: int) -> int:
    """Index of the first quote from `at` on that is not doubled; -1 when the cell goes on in the next line."""
    while (at := line.find('"', at)) >= 0 and line.startswith('""', at):
        at += 2
    return at
