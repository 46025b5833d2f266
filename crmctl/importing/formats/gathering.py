"""Records that each have fields of their own, as one table: a column for each field that any of them has."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, NamedTuple

from crmctl.errors import BadInput
from crmctl.i18n import _
from crmctl.importing.formats.unreadable import unreadable
from crmctl.importing.records import LONGEST_CELL, Row
from crmctl.importing.table import Column, ListedTable
from crmctl.importing.units import Unit

MOST_COLUMNS = 2000
Place = tuple[str, int]
"""A field's header, and which of its values, from 1."""


class Entry(NamedTuple):
    """One record, the line it starts on, and its texts."""

    line: int
    texts: Mapping[Place, str]


@dataclass(frozen=True, kw_only=True)
class GatheredTable(ListedTable):
    """A table whose columns are the fields that its records happen to have."""

    unit: ClassVar[Unit] = Unit.LINE
    fixed: ClassVar[bool] = False


@dataclass(frozen=True, kw_only=True)
class CountedTable(GatheredTable):
    """The same of a file that has several records on a line, so that they are counted."""

    unit: ClassVar[Unit] = Unit.RECORD


def gathered(
    path: Path,
    entries: Callable[[], Iterable[Entry]],
    *,
    notes: Sequence[str] = (),
    kind: type[GatheredTable] = GatheredTable,
) -> GatheredTable:
    """The records that `entries` gives, anew each time, as a table of that kind.

    BadInput where there are no records, or fields enough for a thousand tables.
    """
    widths: dict[str, int] = {}
    count = line = 0
    counted = False
    for count, entry in enumerate(entries(), 1):  # noqa: B007 - the last one counts
        counted = counted or entry.line <= line
        line = entry.line
        for name, number in entry.texts:
            widths[name] = max(number, widths.get(name, 0))
        if sum(widths.values()) > MOST_COLUMNS:
            reason = _("more than {most} different fields: this is no list of records").format(most=MOST_COLUMNS)
            raise BadInput(reason, file=str(path), line=entry.line)
    if not widths:
        raise BadInput(_("the file holds no records"), file=str(path))
    places = [(name, number) for name, width in widths.items() for number in range(1, width + 1)]
    header = [Column(at, name, number) for at, (name, number) in enumerate(places)]

    def rows() -> Iterator[Row]:
        try:
            for number, (line, texts) in enumerate(entries(), 1):
                yield number if counted else line, [texts.get(place, "") for place in places]
        except (OSError, UnicodeDecodeError) as error:
            raise unreadable(path, error) from None

    return (CountedTable if counted else kind)(path=path, lines=count, header=header, read=rows, notes=notes)


def shared(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The same, to be kept: the places of all are the same objects."""
    places: dict[Place, Place] = {}
    for line, texts in entries:
        yield Entry(line, {places.setdefault(place, place): text for place, text in texts.items()})


def harmless(text: str) -> str:
    """The text as it can be stored: without NULs, and halves of characters replaced. Longer than a cell may be: cut."""
    if "\0" in text:
        text = text.replace("\0", "")
    if text.isascii():
        return text[:LONGEST_CELL]
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text[:LONGEST_CELL]
