"""The contact points of a block of rows, with their states and masks."""

from collections.abc import Sequence
from typing import NamedTuple

from crmctl.importing.address import compose_address
from crmctl.importing.cards import Block, Points
from crmctl.importing.fields import ADDRESS_PARTS
from crmctl.importing.headers import Recognised
from crmctl.importing.known import Known
from crmctl.importing.points import labelled_kind
from crmctl.store.queries.kinds import Kind
from crmctl.vocabulary import PointType, ValueState

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

    def read(self, block: Block, countries: Sequence[str | None] | None) -> tuple[Points, Masks]:
        """The points, and for each row the masks of ok, invalid and placeholder kinds. Rows may have a country."""
        points, count = Points(), len(block.lines)
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

    def _column(  # noqa: PLR0913, PLR0917 - a column in its surroundings
        self,
        points: Points,
        masks: Masks,
        kind: Kind,
        cells: Sequence[str],
        labels: Sequence[str] | None,
        countries: Sequence[str | None] | None,
    ) -> None:
        ok, invalid, placeholder = masks
        judge, code, type_, number, bit = self._known.cleaner.points, kind.code, kind.type, kind.id, kind.bit
        add_at, add_kind, add_state = points.at.append, points.kinds.append, points.states.append
        add_value, add_normal, add_note = points.values.append, points.normals.append, points.notes.append
        for at, whole in enumerate(cells):
            if not whole:
                continue
            cell = whole
            if labels:
                kind = self._known.kinds[labelled_kind(code, labels[at], self._codes)]
                cell, type_, number, bit = whole.replace(_SEVERAL, "; "), kind.type, kind.id, kind.bit
            for text, normal, state, note in judge(type_, cell, countries[at] or "" if countries else ""):
                if state is _OK:
                    ok[at] |= bit
                    add_state("ok")
                elif state is _INVALID:
                    invalid[at] |= bit
                    add_state("invalid")
                else:
                    placeholder[at] |= bit
                    add_state("placeholder")
                add_at(at)
                add_kind(number)
                add_value(text)
                add_normal(normal or None)
                add_note(note or None)


def _without_repeats(points: Points) -> Points:
    """Each value of a kind once an owner, the first spelling of it."""
    seen: set[tuple[int, int, str]] = set()
    rows = []
    for row in zip(*points.columns(), strict=True):
        same = row[0], row[1], row[4] or row[3]
        if same not in seen:
            seen.add(same)
            rows.append(row)
    return Points(*map(list, zip(*rows, strict=True))) if rows else points


def phone_of(points: Points, kinds: dict[int, PointType]) -> dict[int, str]:
    """The first good phone of each row that has one."""
    phones: dict[int, str] = {}
    for at, kind, normal in zip(points.at, points.kinds, points.normals, strict=True):
        if normal and kinds[kind] is PointType.PHONE:
            phones.setdefault(at, normal)
    return phones
