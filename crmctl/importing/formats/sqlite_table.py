"""A table, a view or a query of an SQLite file."""

import sqlite3
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from crmctl.errors import BadInput, UsageError
from crmctl.i18n import _
from crmctl.importing.formats.elsewhere import there_are
from crmctl.importing.formats.gathering import harmless
from crmctl.importing.formats.sqlite_file import opened, refuse_own
from crmctl.importing.options import Hints
from crmctl.importing.records import Row
from crmctl.importing.table import RecordTable, as_columns

MOST_ROWS = 10_000_000
_LONGEST_KEY = 32
"""Bytes of a value that is no text, but may be an id."""
_EXACT = 1e15
_TABLES = r"SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\_%' ESCAPE '\'"


def open_table(path: Path, hints: Hints) -> RecordTable:
    """The rows of `--table` or `--query`; raises BadInput, and UsageError where both are given."""
    if hints.table and hints.query:
        raise UsageError(_("--table and --query exclude each other."))
    refuse_own(path)
    with opened(path) as connection:
        table = "" if hints.query else _table(connection, hints.table, str(path))
        sql = hints.query.strip().rstrip(";") if hints.query else f"SELECT * FROM {_quoted(table)}"
        names = [str(column[0]) for column in connection.execute(sql).description or ()]
        if not names:
            raise BadInput(_("a query may only SELECT"), file=str(path))
        count = connection.execute(f"SELECT count(*) FROM {_quoted(table)}").fetchone()[0] if table else 0
    part = _("table {name}").format(name=table) if table else _("the query")
    header = as_columns([harmless(name) for name in names])
    return RecordTable(path=path, lines=count, header=header, part=part, read=lambda: _rows(path, sql))


def _rows(path: Path, sql: str) -> Iterator[Row]:
    with opened(path) as connection:
        for number, row in enumerate(connection.execute(sql), 1):
            if number > MOST_ROWS:
                raise BadInput(_("the query gives more than {most} rows").format(most=MOST_ROWS), file=str(path))
            yield number, list(map(_text, row))


def _table(connection: sqlite3.Connection, wanted: str, file: str) -> str:
    """The table of that name, or the only one there is."""
    names = [str(name) for (name,) in connection.execute(_TABLES)]
    if not names:
        raise BadInput(_("the database has no tables"), file=file)
    if not wanted:
        if len(names) == 1:
            return names[0]
        hint = _("Give --table or --query. {tables}").format(tables=there_are(names))
        raise BadInput(_("the database has several tables"), hint, file=file)
    found = {name.lower(): name for name in names}
    if wanted.lower() in found:
        return found[wanted.lower()]
    close = get_close_matches(wanted.lower(), found, n=1)
    hint = _("Did you mean {name}?").format(name=found[close[0]]) if close else there_are(names)
    raise BadInput(_("there is no table {name}").format(name=wanted), hint, file=file)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(value: str | float | bytes | None) -> str:
    """Whole numbers without a fraction; bytes only where they are text, or short enough to be an id."""
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _EXACT else repr(value)
    if isinstance(value, bytes):
        return _bytes(value)
    return harmless(value) if isinstance(value, str) else str(value)


def _bytes(value: bytes) -> str:
    try:
        text = value.decode()
    except UnicodeDecodeError:
        text = ""
    if text.isprintable() and text:
        return text
    return value.hex() if len(value) <= _LONGEST_KEY else ""
