"""Views on a terminal, drawn by Rich; a table that does not fit becomes cards, so that nothing is ever cut."""

import sys
from collections.abc import Iterator
from typing import TextIO

from rich.box import ASCII, SIMPLE_HEAD
from rich.console import Console, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from crmctl.ui.narrow import narrowed
from crmctl.ui.plain import field_lines
from crmctl.ui.safe import safe
from crmctl.ui.terminal import Screen, mark
from crmctl.ui.view import Align, Card, Cell, Field, Lines, Table, Tone, View, cell
from crmctl.ui.width import width
from crmctl.ui.wrapping import wrapped

GAP = 2
"""Spaces between columns; Rich draws one of them as its divider."""
NARROWEST = 18
"""A column that may wrap gets at least so many columns, or the table becomes cards."""
LEAST_VALUE = 8
"""Columns a card must leave to its values, or label and value run on and the terminal breaks the line."""
_STYLES = {Tone.PLAIN: "", Tone.GOOD: "green", Tone.WARN: "yellow", Tone.BAD: "bold red", Tone.DIM: "dim"}


def draw(views: tuple[View, ...], screen: Screen, stream: TextIO) -> None:
    """The views one after another, an empty line between tables."""
    console = _console(screen, stream)
    after_table = False
    for view in views:
        if parts := list(_parts(view, screen)):
            if after_table and isinstance(view, Table):
                console.print()
            for part in parts:
                console.print(part, soft_wrap=isinstance(part, Text))
            after_table = isinstance(view, Table) and parts[-1] != Text("")


def text(value: str | Cell, *, unicode: bool) -> Text:
    """Data as Rich shows them literally: no markup, no emoji codes, no control characters."""
    shown = cell(value)
    return Text(mark(shown.tone, unicode=unicode) + safe(shown.text), style=_STYLES[shown.tone])


def fits(table: Table, screen: Screen) -> bool:
    return sum(_narrowest(table, screen)) + GAP * (len(table.columns) - 1) <= screen.width


def _console(screen: Screen, stream: TextIO) -> Console:
    return Console(
        file=stream,
        force_terminal=screen.colour,
        no_color=not screen.colour,
        color_system="standard" if screen.colour else None,
        width=screen.width,
        height=screen.height,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False if sys.platform != "win32" else None,
        _environ={},
    )


def _parts(view: View, screen: Screen) -> Iterator[RenderableType]:
    if isinstance(view, Lines):
        yield from (text(line, unicode=screen.unicode) for line in view.lines)
    elif isinstance(view, Card):
        yield from _card(view, screen)
    elif view.empty and not view.rows:
        return
    elif fitting := narrowed(view, lambda table: fits(table, screen)):
        yield from _around(fitting, [_grid(fitting, screen)], screen)
    else:
        yield from _around(view, [part for card in _cards(view) for part in _card(card, screen)], screen)


def _around(table: Table, body: list[RenderableType], screen: Screen) -> Iterator[RenderableType]:
    yield from _title(table.title, screen)
    yield from body
    for line in table.footer:
        yield from (Text(piece, style="dim") for piece in wrapped(safe(line), screen.width))


def _title(title: str, screen: Screen) -> Iterator[Text]:
    """A name in it may be of any length."""
    if title:
        yield from (Text(piece, style="bold") for piece in wrapped(safe(title), screen.width))


def _grid(table: Table, screen: Screen) -> Grid:
    grid = Grid(
        box=SIMPLE_HEAD if screen.unicode else ASCII, show_edge=False, pad_edge=False, padding=(0, GAP - 1, 0, 0)
    )
    for column, narrowest in zip(table.columns, _narrowest(table, screen), strict=True):
        grid.add_column(
            Text(safe(column.title, keep="\n")),
            justify="right" if column.align is Align.RIGHT else "left",
            overflow="fold",
            no_wrap=not column.wrap,
            min_width=narrowest,
        )
    for row in table.rows:
        grid.add_row(*(text(value, unicode=screen.unicode) for value in row))
    return grid


def _narrowest(table: Table, screen: Screen) -> list[int]:
    values = [[max(map(width, safe(column.title, keep="\n").split("\n"))) for column in table.columns]]
    values += [[width(text(value, unicode=screen.unicode).plain) for value in row] for row in table.rows]
    widest = [max(column) for column in zip(*values, strict=True)]
    return [min(w, NARROWEST) if c.wrap else w for w, c in zip(widest, table.columns, strict=True)]


def _cards(table: Table) -> Iterator[Card]:
    for row in table.rows:
        pairs = zip(table.columns, row, strict=True)
        yield Card("", [Field(column.key, column.title, value) for column, value in pairs if cell(value).text])


def _card(card: Card, screen: Screen) -> Iterator[RenderableType]:
    yield from _title(card.title, screen)
    labels = max((width(safe(field.label)) + 1 for field in card.fields), default=0)
    if labels + 1 + LEAST_VALUE > screen.width:
        yield from (_field(field, screen) for field in card.fields)
        yield Text("")
        return
    grid = Grid.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for field in card.fields:
        lines = "\n".join(field_lines(field, unicode=screen.unicode))
        grid.add_row(Text(f"{safe(field.label)}:", style="dim"), Text(lines, style=_STYLES[cell(field.value).tone]))
    yield grid
    yield Text("")


def _field(field: Field, screen: Screen) -> Text:
    lines = "\n".join(field_lines(field, unicode=screen.unicode))
    return Text.assemble((f"{safe(field.label)}: ", "dim"), (lines, _STYLES[cell(field.value).tone]))
