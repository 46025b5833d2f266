"""The schema's one source of truth."""

from crmctl.store.models.cards import Client, ClientContact, Contact, ContactKind, ContactPoint
from crmctl.store.models.runs import JournalEntry, Run
from crmctl.store.models.tasks import Gap, Task, TaskRow
from crmctl.store.models.users import Absence, Profile, Project, Setting, User, UserGroup, UserGroupMember

JOURNALLED = (
    User,
    UserGroup,
    UserGroupMember,
    Absence,
    Project,
    Setting,
    Profile,
    ContactKind,
    Client,
    Contact,
    ClientContact,
    ContactPoint,
    Task,
    TaskRow,
    Gap,
)
"""Every table that is undone, referred-to tables before those that refer to them."""

__all__ = [
    "JOURNALLED",
    "Absence",
    "Client",
    "ClientContact",
    "Contact",
    "ContactKind",
    "ContactPoint",
    "Gap",
    "JournalEntry",
    "Profile",
    "Project",
    "Run",
    "Setting",
    "Task",
    "TaskRow",
    "User",
    "UserGroup",
    "UserGroupMember",
]
