"""Cards as a file gives them: plain lists, column by column, so that whole columns are worked on at once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress, islice
from typing import Any, NamedTuple, Self

from crmctl.importing.outcome import Reject
from crmctl.importing.table import Row

SIZE = 1000
"""Rows that are worked on together."""


class Block(NamedTuple):
    """Some rows of a file: the line each starts on, and their cells by column."""

    lines: Sequence[int]
    columns: Sequence[Sequence[str]]

    def without(self, rows: Iterable[int]) -> "Block":
        """The block without the rows at these places."""
        gone = set(rows)
        if not gone:
            return self
        kept = [at not in gone for at in range(len(self.lines))]
        return Block(list(compress(self.lines, kept)), [list(compress(column, kept)) for column in self.columns])


def blocks(rows: Iterator[Row]) -> Iterator[Block]:
    """The rows in blocks of SIZE."""
    while chunk := list(islice(rows, SIZE)):
        lines, cells = zip(*chunk, strict=True)
        yield Block(lines, list(zip(*cells, strict=True)))


@dataclass
class Points:
    """Contact points: whose each is (a place among the cards), then its kind, state, texts and note."""

    at: list[int] = field(default_factory=list)
    kinds: list[int] = field(default_factory=list)
    states: list[str] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    normals: list[str | None] = field(default_factory=list)
    notes: list[str | None] = field(default_factory=list)

    def columns(self) -> tuple[list[Any], ...]:
        return self.at, self.kinds, self.states, self.values, self.normals, self.notes


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

    def picked(self, places: Sequence[int]) -> Self:
        """The cards at these places with all that is theirs, without what was noticed on the way."""
        new_place = {place: at for at, place in enumerate(places)}
        rows = [row for row in zip(*self.points.columns(), strict=True) if row[0] in new_place]
        points = Points(*map(list, zip(*rows, strict=True))) if rows else Points()
        points.at = [new_place[at] for at in points.at]
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
