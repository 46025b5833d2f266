"""Rows as CSV: for a Russian Excel and for 1C, or exactly, for crmctl."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from enum import Enum, auto
from itertools import islice
from typing import Any, BinaryIO

from crmctl.cleaning.text import guarded
from crmctl.exporting.excel_text import harmless
from crmctl.exporting.sheet import Sheet

_AT_ONCE = 500
_NUMBERS = re.compile(r"[+\d\s().,;/-]*")

CellText = Callable[[Any], str]


class Dress(Enum):
    """How texts are written: as they are, guarded for a spreadsheet, or so that 1C gets its phones bare."""

    EXACT = auto()
    EXCEL = auto()
    ONE_C = auto()


def write_csv(sheet: Sheet, stream: BinaryIO, dress: Dress) -> None:
    """`;`, CRLF and UTF-8; whatever is not exact begins with a byte order mark."""
    text = {Dress.EXACT: exact_text, Dress.EXCEL: excel_cell, Dress.ONE_C: one_c_cell}[dress]
    if dress is not Dress.EXACT:
        stream.write(b"\xef\xbb\xbf")
    stream.writelines(lines.encode("utf-8", "replace") for lines in _lines(sheet, text))


def excel_cell(value: Any) -> str:
    """Days and moments in ISO form, which Excel takes for what they are in every language."""
    return guarded(harmless(value)) if isinstance(value, str) else exact_text(value)


def one_c_cell(value: Any) -> str:
    """The same, but what consists of numbers and their signs calculates nothing and stays bare."""
    return exact_text(value) if isinstance(value, str) and _NUMBERS.fullmatch(value) else excel_cell(value)


def exact_text(value: Any) -> str:
    """NUL, which no reader of CSV takes, is left out."""
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)


def _lines(sheet: Sheet, text: CellText) -> Iterator[str]:
    """Some hundred rows at a time; a line break of any kind makes the writer quote its cell."""
    rows = iter(sheet.rows)
    part: list[Sequence[Any]] = [[column.caption for column in sheet.columns]]
    while part:
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=";", lineterminator="\r\n").writerows([list(map(text, row)) for row in part])
        yield out.getvalue()
        part = list(islice(rows, _AT_ONCE))
