"""What was noticed on the way: said at the end, with its lines, and no reason to refuse a row."""

from collections.abc import Callable, Mapping, Sequence

from crmctl.i18n import _, ngettext
from crmctl.importing.units import Unit, places

_SAID: Mapping[str, Callable[[int], str]] = {
    "nameless": lambda count: ngettext(
        "{count} row without a name: its id is its name",
        "{count} rows without a name: their ids are their names",
        count,
    ),
    "no-id": lambda count: ngettext(
        "{count} row without an id is known by its content: once corrected it is a new card",
        "{count} rows without an id are known by their content: once corrected they are new cards",
        count,
    ),
    "totals": lambda count: ngettext("{count} row of totals is left out", "{count} rows of totals are left out", count),
    "repeated": lambda count: ngettext("{count} row repeats an earlier one", "{count} rows repeat earlier ones", count),
    "several": lambda count: ngettext(
        "{count} row matches several cards, or one that is taken: it is a new card",
        "{count} rows match several cards, or one that is taken: they are new cards",
        count,
    ),
    "proposed": lambda count: ngettext(
        "{count} whole name is not split: it is not sure how",
        "{count} whole names are not split: it is not sure how",
        count,
    ),
    "orphan": lambda count: ngettext(
        "{count} contact without a client is kept", "{count} contacts without a client are kept", count
    ),
    "people": lambda count: ngettext(
        "{count} row is a person of a company: `crmctl import contacts` reads it",
        "{count} rows are people of companies: `crmctl import contacts` reads them",
        count,
    ),
    "companies": lambda count: ngettext(
        "{count} row is a client: `crmctl import clients` reads it",
        "{count} rows are clients: `crmctl import clients` reads them",
        count,
    ),
    "kind": lambda count: ngettext("{count} unknown kind of client", "{count} unknown kinds of client", count),
    "relation": lambda count: ngettext("{count} unknown relation", "{count} unknown relations", count),
    "country": lambda count: ngettext("{count} unknown country", "{count} unknown countries", count),
    "emptied": lambda count: ngettext(
        "{count} row has an emptied cell: the value stays, an update empties nothing, `edit --clear` does",
        "{count} rows have emptied cells: the values stay, an update empties nothing, `edit --clear` does",
        count,
    ),
    "worse": lambda count: ngettext(
        "{count} row has a bad value instead of a good one, which stays",
        "{count} rows have bad values instead of good ones, which stay",
        count,
    ),
    "sex": lambda count: ngettext("{count} unknown sex", "{count} unknown sexes", count),
    "role": lambda count: ngettext("{count} unknown role", "{count} unknown roles", count),
    "birth_date": lambda count: ngettext(
        "{count} birth date cannot be read", "{count} birth dates cannot be read", count
    ),
    "created_at": lambda count: ngettext(
        "{count} date of creation cannot be read", "{count} dates of creation cannot be read", count
    ),
}


class Noticed:
    """Collects lines by what was noticed on them, for the rows of a block."""

    def __init__(self, lines: Sequence[int]) -> None:
        self._lines = lines
        self.lines: dict[str, list[int]] = {}

    def add(self, what: str, at: int) -> None:
        self.lines.setdefault(what, []).append(self._lines[at])

    def at(self, what: str) -> Callable[[int], None]:
        return lambda at: self.add(what, at)


def sentences(noticed: Mapping[str, Sequence[int]], unit: Unit) -> list[str]:
    """One warning for each thing noticed, with the first places."""
    return [
        _("{said} ({lines})").format(said=_SAID[what](len(lines)).format(count=len(lines)), lines=places(lines, unit))
        for what, lines in noticed.items()
    ]
