"""The words of the base in the user's language: closed lists, tables, what a run counted."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from crmctl.checks.wording import TYPES
from crmctl.i18n import N_, _
from crmctl.vocabulary import (
    ArchiveReason,
    ClientKind,
    PointType,
    Priority,
    RecordType,
    Relation,
    Role,
    Sex,
    Source,
    State,
    TaskStatus,
)

_STATUSES = {
    TaskStatus.NEW: N_("not accepted"),
    TaskStatus.ACCEPTED: N_("accepted"),
    TaskStatus.DONE: N_("done"),
    TaskStatus.APPROVED: N_("approved"),
    TaskStatus.RETURNED: N_("returned"),
    TaskStatus.CANCELLED: N_("cancelled"),
}
_STATES = {
    State.OK: N_("ok"),
    State.STALE: N_("stale"),
    State.INVALID: N_("invalid"),
    State.PLACEHOLDER: N_("placeholder"),
    State.MISSING: N_("missing"),
    State.WAIVED: N_("waived"),
    State.NOT_APPLICABLE: N_("no longer applies"),
    State.GONE: N_("gone"),
}
_ROLES = {
    Role.MANAGER: N_("manager"),
    Role.SUPERVISOR: N_("supervisor"),
    Role.ADMIN: N_("admin"),
    Role.BATCH: N_("program"),
}
_KINDS = {
    ClientKind.COMPANY: N_("company"),
    ClientKind.PERSON: N_("private person"),
    ClientKind.SOLE_TRADER: N_("sole trader"),
}
_RELATIONS = {
    Relation.CLIENT: N_("client"),
    Relation.LEAD: N_("lead"),
    Relation.SUPPLIER: N_("supplier"),
    Relation.COMPETITOR: N_("competitor"),
    Relation.OTHER: N_("other"),
}
_REASONS = {
    ArchiveReason.GONE: N_("no longer there"),
    ArchiveReason.LIQUIDATED: N_("liquidated"),
    ArchiveReason.DUPLICATE: N_("duplicate"),
}
_WORDS: Mapping[type[StrEnum], Mapping[Any, str]] = {
    TaskStatus: _STATUSES,
    State: _STATES,
    Role: _ROLES,
    ClientKind: _KINDS,
    Relation: _RELATIONS,
    ArchiveReason: _REASONS,
    PointType: TYPES,
    Sex: {Sex.MALE: N_("male"), Sex.FEMALE: N_("female")},
    Priority: {Priority.LOW: N_("low"), Priority.NORMAL: N_("normal"), Priority.HIGH: N_("high")},
    RecordType: {RecordType.CLIENT: N_("client"), RecordType.CONTACT: N_("contact")},
    Source: {Source.MANUAL: N_("by hand"), Source.IMPORT: N_("import"), Source.BATCH: N_("by schedule")},
}
_TABLES = {
    "app_user": N_("user"),
    "user_group": N_("group"),
    "user_group_member": N_("group member"),
    "absence": N_("absence"),
    "project": N_("project"),
    "setting": N_("setting"),
    "profile": N_("profile"),
    "contact_kind": N_("contact kind"),
    "client": N_("client"),
    "contact": N_("contact"),
    "client_contact": N_("link of a client and a contact"),
    "contact_point": N_("contact point"),
    "task": N_("task"),
    "task_row": N_("task row"),
    "gap": N_("gap"),
}
_COUNTS = {
    "read": N_("read"),
    "created": N_("made"),
    "updated": N_("updated"),
    "unchanged": N_("unchanged"),
    "rejected": N_("rejected"),
    "archived": N_("put into the archive"),
    "tasks": N_("tasks"),
    "rows": N_("rows"),
    "dropped": N_("dropped"),
    "in_scope": N_("looked at"),
    "records": N_("with gaps"),
    "gaps": N_("gaps"),
    "held": N_("in tasks"),
    "new": N_("new"),
    "still_open": N_("still open"),
    "closed": N_("closed"),
    "reopened": N_("reopened"),
    "undone": N_("put back"),
    "kept": N_("left as they are"),
    "values": N_("values"),
    "judged": N_("judged otherwise"),
    "masks": N_("masks"),
    "keys": N_("keys"),
}


def word(value: StrEnum) -> str:
    """A value of one of the closed lists."""
    return _(_WORDS[type(value)][value])


def status_word(status: TaskStatus) -> str:
    return word(status)


def state_word(state: State) -> str:
    return word(state)


def reason_word(reason: str) -> str:
    """A reason for archiving; those the company added stand for themselves."""
    return word(ArchiveReason(reason)) if reason in set(ArchiveReason) else reason


def table_word(table: str) -> str:
    """What a row of a table is."""
    return _(_TABLES[table])


def counts_words(summary: Mapping[str, object]) -> str:
    """What a run counted: `tasks 2, rows 10`; zeros say nothing."""
    shown = ((_(_COUNTS[name]), value) for name, value in summary.items() if name in _COUNTS and value)
    return ", ".join(f"{label} {value}" for label, value in shown)


def shown_name(name: str | None) -> str:
    """A contact may have no name at all."""
    return name or _("(no name)")
