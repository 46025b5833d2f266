"""Text files that have to be in memory, all of them or what they hold."""

from pathlib import Path

from crmctl.errors import BadInput
from crmctl.i18n import _
from crmctl.importing.encoding import UncertainEncoding, detect_in

LARGEST = 256 << 20
"""Bytes."""


def text_encoding(path: Path, given: str) -> str:
    """The encoding of the file, all of which is in it; raises BadInput, UncertainEncoding, UsageError."""
    with path.open("rb") as stream:
        decoded = detect_in(stream, given, file=str(path), longest=LARGEST)
    if not decoded.certain:
        raise UncertainEncoding(decoded, str(path))
    return decoded.encoding


def refuse_larger(path: Path, hint: str = "") -> None:
    if path.stat().st_size > LARGEST:
        raise BadInput(_("a file over {size} MB").format(size=LARGEST >> 20), hint, file=str(path))
