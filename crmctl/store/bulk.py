"""Many new rows at once: a hundred in a statement, and indexes built when all of them are in."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from crmctl.store.work import Work

ROWS = 200
"""In one statement; more need as long, and fewer longer. A block of an import has as many."""
CACHE_KIB = 48 * 1024
_RISING = ("run_id", "client_id", "contact_id", "id")
"""Columns whose values rise from row to new row."""
WORTH_REBUILDING = 5000
"""New rows from which on it is cheaper to build indexes anew than to add to them."""

Columns = Mapping[str, Sequence[Any]]
"""Encoded values by column, as many in each."""


class Inserter:
    """Inserts rows into one table. `constants` are SQL, the same in every row."""

    def __init__(self, work: Work, table: str, constants: Mapping[str, str]) -> None:
        self._work = work
        self._table = table
        self._constants = constants
        self._names: tuple[str, ...] = ()
        self._values: list[Any] = []
        """Row after row, one behind the other."""

    def add(self, columns: Columns) -> None:
        """Rows to be inserted; those that fill no statement wait for more, or for `finish`."""
        new = [name for name in columns if name not in self._names and _says_anything(columns[name])]
        if new:
            self.finish()
            self._names += tuple(new)
        count, width = len(next(iter(columns.values()))), len(self._names)
        values: list[Any] = [None] * (count * width)
        for at, name in enumerate(self._names):
            if name in columns:
                values[at::width] = columns[name]
        if not values:
            return
        if len(values) == ROWS * width and not self._values:
            self._insert(ROWS, [values])
            return
        self._values += values
        whole = len(self._values) - len(self._values) % (ROWS * width)
        if whole:
            self._insert(ROWS, [self._values[at : at + ROWS * width] for at in range(0, whole, ROWS * width)])
            del self._values[:whole]

    def finish(self) -> None:
        """Insert what waits."""
        if self._values:
            self._insert(len(self._values) // len(self._names), [self._values])
            self._values = []

    def _insert(self, rows: int, values: Sequence[list[Any]]) -> None:
        here = isinstance(self._work.connection, sqlite3.Connection)
        said = [sql if here else sql.replace("%", "%%") for sql in self._constants.values()]
        one = f"({', '.join((*['?' if here else '%s'] * len(self._names), *said))})"
        names = ", ".join((*self._names, *self._constants))
        sql = f"INSERT INTO {self._table} ({names}) VALUES {', '.join([one] * rows)}"
        self._work.flush()
        if isinstance(self._work.connection, sqlite3.Connection):
            self._work.connection.executemany(sql, values)
        else:
            with self._work.connection.cursor() as cursor:
                cursor.executemany(sql, values)


def literal(text: str) -> str:
    """A text as SQL that may stand among the constants."""
    return "'" + text.replace("'", "''") + "'"


def _says_anything(values: Sequence[Any]) -> bool:
    return values.count(None) < len(values)


def _is_scattered(connection: sqlite3.Connection, name: str, _sql: str) -> bool:
    """Whether new rows fall anywhere into the index; where they come at its end it is as well kept up row by row."""
    first = connection.execute(f"PRAGMA index_info({name})").fetchone()
    return first[2] not in _RISING


@contextmanager
def indexes_later(work: Work, tables: Sequence[str], new_rows: int) -> Iterator[None]:
    """Build the indexes of these tables after the block where it brings many rows for what there is already.

    All of it is inside the transaction: what goes wrong leaves the indexes as they were.
    """
    connection = work.connection
    if new_rows < WORTH_REBUILDING or not isinstance(connection, sqlite3.Connection):
        yield
        return
    connection.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
    dropped = []
    for table in tables:
        (there,) = connection.execute(f"SELECT COALESCE(MAX(id), 0) FROM {table}").fetchone()
        if there <= new_rows:
            found = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL"
            dropped += [index for index in connection.execute(found, (table,)) if _is_scattered(connection, *index)]
    for name, _sql in dropped:
        connection.execute(f"DROP INDEX {name}")
    yield
    for _name, sql in dropped:
        connection.execute(sql)
