"""Which schema this program speaks, read from a database by plain SQL: Alembic is loaded only when they differ."""

import sqlite3
from typing import TYPE_CHECKING

from crmctl.errors import BadDatabase
from crmctl.i18n import _
from crmctl.store.connect import APPLICATION_ID, driver_errors, is_url, shown, translated

if TYPE_CHECKING:
    from crmctl.store.connect import Connection

HEAD = "0003"
KNOWN = ("0001", "0002", "0003")
"""Every revision this program can read or upgrade, oldest first; a test holds it against the migrations."""


def revision_of(connection: "Connection", db: str) -> str:
    """The database's revision; refuses a foreign or a newer one untouched."""
    try:
        if isinstance(connection, sqlite3.Connection) and _application(connection) != APPLICATION_ID:
            raise _foreign(db)
        found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except driver_errors() as error:
        known = translated(error, db)
        raise (_foreign(db) if known is error else known) from error
    if found is None:
        raise _foreign(db)
    revision = str(found[0])
    if revision not in KNOWN:
        raise BadDatabase(
            _("{db} was written by a newer crmctl (schema {revision}).").format(db=shown(db), revision=revision),
            _("Upgrade crmctl; the file was not touched."),
        )
    return revision


def _application(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA application_id").fetchone()[0])


def _foreign(db: str) -> BadDatabase:
    hint = _("Make a base in it with `crmctl init`.") if is_url(db) else _("Name the right file with --db.")
    return BadDatabase(_("{db} is a database, but not of crmctl.").format(db=shown(db)), hint)
