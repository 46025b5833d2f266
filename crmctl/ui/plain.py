"""Views as text for pipes: aligned for people, tab-separated for scripts. Nothing is cut, nothing is coloured."""

from collections.abc import Iterable, Iterator

from crmctl.ui.safe import safe
from crmctl.ui.terminal import mark
from crmctl.ui.view import Align, Card, Cell, Field, Lines, Table, View, cell
from crmctl.ui.width import padded, width

GAP = "  "


def aligned(view: View, *, unicode: bool) -> Iterator[str]:
    """Lines of columns two spaces apart, as wide as the data need."""
    if isinstance(view, Card):
        yield from _card(view, unicode=unicode)
    elif isinstance(view, Lines):
        yield from (marked(cell(line), unicode=unicode) for line in view.lines)
    elif view.rows or not view.empty:
        yield from _table(view, unicode=unicode)


def all_aligned(views: Iterable[View], *, unicode: bool) -> Iterator[str]:
    """The views one after another, an empty line between tables."""
    after_table = False
    for view in views:
        if lines := list(aligned(view, unicode=unicode)):
            if after_table and isinstance(view, Table):
                yield ""
            yield from lines
            after_table = isinstance(view, Table)


def tabbed(view: View) -> Iterator[str]:
    """One line a row, values by tabs, headed by the columns' keys, which no language changes."""
    if isinstance(view, Card):
        yield from (f"{safe(field.key)}\t{safe(cell(field.value).text)}" for field in view.fields)
    elif isinstance(view, Lines):
        yield from (safe(cell(line).text) for line in view.lines)
    else:
        yield "\t".join(safe(column.key) for column in view.columns)
        for row in view.rows:
            yield "\t".join(safe(cell(value).text) for value in row)


def marked(value: Cell, *, unicode: bool) -> str:
    return mark(value.tone, unicode=unicode) + safe(value.text)


def _table(table: Table, *, unicode: bool) -> Iterator[str]:
    if table.title:
        yield safe(table.title)
    rows = [[safe(column.title) for column in table.columns]]
    rows += [[marked(cell(value), unicode=unicode) for value in row] for row in table.rows]
    widths = [max(map(width, values)) for values in zip(*rows, strict=True)]
    right = [column.align is Align.RIGHT for column in table.columns]
    for row in rows:
        yield GAP.join(map(_padded, row, widths, right)).rstrip(" ")
    yield from map(safe, table.footer)


def _padded(text: str, columns: int, right: bool) -> str:  # noqa: FBT001
    return padded(text, columns, right=right)


def _card(card: Card, *, unicode: bool) -> Iterator[str]:
    if card.title:
        yield safe(card.title)
    names = [f"{safe(field.label)}:" for field in card.fields]
    labels = max(map(width, names), default=0)
    for name, field in zip(names, card.fields, strict=True):
        first, *more = field_lines(field, unicode=unicode)
        yield f"{padded(name, labels)} {first}".rstrip(" ")
        yield from (" " * (labels + 1) + line for line in more)


def field_lines(field: Field, *, unicode: bool) -> list[str]:
    value = cell(field.value)
    lines = value.text.replace("\r\n", "\n").split("\n")
    return [mark(value.tone, unicode=unicode) + safe(lines[0]), *map(safe, lines[1:])]
