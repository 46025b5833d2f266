"""Where the header of a sheet stands: below a title, and sometimes in two rows, groups of columns above the columns."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from crmctl.importing.fields import What
from crmctl.importing.headers import field_of, holds_data
from crmctl.importing.records import Row
from crmctl.importing.table import as_columns

_ROWS = 50
"""A title, the day of the report and whose it is stand above a header, not pages of them."""


class Header(NamedTuple):
    """The cells of a header, the one row or the two that they stand in, and the last row that is no record."""

    lines: Sequence[int]
    cells: list[str]
    end: int


def find_header(rows: Iterable[Row], what: What) -> Header:
    """The header of a sheet that has rows.

    It is the first row that has more than half as many cells as rows usually have, as a title above the table has not.
    Where the next row says a name of it again, or tells more fields together with it, it is both of them.
    """
    first = list(islice(rows, _ROWS))
    widths = [sum(map(bool, map(str.strip, cells))) for _line, cells in first]
    usual = sorted(widths)[len(widths) // 2]
    at = next(at for at, width in enumerate(widths) if 2 * width > usual)
    header = _header(first[at : at + 2], what)
    behind = [row for row in first[at:] if row[0] > header.end]
    return header._replace(end=behind[0][0]) if behind and _numbers_columns(behind[0][1]) else header


def _header(rows: Sequence[Row], what: What) -> Header:
    (line, cells), *behind = rows
    for lower, below in behind:
        both = _together(cells, below, what)
        if _could_be_names(below) and (_repeats(cells, below) or _known(both, what) > _known(cells, what)):
            return Header((line, lower), both, lower)
    return Header((line,), cells, line)


def _repeats(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether a name above stands there again, as it does in cells merged downwards; no record says such a thing.

    Where all of them do, nothing was merged: somebody wrote the header twice.
    """
    again = [above == below for above, below in zip(upper, lower, strict=False) if above.strip()]
    return any(again) and not all(again)


def _could_be_names(cells: Sequence[str]) -> bool:
    return not (holds_data(as_columns(cells)) or any(cell.strip().isdecimal() for cell in cells))


def _numbers_columns(cells: Sequence[str]) -> bool:
    """Whether the row says 1, 2, 3 … under the names, as in printed forms."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return len(filled) > 2 and filled == [str(number) for number in range(1, len(filled) + 1)]  # noqa: PLR2004


def _known(cells: Iterable[str], what: What) -> int:
    """How many different fields these names tell."""
    return len({field_of(cell, what) for cell in cells if cell.strip()} - {""})


def _together(upper: Sequence[str], lower: Sequence[str], what: What) -> list[str]:
    """The names of two rows: a group reaches over the blank cells behind it as far as there are names below."""
    names, group = list[str](), ""
    for at in range(max(len(upper), len(lower))):
        above, below = (cells[at].strip() if at < len(cells) else "" for cells in (upper, lower))
        group = above or group
        whole = f"{group} {below}" if below else ""
        grouped = below != group and not field_of(below, what) and field_of(whole, what)
        names.append(whole if grouped else below or above)
    return names
