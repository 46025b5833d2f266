"""One question about all parts of a big table at once, each on a connection of its own, over one state of the base."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import NamedTuple, TypeVar

from crmctl.errors import Busy
from crmctl.filters.cond import EVERYTHING, Cond
from crmctl.store.connect import driver_errors, open_connection
from crmctl.store.queries.control import NEWEST
from crmctl.store.reader import Reader
from crmctl.vocabulary import RecordType

T = TypeVar("T")
WORTH_IT = 200_000
"""Rows below which another connection costs more than it saves."""
MOST = 8
_TABLES = {RecordType.CLIENT: "client", RecordType.CONTACT: "client_contact"}


class Part(NamedTuple):
    """A range of ids: above `low`, up to `high`; None: without an end."""

    low: int | None = None
    high: int | None = None

    def over(self, column: str) -> Cond:
        """The condition that an id lies in it."""
        ends = [] if self.low is None else [f"{column} > {self.low}"]
        ends += [] if self.high is None else [f"{column} <= {self.high}"]
        return Cond(" AND ".join(ends)) if ends else EVERYTHING


ALL = Part()


def in_parts(reader: Reader, record: RecordType, ask: Callable[[Reader, Part], T]) -> list[T]:
    """What `ask` answers about each part of the records.

    SQLite uses one core a connection, so a big table is cut into as many parts as there are cores. PostgreSQL, a
    small table, or a reader inside a transaction that writes is asked once, about everything.
    """
    connection = reader.connection
    if not isinstance(connection, sqlite3.Connection) or connection.in_transaction:
        return [ask(reader, ALL)]
    parts = _parts(connection, _TABLES[record])
    if len(parts) == 1:
        return [ask(reader, ALL)]
    with _held(reader) as head, ThreadPoolExecutor(len(parts) - 1) as pool:
        others = [pool.submit(_ask_other, reader.db, head, ask, part) for part in parts[1:]]
        answers = [ask(reader, parts[0]), *(other.result() for other in others)]
        found = [answer for answer in answers if answer is not None]
        return found if len(found) == len(parts) else [ask(reader, ALL)]


def _parts(connection: sqlite3.Connection, table: str) -> list[Part]:
    """Ranges that leave nothing out and have nothing twice, whichever table's ids they are laid over."""
    last = connection.execute(f"SELECT MAX(id) FROM {table}").fetchone()[0] or 0
    count = min(os.cpu_count() or 1, MOST, max(1, last // (WORTH_IT // 2)))
    cuts = [last * at // count for at in range(1, count)]
    return [Part(low, high) for low, high in zip([None, *cuts], [*cuts, None], strict=True)]


@contextmanager
def _held(reader: Reader) -> Iterator[int]:
    """One state of the base for all that is read inside; yields its newest run, which every write makes anew."""
    reader.execute("BEGIN", {})
    try:
        yield reader.one(NEWEST).number
    finally:
        reader.execute("COMMIT", {})


def _ask_other(db: str, head: int, ask: Callable[[Reader, Part], T], part: Part) -> T | None:
    """The answer on a connection of this thread's own; None when it would be of another state, or not at once.

    It must not wait: the one it would wait for may itself be waiting for the reader that waits for this one.
    """
    try:
        with Reader(open_connection(db, read_only=True, wait=0), db) as reader, _held(reader) as mine:
            return ask(reader, part) if mine == head else None
    except Exception as error:
        if isinstance(error, (Busy, *driver_errors())):
            return None
        raise
