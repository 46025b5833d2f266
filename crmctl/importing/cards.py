"""Cards as a file gives them: plain lists, column by column, so that whole columns are worked on at once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress, repeat
from typing import Any, Self

from crmctl.importing.outcome import Reject

Point = tuple[int, int, str, str, str | None, str | None]
"""A contact point: its card's place, its kind, state, value, normalised value and note."""


@dataclass(slots=True)
class Points:
    """Contact points by column, as many in each."""

    places: list[int] = field(default_factory=list)
    kinds: list[int] = field(default_factory=list)
    states: list[str] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    normals: list[str | None] = field(default_factory=list)
    notes: list[str | None] = field(default_factory=list)

    @classmethod
    def of(cls, rows: Iterable[Point]) -> Self:
        columns = list(map(list, zip(*rows, strict=True)))
        return cls(*columns) if columns else cls()

    def __len__(self) -> int:
        return len(self.places)

    def __iter__(self) -> Iterator[Point]:
        return zip(self.places, self.kinds, self.states, self.values, self.normals, self.notes, strict=True)

    def add(self, point: Point) -> None:
        for column, value in zip(self.columns(), point, strict=True):
            column.append(value)

    def add_good(self, places: Sequence[int], kind: int, cells: Sequence[str], normals: Sequence[str]) -> list[int]:
        """Those of the cells that have a normal form; returns their places."""
        good = list(compress(places, normals))
        self.places += good
        self.kinds.extend(repeat(kind, len(good)))
        self.states.extend(repeat("ok", len(good)))
        self.values.extend(compress(cells, normals))
        self.normals.extend(filter(None, normals))
        self.notes.extend(repeat(None, len(good)))
        return good

    def columns(self) -> tuple[list[Any], ...]:
        return self.places, self.kinds, self.states, self.values, self.normals, self.notes


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
        points, rest = self.points.columns(), (self.unknown_responsible, self.read, self.repeated)
        return lines, self.ids, self.fields, points, self.masks, self.links, self.roles, rejects, self.warnings, *rest

    @classmethod
    def unpacked(cls, packed: tuple[Any, ...]) -> Self:
        cards = cls(*packed)
        cards.points, cards.rejects = Points(*packed[3]), list(map(Reject._make, cards.rejects))
        return cards

    def picked(self, places: Sequence[int]) -> Self:
        """The cards at these places with all that is theirs, without what was noticed on the way."""
        new_place = {place: at for at, place in enumerate(places)}
        points = Points.of((new_place[at], *rest) for at, *rest in self.points if at in new_place)
        ok, invalid, placeholder = ([mask[at] for at in places] for mask in self.masks)
        return type(self)(
            [self.lines[at] for at in places],
            [self.ids[at] for at in places],
            {name: [values[at] for at in places] for name, values in self.fields.items()},
            points,
            (ok, invalid, placeholder),
            [self.links[at] for at in places] if self.links else [],
            [self.roles[at] for at in places] if self.roles else [],
        )
