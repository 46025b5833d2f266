"""A file that somebody put together of parts in two encodings: a one-byte one reads it without complaint."""

import re
from typing import BinaryIO

from crmctl.errors import BadInput
from crmctl.i18n import _
from crmctl.importing.places import CHUNK, place

_CYRILLIC = re.compile(rb"(?:[\xd0\xd1][\x80-\xbf]){4,}")
"""Four letters of UTF-8 on end. In cp1251 they would be Р and С in turns with signs, in koi8-r and cp866 frames."""
_OVERLAP = 64
"""Bytes of a chunk that the next one is looked at with."""


def refuse_utf_8_inside(stream: BinaryIO, encoding: str, file: str) -> None:
    """BadInput for a file, to be read in a one-byte encoding, in which there is Russian text in UTF-8."""
    at = _first(stream)
    if at is None:
        return
    line, column = place(stream, encoding, at)
    reason = _("this text is UTF-8, other text is {encoding}: the file is in two encodings").format(encoding=encoding)
    raise BadInput(reason, _("Save it again, the whole of it in UTF-8."), file=file, line=line, column=column)


def _first(stream: BinaryIO) -> int | None:
    stream.seek(0)
    at, kept = 0, b""
    while chunk := stream.read(CHUNK):
        if found := _CYRILLIC.search(kept + chunk):
            return at - len(kept) + found.start()
        at += len(chunk)
        kept = chunk[-_OVERLAP:]
    return None
