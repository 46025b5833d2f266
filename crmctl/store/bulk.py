"""Many new rows at once: hundreds in a statement, and indexes built when all of them are in."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import Any

from crmctl.store.work import Work

ROWS = 100
"""In one statement."""
CACHE_KIB = 128 * 1024
WORTH_REBUILDING = 5000
"""New rows from which on it is cheaper to build indexes anew than to add to them."""


def insert(work: Work, table: str, columns: Mapping[str, Sequence[Any]], constants: Mapping[str, str]) -> None:
    """Insert encoded values, given column by column; `constants` are SQL, the same in every row."""
    given = {name: values for name, values in columns.items() if values.count(None) < len(values)}
    rows = list(zip(*given.values(), strict=True))
    names = ", ".join((*given, *constants))
    mark = "?" if isinstance(work.connection, sqlite3.Connection) else "%s"
    one = f"({', '.join((*[mark] * len(given), *constants.values()))})"
    work.flush()
    whole = len(rows) - len(rows) % ROWS
    flat = [list(chain.from_iterable(rows[at : at + ROWS])) for at in range(0, whole, ROWS)]
    _run(work, f"INSERT INTO {table} ({names}) VALUES {', '.join([one] * ROWS)}", flat)
    if rest := rows[whole:]:
        _run(work, f"INSERT INTO {table} ({names}) VALUES {', '.join([one] * len(rest))}", [list(chain(*rest))])


def _run(work: Work, sql: str, values: Sequence[Sequence[Any]]) -> None:
    if isinstance(work.connection, sqlite3.Connection):
        work.connection.executemany(sql, values)
    else:
        with work.connection.cursor() as cursor:
            cursor.executemany(sql, values)


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
            dropped += connection.execute(found, (table,)).fetchall()
    for name, _sql in dropped:
        connection.execute(f"DROP INDEX {name}")
    yield
    for _name, sql in dropped:
        connection.execute(sql)
