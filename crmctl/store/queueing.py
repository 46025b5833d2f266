"""The queue of those who want to write: a lock on the folder of the database.

The system gives such a lock to whoever has waited longest, and lets all others sleep. Who has it is first in the queue,
no more: the database's own lock says who writes.
"""

import os
import time
from contextlib import suppress

from crmctl.store.turn import moment

UNLIKELY = 0.1
"""Seconds after which one behind looks for himself: whoever is first may have been stopped, or want another file."""


class Place:
    """One's place in the queue, the first where nobody waits or the folder cannot be locked."""

    def __init__(self, folder: str) -> None:
        self._since = time.monotonic()
        self._descriptor = _opened(folder)
        is_first = self._descriptor is None or _locked(self._descriptor)
        self._behind = None if is_first or self._descriptor is None else _Behind(self._descriptor)

    def come(self, seconds: float) -> None:
        """Wait until one is first, at most so long."""
        if self._behind and not self._behind.over.is_set():
            self._behind.over.wait(min(seconds, UNLIKELY))
            self._since = time.monotonic()

    def pause(self, _waited: float) -> None:
        """The same between two attempts; who is first waits a moment."""
        if self._behind and not self._behind.over.is_set():
            self.come(UNLIKELY)
        else:
            moment(time.monotonic() - self._since)

    def leave(self) -> None:
        """Let the next one be first."""
        if self._descriptor is not None and (self._behind is None or self._behind.ended()):
            os.close(self._descriptor)


class _Behind:
    """The wait of one who is not first, in a thread of its own, because only so can he give up."""

    def __init__(self, descriptor: int) -> None:
        import threading

        self.over = threading.Event()
        self._guard = threading.Lock()
        self._given_up = False
        self._descriptor = descriptor
        try:
            threading.Thread(target=self._stand, daemon=True).start()
        except RuntimeError:  # no more threads for this account: one looks for himself
            self.over.set()

    def _stand(self) -> None:
        import fcntl

        with suppress(OSError):
            fcntl.flock(self._descriptor, fcntl.LOCK_EX)
        with self._guard:
            self.over.set()
            if self._given_up:
                os.close(self._descriptor)

    def ended(self) -> bool:
        """Whether it is over; else it is given up, and lets the next one go first when its time comes."""
        with self._guard:
            self._given_up = True
            return self.over.is_set()


def _opened(folder: str) -> int | None:
    with suppress(OSError):
        return os.open(folder, os.O_RDONLY)
    return None


def _locked(descriptor: int) -> bool:
    """Whether nobody else has the lock, or there can be none."""
    try:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except (ImportError, OSError):
        return True
    return True
