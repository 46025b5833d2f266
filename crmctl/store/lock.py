"""The lock beside a database file: one process at a time makes it or changes its schema."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crmctl.errors import BadDatabase, Busy
from crmctl.files import gone_at_the_end
from crmctl.i18n import _
from crmctl.store.connect import cannot_write, is_url

WAIT_SECONDS = 60


@contextmanager
def schema_lock(db: str) -> Iterator[None]:
    """Hold `db`.lock while the block runs; on PostgreSQL the write lock inside the transaction does this.

    The lock file goes while it is still held: one who waited for it sees that its name is gone and starts over.
    """
    if is_url(db):
        yield
        return
    from filelock import FileLock, Timeout

    path = Path(f"{db}.lock")
    _require_room(path.parent)
    lock = FileLock(path, timeout=WAIT_SECONDS, mode=0o660)
    try:
        lock.acquire()
    except Timeout:
        raise Busy(_("Another process is changing the schema of {db}.").format(db=db), _("Try again later.")) from None
    except OSError as error:
        raise cannot_write(path.parent, error) from None
    try:
        with gone_at_the_end(path):
            yield
    finally:
        lock.release()


def _require_room(folder: Path) -> None:
    """The lock takes a file that cannot be made for one that another process removes just now, and waits."""
    from tempfile import TemporaryFile

    try:
        TemporaryFile(dir=folder).close()
    except FileNotFoundError as error:
        if not folder.is_dir():
            raise cannot_write(folder, error) from None
        raise BadDatabase(
            _("No file can be made in {folder}: its file system holds none of ours.").format(folder=folder),
            _("Name the right file with --db."),
        ) from None
    except OSError as error:
        raise cannot_write(folder, error) from None
