"""Puts what a command found onto stdout: drawn, aligned, tab-separated or as JSON."""

import sys
from collections.abc import Iterable
from datetime import tzinfo
from io import RawIOBase
from typing import Any, BinaryIO, cast

from crmctl.ui import plain
from crmctl.ui.safe import safe
from crmctl.ui.streams import is_utf8, talk
from crmctl.ui.terminal import Screen, talk_width
from crmctl.ui.view import Table, View
from crmctl.ui.wrapping import wrapped


def show(views: tuple[View, ...], screen: Screen, *, tabs: bool = False, pager: str = "") -> None:
    """On a terminal, or where colour was asked for, Rich draws; a pipe gets every text in full."""
    for view in views:
        if isinstance(view, Table) and not view.rows and view.empty:
            say(view.empty)
    if tabs:
        write("\n".join(line for view in views for line in plain.tabbed(view)))
    elif screen.terminal or screen.colour:
        _draw(views, screen, pager)
    else:
        write("\n".join(plain.all_aligned(views, unicode=screen.unicode)))


def drawn_lines(views: Iterable[View], screen: Screen) -> list[str]:
    """The lines of the views as that screen would show them."""
    from io import StringIO

    from crmctl.ui.screen import draw

    drawn = StringIO()
    draw(tuple(views), screen, drawn)
    return [line.rstrip() for line in drawn.getvalue().splitlines()]


def show_json(data: Any, *, zone: tzinfo | None) -> None:
    from crmctl.ui.jsonout import as_json

    write(as_json(data, zone=zone, ascii_only=not is_utf8(sys.stdout)))


def show_json_array(data: Iterable[Any], *, zone: tzinfo | None) -> None:
    """The text that `show_json` gives of a list, written as its values come."""
    from crmctl.ui.jsonout import as_json

    ascii_only, before = not is_utf8(sys.stdout), "["
    for item in data:
        text = as_json(item, zone=zone, ascii_only=ascii_only)
        sys.stdout.write(before + "\n  " + text.replace("\n", "\n  "))
        before = ","
    write("[]" if before == "[" else "\n]")


def show_json_lines(data: Iterable[Any], *, zone: tzinfo | None) -> None:
    """One JSON value a line, written as it comes."""
    from crmctl.ui.jsonout import as_json

    ascii_only = not is_utf8(sys.stdout)
    for item in data:
        write(as_json(item, zone=zone, indent=None, ascii_only=ascii_only))


def write(text: str) -> None:
    """A finished text to stdout, as data."""
    sys.stdout.write(text + "\n" if text else "")


def raw_stream(*, shown: bool) -> BinaryIO:
    """Stdout for the bytes of a file; `shown` on a terminal, which gets them as harmless lines."""
    sys.stdout.flush()
    return cast("BinaryIO", _Shown()) if shown else sys.stdout.buffer


class _Shown(RawIOBase):
    """Takes the parts of a text file, each of whole lines."""

    def write(self, part: Any) -> int:
        text = bytes(part).decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n")
        sys.stdout.write(safe(text, keep="\n"))
        return len(part)


def say(text: str) -> None:
    """Talk: a sentence to stderr, so that stdout stays data; a terminal gets it broken between words."""
    text, columns = safe(text, keep="\n"), talk_width()
    talk("\n".join(wrapped(text, columns) if columns else [text]) + "\n")


def say_line(text: str) -> None:
    """Talk of one line that stays one, for whoever copies it."""
    talk(safe(text) + "\n")


def _draw(views: tuple[View, ...], screen: Screen, pager: str) -> None:
    from crmctl.ui.screen import draw

    if not (pager and screen.terminal):
        draw(views, screen, sys.stdout)
        return
    from io import StringIO

    from crmctl.ui.pager import page

    drawn = StringIO()
    draw(views, screen, drawn)
    if drawn.getvalue().count("\n") < screen.height:
        sys.stdout.write(drawn.getvalue())
    else:
        page(drawn.getvalue(), pager)
