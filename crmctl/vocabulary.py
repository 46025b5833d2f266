"""The domain's closed lists, by the glossary's words. Light to import: no dependency."""

from enum import StrEnum


class Role(StrEnum):
    MANAGER = "manager"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"
    BATCH = "batch"


class ClientKind(StrEnum):
    COMPANY = "company"
    PERSON = "person"
    SOLE_TRADER = "sole_trader"


class Relation(StrEnum):
    CLIENT = "client"
    LEAD = "lead"
    SUPPLIER = "supplier"
    COMPETITOR = "competitor"
    OTHER = "other"


class Sex(StrEnum):
    MALE = "m"
    FEMALE = "f"


class ArchiveReason(StrEnum):
    """The reasons that every base starts with; its settings may list others."""

    GONE = "gone"
    LIQUIDATED = "liquidated"
    DUPLICATE = "duplicate"


class RecordType(StrEnum):
    """What a gap or a task row is about."""

    CLIENT = "client"
    CONTACT = "contact"
    INTERACTION = "interaction"


class PointType(StrEnum):
    """The type of a contact kind; `--need TYPE` means any kind of it."""

    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    WEBSITE = "website"
    MESSENGER = "messenger"
    FAX = "fax"
    OTHER = "other"


class ValueState(StrEnum):
    """What is stored beside a value; a missing value has no row."""

    OK = "ok"
    PLACEHOLDER = "placeholder"
    INVALID = "invalid"


class State(StrEnum):
    """The state of a requirement, best first up to MISSING; the rest take it out of what applies."""

    OK = "ok"
    STALE = "stale"
    INVALID = "invalid"
    PLACEHOLDER = "placeholder"
    MISSING = "missing"
    WAIVED = "waived"
    NOT_APPLICABLE = "n/a"
    GONE = "gone"


class Level(StrEnum):
    """PRESENCE: any text that is not blank passes, as in 1C. VALID: the value must be usable."""

    PRESENCE = "presence"
    VALID = "valid"


class TaskStatus(StrEnum):
    NEW = "new"
    ACCEPTED = "accepted"
    DONE = "done"
    APPROVED = "approved"
    RETURNED = "returned"
    CANCELLED = "cancelled"


class Priority(StrEnum):
    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


class Source(StrEnum):
    """Where a run came from."""

    MANUAL = "manual"
    IMPORT = "import"
    BATCH = "batch"


ROW = "row:"
"""Begins an external id that was made here of what a row says, for its source gives none.

The same row has it in the next file too, a corrected one has not.
"""

OPEN_STATUSES = (TaskStatus.NEW, TaskStatus.ACCEPTED, TaskStatus.RETURNED)
"""A task in one of these holds its gaps."""
