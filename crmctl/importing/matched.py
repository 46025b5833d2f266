"""A block of a file's cards beside what is stored of them."""

import json
from collections.abc import Mapping, Sequence
from itertools import repeat
from typing import Any, NamedTuple

from crmctl.importing.among import among
from crmctl.importing.cards import Cards, Points
from crmctl.importing.edits import Edits, LastImport
from crmctl.importing.options import OnMatch, Options
from crmctl.store.queries import importing
from crmctl.store.queries.importing import ClientBefore, ContactBefore, PointBefore
from crmctl.store.reader import Reader
from crmctl.vocabulary import RecordType

Before = ClientBefore | ContactBefore


class Matched(NamedTuple):
    """`ids` are the stored cards, one for each of the file's; `points` by owner, of cards whose points may change.

    `edits` are known when mirroring.
    """

    cards: Cards
    ids: Sequence[int]
    before: Mapping[int, Before]
    points: Mapping[int, Sequence[PointBefore]]
    edits: Edits | None


class Matcher:
    """Looks up what is stored."""

    def __init__(self, reader: Reader, record: RecordType, options: Options) -> None:
        self._reader = reader
        self._record = record
        self._mode = options.on_match
        self._last_import = last_import(reader, record, options.source)

    def beside(self, cards: Cards, ids: Sequence[int]) -> Matched:
        before = self._before(ids)
        points = self._points(self._with_open_points(cards, ids, before))
        return Matched(cards, ids, before, points, self._edits(ids, points))

    def _before(self, ids: Sequence[int]) -> dict[int, Before]:
        clients = self._record is RecordType.CLIENT
        query: Any = importing.CLIENTS if clients else importing.CONTACTS
        rows = self._reader.rows(query, {"cards": among("c.id" if clients else "p.id", ids)})
        return {row.id: row for row in rows}

    def _with_open_points(self, cards: Cards, ids: Sequence[int], before: Mapping[int, Before]) -> Sequence[int]:
        """The cards whose points matter: to fill up, those of which the file has a good one that is not there."""
        if self._mode is not OnMatch.FILL_EMPTY:
            return ids
        ok = cards.masks[0]
        other = self._with_other_points(cards.points, ids)
        return [card for card, given in zip(ids, ok, strict=True) if card in other or given & ~before[card].ok_kinds]

    def _with_other_points(self, points: Points, ids: Sequence[int]) -> set[int]:
        """Those of which the file has a good point that is not among the good ones here."""
        given = {(ids[at], kind, normal) for at, kind, _state, _value, normal, _note in points.others if normal}
        for kind, (places, _values, normals) in points.good.items():
            given.update(zip(map(ids.__getitem__, places), repeat(kind), normals))
        owners = among(f"cp.{self._record.value}_id", ids)
        stored = self._reader.rows(importing.GOOD_POINTS[self._record], {"cards": owners})
        return {owner for owner, _kind, _normal in given.difference(stored)}

    def _points(self, ids: Sequence[int]) -> dict[int, list[PointBefore]]:
        found: dict[int, list[PointBefore]] = {card: [] for card in ids}
        if ids:
            owners = among(f"cp.{self._record.value}_id", ids)
            for point in self._reader.rows(importing.POINTS[self._record], {"cards": owners}):
                if point.owner in found:
                    found[point.owner].append(point)
        return found

    def _edits(self, ids: Sequence[int], points: Mapping[int, Sequence[PointBefore]]) -> Edits | None:
        if self._mode is not OnMatch.MIRROR:
            return None
        owners = among(f"j.{self._record.value}_id", ids)
        entries = self._reader.rows(importing.ENTRIES[self._record], {"cards": owners})
        stored = [point for of_one in points.values() for point in of_one]
        return Edits(entries, self._record, stored, self._last_import)


def last_import(reader: Reader, record: RecordType, source: str) -> LastImport:
    """The last import of this source's cards that changed something."""
    for run in reader.rows(importing.IMPORTS):
        told = json.loads(run.summary or "{}")
        if told.get("what") == f"{record.value}s" and told.get("source") == source:
            disputed = ((card, field, said) for card, field, said in told.get("disputed", []))
            return LastImport(run.id, frozenset(disputed))
    return LastImport(0, frozenset())
