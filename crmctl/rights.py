"""Who may see and do what: one policy, used by every list, count, card, report and mass change.

In a local file these are guard-rails against mistakes; whoever can read the file can read everything.
"""

from typing import NamedTuple

from crmctl.errors import NoPermission
from crmctl.filters.cond import EVERYTHING, Cond
from crmctl.i18n import _
from crmctl.vocabulary import RecordType, Role


class Actor(NamedTuple):
    """The user on whose behalf a command runs."""

    id: int
    login: str
    name: str
    role: Role
    team: str | None


_OWN_CLIENTS = """c.responsible_id = :actor_id OR EXISTS (
    SELECT 1 FROM task_row vr JOIN task vt ON vt.id = vr.task_id
    WHERE vr.client_id = c.id AND vt.assignee_id = :actor_id AND vt.status IN ('new', 'accepted', 'returned'))"""
_TEAM_CLIENTS = """c.responsible_id IS NULL OR EXISTS (
    SELECT 1 FROM app_user vu WHERE vu.id = c.responsible_id AND (vu.team = :actor_team OR vu.active IS NOT TRUE))"""
_OWN_TASKS = "t.assignee_id = :actor_id OR t.author_id = :actor_id OR t.controller_id = :actor_id"
_TEAM_TASKS = "EXISTS (SELECT 1 FROM app_user vu WHERE vu.id = t.assignee_id AND vu.team = :actor_team)"
_LINKED = """p.unlinked OR EXISTS (
    SELECT 1 FROM client_contact vl JOIN client c ON c.id = vl.client_id WHERE vl.contact_id = p.id AND ({clients}))"""


def visible(actor: Actor, record: RecordType | str) -> Cond:
    """Which records the actor sees, over the alias c (client), p (contact) or t (`task`).

    Admins, batches and supervisors without a team see all; a supervisor with a team sees its people's clients and tasks
    and nobody's clients; a manager sees his own clients, those in his open tasks, and tasks he has, wrote or controls.
    """
    if actor.role in (Role.ADMIN, Role.BATCH) or (actor.role is Role.SUPERVISOR and not actor.team):
        return EVERYTHING
    team = actor.role is Role.SUPERVISOR
    values: dict[str, object] = {"actor_id": actor.id} | ({"actor_team": actor.team} if team else {})
    clients = f"{_OWN_CLIENTS} OR {_TEAM_CLIENTS}" if team else _OWN_CLIENTS
    if record == RecordType.CLIENT:
        return Cond(f"({clients})", values)
    if record == RecordType.CONTACT:
        return Cond(f"({_LINKED.format(clients=clients)})", values)
    return Cond(f"({_OWN_TASKS} OR {_TEAM_TASKS})" if team else f"({_OWN_TASKS})", values)


def require(actor: Actor, *roles: Role) -> None:
    """Refuse an actor whose role is none of these; an admin may do everything."""
    if actor.role is not Role.ADMIN and actor.role not in roles:
        raise NoPermission(
            _("{login} may not do this.").format(login=actor.login),
            _("Ask a supervisor or an admin, or act as one with --as."),
        )


SUPERVISORS = (Role.SUPERVISOR, Role.BATCH)
"""Those who hand work out and import."""
