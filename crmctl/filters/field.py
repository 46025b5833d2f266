"""What a filter can ask about: a field, its type, and the comparisons a type knows."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from crmctl.filters.tree import Op


class FieldType(StrEnum):
    """How a field's values are read and compared."""

    TEXT = "text"
    """`sql` is a stored key: compared whatever the case, ё or spaces."""
    WRITTEN = "written"
    """Text without a key: compared as written, in capitals, in small letters and with capital initials."""
    NUMBER = "number"
    CHOICE = "choice"
    YES_NO = "yes/no"
    DATE = "date"
    MOMENT = "moment"
    """Asked about by whole days of the configured zone."""
    USER = "user"
    """`sql` is the user's id: asked about by login, full name, or `group:NAME`."""
    PROJECT = "project"
    """`sql` is the project's id: asked about by name."""
    POINT = "contact point"
    """The code is a contact type; `sql` ties its contact point cp2 to the record."""


@dataclass(frozen=True, slots=True)
class Field:
    """`code` is its English name, `spellings` its Russian ones as keys; `choices` the stored value of each spelling."""

    code: str
    type: FieldType
    sql: str
    caption: str
    spellings: tuple[str, ...] = ()
    choices: Mapping[str, str] | None = None


_EQUAL = frozenset({Op.EQ, Op.IN})
_ORDER = frozenset({Op.LT, Op.LE, Op.GT, Op.GE})
_SEARCH = frozenset({Op.LIKE, Op.CONTAINS})
_EMPTY = frozenset({Op.EMPTY})

COMPARISONS = {
    FieldType.TEXT: _EQUAL | _ORDER | _SEARCH | _EMPTY,
    FieldType.WRITTEN: _EQUAL | _ORDER | _SEARCH | _EMPTY,
    FieldType.NUMBER: _EQUAL | _ORDER | _EMPTY,
    FieldType.CHOICE: _EQUAL | _EMPTY,
    FieldType.YES_NO: _EQUAL,
    FieldType.DATE: _EQUAL | _ORDER | _EMPTY,
    FieldType.MOMENT: _EQUAL | _ORDER | _EMPTY,
    FieldType.USER: _EQUAL | _SEARCH | _EMPTY,
    FieldType.PROJECT: _EQUAL | _SEARCH | _EMPTY,
    FieldType.POINT: _EQUAL | _SEARCH | _EMPTY,
}
"""The positive comparisons of each type; each also has its denial."""
