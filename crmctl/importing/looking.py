"""The look through a whole text file; a second process takes it through a big one while this one loads its modules."""

from collections.abc import Generator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from crmctl.importing.ahead import ahead, can_fork
from crmctl.importing.encoding import Decoded, detect_in
from crmctl.importing.formats.telling import CSV, tell

_WORTH_A_PROCESS = 4 << 20
"""Bytes of a file."""
_begun: dict[tuple[Path, str], Generator[tuple[Any, ...]]] = {}


def begin(path: Path, encoding: str) -> None:
    """Start looking through the file now, if that is worth it; `look` will take what was found."""
    with suppress(OSError):  # the look will say it
        if can_fork() and path.is_file() and path.stat().st_size >= _WORTH_A_PROCESS and tell(path) is CSV:
            _begun[path, encoding] = ahead(_found(path, encoding))


def look(path: Path, encoding: str) -> Decoded:
    """As `detect_in`; `encoding` may be empty. Raises OSError as well."""
    begun = _begun.pop((path, encoding), None) or _found(path, encoding)
    with closing(begun):
        return Decoded(*next(begun))


def _found(path: Path, encoding: str) -> Generator[tuple[Any, ...]]:
    with path.open("rb") as stream:
        yield tuple(detect_in(stream, encoding, file=str(path)))
