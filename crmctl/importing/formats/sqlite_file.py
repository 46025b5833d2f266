"""Another program's SQLite file, opened so that neither it nor a query can do anything but be read."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from crmctl.errors import BadInput
from crmctl.i18n import _
from crmctl.importing.records import LONGEST_CELL
from crmctl.store.connect import APPLICATION_ID

MOST_STEPS = 1_000_000_000
"""Steps of SQLite's machine for one query, about twenty seconds: enough to read millions of rows."""
_STEP = 100_000
_APPLICATION_ID_AT = 68
_WAL_AT, _WAL = 18, 2
_READING = frozenset((sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE))
_FORBIDDEN = frozenset(("load_extension", "fts3_tokenizer", "readfile", "writefile", "edit"))
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 4 * LONGEST_CELL,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 50,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 100_000,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 50,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 100,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
}


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """The database, which may only be selected from; what goes wrong while it is open is BadInput."""
    try:
        with closing(sqlite3.connect(_address(path), uri=True, isolation_level=None)) as connection:
            _guard(connection)
            yield connection
    except (sqlite3.Error, sqlite3.Warning) as error:
        raise _explained(error, str(path)) from None
    except UnicodeDecodeError:
        raise BadInput(_("the database is damaged"), file=str(path)) from None


def refuse_own(path: Path) -> None:
    """A base of crmctl's own is no source."""
    with path.open("rb") as file:
        head = file.read(_APPLICATION_ID_AT + 4)
    if int.from_bytes(head[_APPLICATION_ID_AT:], "big") == APPLICATION_ID:
        hint = _("It is opened with --db, not imported.")
        raise BadInput(_("is a base of crmctl itself"), hint, file=str(path))


def _address(path: Path) -> str:
    """A file in WAL mode that nobody has open is read as it lies, so that no files are made beside it."""
    with path.open("rb") as file:
        in_wal_mode = file.read(_WAL_AT + 1)[_WAL_AT:] == bytes([_WAL])
    untouched = in_wal_mode and not path.with_name(path.name + "-wal").exists()
    return path.resolve().as_uri() + ("?mode=ro&immutable=1" if untouched else "?mode=ro")


def _guard(connection: sqlite3.Connection) -> None:
    for pragma in ("trusted_schema=OFF", "query_only=ON", "cell_size_check=ON", "mmap_size=0"):
        connection.execute(f"PRAGMA {pragma}")
    for limit, value in _LIMITS.items():
        connection.setlimit(limit, value)
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    connection.set_authorizer(_allowed)
    left = MOST_STEPS // _STEP

    def step() -> bool:
        nonlocal left
        left -= 1
        return left < 0

    connection.set_progress_handler(step, _STEP)


def _allowed(action: int, _first: str | None, second: str | None, *_others: str | None) -> int:
    if action == sqlite3.SQLITE_FUNCTION:
        return sqlite3.SQLITE_DENY if str(second).lower() in _FORBIDDEN else sqlite3.SQLITE_OK
    return sqlite3.SQLITE_OK if action in _READING else sqlite3.SQLITE_DENY


def _explained(error: Exception, file: str) -> BadInput:
    name = getattr(error, "sqlite_errorname", "")
    reasons = {
        "SQLITE_AUTH": _("a query may only SELECT"),
        "SQLITE_INTERRUPT": _("the query takes too much work"),
        "SQLITE_TOOBIG": _("a value over {size} million characters").format(size=LONGEST_CELL // 1_000_000),
        "SQLITE_BUSY": _("another program is writing to the database"),
        "SQLITE_ERROR": _("the query cannot be run: {reason}").format(reason=error),
    }
    if isinstance(error, sqlite3.Warning | sqlite3.ProgrammingError):
        return BadInput(_("the query cannot be run: {reason}").format(reason=error), file=file)
    return BadInput(reasons.get(name) or _("the database is damaged, or was not closed"), file=file)
