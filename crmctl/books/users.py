"""The book of users: nobody is ever deleted, only made inactive."""

import re
from typing import TYPE_CHECKING, NamedTuple

from crmctl.books.finding import named, nearest
from crmctl.cleaning.text import key
from crmctl.errors import NotFound, Refused, UsageError
from crmctl.i18n import _
from crmctl.rights import Actor, require
from crmctl.store.queries import books, users
from crmctl.store.queries.books import Charge
from crmctl.store.reader import Reader
from crmctl.store.work import Work
from crmctl.vocabulary import Role

if TYPE_CHECKING:
    from crmctl.store.models import User

_LOGIN = re.compile(r"[\w.@+-]{1,64}")


class Details(NamedTuple):
    """What is said of a user; None leaves a thing as it is, an empty text empties it. Capacity: minutes a week."""

    name: str | None = None
    email: str | None = None
    extension: str | None = None
    role: Role | None = None
    team: str | None = None
    capacity: int | None = None
    active: bool | None = None


class UserEntry(NamedTuple):
    """One user as `users list` shows him."""

    id: int
    login: str
    name: str
    email: str | None
    role: Role
    team: str | None
    extension: str | None
    capacity: int | None
    groups: list[str]
    active: bool
    clients: int


def list_users(reader: Reader) -> list[UserEntry]:
    groups: dict[str, list[str]] = {}
    for member in reader.rows(books.MEMBERSHIPS):
        groups.setdefault(member.login, []).append(member.group)
    return [
        UserEntry(*line[:8], groups.get(line.login, []), line.active, line.clients) for line in reader.rows(users.ALL)
    ]


def user_id(reader: Reader, login: str) -> int:
    """The user of that login, active or not; raises NotFound with the nearest logins."""
    known = {key(person.login): person for person in reader.rows(users.PEOPLE)}
    found = known.get(key(login))
    if found is None:
        hint = nearest(login, (person.login for person in known.values()), _("See `crmctl users list`."))
        raise NotFound(_("There is no user {login}.").format(login=login), hint)
    return found.id


def add_user(work: Work, actor: Actor, login: str, details: Details) -> int:
    """A new user; returns the id. Raises NoPermission, UsageError."""
    from crmctl.store.models import User

    require(actor)
    if not _LOGIN.fullmatch(login):
        raise UsageError(_("A login is letters, digits and . _ @ + - without spaces."))
    if any(key(person.login) == key(login) for person in work.reader.rows(users.PEOPLE)):
        raise UsageError(
            _("There is a user {login} already.").format(login=login),
            _("Change them with `crmctl users edit {login}`.").format(login=login),
        )
    user = User(run_id=0, login=login, login_key=key(login), name=login, name_key=key(login))
    _write(user, details)
    return work.add(user)


def edit_user(work: Work, actor: Actor, login: str, details: Details) -> Charge:
    """Change a user; returns what he has in hand. The last active admin stays one."""
    from crmctl.store.models import User

    require(actor)
    user = work.session.get_one(User, user_id(work.reader, login))
    was_admin = user.role is Role.ADMIN and user.active
    _write(user, details)
    stays = user.role is Role.ADMIN and user.active
    if was_admin and not stays and not work.reader.one(books.OTHER_ADMINS, user=user.id).number:
        raise Refused(_("{login} is the last active admin.").format(login=user.login), _("Make another one first."))
    work.flush()
    return work.reader.one(books.CHARGE, user=user.id)


def _write(user: "User", details: Details) -> None:
    if details.name:
        user.name = named(details.name)
        user.name_key = key(user.name)
    for field in ("email", "extension", "team"):
        text = getattr(details, field)
        if text is not None:
            setattr(user, field, text.strip() or None)
    for field in ("role", "capacity", "active"):
        value = getattr(details, field)
        if value is not None:
            setattr(user, field, value)
