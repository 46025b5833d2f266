"""Cards as a file gives them: plain lists, column by column, so that whole columns are worked on at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import Any, Self

from crmctl.importing.outcome import Reject
from crmctl.vocabulary import ValueState

_OK = ValueState.OK.value

Point = tuple[int, int, str, str, str | None, str | None]
"""A contact point: its card's place, its kind, state, value, normalised value and note."""


GoodPoints = tuple[list[int], list[str], list[str]]
"""Points that are ok and need no note, of one kind: the places of their cards, values, normalised values."""


@dataclass(slots=True)
class Points:
    """The contact points of some cards; nearly all are good ones, and of them only what differs is kept."""

    good: dict[int, GoodPoints] = field(default_factory=dict)
    others: list[Point] = field(default_factory=list)

    def __len__(self) -> int:
        return sum(len(places) for places, _values, _normals in self.good.values()) + len(self.others)

    def __iter__(self) -> Iterator[Point]:
        for kind, columns in self.good.items():
            for at, value, normal in zip(*columns, strict=True):
                yield at, kind, _OK, value, normal, None
        yield from self.others

    def add_good(self, places: Sequence[int], kind: int, cells: Sequence[str], normals: Sequence[str]) -> list[int]:
        """Those of the cells that have a normal form; returns their places."""
        good = list(compress(places, normals))
        if good:
            all_places, values, all_normals = self.good.setdefault(kind, ([], [], []))
            all_places += good
            values.extend(compress(cells, normals))
            all_normals.extend(filter(None, normals))
        return good

    def picked(self, new_place: Mapping[int, int]) -> Self:
        """Those of the cards whose places are known to `new_place`."""
        good = {}
        for kind, (places, values, normals) in self.good.items():
            kept = [at in new_place for at in places]
            moved = [new_place[at] for at in compress(places, kept)]
            good[kind] = moved, list(compress(values, kept)), list(compress(normals, kept))
        others = [
            (new_place[at], kind, state, value, normal, note)
            for at, kind, state, value, normal, note in self.others
            if at in new_place
        ]
        return type(self)(good, others)


@dataclass
class Cards:
    """`fields` holds a value for each card under the name of the column it is stored in.

    `ids` are the external ids; one that was made up from the row's content starts with ROW. `masks` are the contact
    kinds that are ok, invalid and placeholder. `links` and `roles` (contacts only) are the clients of each and its
    roles there. `warnings` are the lines
    on which something was noticed, by its code.
    """

    lines: Sequence[int]
    ids: Sequence[str]
    fields: dict[str, Sequence[Any]]
    points: Points = field(default_factory=Points)
    masks: tuple[list[int], list[int], list[int]] = field(default_factory=lambda: ([], [], []))
    links: list[tuple[int, ...]] = field(default_factory=list)
    roles: Sequence[str | None] = ()
    rejects: list[Reject] = field(default_factory=list)
    warnings: dict[str, list[int]] = field(default_factory=dict)
    unknown_responsible: list[str] = field(default_factory=list)
    read: int = 0
    repeated: int = 0

    def __len__(self) -> int:
        return len(self.ids)

    def packed(self) -> tuple[Any, ...]:
        """The same in plain tuples, lists and dicts."""
        lines, rejects = list(self.lines), list(map(tuple, self.rejects))
        points, rest = (self.points.good, self.points.others), (self.unknown_responsible, self.read, self.repeated)
        return lines, self.ids, self.fields, points, self.masks, self.links, self.roles, rejects, self.warnings, *rest

    @classmethod
    def unpacked(cls, packed: tuple[Any, ...]) -> Self:
        cards = cls(*packed)
        cards.points, cards.rejects = Points(*packed[3]), list(map(Reject._make, cards.rejects))
        return cards

    def picked(self, places: Sequence[int]) -> Self:
        """The cards at these places with all that is theirs, without what was noticed on the way."""
        new_place = {place: at for at, place in enumerate(places)}
        ok, invalid, placeholder = ([mask[at] for at in places] for mask in self.masks)
        return type(self)(
            [self.lines[at] for at in places],
            [self.ids[at] for at in places],
            {name: [values[at] for at in places] for name, values in self.fields.items()},
            self.points.picked(new_place),
            (ok, invalid, placeholder),
            [self.links[at] for at in places] if self.links else [],
            [self.roles[at] for at in places] if self.roles else [],
        )
