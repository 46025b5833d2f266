"""A sheet that was read, as a table."""

from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

from crmctl.importing.records import Row
from crmctl.importing.table import ListedTable, as_columns
from crmctl.importing.workbook.reading import Sheet

_ROWS = 50
"""A title, the day of the report and whose it is stand above a header, not pages of them."""


def sheet_table(path: Path, sheet: Sheet, *, part: str = "", notes: Sequence[str] = ()) -> ListedTable:
    """The table of a sheet that has rows."""
    line, cells = _header(sheet.rows())
    return ListedTable(
        path=path,
        part=part,
        lines=sheet.height,
        header=as_columns(cells),
        header_line=line,
        notes=notes,
        read=sheet.rows,
    )


def _header(rows: Iterable[Row]) -> Row:
    """The first row that has more than half as many cells as rows usually have; a title above the table has not."""
    first = list(islice(rows, _ROWS))
    widths = [sum(map(bool, map(str.strip, cells))) for _line, cells in first]
    usual = sorted(widths)[len(widths) // 2]
    return next(row for row, width in zip(first, widths, strict=True) if 2 * width > usual)
