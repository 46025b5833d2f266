"""Waiting for one's turn to write to an SQLite file.

SQLite's own waiting sleeps up to a tenth of a second at a time, whoever came first: of eight who write, one in a
hundred waits for seconds. Here who has waited longer looks more often, so the lock goes round.
"""

import sqlite3
import time

_SOON, _LATER = 0.05, 2.0
"""Seconds after which somebody is next, and after which the one who writes is at something long."""


def begin_immediate(connection: sqlite3.Connection, wait: float) -> None:
    """BEGIN IMMEDIATE after at most `wait` seconds, else what SQLite says of a locked database."""
    connection.execute("PRAGMA busy_timeout=0")
    started = time.monotonic()
    while not _begun(connection, last=(waited := time.monotonic() - started) >= wait):
        time.sleep(_pause(waited))


def _pause(waited: float) -> float:
    if waited > _LATER:
        return 0.02
    return 0.0005 if waited > _SOON else 0.003


def _begun(connection: sqlite3.Connection, *, last: bool) -> bool:
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if last or error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True
