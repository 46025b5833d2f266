"""The contact points of a block of rows, with their states and masks."""

from collections.abc import Iterator, Sequence
from itertools import compress
from operator import not_
from typing import NamedTuple

from crmctl.cleaning.text import unguarded
from crmctl.importing.address import compose_address
from crmctl.importing.cards import Point, Points
from crmctl.importing.fields import ADDRESS_PARTS
from crmctl.importing.fitting import Block
from crmctl.importing.headers import Recognised
from crmctl.importing.known import Known
from crmctl.importing.memo import Memo
from crmctl.importing.points import labelled_kind
from crmctl.store.queries.kinds import Kind
from crmctl.vocabulary import PointType, ValueState

Masks = tuple[list[int], list[int], list[int]]
_MASKS = {ValueState.OK: 0, ValueState.INVALID: 1, ValueState.PLACEHOLDER: 2}
_Judged = tuple[int, tuple[str, str, str | None, str | None]]
"""Which mask the value's state goes into, then its state, text, normal form and note."""
_SEVERAL = " ::: "
"""What Google puts between several values of one cell."""


class PointCells(NamedTuple):
    """Cells of one kind and one country, and the places of their rows."""

    kind: Kind
    country: str
    places: Sequence[int]
    cells: Sequence[str]


class PointColumns:
    """Knows which columns of a file hold contact points."""

    def __init__(self, recognised: Recognised, known: Known) -> None:
        self._known = known
        self._columns = [(index, code) for index, code in recognised.columns.items() if ":" in code]
        self._sorts = {code: _sorts(code, frozenset(known.kinds)) for _index, code in self._columns}
        self._labels = recognised.labels
        self._memos: dict[tuple[PointType, str], Memo[list[_Judged]]] = {}
        parts = {index: ADDRESS_PARTS[code] for index, code in recognised.columns.items() if code in ADDRESS_PARTS}
        self._address = parts if "street" in parts.values() else {}
        kinds = [known.kinds[code] for _index, code in self._columns]
        self.kinds = frozenset(kind.id for kind in kinds) | (
            {known.kinds["address:main"].id} if self._address else set()
        )
        """Kinds by id that the file speaks of."""
        self._may_repeat = len(kinds) > len(set(kinds)) or bool(self._labels) or bool(self._address)

    def read(self, block: Block, countries: Sequence[str | None] | None) -> tuple[Points, Masks]:
        """The points, and for each row the masks of ok, invalid and placeholder kinds. Rows may have a country."""
        count = len(block.lines)
        points = Points()
        masks: Masks = [0] * count, [0] * count, [0] * count
        for column in self._cells(block):
            for alike in self._by_country(column, countries):
                self._judge(points, masks, alike)
        return (_without_repeats(points) if self._may_repeat else points), masks

    def _cells(self, block: Block) -> Iterator[PointCells]:
        home, every = self._known.cleaner.country, range(len(block.lines))
        for index, code in self._columns:
            cells = block.columns[index]
            if index not in self._labels:
                yield PointCells(self._known.kinds[code], home, every, cells)
                continue
            kinds = list(map(self._sorts[code].__getitem__, block.columns[self._labels[index]]))
            for kind in dict.fromkeys(kinds):
                places = [at for at, one in enumerate(kinds) if one == kind]
                yield PointCells(self._known.kinds[kind], home, places, [cells[at] for at in places])
        if self._address:
            rows = zip(*(block.columns[index] for index in self._address), strict=True)
            parts = list(self._address.values())
            composed = [compose_address(dict(zip(parts, row, strict=True))) for row in rows]
            yield PointCells(self._known.kinds["address:main"], home, every, composed)

    def _by_country(self, column: PointCells, countries: Sequence[str | None] | None) -> Iterator[PointCells]:
        if not countries or countries.count(None) == len(countries):
            yield column
            return
        for country in dict.fromkeys(countries):
            where = [at for at, place in enumerate(column.places) if countries[place] == country]
            cells = [column.cells[at] for at in where]
            yield PointCells(column.kind, country or column.country, [column.places[at] for at in where], cells)

    def _judge(self, points: Points, masks: Masks, column: PointCells) -> None:
        kind, country, places, cells = column
        cleaner, number, bit = self._known.cleaner, kind.id, kind.bit
        normals = cleaner.sure_of_many(kind.type)(cells, country)
        ok = masks[0]
        doubtful = self._judged(kind.type, country)
        for at in points.add_good(places, number, cells, normals):
            ok[at] |= bit
        for at, cell in compress(zip(places, cells, strict=True), map(not_, normals)):
            if cell:
                for mask, judged in doubtful[cell]:
                    masks[mask][at] |= bit
                    points.others.append((at, number, *judged))

    def _judged(self, type: PointType, country: str) -> Memo[list[_Judged]]:  # noqa: A002
        """What cells are worth that hold no plainly good value."""

        def judge(cell: str) -> list[_Judged]:
            values = self._known.cleaner.doubtful_points(type, unguarded(cell).replace(_SEVERAL, "; "), country)
            return [
                (_MASKS[value.state], (value.state.value, value.text, value.normal or None, value.note or None))
                for value in values
            ]

        return self._memos.setdefault((type, country), Memo(judge))


def _sorts(code: str, kinds: frozenset[str]) -> Memo[str]:
    """The kind by what a label says."""
    return Memo(lambda label: labelled_kind(code, label, kinds))


def _without_repeats(points: Points) -> Points:
    """Each value of a kind once an owner, in its first spelling."""
    first: dict[tuple[int, int, str], Point] = {}
    for point in points:
        at, kind, _state, text, normal, _note = point
        first.setdefault((at, kind, normal or text), point)
    return Points(others=list(first.values()))
