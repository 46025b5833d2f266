"""The keys that are stored beside texts."""

from collections.abc import Mapping, Sequence

from crmctl.cleaning.text import keys
from crmctl.importing.cards import Cards
from crmctl.importing.row_ids import ROW
from crmctl.importing.whole_names import PARTS
from crmctl.store.persons import full_name
from crmctl.vocabulary import RecordType

TEXTS: Mapping[RecordType, tuple[str, ...]] = {
    RecordType.CLIENT: (
        *("legal_name", "city", "region", "industry", "segment", "work_status", "importance", "source", "comment"),
    ),
    RecordType.CONTACT: ("job_title", "comment"),
}
"""Fields of free text that have a key beside them; the name has one too."""
_MOST = 5000


class TextKeys:
    """Adds the keys to cards; remembers those of texts that were met lately."""

    def __init__(self, record: RecordType) -> None:
        self._texts = TEXTS[record]
        self._known: dict[str | None, str | None] = {None: None}

    def added(self, cards: Cards) -> Cards:
        """The cards with a column of keys for each column of texts there is, and for the name they will be known by."""
        fields = cards.fields
        names = shown_names(cards) if "name" in fields else _full_names(fields)
        cards.fields |= {f"{name}_key": self._keys(fields[name]) for name in self._texts if name in fields}
        cards.fields["name_key"] = self._keys(names)
        return cards

    def _keys(self, texts: Sequence[str | None]) -> list[str | None]:
        known = self._known
        if len(known) > _MOST:
            self._known = known = {None: None}
        new = [text for text in {*texts} if text is not None and text not in known]
        known.update(zip(new, keys(new), strict=True))
        return list(map(known.__getitem__, texts))


def shown_names(cards: Cards) -> Sequence[str]:
    """The names of clients; who has none is called by the id."""
    named = zip(cards.fields["name"], cards.ids, strict=True)
    return [name or one.removeprefix(ROW) for name, one in named]


def _full_names(fields: Mapping[str, Sequence[str | None]]) -> list[str | None]:
    nothing = [None] * len(next(iter(fields.values())))
    columns = (fields.get(name, nothing) for name in (*PARTS, "display_name"))
    return [full_name(*row) for row in zip(*columns, strict=True)]
