"""Makes a table that is too wide for a screen narrower, a little at a time, and says what it left out."""

from collections.abc import Callable, Sequence

from crmctl.i18n import _
from crmctl.ui.view import Column, Table, cell


def narrowed(table: Table, fits: Callable[[Table], bool]) -> Table | None:
    """Heads on several lines, then no blank column, none of zeros, none with a rank; None when all of it is in vain.

    What stays is told by `fits`. Scripts never get to see a narrowed table.
    """
    if fits(table):
        return table
    table = table._replace(columns=[_broken(column) for column in table.columns])
    table = _keeping(table, _says_more_than(table, ""))
    zeros: list[str] = []
    if not fits(table):
        kept = _says_more_than(table, "", "0")
        zeros = [column.title for column, stays in zip(table.columns, kept, strict=True) if not stays]
        table = _keeping(table, kept)
    left_out: list[str] = []
    while not fits(table):
        ranks = [column.rank for column in table.columns]
        if not any(ranks):
            return None
        last = ranks.index(max(ranks))
        left_out.insert(0, table.columns[last].title)
        table = _keeping(table, [at != last for at in range(len(ranks))])
    said = {
        _("0 everywhere: {names}."): zeros,
        _("No room for: {names} (a wider screen or --plain has it)."): left_out,
    }
    told = [text.format(names=_named(titles)) for text, titles in said.items() if titles]
    return table._replace(footer=[*table.footer, *told])


def _named(titles: Sequence[str]) -> str:
    """Within a sentence that ends behind them, with a full stop of its own."""
    return ", ".join(title.replace("\n", " ") for title in titles).removesuffix(".")


def _broken(column: Column) -> Column:
    return column if column.wrap else column._replace(title=column.title.replace(" ", "\n"))


def _says_more_than(table: Table, *texts: str) -> list[bool]:
    """Of each column, the first and those that wrap aside, whether it has more than these."""
    return [
        not at or column.wrap or any(cell(row[at]).text not in texts for row in table.rows)
        for at, column in enumerate(table.columns)
    ]


def _keeping(table: Table, kept: list[bool]) -> Table:
    columns = [column for column, stays in zip(table.columns, kept, strict=True) if stays]
    rows = [[value for value, stays in zip(row, kept, strict=True) if stays] for row in table.rows]
    return table._replace(columns=columns, rows=rows)
