"""Waiting for others at an SQLite file: for one's turn to write, and for those who are just reading or writing.

SQLite's own waiting sleeps up to a tenth of a second at a time, whoever came first: of eight who write, one in a
hundred waits for seconds. Here they stand in a queue, and only the first of it looks again and again.
"""

import os
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

_LATER = 2.0
"""Seconds after which the one who is waited for is at something long."""


def moment(waited: float) -> None:
    """The pause of one who is next, after he has waited so many seconds."""
    time.sleep(0.0005 if waited < _LATER else 0.02)


def patiently(
    connection: sqlite3.Connection, statement: str, wait: float, pause: Callable[[float], None] = moment
) -> None:
    """Run a statement that needs a lock, after at most `wait` seconds, else what SQLite says of a locked database.

    `pause` waits between two attempts, told how long it has been. The connection itself does not wait from then on.
    """
    connection.execute("PRAGMA busy_timeout=0")
    started = time.monotonic()
    while not _done(connection, statement, last=(waited := time.monotonic() - started) >= wait):
        pause(waited)


def in_turn(connection: sqlite3.Connection, statement: str, wait: float) -> None:
    """The same for a statement that many want to run: whoever came first is first."""
    if wait <= 0:
        patiently(connection, statement, 0)
        return
    from crmctl.store.queueing import Place

    started = time.monotonic()
    place = Place(_folder(connection))
    try:
        place.come(wait)
        patiently(connection, statement, max(0.0, started + wait - time.monotonic()), place.pause)
    finally:
        place.leave()


def _folder(connection: sqlite3.Connection) -> str:
    """Where the database lies, whatever the bytes of its name."""
    usual, connection.text_factory = connection.text_factory, os.fsdecode
    try:
        _number, _name, file = connection.execute("PRAGMA database_list").fetchone()
    finally:
        connection.text_factory = usual
    return str(Path(file).parent)


def _done(connection: sqlite3.Connection, statement: str, *, last: bool) -> bool:
    try:
        connection.execute(statement)
    except sqlite3.OperationalError as error:
        if last or error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True
