"""The table of a page of HTML, as programs save it under the name of a spreadsheet."""

import io
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from typing import BinaryIO

from crmctl.errors import BadInput
from crmctl.i18n import _
from crmctl.importing.workbook.cells import text
from crmctl.importing.workbook.found import Found
from crmctl.importing.workbook.grid import Grid

_CHUNK = 1 << 20
_BREAKS = {"br", "p", "div", "li"}
_UNREAD = {"script", "style", "template"}

Attributes = Sequence[tuple[str, str | None]]


def find_table(stream: BinaryIO, encoding: str) -> Found:
    """The largest table of the page; BadInput where it has none, or is not text of this encoding."""
    stream.seek(0)
    reader = _Reader()
    try:
        with io.TextIOWrapper(stream, encoding=encoding) as page:
            while chunk := page.read(_CHUNK):
                reader.feed(chunk)
            reader.close()
    except UnicodeDecodeError:
        reason = _("these bytes are not {encoding} text").format(encoding=encoding)
        raise BadInput(reason, _("The file is damaged or cut off, or --encoding is wrong.")) from None
    grids = [grid for grid in reader.grids if grid.filled]
    if not grids:
        raise BadInput(_("the page has no table with data"), _("Save it as CSV."))
    largest = max(grids, key=lambda grid: grid.filled)
    return Found("", [""] * (len(grids) - 1), lambda: enumerate(largest.rows, 1))


class _Reader(HTMLParser):
    """Collects every table of a page; one inside a cell of another is a table of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.grids: list[Grid] = []
        self._open: list[Grid] = []
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if tag == "table":
            self.grids.append(Grid())
            self._open.append(self.grids[-1])
        elif tag in _UNREAD:
            self._unread += 1
        elif self._open:
            self._inside(self._open[-1], tag, attrs)

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self.handle_starttag(tag, attrs)
        if tag in _UNREAD:
            self._unread -= 1

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNREAD:
            self._unread = max(0, self._unread - 1)
        elif self._open:
            grid = self._open[-1]
            if tag == "table":
                grid.end_row()
                self._open.pop()
            elif tag == "tr":
                grid.end_row()
            elif tag in {"td", "th"}:
                grid.end_cell()

    def handle_data(self, data: str) -> None:
        if self._open and not self._unread:
            self._open[-1].write(" ".join(data.split("\n")))

    def close(self) -> None:
        super().close()
        for grid in self._open:
            grid.end_row()

    @staticmethod
    def _inside(grid: Grid, tag: str, attrs: Attributes) -> None:
        if tag == "tr":
            grid.begin_row()
        elif tag in {"td", "th"}:
            given = dict(attrs)
            grid.begin_cell(_span(given, "colspan"), _span(given, "rowspan"), _number(given))
        elif tag in _BREAKS:
            grid.write("\n")


def _span(attributes: Mapping[str, str | None], name: str) -> int:
    said = (attributes.get(name) or "").strip()
    return int(said[:6]) if said.isascii() and said.isdecimal() else 1


def _number(attributes: Mapping[str, str | None]) -> str:
    """What Excel writes beside a number that it shows rounded."""
    try:
        return text(float(attributes.get("x:num") or ""))
    except ValueError:
        return ""
