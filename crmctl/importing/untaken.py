"""What of a file does not come in though a card differs there, and somebody should hear of it."""

from collections.abc import Callable
from typing import NamedTuple

from crmctl.importing.left_alone import LeftAlone
from crmctl.importing.options import OnMatch, Options
from crmctl.importing.outcome import Conflict

EMPTIED, WORSE = "emptied", "worse"


class ByHand:
    """Notes the rows in which people emptied a cell or put a bad value for a good one: they mean it.

    In a file that nobody edited neither is anybody's wish.
    """

    def __init__(self, options: Options, note: Callable[[str, int], None]) -> None:
        self.wanted = options.by_hand and options.on_match is OnMatch.UPDATE
        self._note = note
        self._noted: set[tuple[str, int]] = set()

    def add(self, what: str, line: int) -> None:
        """A row counts once, however many of its cells are meant."""
        if self.wanted and (what, line) not in self._noted:
            self._noted.add((what, line))
            self._note(what, line)


class Untaken(NamedTuple):
    """Values edited here that a mirrored file says otherwise, and what an update leaves of a file edited by hand.

    And what stays when only what is empty is filled.
    """

    conflicts: list[Conflict]
    by_hand: ByHand
    left: LeftAlone
