"""The book of user groups: lists of people to pick from."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from crmctl.books.finding import named, nearest
from crmctl.books.users import user_id
from crmctl.cleaning.text import key
from crmctl.errors import NotFound, UsageError
from crmctl.i18n import _
from crmctl.rights import Actor, require
from crmctl.store.queries import books, users
from crmctl.store.reader import Reader
from crmctl.store.work import Work
from crmctl.vocabulary import Role


class GroupEntry(NamedTuple):
    id: int
    name: str
    members: list[str]
    """Logins."""


def list_groups(reader: Reader) -> list[GroupEntry]:
    members: dict[int, list[str]] = {}
    for member in reader.rows(books.MEMBERSHIPS):
        members.setdefault(member.group_id, []).append(member.login)
    return [GroupEntry(group.id, group.name, members.get(group.id, [])) for group in reader.rows(users.GROUPS)]


def group_id(reader: Reader, name: str) -> int:
    """The group of that name; raises NotFound with the nearest ones."""
    known = {key(group.name): group for group in reader.rows(users.GROUPS)}
    found = known.get(key(name))
    if found is None:
        hint = nearest(name, (group.name for group in known.values()), _("See `crmctl groups list`."))
        raise NotFound(_("There is no group {name}.").format(name=name), hint)
    return found.id


def add_group(work: Work, actor: Actor, name: str, members: Iterable[str]) -> int:
    """A new group of these logins; returns its id."""
    from crmctl.store.models import UserGroup

    require(actor, Role.SUPERVISOR)
    name = _free_name(work.reader, name)
    group = work.add(UserGroup(run_id=0, name=name, name_key=key(name)))
    _add_members(work, group, members)
    return group


def edit_group(  # noqa: PLR0913 - each is a part of the change
    work: Work, actor: Actor, name: str, *, rename: str = "", add: Iterable[str] = (), remove: Sequence[str] = ()
) -> None:
    """Rename a group, let logins in and take them out; somebody who is not in it is no mistake."""
    from crmctl.store.models import UserGroup

    require(actor, Role.SUPERVISOR)
    group = work.session.get_one(UserGroup, group_id(work.reader, name))
    if rename and key(rename) != group.name_key:
        group.name = _free_name(work.reader, rename)
        group.name_key = key(group.name)
    assert group.id is not None
    _add_members(work, group.id, add)
    for login in remove:
        work.execute(_REMOVE_MEMBER, {"group": group.id, "user": user_id(work.reader, login)})


def remove_group(work: Work, actor: Actor, name: str) -> None:
    """The list goes, its people stay."""
    require(actor, Role.SUPERVISOR)
    group = {"group": group_id(work.reader, name)}
    work.execute("DELETE FROM user_group_member WHERE group_id = :group", group)
    work.execute("DELETE FROM user_group WHERE id = :group", group)


_REMOVE_MEMBER = "DELETE FROM user_group_member WHERE group_id = :group AND user_id = :user"


def _add_members(work: Work, group: int, logins: Iterable[str]) -> None:
    from crmctl.store.models import UserGroupMember

    inside = {key(m.login) for m in work.reader.rows(books.MEMBERSHIPS) if m.group_id == group}
    for login in logins:
        if key(login) not in inside:
            work.add(UserGroupMember(run_id=0, group_id=group, user_id=user_id(work.reader, login)))
            inside.add(key(login))


def _free_name(reader: Reader, text: str) -> str:
    name = named(text)
    if any(key(group.name) == key(name) for group in reader.rows(users.GROUPS)):
        raise UsageError(_("There is a group {name} already.").format(name=name))
    return name
