"""Cells of a binary workbook (XLSB) that say no column, as the one behind their neighbour.

The library that reads workbooks leaves them out, so that a base would take them for blank.
"""

import re
import zipfile
from contextlib import suppress
from io import BufferedReader, RawIOBase
from typing import BinaryIO, cast

from crmctl.errors import BadInput
from crmctl.i18n import _
from crmctl.importing.workbook.binary_errors import records
from crmctl.importing.workbook.formula_errors import CHUNK, UNREADABLE, holds

KINDS = frozenset(range(12, 19))
_SHORT = re.compile(
    rb"(?<!\x00[\x11\x19\x21\x29\x31])(?<![\x02\x05-\x0b])"
    rb"(?:\x0c\x04|\x0d\x08|[\x0e\x0f]\x05|\x10\x0c|\x11[\x06-\xff][\x01-\x7f]?|\x12\x08)..\x00[\x00\x01]",
    re.DOTALL,
)
"""Every such cell, and what looks like one; but for the number of a row, and the column of a cell."""
_PARTS = re.compile(r"xl/worksheets/[^/]+\.bin", re.IGNORECASE)


def refuse_short_cells(stream: BinaryIO) -> None:
    """BadInput for a workbook that has such cells; one that is no archive has none."""
    stream.seek(0)
    if stream.read(2) != b"PK":
        return
    with suppress(*UNREADABLE), zipfile.ZipFile(stream) as archive:
        if any(_has_any(archive, part) for part in filter(_PARTS.fullmatch, archive.namelist())):
            reason = _("the workbook keeps cells in a short form that would be lost here")
            raise BadInput(reason, _("Save it as .xlsx."))


def _has_any(archive: zipfile.ZipFile, part: str) -> bool:
    if not holds(archive, part, _SHORT):
        return False
    with archive.open(part) as content:
        return any(kind in KINDS for kind, _data in records(BufferedReader(cast("RawIOBase", content), CHUNK)))
