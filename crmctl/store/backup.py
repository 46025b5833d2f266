"""Backups: a consistent copy under writers, checked before it gets its name."""

import os
import sqlite3
from pathlib import Path

from crmctl.errors import BadDatabase, Busy, Refused
from crmctl.files import flush, gone_at_the_end
from crmctl.i18n import _
from crmctl.store.connect import cannot_write, is_url, open_sqlite, translated

_STEPS = 10_000
"""Of SQLite's machine, some thousandths of a second."""


def backup(db: str, target: Path) -> Path:
    """Copy `db` to `target`, which must not exist. The copy is whole or not there at all, and for its owner only."""
    if is_url(db):
        raise Refused(_("A PostgreSQL base is backed up with pg_dump."))
    if target.exists():
        raise Refused(_("{path} already exists.").format(path=target), _("Choose another name for the backup."))
    partial = target.with_name(f".{target.name}.{os.getpid()}.partial")
    before = os.umask(0o077)
    try:
        with gone_at_the_end(partial, partial.with_name(f"{partial.name}-journal")):
            _copy(db, partial)
            flush(partial)
            partial.rename(target)
            flush(target.parent)
    except OSError as error:
        raise cannot_write(target.parent, error) from error
    finally:
        os.umask(before)
    return target


def _copy(db: str, partial: Path) -> None:
    source = open_sqlite(db, read_only=False)
    _let_signals_in(source)
    try:
        source.execute("VACUUM INTO ?", (partial.absolute().as_uri(),))  # a name need not be text
    except sqlite3.Error as error:
        raise _cause(error, db) from error
    finally:
        source.close()
    if problems := damage(str(partial)):
        raise BadDatabase(_("The copy does not pass its check: {problem}").format(problem=problems[0]))


def damage(db: str) -> list[str]:
    """What SQLite itself finds wrong with a file; bit rot inside values is nothing it can see."""
    found: list[str] = []
    connection = open_sqlite(db, read_only=True)
    _let_signals_in(connection)
    try:
        found += [str(row[0]) for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
        found += [
            _("row {row} of {table} refers to a row of {parent} that is not there").format(
                row=row[1], table=row[0], parent=row[2]
            )
            for row in connection.execute("PRAGMA foreign_key_check")
        ]
    except sqlite3.Error as error:
        known = _cause(error, db)
        if isinstance(known, Busy | KeyboardInterrupt):
            raise known from error
        found.append(_("SQLite cannot read it to its end: {reason}").format(reason=error))
    finally:
        connection.close()
    return found


def _let_signals_in(connection: sqlite3.Connection) -> None:
    """Python hears of a signal between its own steps only, so it gets one now and then while SQLite works."""
    connection.set_progress_handler(lambda: 0, _STEPS)


def _cause(error: sqlite3.Error, db: str) -> BaseException:
    """A Ctrl-C that SQLite let in is one."""
    return KeyboardInterrupt() if str(error) == "interrupted" else translated(error, db)
