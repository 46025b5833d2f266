"""The fields of a card that people may change, and how a written value is read."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from crmctl.filters import choices
from crmctl.filters.fields import find
from crmctl.vocabulary import RecordType


class Kind(Enum):
    """How a field is stored."""

    TEXT = auto()
    KEYED = auto()
    """Text with its `<name>_key` beside it."""
    CHOICE = auto()
    YES_NO = auto()
    DATE = auto()
    COUNTRY = auto()
    USER = auto()
    """Stored as `<name>_id`."""


@dataclass(frozen=True, slots=True)
class Field:
    """`choices` has the stored value of each spelling of a closed list; a required field cannot be emptied."""

    name: str
    kind: Kind
    choices: Mapping[str, str] | None = None
    required: bool = False


def _fields(*fields: Field) -> Mapping[str, Field]:
    return {field.name: field for field in fields}


def _of(kind: Kind, *names: str) -> tuple[Field, ...]:
    return tuple(Field(name, kind) for name in names)


CLIENT = _fields(
    Field("name", Kind.KEYED, required=True),
    *_of(Kind.KEYED, "legal_name", "city", "region", "industry", "segment", "work_status", "importance", "source"),
    *_of(Kind.KEYED, "comment"),
    Field("kind", Kind.CHOICE, choices.KINDS, required=True),
    Field("relation", Kind.CHOICE, choices.RELATIONS, required=True),
    Field("country", Kind.COUNTRY),
    *_of(Kind.TEXT, "last_name", "first_name", "middle_name", "inn", "kpp", "ogrn"),
    Field("no_middle_name", Kind.YES_NO, required=True),
    Field("birth_date", Kind.DATE),
    Field("responsible", Kind.USER),
)
CONTACT = _fields(
    *_of(Kind.TEXT, "last_name", "first_name", "middle_name", "display_name"),
    Field("no_middle_name", Kind.YES_NO, required=True),
    Field("sex", Kind.CHOICE, choices.SEXES),
    Field("birth_date", Kind.DATE),
    *_of(Kind.KEYED, "job_title", "comment"),
    Field("key_person", Kind.YES_NO, required=True),
)
FIELDS = {RecordType.CLIENT: CLIENT, RecordType.CONTACT: CONTACT}


def field_named(record: RecordType, name: str) -> Field | None:
    """The field of that name, by its code or as a filter may spell it; None when it cannot be changed by hand."""
    known = FIELDS[record]
    if name in known:
        return known[name]
    meant = find(record, name)
    return known.get(meant.code) if meant else None
