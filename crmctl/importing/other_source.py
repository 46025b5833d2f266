"""Whether a file that names no source is one of a source that the base knows."""

from collections.abc import Sequence

from crmctl.filters.cond import Cond
from crmctl.i18n import _
from crmctl.importing.options import Options
from crmctl.store.queries.identities import SOURCES
from crmctl.store.reader import Reader
from crmctl.vocabulary import ROW, RecordType

_ENOUGH = 200
"""Ids that are looked up."""


class OtherSource:
    """Looks at the ids of new cards; where more cards were found than are new, the file is trusted."""

    def __init__(self, options: Options) -> None:
        self._sought = not options.source
        self._ids: list[str] = []
        self._found = self._new = 0

    def see(self, found: int, new: Sequence[str]) -> None:
        self._found += found
        self._new += len(new)
        if self._sought and len(self._ids) < _ENOUGH:
            self._ids += [one for one in new if not one.startswith(ROW)]

    def warnings(self, reader: Reader, record: RecordType) -> list[str]:
        """One, where most of the ids are of one other source."""
        ids = self._ids[:_ENOUGH] if self._new > self._found else []
        if not ids:
            return []
        names = {f"id_{at}": one for at, one in enumerate(ids)}
        slots = {"ids": Cond(f"e.external_id IN ({', '.join(f':{name}' for name in names)})", names)}
        found = next(iter(reader.rows(SOURCES[record], slots)), None)
        if found is None or 2 * found.cards < len(ids):
            return []
        said = _(
            "The base has these ids from the source {name}: if the file is from there, import it with --source {name},"
            " or there will be a second card of each"
        )
        return [said.format(name=found.name)]
