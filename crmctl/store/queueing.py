"""The queue of those who wait for their turn to write: a lock on the folder of the database.

The system gives such a lock to whoever has waited longest, and lets all others sleep. Who has it is first in the queue,
no more: the database's own lock says who writes.
"""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from crmctl.store.turn import moment

UNLIKELY = 0.2
"""Seconds after which one behind looks for himself: whoever is first may have been stopped, or want another file."""


class Place:
    """One's place in the queue; a thread of its own stands in it, so that one may also give up."""

    def __init__(self, folder: str) -> None:
        self._first, self._gone = threading.Event(), threading.Event()
        self._since = 0.0
        threading.Thread(target=self._stand, args=(folder,), daemon=True).start()

    def _stand(self, folder: str) -> None:
        with suppress(ImportError, OSError), _held(folder):
            self._come_first()
            self._gone.wait()
        self._come_first()  # where no queue can be made, everybody looks for himself

    def _come_first(self) -> None:
        self._since = time.monotonic()
        self._first.set()

    def pause(self, _waited: float) -> None:
        """Wait until one is first; then a moment at a time."""
        if self._first.is_set():
            moment(time.monotonic() - self._since)
        else:
            self._first.wait(UNLIKELY)

    def leave(self) -> None:
        self._gone.set()


@contextmanager
def _held(folder: str) -> Iterator[None]:
    """The lock on a folder, once everybody before has let it go. Raises OSError where a folder cannot be locked."""
    import fcntl

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
