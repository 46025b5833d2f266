"""Cells of a sheet of a binary workbook (XLSB) in which a formula failed."""

import re
from collections.abc import Iterator
from typing import IO

from crmctl.importing.workbook.error_codes import ANY_CODE, CODES, Cell

FAILED = re.compile(
    rb"\x03\x09..\x00\x00.{4}" + ANY_CODE + rb"|\x0b[\x09-\xff][\x01-\x7f]?..\x00\x00.{4}" + ANY_CODE, re.DOTALL
)
"""Every such cell, and what looks like one."""
_ROW, _ERROR, _FORMULA_ERROR, _SHEET = 0, 3, 11, 156
_MORE, _SEVEN = 0x80, 7
_CODE_AT = 8
"""In a cell: the column and the style come before it, four bytes each."""


def failed_cells(content: IO[bytes]) -> Iterator[Cell]:
    """Those of a sheet's part, as it is unpacked."""
    row = 0
    for kind, data in records(content):
        if kind == _ROW:
            row = _number(data)
        elif kind in {_ERROR, _FORMULA_ERROR} and (said := CODES.get(data[_CODE_AT] if data[_CODE_AT:] else -1)):
            yield row, _number(data), said


def part_number(content: IO[bytes], sheet: str) -> str:
    """What the workbook's part calls the part of that sheet; empty where it has none of that name."""
    for kind, data in records(content):
        if kind == _SHEET:
            number, end = _text(data, 8)
            name, _end = _text(data, end)
            if name == sheet:
                return number
    return ""


def records(content: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    while first := content.read(1):
        kind = first[0]
        if kind & _MORE:
            kind = kind & ~_MORE | _number(content.read(1)) << _SEVEN
        yield kind, content.read(_length(content))


def _length(content: IO[bytes]) -> int:
    """Of the record that follows: seven bits a byte, in four at most."""
    length = 0
    for shift in range(0, 4 * _SEVEN, _SEVEN):
        byte = _number(content.read(1))
        length |= (byte & ~_MORE) << shift
        if not byte & _MORE:
            break
    return length


def _text(data: bytes, at: int) -> tuple[str, int]:
    """What stands there behind its length, and where it ends; nothing is written as the greatest length."""
    start = at + 4
    end = start + 2 * _number(data[at:start])
    return data[start:end].decode("utf-16-le", "replace"), end


def _number(data: bytes) -> int:
    return int.from_bytes(data[:4], "little")
