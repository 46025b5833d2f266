"""What the desk wants done, and what became of it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from crmctl.tasks.listing import TaskLine
from crmctl.tasks.pages import Overview, Place
from crmctl.tasks.saving import Answer

if TYPE_CHECKING:
    from crmctl.tasks.desk.state import Page


class Show(NamedTuple):
    """Show this client."""

    client: int | None


class Start(NamedTuple):
    """Go on with this task."""

    task: int


class Save(NamedTuple):
    """Write these answers; `advance`: then go on."""

    answers: tuple[Answer, ...]
    advance: bool


class Archive(NamedTuple):
    """Put the client away for this reason."""

    client: int
    reason: str


class Undo(NamedTuple):
    """Take this run back, and show the client it was about, in the task it was made in."""

    run: int
    task: int
    client: int | None


class ReadCard(NamedTuple):
    """The whole card of the client shown."""

    client: int | None


class ReadPlaces(NamedTuple):
    """The names to search among."""


class Leave(NamedTuple):
    """Go."""


Effect = Show | Start | Save | Archive | Undo | ReadCard | ReadPlaces | Leave


class Shown(NamedTuple):
    """The client asked for, or the next one."""

    overview: Overview
    page: "Page"


class Saved(NamedTuple):
    """The answers are written. `run` is None when there was nothing to change."""

    run: int | None
    answers: tuple[Answer, ...]
    advance: bool
    overview: Overview
    page: "Page"
    next_task: TaskLine | None


class Changed(NamedTuple):
    """Nothing was written: something stood there that had not been shown."""

    answers: tuple[Answer, ...]
    overview: Overview
    page: "Page"


class Archived(NamedTuple):
    run: int
    overview: Overview
    page: "Page"
    next_task: TaskLine | None


class Undone(NamedTuple):
    """`kept` records were changed since and stay."""

    run: int
    kept: int
    overview: Overview
    page: "Page"


class CardRead(NamedTuple):
    lines: Sequence[Any]


class PlacesRead(NamedTuple):
    places: Sequence[Place]


class Left(NamedTuple):
    """Nobody sits here any more."""


class Refusal(NamedTuple):
    """It was not done; the page is as it is now, if it could be read."""

    why: str
    lost_run: int | None = None
    """A run that cannot be undone any more."""


class Busy(NamedTuple):
    """Another process is writing."""

    effect: Effect


class Over(NamedTuple):
    """The task cannot be worked on any more."""

    why: str
    next_task: TaskLine | None


Outcome = Shown | Saved | Changed | Archived | Undone | CardRead | PlacesRead | Left | Refusal | Busy | Over
