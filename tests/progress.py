"""What a run of minutes says meanwhile: a line now and then, of how far it is."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
EVERY = 20.0
"""Seconds between two lines."""


def to_stderr(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


class Progress:
    """So many of something are to be done."""

    say: Callable[[str], None] = staticmethod(to_stderr)
    """Where the lines go; `pytest -m long` puts them past its capturing."""

    def __init__(self, what: str, total: int) -> None:
        self.what = what
        self.total = total
        self._said = time.monotonic()

    @property
    def due(self) -> bool:
        return time.monotonic() - self._said >= EVERY

    def tell(self, done: int) -> None:
        self._said = time.monotonic()
        type(self).say(f"{self.what}: {done:,} of {self.total:,}")


def told(things: Sequence[T], what: str) -> Iterator[T]:
    """The things one after another, and now and then how many are done."""
    progress = Progress(what, len(things))
    for number, thing in enumerate(things):
        if progress.due:
            progress.tell(number)
        yield thing
