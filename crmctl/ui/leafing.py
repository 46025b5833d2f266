"""Turning pages in place: each is drawn where the one before stood, so that nothing flickers or scrolls away."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from prompt_toolkit.application import Application
from prompt_toolkit.formatted_text import ANSI, StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout import FormattedTextControl, HSplit, Layout, Window

from crmctl.i18n import _
from crmctl.ui import beyond
from crmctl.ui.asking import answer, with_below
from crmctl.ui.safe import safe

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_TALLEST_HEAD = 4
_KEPT = 5
"""Lines of the screen that are not the page's: what it is, what is out of view, where one is on two, and the last."""


def leaf(label: str, pages: int, lines_of: Callable[[int], Sequence[str]], height: int, **more: Any) -> None:
    """Show pages, from 0, of ready lines with their colours, until Enter; a page longer than the screen scrolls."""
    book = _Book(pages, lines_of, max(1, height - _KEPT))
    layout = HSplit(
        [
            Window(FormattedTextControl([("class:qmark", "? "), ("class:question", safe(label))]), height=1),
            Window(FormattedTextControl(book.page), wrap_lines=True, dont_extend_height=True),
        ]
    )
    asked: Application[None] = Application(layout=Layout(layout), key_bindings=book.keys(), **more)
    answer(with_below(asked, book.place))


class _Book:
    def __init__(self, pages: int, lines_of: Callable[[int], Sequence[str]], height: int) -> None:
        self.pages = pages
        self.lines_of = lines_of
        self.at, self.top, self.height, self.screen = -1, 0, height, height
        self.head: Sequence[str] = ()
        self.lines: Sequence[str] = ()
        self.open(0)

    def page(self) -> ANSI:
        return ANSI("\n".join([*self.head, *self.lines[self.top : self.top + self.height]]))

    def place(self) -> StyleAndTextTuples:
        said = _("Page {page} of {pages}. PgDn, PgUp turn, Enter goes on, Esc goes back")
        if self.pages == 1:
            said = _("↑↓ scroll, Enter goes on, Esc goes back") if self._below else _("Enter goes on, Esc goes back")
        said = said.format(page=self.at + 1, pages=self.pages)
        around = beyond.said(self.top, self._below)
        return [("class:note", f"{around}\n{said}" if around else said)]

    def keys(self) -> KeyBindings:
        keys = KeyBindings()
        keys.add("enter")(lambda event: event.app.exit())
        for names, turn in (
            (("pagedown", "space", "right", "n"), lambda: self.turn(1)),
            (("pageup", "left", "p"), lambda: self.turn(-1)),
            (("down",), lambda: self.scroll(1)),
            (("up",), lambda: self.scroll(-1)),
            (("home",), lambda: self.open(0)),
            (("end",), lambda: self.open(self.pages - 1)),
        ):
            for name in names:
                keys.add(name)(_doing(turn))
        return keys

    @property
    def _below(self) -> int:
        """Lines of this page that are not in view yet."""
        return max(0, len(self.lines) - self.top - self.height)

    def turn(self, by: int) -> None:
        """A screenful on or back; at the page's end, the next page."""
        if by > 0 and self._below:
            self.scroll(self.height)
        elif by < 0 and self.top:
            self.scroll(-self.height)
        else:
            self.open(self.at + by)

    def scroll(self, by: int) -> None:
        self.top = max(0, min(self.top + by, self.top + self._below))

    def open(self, page: int) -> None:
        page = max(0, min(page, self.pages - 1))
        if page != self.at:
            lines = self.lines_of(page)
            head = _head(lines) if len(lines) > self.screen else 0
            self.at, self.top, self.head, self.lines = page, 0, lines[:head], lines[head:]
            self.height = max(1, self.screen - head)


def _head(lines: Sequence[str]) -> int:
    """How many lines head the table that the page is; 0 where it is none, or more than one."""
    rules = [at for at, line in enumerate(lines) if line and not _COLOURS.sub("", line).strip("─- ")]
    return rules[0] + 1 if len(rules) == 1 and rules[0] < _TALLEST_HEAD else 0


def _doing(turn: Callable[[], None]) -> Callable[[KeyPressEvent], None]:
    return lambda _event: turn()
