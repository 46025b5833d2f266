"""Questions about users and their groups."""

from typing import NamedTuple

from crmctl.rights import Actor
from crmctl.store.reader import Query
from crmctl.vocabulary import Role


class UserLine(NamedTuple):
    """One line of `users list`."""

    id: int
    login: str
    name: str
    email: str | None
    role: Role
    team: str | None
    extension: str | None
    capacity: int | None
    active: bool
    clients: int


class Person(NamedTuple):
    """A user as work is dealt out to him."""

    id: int
    login: str
    name: str
    active: bool


class GroupLine(NamedTuple):
    id: int
    name: str
    members: int


ACTOR = Query(
    Actor, "SELECT u.id, u.login, u.name, u.role, u.team FROM app_user u WHERE u.login_key = :key AND u.active"
)

ALL = Query(
    UserLine,
    """
    SELECT u.id, u.login, u.name, u.email, u.role, u.team, u.extension, u.capacity, u.active,
           (SELECT COUNT(*) FROM client c WHERE c.responsible_id = u.id AND c.archived_at IS NULL)
    FROM app_user u WHERE {where} ORDER BY u.login_key
    """,
)

PEOPLE = Query(Person, "SELECT u.id, u.login, u.name, u.active FROM app_user u WHERE {where} ORDER BY u.login_key")

MEMBERS = Query(
    Person,
    """
    SELECT u.id, u.login, u.name, u.active FROM user_group g
    JOIN user_group_member m ON m.group_id = g.id JOIN app_user u ON u.id = m.user_id
    WHERE g.name_key = :key ORDER BY u.login_key
    """,
)

GROUPS = Query(
    GroupLine,
    """
    SELECT g.id, g.name, (SELECT COUNT(*) FROM user_group_member m WHERE m.group_id = g.id)
    FROM user_group g WHERE {where} ORDER BY g.name_key
    """,
)
