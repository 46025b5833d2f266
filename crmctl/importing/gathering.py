"""Records that each have fields of their own, as one table: a column for each field that any of them has."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from crmctl.errors import BadInput
from crmctl.i18n import _
from crmctl.importing.records import LONGEST_CELL, Row
from crmctl.importing.table import Column

MOST_COLUMNS = 2000
Place = tuple[str, int]
"""A field's header, and which of its values, from 1."""


class Entry(NamedTuple):
    """One record, the line it starts on, and its texts."""

    line: int
    texts: Mapping[Place, str]


def gathered_header(entries: Iterable[Entry], file: str) -> list[Column]:
    """The columns of all records, in the order they are met, several values of a field side by side.

    BadInput where they are too many to be a table, or there is no record at all.
    """
    widths: dict[str, int] = {}
    count = 0
    for entry in entries:
        for name, number in entry.texts:
            if number > widths.get(name, 0):
                count += number - widths.get(name, 0)
                widths[name] = number
        if count > MOST_COLUMNS:
            reason = _("more than {most} different fields: this is no list of records").format(most=MOST_COLUMNS)
            raise BadInput(reason, file=file, line=entry.line)
    if not widths:
        raise BadInput(_("the file holds no records"), file=file)
    places = [(name, number) for name, width in widths.items() for number in range(1, width + 1)]
    return [Column(at, name, number) for at, (name, number) in enumerate(places)]


def gathered_rows(entries: Iterable[Entry], header: Iterable[Column]) -> Iterator[Row]:
    """The records as rows under that header; those without any text are left out."""
    places = [(column.name, column.occurrence) for column in header]
    for line, texts in entries:
        cells = [texts.get(place, "") for place in places]
        if any(map(str.strip, cells)):
            yield line, cells


def harmless(text: str) -> str:
    """The text as it can be stored: without NULs, and halves of characters replaced. Longer than a cell may be: cut."""
    if "\0" in text:
        text = text.replace("\0", "")
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text[:LONGEST_CELL]
