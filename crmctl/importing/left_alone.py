"""Good values of a file that are not the good ones here: only what is open is filled, and that is said."""

import sys
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from crmctl.cleaning.text import key
from crmctl.i18n import ngettext
from crmctl.importing.among import among
from crmctl.importing.edits import Edits, LastImport
from crmctl.importing.matched import Matched
from crmctl.store.queries import importing
from crmctl.store.reader import Reader
from crmctl.vocabulary import RecordType

_ANY_AGE = LastImport(sys.maxsize, frozenset())
"""An edit here, old or new, stands only against the word that it replaced: another word of the file is news."""


class LeftAlone:
    """Counts them, block by block; what was edited here while the file stayed as it was is no difference.

    Cards that are archived do not count, either, nor does a difference of form.
    """

    def __init__(self, reader: Reader, record: RecordType) -> None:
        self._reader, self._record = reader, record
        self._cards = self._values = 0
        self._fields: list[tuple[int, Mapping[str, Any]]] = []
        self._points: list[tuple[int, int, Sequence[str]]] = []
        self._links: list[tuple[int, int]] = []

    def field(self, card: int, stored: Any, given: Any, columns: Mapping[str, Any]) -> None:
        """A field whose value here is good, too; `columns` are what the file would write."""
        if key(str(stored)) != key(str(given)):
            self._fields.append((card, columns))

    def points(self, card: int, kind: int, values: Sequence[str]) -> None:
        """Good values of a kind that has another good one here."""
        if values:
            self._points.append((card, kind, values))

    def links(self, contact: int, clients: Collection[int]) -> None:
        """Clients of a contact that has others here."""
        if clients:
            self._links.append((contact, len(clients)))

    def settle(self, matched: Matched) -> None:
        """Count what this block had."""
        noted = {card for card, _columns in self._fields} | {card for card, _kind, _values in self._points}
        noted |= {contact for contact, _clients in self._links}
        cards = [card for card in noted if matched.before[card].archived_at is None]
        if cards:
            self._count(set(cards), self._edits(cards, matched))
        self._fields, self._points, self._links = [], [], []

    def _edits(self, cards: Sequence[int], matched: Matched) -> Edits:
        entries = self._reader.rows(importing.ENTRIES[self._record], {"cards": among(f"j.{self._record}_id", cards)})
        points = [point for card in cards for point in matched.points.get(card, ())]
        return Edits(entries, self._record, points, _ANY_AGE)

    def _count(self, cards: Collection[int], edits: Edits) -> None:
        fields = [
            (card, 1)
            for card, columns in self._fields
            if not any(edits.keep(card, column, value) for column, value in columns.items())
        ]
        points = [
            (card, len(values)) for card, kind, values in self._points if not edits.keep_points(card, kind, values)
        ]
        found = [(card, count) for card, count in (*fields, *points, *self._links) if card in cards]
        self._cards += len({card for card, _count in found})
        self._values += sum(count for _card, count in found)

    def warnings(self) -> list[str]:
        """One, where there were any."""
        if not self._values:
            return []
        cards = ngettext("of {count} card", "of {count} cards", self._cards).format(count=self._cards)
        said = ngettext(
            "{count} value {cards} differs from what is here and was left alone; --on-match update takes the file's, "
            "over edits made here, too",
            "{count} values {cards} differ from what is here and were left alone; --on-match update takes the file's, "
            "over edits made here, too",
            self._values,
        )
        return [said.format(count=self._values, cards=cards)]
