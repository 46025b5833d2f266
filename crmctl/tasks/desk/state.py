"""What the desk knows at a moment. Every change makes a new one."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple

from crmctl.cleaning.text import is_blank, key
from crmctl.tasks.answers import Verdict
from crmctl.tasks.desk.effects import Effect
from crmctl.tasks.listing import TaskLine
from crmctl.tasks.pages import Overview, PageRow, Place, Stop
from crmctl.tasks.saving import Answer


class Mode(StrEnum):
    """What the next key means."""

    WORK = "work"
    SURE = "sure"
    """A value that will not fill its row: is it stored all the same?"""
    REPLACE = "replace"
    """What stands on the card has changed since it was shown: is it replaced?"""
    ARCHIVE = "archive"
    SEARCH = "search"
    CARD = "card"
    HELP = "help"
    LEAVE = "leave"
    """Something typed is not saved: is it let go?"""
    DONE = "done"
    """No row of the task is open any more."""
    OVER = "over"
    """The task was closed or taken away meanwhile."""
    LEFT = "left"


class Mood(StrEnum):
    """How a sentence is meant."""

    PLAIN = "plain"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


class Note(NamedTuple):
    """The sentence that answers the last key."""

    text: str = ""
    mood: Mood = Mood.PLAIN


NO_NOTE = Note()


class Page(NamedTuple):
    """One client as he is shown: his rows, and his card, of which the desk knows nothing."""

    client: int | None
    name: str
    rows: tuple[PageRow, ...]
    card: Any = None

    @property
    def open_rows(self) -> list[PageRow]:
        return [row for row in self.rows if row.is_open]


class Written(NamedTuple):
    """A run made at this desk, and and the task, the client and the row it was about; of the client himself row 0."""

    run: int
    task: int
    client: int | None
    row: int = 0


@dataclass(frozen=True)
class Desk:
    """One moment of the work on one task."""

    overview: Overview
    page: Page
    judge: Callable[[PageRow, str], Verdict]
    reasons: Sequence[str] = ()
    """Those for archiving that the settings list."""
    field: int = 0
    """The number of the row whose field takes what is typed; 0: none."""
    drafts: Mapping[int, str] = dataclasses.field(default_factory=lambda: MappingProxyType({}))
    """What is typed and not saved, by the row's number; of all clients of the task."""
    asked: tuple[Answer, ...] = ()
    """The answers a question is about."""
    advance: bool = False
    """Whether to go on once they are saved."""
    mode: Mode = Mode.WORK
    note: Note = NO_NOTE
    runs: tuple[Written, ...] = ()
    pick: int = 0
    """The line chosen in a list, or the first one shown of a text."""
    query: str = ""
    places: Sequence[Place] = ()
    lines: Sequence[Any] = ()
    """What CARD shows."""
    next_task: TaskLine | None = None
    waiting: Effect | None = None
    """What is tried again because another process is writing."""
    tries: int = 0

    @property
    def at(self) -> int:
        """Where the client shown stands among the task's; 0 when he is no longer there."""
        return next((at for at, stop in enumerate(self.overview.stops) if stop.client == self.page.client), 0)

    @property
    def clients_left(self) -> int:
        return sum(stop.open > 0 for stop in self.overview.stops)

    @property
    def open_rows(self) -> int:
        return sum(stop.open for stop in self.overview.stops)

    @property
    def row(self) -> PageRow | None:
        """The row whose field takes what is typed."""
        return next((row for row in self.page.rows if row.number == self.field and row.is_open), None)

    @property
    def text(self) -> str:
        """What stands in the text field, if there is one in this mode."""
        if self.mode is Mode.SEARCH:
            return self.query
        return self.drafts.get(self.field, "")

    @property
    def typing(self) -> bool:
        """Whether letters go into a text field."""
        filling = self.mode in (Mode.WORK, Mode.SURE) and self.row is not None
        return self.waiting is None and (self.mode is Mode.SEARCH or filling)

    @property
    def unsaved(self) -> list[int]:
        """The numbers of the rows with something typed."""
        return [number for number, text in self.drafts.items() if not is_blank(text)]

    @property
    def found(self) -> list[Place]:
        """The clients that the search finds: every word of it somewhere in their names."""
        words = key(self.query).split()
        return [place for place in self.places if all(word in place.key for word in words)]

    def kept_drafts(self, page: Page) -> Mapping[int, str]:
        """What is typed, but for rows of this page that take no answer any more."""
        closed = {row.number for row in page.rows if not row.is_open}
        return MappingProxyType({number: text for number, text in self.drafts.items() if number not in closed})

    def stop_with_work(self) -> Stop | None:
        """The next client after this one with open rows, from the start again after the last; None: no other."""
        stops, at = self.overview.stops, self.at
        around = (*stops[at + 1 :], *stops[:at])
        return next((stop for stop in around if stop.open), None)
