"""Makes a table that is too wide for a screen narrower, a little at a time, and says what it left out."""

from collections.abc import Callable

from crmctl.i18n import _
from crmctl.ui.view import Column, Table, cell


def narrowed(table: Table, fits: Callable[[Table], bool]) -> Table | None:
    """Heads on several lines, then no column that says nothing, then none with a rank; None when all of it is in vain.

    What stays is told by `fits`. Scripts never get to see a narrowed table.
    """
    if fits(table):
        return table
    table = _keeping(table._replace(columns=[_broken(column) for column in table.columns]), _says_something(table))
    left_out: list[str] = []
    while not fits(table):
        ranks = [column.rank for column in table.columns]
        if not any(ranks):
            return None
        last = ranks.index(max(ranks))
        left_out.insert(0, table.columns[last].title.replace("\n", " "))
        table = _keeping(table, [at != last for at in range(len(ranks))])
    return table._replace(footer=[*table.footer, *_told(left_out)])


def _told(left_out: list[str]) -> list[str]:
    if not left_out:
        return []
    return [_("No room for: {names}. A wider screen or --plain has it.").format(names=", ".join(left_out))]


def _broken(column: Column) -> Column:
    return column if column.wrap else column._replace(title=column.title.replace(" ", "\n"))


def _says_something(table: Table) -> list[bool]:
    """Of each column, the first and those that wrap aside, whether it has more than blanks and zeros."""
    return [
        not at or column.wrap or any(cell(row[at]).text not in ("", "0") for row in table.rows)
        for at, column in enumerate(table.columns)
    ]


def _keeping(table: Table, kept: list[bool]) -> Table:
    columns = [column for column, stays in zip(table.columns, kept, strict=True) if stays]
    rows = [[value for value, stays in zip(row, kept, strict=True) if stays] for row in table.rows]
    return table._replace(columns=columns, rows=rows)
