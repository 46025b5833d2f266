"""Waiting for others at an SQLite file: for one's turn to write, and for those who are just reading or writing.

SQLite's own waiting sleeps up to a tenth of a second at a time, whoever came first: of eight who write, one in a
hundred waits for seconds. Here who has waited longer looks more often, so the lock goes round.
"""

import sqlite3
import time
from collections.abc import Callable

_LATER = 2.0
"""Seconds after which the one who is waited for is at something long."""


def in_turn(waited: float) -> float:
    """The pause of one among many who want the same: 5 ms at first, 1 ms after 40, half of one after 55."""
    return min(0.005, max(0.0005, 1.5e-6 / max(waited, 0.001) ** 2))


def at_once(_waited: float) -> float:
    """The pause of one who is next, when those before him need a moment."""
    return 0.0005


def patiently(
    connection: sqlite3.Connection, statement: str, wait: float, pause: Callable[[float], float] = at_once
) -> None:
    """Run a statement that needs a lock, after at most `wait` seconds, else what SQLite says of a locked database.

    The connection itself does not wait from then on.
    """
    connection.execute("PRAGMA busy_timeout=0")
    started = time.monotonic()
    while not _done(connection, statement, last=(waited := time.monotonic() - started) >= wait):
        time.sleep(pause(waited) if waited < _LATER else 0.02)


def _done(connection: sqlite3.Connection, statement: str, *, last: bool) -> bool:
    try:
        connection.execute(statement)
    except sqlite3.OperationalError as error:
        if last or error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True
