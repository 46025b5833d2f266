"""Raw connections to SQLite and PostgreSQL, with the settings that keep data safe."""

import errno
import sqlite3
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from crmctl.errors import BadDatabase, Busy, CrmError, NoDatabase
from crmctl.i18n import N_, _
from crmctl.store.turn import in_turn, patiently
from crmctl.system import reason_of, said_by

if TYPE_CHECKING:
    import psycopg

    Connection: TypeAlias = "sqlite3.Connection | psycopg.Connection[Any]"

APPLICATION_ID = 0x63726D31  # "crm1" in the file's header: how a file says that it is ours
WAIT_SECONDS = 30
_PRAGMAS = "foreign_keys=ON", "trusted_schema=OFF", "cell_size_check=ON", "synchronous=FULL", "mmap_size=0"
_OTHER = _("Name the right file with --db.")
_WRITE_LOCK = 0x63726D


def is_url(db: str) -> bool:
    return "://" in db


def shown(db: str) -> str:
    """The database's name for a message: a URL without its password."""
    if not is_url(db):
        return db
    scheme, _sep, rest = db.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"


def open_sqlite(path: str, *, read_only: bool, create: bool = False, wait: float | None = None) -> sqlite3.Connection:
    """An SQLite connection in driver-level autocommit: BEGIN and COMMIT are ours.

    A reader opens the file read-write and refuses to write, because a file left by a killed writer must be rolled back
    before anyone can read it.
    """
    if not create:
        _refuse_other_things(path)
    uri = f"{Path(path).absolute().as_uri()}?mode={'rwc' if create else 'rw'}"
    try:
        connection = sqlite3.connect(uri, uri=True, isolation_level=None)
        try:
            _settle_in(connection, WAIT_SECONDS if wait is None else wait, read_only=read_only)
        except BaseException:
            connection.close()
            raise
    except sqlite3.Error as error:
        raise translated(error, path) from error
    return connection


def _refuse_other_things(path: str) -> None:
    """Only an ordinary file is opened: a pipe or a device would be waited for, or worse."""
    try:
        mode = Path(path).stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        raise NoDatabase(
            _("There is no database at {path}.").format(path=path),
            _("Make one with `crmctl init`, or name another with --db."),
        ) from None
    except (OSError, ValueError) as error:
        reason = said_by(getattr(error, "errno", None) or errno.EINVAL)
        raise BadDatabase(_("{path} cannot be opened: {reason}.").format(path=path, reason=reason), _OTHER) from None
    if stat.S_ISDIR(mode):
        raise BadDatabase(_("{path} is a directory, not a database.").format(path=path), _OTHER)
    if not stat.S_ISREG(mode):
        raise BadDatabase(_("{path} is no ordinary file.").format(path=path), _OTHER)


def _settle_in(connection: sqlite3.Connection, wait: float, *, read_only: bool) -> None:
    for pragma in _PRAGMAS:
        patiently(connection, f"PRAGMA {pragma}", wait)  # one of them reads the schema
    wait_at_most(connection, wait)
    if connection.execute("PRAGMA foreign_keys").fetchone() != (1,):
        raise BadDatabase(_("This SQLite does not enforce foreign keys."))
    if read_only:
        connection.execute("PRAGMA query_only=ON")


def open_postgres(url: str, *, read_only: bool) -> "psycopg.Connection[Any]":
    """A PostgreSQL connection in driver-level autocommit, in UTC; a reader's refuses to write."""
    if not url.startswith(("postgresql://", "postgres://")):
        raise NoDatabase(
            _("{db} is no address of a database.").format(db=shown(url)),
            _("Name a file, or postgresql://USER@HOST/DATABASE."),
        )
    try:
        import psycopg
    except ModuleNotFoundError as error:
        raise BadDatabase(
            _("PostgreSQL needs its driver."), _("Install it with: pip install 'crmctl[postgres]'")
        ) from error
    try:
        connection = psycopg.connect(url, cursor_factory=psycopg.ClientCursor, autocommit=True)
    except (psycopg.Error, UnicodeError) as error:
        raise NoDatabase(_("No connection to {db}.").format(db=shown(url))) from error
    connection.execute("SET timezone TO 'UTC'")
    if read_only:
        connection.read_only = True
    return connection


def open_connection(db: str, *, read_only: bool, wait: float | None = None) -> "Connection":
    """A connection that waits for others as `begin_writing` says, also while it is opened; PostgreSQL's need not."""
    return open_postgres(db, read_only=read_only) if is_url(db) else open_sqlite(db, read_only=read_only, wait=wait)


def wait_at_most(connection: "Connection", seconds: float) -> None:
    """How long the connection waits for others before it says that the database is busy."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute(f"PRAGMA busy_timeout={round(seconds * 1000)}")
    else:
        connection.execute(f"SET lock_timeout = {round(seconds * 1000)}")


def begin_writing(connection: "Connection", wait: float | None = None) -> None:
    """Start the one writing transaction: nobody else writes until it ends.

    Others are waited for `wait` seconds at most; by default as long as is sensible for a command.
    """
    wait = WAIT_SECONDS if wait is None else wait
    if isinstance(connection, sqlite3.Connection):
        in_turn(connection, "BEGIN IMMEDIATE", wait)
        wait_at_most(connection, WAIT_SECONDS)  # what does not fit in memory may wait for readers
    else:
        connection.execute("BEGIN")
        connection.execute(f"SET LOCAL lock_timeout = {round(wait * 1000)}")
        connection.execute(f"SELECT pg_advisory_xact_lock({_WRITE_LOCK})")


def commit(connection: "Connection") -> None:
    """Keep what was written; it may wait for readers, or the work would be in vain."""
    if isinstance(connection, sqlite3.Connection):
        patiently(connection, "COMMIT", WAIT_SECONDS)
    else:
        connection.execute("COMMIT")


def roll_back(connection: "Connection") -> None:
    """End the transaction, unless a full disk or the end of its connection has ended it already."""
    alive = connection.in_transaction if isinstance(connection, sqlite3.Connection) else not connection.closed
    if alive:
        connection.execute("ROLLBACK")


def translated(error: Exception, db: str) -> Exception:
    """A driver's error as ours, also where SQLAlchemy has wrapped it; what we do not know stays as it is."""
    cause = getattr(error, "orig", None) or error
    meant = next((one for one in _MEANINGS if one.is_said_by(cause)), None)
    return meant.error(shown(db)) if meant else error


class _Meaning(NamedTuple):
    """What a driver says, by signs in its text or by SQLite's code, and what it is to us."""

    signs: tuple[str, ...]
    kind: type[CrmError]
    message: str
    hint: str = ""
    code: int | None = None

    def is_said_by(self, cause: Exception) -> bool:
        if self.code is not None and getattr(cause, "sqlite_errorcode", None) == self.code:
            return True
        return any(sign in str(cause) for sign in self.signs)

    def error(self, db: str) -> CrmError:
        return self.kind(_(self.message).format(db=db), _(self.hint) if self.hint else "")


_MEANINGS = (
    _Meaning(
        (), Busy,
        N_("Another file was put in the place of {db} meanwhile; nothing was written."),
        N_("Try again in a moment."), sqlite3.SQLITE_READONLY_DBMOVED,
    ),
    _Meaning(
        ("locked", "busy", "lock timeout"), Busy,
        N_("The database {db} is busy: another process is writing."),
        N_("Try again in a moment."),
    ),
    _Meaning(
        ("not a database", "malformed", "file is encrypted", "unsupported file format"), BadDatabase,
        N_("{db} is not a crmctl database, or it is damaged."),
        N_("Name the right file with --db, or look at it with `crmctl doctor`."),
    ),
    _Meaning(
        ("unable to open", "readonly", "read-only"), BadDatabase,
        N_("{db} cannot be opened for this."),
        N_("Look at the rights of the file and its folder."),
    ),
    _Meaning(
        ("server closed", "connection is closed", "terminating connection"), NoDatabase,
        N_("The connection to {db} was lost; nothing was written."),
    ),
    _Meaning(("disk is full", "disk I/O", "No space left"), BadDatabase,
             N_("The disk is full or failing; nothing was written.")),
)  # fmt: skip
"""The first that fits."""


def cannot_write(folder: Path, error: OSError) -> BadDatabase:
    """The file system's refusal as ours."""
    return BadDatabase(
        _("Nothing can be written in {folder}: {reason}.").format(folder=folder, reason=reason_of(error)),
        _("Look at the rights of the folder, or name another file with --db."),
    )


def driver_errors() -> tuple[type[Exception], ...]:
    """The error classes of the drivers that are loaded by now."""
    found: list[type[Exception]] = [sqlite3.Error]
    if "psycopg" in sys.modules:
        found.append(sys.modules["psycopg"].Error)
    if "sqlalchemy.exc" in sys.modules:
        found.append(sys.modules["sqlalchemy.exc"].DBAPIError)
    return tuple(found)
