"""Cards of an export: besides what any file gives, all that only a new card can take over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from crmctl.importing.cards import Cards
from crmctl.importing.own.cells import OwnLink, OwnPoint


@dataclass
class OwnCards(Cards):
    """`wanted` are the numbers the cards had, `made` the columns that an import changes in no card that is there.

    `stale` and `opted_out` are two more masks; all points are among the others, `details` beside
    them, `link_details` beside `links`.
    """

    wanted: Sequence[int] = ()
    made: dict[str, Sequence[Any]] = field(default_factory=dict)
    stale: Sequence[int] = ()
    opted_out: Sequence[int] = ()
    details: list[OwnPoint] = field(default_factory=list)
    link_details: Sequence[Sequence[OwnLink]] = ()
    logins: Mapping[str | None, int] = field(default_factory=dict)
    """The users of this base."""

    def picked(self, places: Sequence[int]) -> Self:
        found = super().picked(places)
        kept = set(places)
        found.wanted = [self.wanted[at] for at in places]
        found.made = {name: [values[at] for at in places] for name, values in self.made.items()}
        found.stale, found.opted_out = ([mask[at] for at in places] for mask in (self.stale, self.opted_out))
        found.details = [one for one, point in zip(self.details, self.points.others, strict=True) if point[0] in kept]
        found.link_details = [self.link_details[at] for at in places] if self.link_details else ()
        found.logins = self.logins
        return found
