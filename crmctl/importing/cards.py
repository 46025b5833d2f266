"""Cards as a file gives them: plain lists, column by column, so that whole columns are worked on at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from crmctl.importing.outcome import Reject

Point = tuple[int, int, str, str, str | None, str | None]
"""A contact point: its card's place, its kind, state, value, normalised value and note."""


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
    points: list[Point] = field(default_factory=list)
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
        points = [(new_place[point[0]], *point[1:]) for point in self.points if point[0] in new_place]
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
