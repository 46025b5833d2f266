"""Bringing a schema up to date: locked, backed up, in one transaction."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crmctl.errors import BadDatabase
from crmctl.i18n import _
from crmctl.store.connect import begin_writing, commit, is_url, open_postgres, open_sqlite, roll_back
from crmctl.store.lock import schema_lock
from crmctl.store.revision import HEAD, revision_of

if TYPE_CHECKING:
    from crmctl.store.connect import Connection

_SCRIPTS = Path(__file__).parent / "migrations"


def upgrade(db: str) -> Path | None:
    """Bring an older database to this program's schema. Returns the backup made before, None when there was none to do.

    The revision is looked at again under the lock: another process may have been faster.
    """
    from crmctl.store.backup import backup

    with schema_lock(db):
        connection = open_postgres(db, read_only=False) if is_url(db) else open_sqlite(db, read_only=False)
        try:
            found = revision_of(connection, db)
            if found == HEAD:
                return None
            saved = None if is_url(db) else backup(db, _backup_name(db, found))
            _migrate_or_forget(connection, saved)
        finally:
            connection.close()
    return saved


def _backup_name(db: str, revision: str) -> Path:
    """A name beside the base that nothing has yet."""
    names = (Path(f"{db}.{revision}{again}.backup") for again in ["", *(f".{number}" for number in range(2, 1000))])
    return next(name for name in names if not name.exists())


def _migrate_or_forget(connection: "Connection", saved: Path | None) -> None:
    """A backup is of use only where something was changed."""
    try:
        migrate(connection)
    except BaseException:
        if saved:
            saved.unlink()
        raise


def migrate(connection: "Connection") -> None:
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
        _refuse_broken_references(connection)
        commit(connection)
    except BaseException:
        roll_back(connection)
        raise


def _refuse_broken_references(connection: "Connection") -> None:
    if isinstance(connection, sqlite3.Connection) and connection.execute("PRAGMA foreign_key_check").fetchone():
        raise BadDatabase(_("The upgrade would break references; nothing was changed."))


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
    execute: Callable[[str], Any] = connection.execute
    for statement in statements():
        execute(statement)
