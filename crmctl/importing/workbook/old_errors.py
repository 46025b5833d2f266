"""Cells of a workbook of before 2007 (BIFF) in which a formula failed."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from crmctl.importing.workbook.error_codes import ANY_CODE, CODES, Cell

MARK = b"\xd0\xcf\x11\xe0"
"""How such a file, a container of streams, begins."""
_STREAMS = ("Workbook", "Book")
_BOF, _EOF, _SHEET, _ERROR, _FORMULA = 0x0809, 0x000A, 0x0085, 0x0205, 0x0006
_HEAD = 4
"""Bytes of a record's kind and length, two each."""
_FAILED = re.compile(
    rb"\x05\x02\x08\x00.{6}" + ANY_CODE + rb"\x01|\x06\x00.{8}\x02." + ANY_CODE + rb".{3}\xff\xff", re.DOTALL
)
"""May also match by chance, inside a record."""

Record = tuple[int, int, int]
"""Its kind, where its data begin, and their length in bytes."""


def failed_cells(stream: BinaryIO, at: int) -> Iterator[Cell]:
    """Those of the sheet that is the workbook's `at`-th, from 0; raises whatever a damaged file makes it raise."""
    from olefile import OleFileIO

    stream.seek(0)
    with OleFileIO(stream) as container:
        name = next(filter(container.exists, _STREAMS))
        book = container.openstream(name).read()
    if not _FAILED.search(book):
        return
    sheets = [_number(book, data, 4) for kind, data, _length in _records(book, 0) if kind == _SHEET]
    for kind, data, length in _records(book, sheets[at]):
        code = _code(book[data : data + length], kind)
        if code in CODES:
            yield _number(book, data, 2), _number(book, data + 2, 2), CODES[code]


def _records(book: bytes, place: int) -> Iterator[Record]:
    """Those from here to the end of what begins here, but not of charts in between."""
    depth = 0
    while place + _HEAD <= len(book):
        kind, length = _number(book, place, 2), _number(book, place + 2, 2)
        depth += (kind == _BOF) - (kind == _EOF)
        if depth == 1:
            yield kind, place + _HEAD, length
        if depth < 1:
            return
        place += _HEAD + length


def _code(data: bytes, kind: int) -> int:
    """The error of a cell; -1 where it shows none."""
    if kind == _ERROR and data[7:8] == b"\1":
        return data[6]
    if kind == _FORMULA and data[6:7] == b"\2" and data[12:14] == b"\xff\xff":
        return data[8]
    return -1


def _number(book: bytes, place: int, size: int) -> int:
    return int.from_bytes(book[place : place + size], "little")
