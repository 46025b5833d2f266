"""Turning pages in place: each is drawn where the one before stood, so that nothing flickers or scrolls away."""

from collections.abc import Callable, Sequence
from typing import Any

from prompt_toolkit.application import Application
from prompt_toolkit.formatted_text import ANSI, StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout import FormattedTextControl, HSplit, Layout, Window

from crmctl.i18n import _
from crmctl.ui.asking import answer, with_below
from crmctl.ui.safe import safe

_KEPT = 4
"""Lines of the screen that are not the page's: what it is, where one is on two lines, and the last."""


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
        self.height = height
        self.at = 0
        self.top = 0
        self.lines = lines_of(0)

    def page(self) -> ANSI:
        return ANSI("\n".join(self.lines[self.top : self.top + self.height]))

    def place(self) -> StyleAndTextTuples:
        said = _("Page {page} of {pages}. PgDn, PgUp turn, Enter goes on, Esc goes back")
        if self.pages == 1:
            said = _("↑↓ scroll, Enter goes on, Esc goes back") if self._below else _("Enter goes on, Esc goes back")
        return [("class:note", said.format(page=self.at + 1, pages=self.pages))]

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
            self.at, self.top, self.lines = page, 0, self.lines_of(page)


def _doing(turn: Callable[[], None]) -> Callable[[KeyPressEvent], None]:
    return lambda _event: turn()
