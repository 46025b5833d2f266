"""The keys that are stored beside texts."""

from collections.abc import Mapping, Sequence

from crmctl.cleaning.text import keys
from crmctl.importing.cards import Cards
from crmctl.importing.whole_names import PARTS
from crmctl.store.persons import full_name
from crmctl.vocabulary import ROW, RecordType

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
        name_keys = self._keys(names)
        for field in [field for field in self._texts if field in fields]:
            cards.fields[f"{field}_key"] = name_keys if fields[field] == names else self._keys(fields[field])
        cards.fields["name_key"] = name_keys
        return cards

    def _keys(self, texts: Sequence[str | None]) -> list[str | None]:
        if len(self._known) > _MOST:
            self._known = {None: None}
        new = [text for text in {*texts}.difference(self._known) if text is not None]
        if len(new) == len(texts):  # names, which there is no use in remembering
            return [*keys([text for text in texts if text is not None])]
        self._known.update(zip(new, keys(new), strict=True))
        return list(map(self._known.__getitem__, texts))


def shown_names(cards: Cards) -> Sequence[str]:
    """The names of clients; who has none is called by the id."""
    named = zip(cards.fields["name"], cards.ids, strict=True)
    return [name or one.removeprefix(ROW) for name, one in named]


def _full_names(fields: Mapping[str, Sequence[str | None]]) -> list[str | None]:
    nothing = [None] * len(next(iter(fields.values())))
    columns = (fields.get(name, nothing) for name in (*PARTS, "display_name"))
    return [full_name(*row) for row in zip(*columns, strict=True)]
