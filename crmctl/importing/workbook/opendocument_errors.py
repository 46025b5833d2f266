"""Cells of an OpenDocument sheet in which a formula failed."""

from collections.abc import Iterator
from typing import IO
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from crmctl.importing.workbook.error_codes import Cell

MARK = b'calcext:value-type="error"'
_MOST_REPEATED = 1000
"""Of one cell or row; more of them hold nothing."""
_CELLS = {"table:table-cell", "table:covered-table-cell"}


def failed_cells(content: IO[bytes], sheet: str) -> Iterator[Cell]:
    """Those of the sheet; none where the XML is such that no program wrote it."""
    from xml.sax import SAXException

    from defusedxml.common import DefusedXmlException
    from defusedxml.sax import make_parser

    handler = _Handler(sheet)
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setContentHandler(handler)
    try:
        parser.parse(content)
    except (SAXException, DefusedXmlException):
        return iter(())
    return iter(handler.found)


class _Handler(ContentHandler):
    """Counts rows and columns, the repeated ones too."""

    def __init__(self, sheet: str) -> None:
        super().__init__()
        self.found: list[Cell] = []
        self._sheet, self._inside = sheet, False
        self._row = self._next_row = self._column = 0
        self._failed: list[tuple[int, int]] = []
        self._said: list[str] = []

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - as the library calls it
        if name == "table:table":
            self._inside = attrs.get("table:name") == self._sheet
            self._row = self._next_row = 0
        elif name == "table:table-row":
            self._row, self._column = self._next_row, 0
            self._next_row += _repeated(attrs, "rows")
        elif name in _CELLS:
            times = _repeated(attrs, "columns")
            if self._inside and attrs.get("calcext:value-type") == "error":
                rows = range(self._row, min(self._next_row, self._row + _MOST_REPEATED))
                columns = range(self._column, self._column + min(times, _MOST_REPEATED))
                self._failed = [(row, column) for row in rows for column in columns]
            self._column += times

    def characters(self, content: str) -> None:
        if self._failed:
            self._said.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802 - as the library calls it
        if name in _CELLS and self._failed:
            said = "".join(self._said)
            self.found += ((row, column, said) for row, column in self._failed)
            self._failed, self._said = [], []


def _repeated(attrs: AttributesImpl, what: str) -> int:
    said = attrs.get(f"table:number-{what}-repeated") or "1"
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 8 else 1  # noqa: PLR2004
