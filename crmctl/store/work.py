"""The one write door: a unit of work that owns the run, the transaction, settling and the commit."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from crmctl.store import codec
from crmctl.store.connect import begin_writing, commit, driver_errors, open_connection, roll_back, translated
from crmctl.store.queries.runs import JOURNALLED, LEFT_SOMETHING
from crmctl.store.reader import Reader, for_postgres
from crmctl.vocabulary import Source

if TYPE_CHECKING:
    from sqlmodel import Session

    from crmctl.store.connect import Connection


class Work:
    """One command's writing. Everything goes through here: the ORM (`session`), plain SQL, and bulk inserts."""

    def __init__(self, connection: "Connection", db: str, *, now: datetime, today: date, actor_id: int | None) -> None:
        self.connection = connection
        self.reader = Reader(connection, db)
        self.now = now
        self.today = today
        """The day it is where the base is kept."""
        self.actor_id = actor_id
        self.run_id = 0
        self.undoes: int | None = None
        """The run that this one takes back."""
        self.summary: dict[str, Any] = {}
        self.rehearsal = False
        """Set to find out what would happen: nothing is kept."""
        self.written = False
        """After the end: whether anything was kept. A run that changed nothing leaves no trace."""
        self._sqlite = isinstance(connection, sqlite3.Connection)
        self._orm_used = False

    def start_run(self, kind: str, command: str, source: Source) -> None:
        values = {"kind": kind, "command": command, "source": source.value, "actor": self.actor_id}
        sql = """INSERT INTO run (kind, command, source, actor_id, at)
                 VALUES (:kind, :command, :source, :actor, :at) RETURNING id"""
        self.run_id = self.execute(sql, {**values, "at": self.now}).fetchone()[0]

    @cached_property
    def session(self) -> "Session":
        """SQLModel's session over this transaction; it is flushed, never committed."""
        from sqlmodel import Session

        from crmctl.store.orm import engine_over

        self._orm_used = True
        return Session(engine_over(self.connection), autoflush=True)

    def add(self, row: Any) -> int:
        """Insert a new model row made by this run; returns its id."""
        row.run_id = self.run_id
        self.session.add(row)
        self.session.flush()
        return int(row.id)

    def execute(self, sql: str, values: Mapping[str, Any] | None = None) -> Any:
        """Run one statement; `:name` values. Sees what the session has pending."""
        self.flush()
        return self.reader.execute(sql, values or {})

    def flush(self) -> None:
        """Send the session's pending changes."""
        if self._orm_used:
            self.session.flush()

    def insert_many(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Bulk insert; values must be encoded already (see `encoded`), `run_id` is added by the caller."""
        names = ", ".join(columns)
        if isinstance(self.connection, sqlite3.Connection):
            marks = ", ".join("?" * len(columns))
            self.connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)
            return
        marks = ", ".join(["%s"] * len(columns))
        with self.connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)

    def execute_many(self, sql: str, values: Iterable[Mapping[str, Any]]) -> None:
        """One statement for many values; they must be encoded already."""
        self.flush()
        if isinstance(self.connection, sqlite3.Connection):
            self.connection.executemany(sql, values)
            return
        with self.connection.cursor() as cursor:
            cursor.executemany(for_postgres(sql), values)

    def encoded(self, value: Any) -> Any:
        """A value for a bulk insert, as this database takes it."""
        if self._sqlite:
            return codec.encode(value)
        return value

    def next_id(self, table: str) -> int:
        """The first id a bulk insert into `table` will get; nobody else writes meanwhile."""
        if self._sqlite:
            found = self.connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
            return (found[0] if found else 0) + 1
        sql = "SELECT last_value + CASE WHEN is_called THEN 1 ELSE 0 END FROM"
        return int(self.execute(f"{sql} {table}_id_seq").fetchone()[0])

    def ids_taken(self, table: str, last: int) -> None:
        """After a bulk insert with explicit ids up to `last`: PostgreSQL's sequence goes on behind them."""
        if not self._sqlite and last:
            self.execute(f"SELECT setval('{table}_id_seq', GREATEST(:last, (SELECT last_value FROM {table}_id_seq)))",
                         {"last": last})  # fmt: skip

    def keep(self) -> None:
        """Keep this run even if it changes no row of the books: its summary is what it has to say."""
        self.execute("UPDATE run SET summary = '' WHERE id = :run", {"run": self.run_id})

    def changed_anything(self) -> bool:
        """Whether a row was made, changed or deleted; what is derived from others is no change of its own."""
        self.flush()
        looks = JOURNALLED, LEFT_SOMETHING  # the second is long, and most runs need the first only
        return any(self.reader.one(look, run=self.run_id).number for look in looks)

    def finish(self, settle: Callable[["Work"], None]) -> bool:
        """Settle what was touched and say whether there is anything to commit."""
        if not self.changed_anything():
            return False
        settle(self)
        self.flush()
        summary = json.dumps(self.summary, ensure_ascii=False)
        self.execute("UPDATE run SET summary = :summary WHERE id = :run", {"summary": summary, "run": self.run_id})
        return not self.rehearsal


@contextmanager
def write(  # noqa: PLR0913 - what a run is made of
    db: str,
    *,
    kind: str,
    command: str,
    now: datetime,
    today: date,
    actor_id: int | None,
    settle: Callable[[Work], None],
    source: Source = Source.MANUAL,
    wait: float | None = None,
) -> Iterator[Work]:
    """One transaction and one run: commits at the end of the block, rolls back when it raises.

    Raises Busy when another process writes for more than `wait` seconds (see `begin_writing`).
    """
    connection = open_connection(db, read_only=False, wait=wait)
    try:
        begin_writing(connection, wait)
        work = Work(connection, db, now=now, today=today, actor_id=actor_id)
        work.start_run(kind, command, source)
        yield work
        work.written = work.finish(settle)
        (commit if work.written else roll_back)(connection)
    except BaseException as error:
        roll_back(connection)
        if isinstance(error, driver_errors()):
            raise translated(error, db) from error
        raise
    finally:
        connection.close()
