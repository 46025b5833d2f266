"""Files that are no CSV whatever they are called, told by their first bytes."""

from crmctl.i18n import N_

HEAD = 4096
_STARTS = (
    (b"PK\x03\x04", N_("a ZIP archive")),
    (b"PK\x05\x06", N_("a ZIP archive")),
    (b"\xd0\xcf\x11\xe0", N_("an old Excel workbook (.xls)")),
    (b"%PDF", N_("a PDF document")),
    (b"SQLite format 3\0", N_("an SQLite database")),
    (b"\x1f\x8b", N_("a gzip archive")),
    (b"7z\xbc\xaf", N_("a 7z archive")),
    (b"Rar!", N_("a RAR archive")),
    (b"\x89PNG", N_("a picture")),
    (b"\xff\xd8\xff", N_("a picture")),
    (b"\x7fELF", N_("a program")),
)
_TEXT_STARTS = (
    (b"<?xml", N_("an XML document")),
    (b"<!doctype html", N_("an HTML page")),
    (b"<html", N_("an HTML page")),
    (b"<table", N_("an HTML page")),
    (b"<meta", N_("an HTML page")),
    (b"begin:vcard", N_("a vCard file")),
    (b'[{"', N_("a JSON document")),
    (b'{"', N_("a JSON document")),
)
_IN_ARCHIVE = (
    (b"xl/", N_("an Excel workbook (.xlsx)")),
    (b"opendocument", N_("an OpenDocument file")),
    (b"word/", N_("a Word document")),
)


def foreign_format(head: bytes) -> str:
    """What a file whose first bytes are `head` is, untranslated; empty when it may be CSV."""
    for start, what in _STARTS:
        if head.startswith(start):
            inside = (name for mark, name in _IN_ARCHIVE if mark in head)
            return next(inside, what) if start.startswith(b"PK") else what
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    squeezed = b"".join(text[:64].split())
    return next((what for start, what in _TEXT_STARTS if text.startswith(start) or squeezed.startswith(start)), "")
