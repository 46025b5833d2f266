"""Cells in which a formula failed: the library that reads workbooks says blank."""

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from io import BufferedReader, RawIOBase
from itertools import chain, pairwise
from typing import IO, BinaryIO, cast

from crmctl.cleaning.placeholder_words import is_sheet_error
from crmctl.importing.workbook import binary_errors, old_errors, opendocument_errors
from crmctl.importing.workbook.error_codes import Cell

Errors = Mapping[int, Mapping[int, str]]
"""What failed cells show, by row and column, both from 0."""
NO_ERRORS: Errors = {}
CHUNK = 1 << 20
_LONGEST_CELL = 1 << 16
"""Bytes kept of one chunk for a cell that ends in the next."""
_LONGEST_MARK = 64
_OTHER = "#ERROR!"
UNREADABLE = (KeyError, OSError, RuntimeError, EOFError, zipfile.BadZipFile, zlib.error)
"""The library had no trouble with the file, so that nobody is helped by a refusal."""
_SHEETS = re.compile(r"xl/worksheets/[^/]+\.(?:xml|bin)", re.IGNORECASE)
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^<>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^<>]*>")
_FAILED = re.compile(rb"<(?:\w+:)?c\s[^<>]{0,200}?\bt=[\"']e[\"'][^<>]{0,200}(?<!/)>")
_PLACE = re.compile(rb"\sr=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]{1,30})<|</(?:\w+:)?c>")


def errors_of(stream: BinaryIO, sheet: str, at: int) -> Errors:
    """Those of a sheet, the workbook's `at`-th from 0, as far as they can be told; nothing of other kinds of files."""
    found: dict[int, dict[int, str]] = {}
    stream.seek(0)
    begins = stream.read(len(old_errors.MARK))
    if begins.startswith(b"PK"):
        with suppress(*UNREADABLE), zipfile.ZipFile(stream) as archive:
            _keep(_all(archive, sheet), found)
    elif begins == old_errors.MARK:
        with suppress(Exception):  # a damaged container makes its reader raise anything
            _keep(old_errors.failed_cells(stream, at), found)
    return found


def _keep(cells: Iterator[Cell], found: dict[int, dict[int, str]]) -> None:
    for row, column, said in cells:
        found.setdefault(row, {})[column] = said if is_sheet_error(said) else _OTHER


def _all(archive: zipfile.ZipFile, sheet: str) -> Iterator[Cell]:
    if "content.xml" in archive.namelist():
        if holds(archive, "content.xml", re.compile(opendocument_errors.MARK)):
            with archive.open("content.xml") as content:
                yield from opendocument_errors.failed_cells(content, sheet)
    elif part := _part(archive, sheet):
        if not part.lower().endswith(".bin"):
            with archive.open(part) as content:
                yield from _failed(content)
        elif holds(archive, part, binary_errors.FAILED):
            with archive.open(part) as content:
                yield from binary_errors.failed_cells(BufferedReader(cast("RawIOBase", content), CHUNK))


def holds(archive: zipfile.ZipFile, part: str, sought: re.Pattern[bytes]) -> bool:
    """Whether a part is worth a slower look."""
    with archive.open(part) as content:
        pieces = pairwise(chain([b""], _chunks(content)))
        return any(sought.search(before[-_LONGEST_MARK:] + after) for before, after in pieces)


def _chunks(content: IO[bytes]) -> Iterator[bytes]:
    return iter(lambda: content.read(CHUNK), b"")


def _part(archive: zipfile.ZipFile, sheet: str) -> str:
    """The part that holds the sheet; empty where none is found."""
    parts = list(filter(_SHEETS.fullmatch, archive.namelist()))
    if len(parts) < 2:  # noqa: PLR2004
        return "".join(parts)
    kind = parts[0][-3:].lower()
    with archive.open(f"xl/workbook.{kind}") as book:
        number = binary_errors.part_number(book, sheet) if kind == "bin" else _part_number(book.read(), sheet)
    relations = (tag[0] for tag in _RELATION.finditer(archive.read(f"xl/_rels/workbook.{kind}.rels")))
    target = next((_attribute(tag, "Target") for tag in relations if _attribute(tag, "Id") == number), "")
    return next((part for part in parts if target and part.rpartition("/")[2] == target.rpartition("/")[2]), "")


def _part_number(book: bytes, sheet: str) -> str:
    named = (tag[0] for tag in _SHEET.finditer(book))
    wanted = next((tag for tag in named if _attribute(tag, "name") == sheet), b"")
    return _attribute(wanted, r"\w+:id")


def _attribute(tag: bytes, name: str) -> str:
    from xml.sax.saxutils import unescape

    found = re.search(rf"\s{name}=(\"[^\"]*\"|'[^']*')", tag.decode("utf-8", "replace"))
    return unescape(found[1][1:-1], {"&quot;": '"', "&apos;": "'"}) if found else ""


def _failed(content: IO[bytes]) -> Iterator[Cell]:
    text = b""
    for chunk in _chunks(content):
        text += chunk
        done = 0
        for tag in _FAILED.finditer(text):
            value = _VALUE.search(text, tag.end(), tag.end() + _LONGEST_CELL)
            place = _PLACE.search(tag[0])
            done = value.end() if value else done
            if value and value[1] and place:
                yield int(place[2]) - 1, _column(place[1]), value[1].decode("utf-8", "replace")
        text = text[max(done, len(text) - _LONGEST_CELL) :]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
