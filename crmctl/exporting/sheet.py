"""What a file of rows is made of, whatever program it is for."""

from collections.abc import Iterable, Sequence
from enum import Enum, auto
from typing import Any, NamedTuple


class Kind(Enum):
    """What a column holds: texts, whole numbers, days (date) or moments (datetime without a zone, local)."""

    TEXT = auto()
    NUMBER = auto()
    DAY = auto()
    MOMENT = auto()


class Column(NamedTuple):
    """`width` is in characters."""

    caption: str
    kind: Kind = Kind.TEXT
    width: int = 18


class Sheet(NamedTuple):
    """Rows have a value for each column, None where there is none; they come as they are asked for."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]
