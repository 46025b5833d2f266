"""What the places of a file are counted in, and how they are said."""

from collections.abc import Callable, Iterable, Mapping
from enum import Enum, auto

from crmctl.i18n import ngettext

_SHOWN = 5
_LETTERS = 26


class Unit(Enum):
    """Lines of a text, rows of a sheet, records of what has neither."""

    LINE = auto()
    ROW = auto()
    RECORD = auto()


_SAID: Mapping[Unit, Callable[[int], str]] = {
    Unit.LINE: lambda count: ngettext("line {numbers}", "lines {numbers}", count),
    Unit.ROW: lambda count: ngettext("row {numbers}", "rows {numbers}", count),
    Unit.RECORD: lambda count: ngettext("record {numbers}", "records {numbers}", count),
}


def column_name(column: int) -> str:
    """What a sheet calls its column, from 0: `A`, `AA`."""
    name = ""
    while column >= 0:
        column, letter = divmod(column, _LETTERS)
        name = chr(ord("A") + letter) + name
        column -= 1
    return name


def cell_name(row: int, column: int) -> str:
    """A cell of a sheet by its row, from 1, and its column, from 0: `K17`."""
    return f"{column_name(column)}{row}"


def places(numbers: Iterable[int], unit: Unit = Unit.LINE) -> str:
    """`line 3`, or `rows 3, 5, 8 …`."""
    found = sorted(numbers)
    shown = ", ".join(map(str, found[:_SHOWN])) + (" …" if len(found) > _SHOWN else "")
    return _SAID[unit](len(found)).format(numbers=shown)
