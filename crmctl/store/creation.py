"""Making a new base: beside its place, and put there whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crmctl.errors import BadDatabase, Refused
from crmctl.files import flush, gone_at_the_end
from crmctl.i18n import _
from crmctl.store.connect import APPLICATION_ID, cannot_write, is_url, open_postgres, open_sqlite, shown
from crmctl.store.lock import schema_lock
from crmctl.store.migrate import migrate
from crmctl.store.sharing import check_group, make_folder, share

PAGE_BYTES = 8192
"""Twice SQLite's own: counting a million clients reads the whole table, and takes a sixth less time."""


def create(db: str) -> None:
    """An empty base with the newest schema."""
    with new_base(db):
        pass


@contextmanager
def new_base(db: str, group: str = "") -> Iterator[str]:
    """An empty base with the newest schema; yields where it can be filled. It is at `db` once the block has ended well.

    A file is for its owner only (0600, its folder 0700), or for a group of accounts (0660 in a folder 2770).
    Raises Refused when something is there already.
    """
    if is_url(db):
        _new_schema(db, group)
        yield db
        return
    path = Path(db).absolute()
    _refuse_existing(path)
    if group:
        check_group(group, path.parent)
    make_folder(path.parent)
    with schema_lock(str(path)):
        _refuse_existing(path)
        yield from _beside(path, group)


def _beside(path: Path, group: str) -> Iterator[str]:
    partial = path.with_name(f".{path.name}.new")
    files = [partial.with_name(partial.name + end) for end in ("", "-journal")]
    for file in files:
        file.unlink(missing_ok=True)  # of an attempt that was killed
    try:
        with gone_at_the_end(*files):
            _new_file(partial)
            yield str(partial)
            share(partial, group)
            partial.rename(path)
            flush(path.parent)
    except OSError as error:
        raise cannot_write(path.parent, error) from error


def _new_file(path: Path) -> None:
    path.touch(mode=0o600)
    path.chmod(0o600)
    connection = open_sqlite(str(path), read_only=False)
    try:
        connection.execute(f"PRAGMA page_size={PAGE_BYTES}")
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        migrate(connection)
    finally:
        connection.close()


def _new_schema(url: str, group: str) -> None:
    """A schema without a run is one whose founding was interrupted; it is gone on with."""
    if group:
        raise Refused(_("--shared is for a file; PostgreSQL has logins of its own."))
    connection = open_postgres(url, read_only=False)
    try:
        if connection.execute("SELECT to_regclass('alembic_version')").fetchone() == (None,):
            migrate(connection)
        elif connection.execute("SELECT id FROM run LIMIT 1").fetchone():
            raise Refused(_("{db} already holds a base.").format(db=shown(url)), _("Nothing was changed."))
    finally:
        connection.close()


def _refuse_existing(path: Path) -> None:
    if path.is_dir():
        raise BadDatabase(_("{path} is a directory, not a database.").format(path=path))
    if path.exists() or path.is_symlink():
        raise Refused(
            _("{path} is already there; it was not touched.").format(path=path),
            _("Name a new file with --db, or use the base that is there."),
        )
