"""Questions about groups' members, projects and what hangs on a user."""

from typing import NamedTuple

from crmctl.store.reader import Query


class Membership(NamedTuple):
    group_id: int
    group: str
    login: str


class ProjectLine(NamedTuple):
    """One line of `projects list`; tasks that are open."""

    id: int
    name: str
    active: bool
    tasks: int


class Charge(NamedTuple):
    """What a user has in hand: current clients and open tasks."""

    clients: int
    tasks: int


class Others(NamedTuple):
    number: int


MEMBERSHIPS = Query(
    Membership,
    """
    SELECT g.id, g.name, u.login FROM user_group_member m
    JOIN user_group g ON g.id = m.group_id JOIN app_user u ON u.id = m.user_id
    ORDER BY g.name_key, u.login_key
    """,
)

PROJECTS = Query(
    ProjectLine,
    """
    SELECT o.id, o.name, o.active,
           (SELECT COUNT(*) FROM task t WHERE t.project_id = o.id AND t.status IN ('new', 'accepted', 'returned'))
    FROM project o ORDER BY o.name_key
    """,
)

CHARGE = Query(
    Charge,
    """
    SELECT (SELECT COUNT(*) FROM client c WHERE c.responsible_id = u.id AND c.archived_at IS NULL),
           (SELECT COUNT(*) FROM task t WHERE t.assignee_id = u.id AND t.status IN ('new', 'accepted', 'returned'))
    FROM app_user u WHERE u.id = :user
    """,
)

OTHER_ADMINS = Query(Others, "SELECT COUNT(*) FROM app_user u WHERE u.role = 'admin' AND u.active AND u.id <> :user")
