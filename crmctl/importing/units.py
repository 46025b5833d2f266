"""What the places of a file are counted in, and how they are said."""

from collections.abc import Callable, Iterable, Mapping
from enum import Enum, auto

from crmctl.i18n import ngettext

_SHOWN = 5


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


def places(numbers: Iterable[int], unit: Unit = Unit.LINE) -> str:
    """`line 3`, or `rows 3, 5, 8 …`."""
    found = sorted(numbers)
    shown = ", ".join(map(str, found[:_SHOWN])) + (" …" if len(found) > _SHOWN else "")
    return _SAID[unit](len(found)).format(numbers=shown)
