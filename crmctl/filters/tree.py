"""The filter as a tree, and the tree as text again."""

import re
from dataclasses import dataclass
from dataclasses import field as part_of
from enum import StrEnum

from crmctl.filters.words import RESERVED


class Op(StrEnum):
    """A comparison; its value is how it is written."""

    EQ = "="
    NE = "!="
    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="
    IN = "in"
    NOT_IN = "not in"
    LIKE = "like"
    NOT_LIKE = "not like"
    CONTAINS = "contains"
    NOT_CONTAINS = "not contains"
    EMPTY = "is empty"
    FILLED = "is filled"


POSITIVE = {
    Op.NE: Op.EQ,
    Op.NOT_IN: Op.IN,
    Op.NOT_LIKE: Op.LIKE,
    Op.NOT_CONTAINS: Op.CONTAINS,
    Op.FILLED: Op.EMPTY,
}
"""What each comparison that denies denies: true exactly where the other is not, unknown included."""

NEGATIVE = {positive: negative for negative, positive in POSITIVE.items()}


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of the filter as the user wrote it, without quotes; `position` (from 0) points at it."""

    text: str
    position: int = part_of(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One field against no, one or (with IN) several values."""

    field: Word
    op: Op
    values: tuple[Word, ...] = ()
    op_position: int = part_of(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    part: "Tree"


@dataclass(frozen=True, slots=True)
class AllOf:
    """Two or more parts joined by `and`."""

    parts: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Two or more parts joined by `or`."""

    parts: tuple["Tree", ...]


Tree = Comparison | Not | AllOf | AnyOf

_BARE = re.compile(r"[\w%+.:@/-]+")


def to_text(tree: Tree) -> str:
    """The filter in its plainest spelling; parsing it gives an equal tree."""
    match tree:
        case Comparison():
            return _comparison(tree)
        case Not(part):
            return f"not {_inside(part, Comparison, Not)}"
        case AllOf(parts):
            return " and ".join(_inside(part, Comparison, Not) for part in parts)
        case AnyOf(parts):
            return " or ".join(_inside(part, Comparison, Not, AllOf) for part in parts)


def _inside(part: Tree, *need_no_brackets: type[Tree]) -> str:
    text = to_text(part)
    return text if isinstance(part, need_no_brackets) else f"({text})"


def _comparison(one: Comparison) -> str:
    values = ", ".join(value_text(word.text) for word in one.values)
    if one.op in (Op.IN, Op.NOT_IN):
        values = f"({values})"
    return f"{one.field.text} {one.op} {values}".rstrip()


def value_text(text: str) -> str:
    """A value as a filter has it, in quotes where it must be."""
    if _BARE.fullmatch(text) and text.casefold() not in RESERVED:
        return text
    return '"{}"'.format(text.replace('"', '""'))
