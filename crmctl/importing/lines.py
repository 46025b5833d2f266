"""The lines of a text file, cut as bytes where that gives the same ones: to decode many at once takes half as long."""

import codecs
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from crmctl.importing.places import widens_ascii

_AT_A_TIME = 1 << 15
_ENOUGH = 1 << 20
"""Bytes or characters: of long lines fewer are taken together."""


class Lines:
    """Reads an open file to its end, some lines at a time or one by one; `joined` makes one text of them."""

    def __init__(self, file: IO[Any], joined: Callable[[list[Any]], str]) -> None:
        self._file = file
        self._joined = joined
        self._waiting: list[Any] = []

    def some(self, count: int) -> str:
        """The next lines, as many unless they are long or the last; empty at the end."""
        waiting, size = self._waiting, 0
        while len(waiting) < count and size < _ENOUGH and (more := self._file.readlines(_AT_A_TIME)):
            size += sum(map(len, more))
            waiting += more
        self._waiting = waiting[count:]
        return self._joined(waiting[:count])

    def one(self) -> str:
        """The next line; empty at the end."""
        if not self._waiting:
            self._waiting = self._file.readlines(1)
        return self._joined([self._waiting.pop(0)]) if self._waiting else ""


@contextmanager
def open_lines(path: Path, encoding: str, *, lone_returns: bool) -> Iterator[Lines]:
    """The file's lines with their ends as they stand; `lone_returns`: some lines end with nothing but a return."""
    plain = encoding.removesuffix("-sig")
    if lone_returns or not widens_ascii(plain):
        with path.open(encoding=encoding, newline="") as text:
            yield Lines(text, "".join)
        return
    with path.open("rb") as stream:
        stream.seek(0 if plain == encoding else len(codecs.BOM_UTF8))
        yield Lines(stream, lambda lines: b"".join(lines).decode(plain))
