"""Whether a file whose rows have no ids is one of clients that are there already, who would get second cards."""

from collections.abc import Sequence

from crmctl.cleaning.text import key
from crmctl.filters.cond import Cond
from crmctl.i18n import _
from crmctl.importing.cards import Cards
from crmctl.store.queries.identities import OF_THESE_NAMES
from crmctl.store.reader import Reader
from crmctl.vocabulary import ROW

_ENOUGH = 200
"""Names that are looked up."""


class SameNames:
    """Looks at the first block with new clients, before they are written: the rows of a file have ids or have none."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._looked = False
        self.warnings: list[str] = []

    def see(self, new: Cards) -> None:
        if not self._looked and len(new):
            self._looked = True
            self._look_up(_names(new))

    def _look_up(self, names: Sequence[str]) -> None:
        if not names:
            return
        values = {f"name_{at}": name for at, name in enumerate(names)}
        alike = {"names": Cond(f"c.name_key IN ({', '.join(f':{one}' for one in values)})", values)}
        there = sum(1 for _name in self._reader.rows(OF_THESE_NAMES, alike))
        if 2 * there > len(names):
            said = _(
                "Most of the rows without an id have names of clients that are here already: they are second cards. "
                "A column of ids, or --match inn, phone or email, says who is who"
            )
            self.warnings.append(said)


def _names(new: Cards) -> Sequence[str]:
    """Those of clients, each once, of rows without an id."""
    written = new.fields.get("name", ())
    rows = (name for one, name in zip(new.ids, written, strict=False) if one.startswith(ROW) and name)
    return list(dict.fromkeys(map(key, rows)))[:_ENOUGH]
