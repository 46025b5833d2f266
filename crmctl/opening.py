"""Opening a database for a command: the right file, its schema up to date, the actor known."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING

from crmctl.cleaning.text import key
from crmctl.errors import BadDatabase, UnknownUser
from crmctl.i18n import _
from crmctl.rights import Actor
from crmctl.store.connect import open_connection, shown
from crmctl.store.queries.users import ACTOR, PEOPLE
from crmctl.store.reader import Reader
from crmctl.store.revision import HEAD, revision_of
from crmctl.vocabulary import Source

if TYPE_CHECKING:
    from crmctl.store.work import Work


def open_for_reading(db: str) -> Reader:
    """A reader over an up-to-date database; an older one is upgraded first, after a backup.

    Raises NoDatabase, BadDatabase (foreign, newer, damaged) or Busy.
    """
    connection = open_connection(db, read_only=True)
    try:
        found = revision_of(connection, db)
    except BaseException:
        connection.close()
        raise
    if found != HEAD:
        connection.close()
        from crmctl.store.migrate import upgrade

        upgrade(db)
        connection = open_connection(db, read_only=True)
    return Reader(connection, db)


def open_at_once(db: str) -> Reader:
    """A reader over a database as it stands; raises BadDatabase where it wants an upgrade, Busy where one must wait."""
    reader = Reader(open_connection(db, read_only=True, wait=0), db)
    try:
        found = revision_of(reader.connection, db)
    except BaseException:
        reader.close()
        raise
    if found != HEAD:
        reader.close()
        raise BadDatabase(_("{db} wants an upgrade first.").format(db=shown(db)))
    return reader


@contextmanager
def found_base(db: str, login: str, *, now: datetime, today: date, group: str = "") -> Iterator[tuple[str, Actor]]:
    """A new base with the built-in kinds and `login` as its admin; yields where it can be filled, and that admin.

    It is at `db`, whole, once the block has ended well. `group` names the accounts of this machine that may use the
    file. Raises Refused when something is there already.
    """
    from crmctl.store.creation import new_base
    from crmctl.store.founding import found

    with new_base(db, group) as fresh:
        with open_for_writing(fresh, actor=None, kind="init", command="init", now=now, today=today) as work:
            admin = found(work, login)
        yield fresh, admin


def find_actor(reader: Reader, login: str) -> Actor:
    """The user of that login; raises UnknownUser."""
    actor = reader.first(ACTOR, key=key(login))
    if actor is None:
        _refuse_inactive(reader, login)
        raise UnknownUser(
            _("There is no user {login} in this base.").format(login=login),
            _("Add one with `crmctl users add {login}`, or say who you are with --as.").format(login=login),
        )
    return actor


def _refuse_inactive(reader: Reader, login: str) -> None:
    if any(key(person.login) == key(login) for person in reader.rows(PEOPLE)):
        raise UnknownUser(
            _("{login} is no longer active in this base.").format(login=login),
            _("An admin changes that with `crmctl users edit {login} --active`.").format(login=login),
        )


def open_for_writing(  # noqa: PLR0913 - what a run is made of
    db: str,
    *,
    actor: Actor | None,
    kind: str,
    command: str,
    now: datetime,
    today: date,
    source: Source = Source.MANUAL,
    wait: float | None = None,
) -> "AbstractContextManager[Work]":
    """The write door over a database that `open_for_reading` has already looked at."""
    from crmctl.control.settle import settle
    from crmctl.store.work import write

    return write(
        db,
        kind=kind,
        command=command,
        now=now,
        today=today,
        actor_id=actor.id if actor else None,
        settle=settle,
        source=source,
        wait=wait,
    )
