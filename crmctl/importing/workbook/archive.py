"""A look at a workbook that is a ZIP archive, before anything in it is unpacked."""

import zipfile
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import BinaryIO

from crmctl.errors import BadInput
from crmctl.i18n import _

MOST_PARTS = 10_000
MOST_UNPACKED = 1 << 30
"""Bytes."""
SMALL = 32 << 20
"""Bytes that may be unpacked out of however few."""
HIGHEST_RATIO = 200
"""A sheet of one row repeated reaches 100; what is made to burst, 1000."""
_LOCAL_HEADER = 30
_ENCRYPTED = 0x1
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_WORKBOOKS = {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}


def unpacked_size(stream: BinaryIO) -> int:
    """Bytes all parts take unpacked, as the archive says; raises BadInput where it cannot be a workbook."""
    try:
        with zipfile.ZipFile(stream) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError, ValueError):
        raise BadInput(_("the workbook is damaged or cut off"), _("Save it again.")) from None
    packed = stream.seek(0, 2)
    size = sum(part.file_size for part in parts)
    if reason := next(_suspicions(parts, packed, size), ""):
        raise BadInput(reason, _("It is no ordinary workbook; save it again in a spreadsheet program."))
    return size


def _suspicions(parts: Sequence[zipfile.ZipInfo], packed: int, size: int) -> Iterator[str]:
    if len(parts) > MOST_PARTS:
        yield _("the archive has {count} parts").format(count=len(parts))
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        yield _("the workbook is protected by a password")
    if size > MOST_UNPACKED or (size > SMALL and size > HIGHEST_RATIO * packed):
        yield _("the archive unpacks to {size} MB out of {packed} KB").format(size=size >> 20, packed=packed >> 10)
    names = [part.filename.lower() for part in parts]
    if not _WORKBOOKS.intersection(names):
        yield _("the archive has no workbook in it")
    if any(name.startswith("/") or ".." in name.split("/") for name in names):
        yield _("the archive has parts with names that lead out of it")
    if len(set(names)) < len(names) or _overlapping(parts):
        yield _("parts of the archive lie upon each other")
    if not {part.compress_type for part in parts} <= _METHODS:
        yield _("the archive is packed in a way no workbook is")


def _overlapping(parts: Sequence[zipfile.ZipInfo]) -> bool:
    places = sorted((part.header_offset, part.compress_size) for part in parts)
    return any(start + _LOCAL_HEADER + size > after for (start, size), (after, _size) in pairwise(places))
