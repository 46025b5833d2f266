"""The contact points of a block of rows, with their states and masks."""

from collections.abc import Sequence
from typing import NamedTuple

from crmctl.importing.address import compose_address
from crmctl.importing.cards import Point
from crmctl.importing.fields import ADDRESS_PARTS
from crmctl.importing.fitting import Block
from crmctl.importing.headers import Recognised
from crmctl.importing.known import Known
from crmctl.importing.points import labelled_kind
from crmctl.store.queries.kinds import Kind
from crmctl.vocabulary import ValueState

_OK, _INVALID = ValueState.OK, ValueState.INVALID
Masks = tuple[list[int], list[int], list[int]]
_SEVERAL = " ::: "
"""What Google puts between several values of one cell."""


class PointCells(NamedTuple):
    """Cells of one kind; `labels` name the kind anew in each row."""

    kind: Kind
    cells: Sequence[str]
    labels: Sequence[str] | None = None


class PointColumns:
    """Knows which columns of a file hold contact points."""

    def __init__(self, recognised: Recognised, known: Known) -> None:
        self._known = known
        self._codes = frozenset(known.kinds)
        self._columns = [(index, code) for index, code in recognised.columns.items() if ":" in code]
        self._labels = recognised.labels
        parts = {index: ADDRESS_PARTS[code] for index, code in recognised.columns.items() if code in ADDRESS_PARTS}
        self._address = parts if "street" in parts.values() else {}
        kinds = [known.kinds[code] for _index, code in self._columns]
        self.kinds = frozenset(kind.id for kind in kinds) | (
            {known.kinds["address:main"].id} if self._address else set()
        )
        """Kinds by id that the file speaks of."""
        self._may_repeat = len(kinds) > len(set(kinds)) or bool(self._labels) or bool(self._address)

    def read(self, block: Block, countries: Sequence[str | None] | None) -> tuple[list[Point], Masks]:
        """The points, and for each row the masks of ok, invalid and placeholder kinds. Rows may have a country."""
        count = len(block.lines)
        points: list[Point] = []
        masks: Masks = [0] * count, [0] * count, [0] * count
        for kind, cells, labels in self._cells(block):
            self._column(points, masks, kind, cells, labels, countries)
        return (_without_repeats(points) if self._may_repeat else points), masks

    def _cells(self, block: Block) -> list[PointCells]:
        found = [
            PointCells(self._known.kinds[code], block.columns[index], self._said(block, index))
            for index, code in self._columns
        ]
        if self._address:
            rows = zip(*(block.columns[index] for index in self._address), strict=True)
            parts = list(self._address.values())
            composed = [compose_address(dict(zip(parts, row, strict=True))) for row in rows]
            found.append(PointCells(self._known.kinds["address:main"], composed))
        return found

    def _said(self, block: Block, index: int) -> Sequence[str] | None:
        return block.columns[self._labels[index]] if index in self._labels else None

    def _column(  # noqa: PLR0913, PLR0917 - the innermost loop of an import
        self,
        points: list[Point],
        masks: Masks,
        kind: Kind,
        cells: Sequence[str],
        labels: Sequence[str] | None,
        countries: Sequence[str | None] | None,
    ) -> None:
        ok, invalid, placeholder = masks
        cleaner, code = self._known.cleaner, kind.code
        sure, country, add = cleaner.sure(kind.type), cleaner.country, points.append
        number, bit = kind.id, kind.bit
        for at, cell in enumerate(cells):
            if not cell:
                continue
            if labels:
                kind = self._known.kinds[labelled_kind(code, labels[at], self._codes)]
                number, bit = kind.id, kind.bit
            if countries:
                country = countries[at] or cleaner.country
            normal = sure(cell, country)
            if normal:
                ok[at] |= bit
                add((at, number, "ok", cell, normal, None))
                continue
            for value in cleaner.points(kind.type, cell.replace(_SEVERAL, "; "), country):
                if value.state is _OK:
                    ok[at] |= bit
                elif value.state is _INVALID:
                    invalid[at] |= bit
                else:
                    placeholder[at] |= bit
                add((at, number, value.state.value, value.text, value.normal or None, value.note or None))


def _without_repeats(points: list[Point]) -> list[Point]:
    """Each value of a kind once an owner, in its first spelling."""
    first: dict[tuple[int, int, str], Point] = {}
    for point in points:
        at, kind, _state, text, normal, _note = point
        first.setdefault((at, kind, normal or text), point)
    return list(first.values())
