"""A connection of the test's own to an SQLite file: what it writes is kept, and it is closed."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def connected(path: str | Path, **options: Any) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(path, **options)
    try:
        with connection:
            yield connection
    finally:
        connection.close()
