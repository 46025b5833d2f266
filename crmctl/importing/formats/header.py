"""Which row of a sheet is the header."""

from collections.abc import Iterable
from itertools import islice

from crmctl.importing.records import Row

ROWS = 50
"""A title, the day of the report and whose it is stand above it, not pages of them."""


def find_header(rows: Iterable[Row]) -> Row | None:
    """The first row that has more than half as many cells as rows usually have; a title above the table has not.

    `rows` are those that are not blank.
    """
    first = list(islice(rows, ROWS))
    widths = [sum(map(bool, map(str.strip, cells))) for _line, cells in first]
    usual = sorted(widths)[len(widths) // 2] if widths else 0
    return next((row for row, width in zip(first, widths, strict=True) if 2 * width > usual), None)
