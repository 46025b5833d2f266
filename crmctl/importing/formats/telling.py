"""What a file is, whatever it is called: told by its bytes, and by its name only where they leave it open."""

import os
from pathlib import Path
from typing import NamedTuple

from crmctl.i18n import N_

HEAD = 4096
TAIL = 1 << 16
"""Bytes at the end of a ZIP archive, where the names of its parts stand."""


class Format(NamedTuple):
    """`what` it is, untranslated; the `module` of this package that opens it, empty where nothing here does.

    `hints` are those that mean something to it; `advice`, untranslated, is for what nothing opens.
    """

    what: str
    module: str = ""
    hints: tuple[str, ...] = ()
    advice: str = N_("Save it as CSV.")


CSV = Format(N_("a CSV file"), "csv_text", ("encoding", "delimiter"))
_SHEET = ("sheet",)
_UNPACK, _WRONG = N_("Unpack it and import what is in it."), N_("Perhaps it is the wrong file.")
_ARCHIVE = Format(N_("a ZIP archive"), advice=_UNPACK)
_XLSX = Format(N_("an Excel workbook (.xlsx)"), "workbook", _SHEET)
_HTML = Format(N_("an HTML page"), "html_page", ("encoding",))
_JSON = Format(N_("a JSON document"), "json_records", ("encoding", "path"))
_VCARD = Format(N_("a vCard file"), "vcard", ("encoding",))
_COMMERCEML = Format(N_("a CommerceML file"), "commerceml")
_ROOT = "КоммерческаяИнформация"
_ROOTS = tuple(_ROOT.encode(encoding) for encoding in ("utf-8", "cp1251", "koi8-r", "cp866"))
_STARTS = (
    (b"PK\x03\x04", _ARCHIVE),
    (b"PK\x05\x06", _ARCHIVE),
    (b"\xd0\xcf\x11\xe0", Format(N_("an old Excel workbook (.xls)"), "workbook", _SHEET)),
    (b"%PDF", Format(N_("a PDF document"))),
    (b"SQLite format 3\0", Format(N_("an SQLite database"), "sqlite_table", ("table", "query"))),
    (b"\x1f\x8b", Format(N_("a gzip archive"), advice=_UNPACK)),
    (b"7z\xbc\xaf", Format(N_("a 7z archive"), advice=_UNPACK)),
    (b"Rar!", Format(N_("a RAR archive"), advice=_UNPACK)),
    (b"\x89PNG", Format(N_("a picture"), advice=_WRONG)),
    (b"\xff\xd8\xff", Format(N_("a picture"), advice=_WRONG)),
    (b"\x7fELF", Format(N_("a program"), advice=_WRONG)),
)
_IN_ARCHIVE = (
    (b"xl/", _XLSX),
    (b"opendocument.spreadsheet", Format(N_("an OpenDocument sheet (.ods)"), "workbook", _SHEET)),
    (b"opendocument", Format(N_("an OpenDocument file"))),
    (b"word/", Format(N_("a Word document"))),
)
_TEXT_STARTS = (
    (b"<?xml", Format(N_("an XML document"))),
    (b"<!doctype html", _HTML),
    (b"<html", _HTML),
    (b"<table", _HTML),
    (b"<head", _HTML),
    (b"<body", _HTML),
    (b"<meta", _HTML),
    (b"<style", _HTML),
    (b"begin:vcard", _VCARD),
    (b"[{", _JSON),
    (b'{"', _JSON),
    (b"[]", _JSON),
    (b"{}", _JSON),
)
_BY_NAME: dict[str, Format] = dict.fromkeys((".json", ".jsonl", ".ndjson"), _JSON) | {".vcf": _VCARD}
"""By extension in small letters, for kinds whose first bytes may be anything."""


def tell(path: Path) -> Format:
    """What the file is; CSV is what is left. Raises OSError."""
    with path.open("rb") as stream:
        head = stream.read(HEAD)
        stream.seek(max(0, stream.seek(0, os.SEEK_END) - TAIL))
        tail = stream.read() if head.startswith(b"PK") else b""
    return _by_start(head, tail) or _by_text(head) or _BY_NAME.get(path.suffix.lower(), CSV)


def _by_start(head: bytes, tail: bytes) -> Format | None:
    found = next((what for start, what in _STARTS if head.startswith(start)), None)
    if found is not _ARCHIVE:
        return found
    return next((what for mark, what in _IN_ARCHIVE if mark in head or mark in tail), found)


def _by_text(head: bytes) -> Format | None:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "ignore").encode()
    if b"<" in head[:8] and any(root in head for root in _ROOTS):
        return _COMMERCEML
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    squeezed = b"".join(text[:64].split())
    return next((what for start, what in _TEXT_STARTS if text.startswith(start) or squeezed.startswith(start)), None)
