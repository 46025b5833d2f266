"""Making a database and bringing an older one up to date: locked, backed up, in one transaction."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crmctl.errors import BadDatabase
from crmctl.i18n import _
from crmctl.store.connect import APPLICATION_ID, begin_writing, is_url, open_postgres, open_sqlite
from crmctl.store.revision import HEAD, revision_of

if TYPE_CHECKING:
    from crmctl.store.connect import Connection

_WAL_IS_SAFE_FROM = (3, 51, 3)  # before, the WAL-reset bug can damage the file
_SCRIPTS = Path(__file__).parent / "migrations"


def create(db: str) -> None:
    """An empty database with the newest schema; the file is for its owner only."""
    with _migration_lock(db):
        connection = _new_connection(db)
        try:
            _migrate(connection)
        finally:
            connection.close()


def _new_connection(db: str) -> "Connection":
    if is_url(db):
        connection = open_postgres(db, read_only=False)
        if connection.execute("SELECT to_regclass('alembic_version')").fetchone() != (None,):
            raise BadDatabase(_("This database already holds a crmctl base."))
        return connection
    Path(db).touch(mode=0o600)
    file = open_sqlite(db, read_only=False, create=True)
    file.execute(f"PRAGMA journal_mode={'WAL' if sqlite3.sqlite_version_info >= _WAL_IS_SAFE_FROM else 'DELETE'}")
    file.execute(f"PRAGMA application_id={APPLICATION_ID}")
    return file


def upgrade(db: str) -> Path | None:
    """Bring an older database to this program's schema. Returns the backup made before, None when there was none to do.

    The revision is looked at again under the lock: another process may have been faster.
    """
    from crmctl.store.backup import backup

    with _migration_lock(db):
        connection = open_postgres(db, read_only=False) if is_url(db) else open_sqlite(db, read_only=False)
        try:
            found = revision_of(connection, db)
            if found == HEAD:
                return None
            saved = None if is_url(db) else backup(db, Path(f"{db}.{found}.backup"))
            _migrate(connection)
        finally:
            connection.close()
    return saved


def _migrate(connection: "Connection") -> None:
    """Run the missing revisions and make the triggers anew, all or nothing.

    SQLite rebuilds a table by dropping the old one, which would cascade: foreign keys are off meanwhile, and checked
    before the commit.
    """
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA foreign_keys=OFF")
        if connection.execute("PRAGMA foreign_keys").fetchone() != (0,):
            raise BadDatabase(_("This SQLite does not let foreign keys be suspended."))
    begin_writing(connection)
    try:
        _run_revisions(connection)
        _replace_triggers(connection)
        if isinstance(connection, sqlite3.Connection) and connection.execute("PRAGMA foreign_key_check").fetchone():
            raise BadDatabase(_("The upgrade would break references; nothing was changed."))
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _run_revisions(connection: "Connection") -> None:
    from alembic import command
    from alembic.config import Config

    from crmctl.store.orm import engine_over

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    with engine_over(connection).connect() as borrowed:
        config.attributes["connection"] = borrowed
        command.upgrade(config, "head")


def _replace_triggers(connection: "Connection") -> None:
    from crmctl.store.journal import postgres_triggers, sqlite_triggers

    statements: Callable[[], Iterator[str]] = (
        sqlite_triggers if isinstance(connection, sqlite3.Connection) else postgres_triggers
    )
    execute: Callable[[str], Any] = connection.execute  # type: ignore[assignment]
    for statement in statements():
        execute(statement)


@contextmanager
def _migration_lock(db: str) -> Iterator[None]:
    """One process migrates at a time; on PostgreSQL the write lock does this."""
    if is_url(db):
        yield
        return
    from filelock import FileLock

    lock = Path(f"{db}.lock")
    try:
        with FileLock(lock, timeout=60):
            yield
    finally:
        if os.name == "posix":
            lock.unlink(missing_ok=True)
