"""A text file that has to be in memory as a whole."""

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


def read_text(path: Path, given: str) -> str:
    """The text; BadInput where it is too much."""
    refuse_larger(path)
    return path.read_text(text_encoding(path, given))


def refuse_larger(path: Path, hint: str = "") -> None:
    if path.stat().st_size > LARGEST:
        raise BadInput(_("a file over {size} MB").format(size=LARGEST >> 20), hint, file=str(path))
