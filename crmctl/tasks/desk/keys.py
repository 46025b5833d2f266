"""What a person does at the desk."""

from enum import StrEnum
from typing import NamedTuple


class Key(StrEnum):
    """A key by what it means."""

    ENTER = "enter"
    UP = "up"
    DOWN = "down"
    PAGE_UP = "page up"
    PAGE_DOWN = "page down"
    BACK = "back"
    SAVE = "save"
    SKIP = "skip"
    TAKE = "take"
    UNDO = "undo"
    ARCHIVE = "archive"
    CARD = "card"
    SEARCH = "search"
    HELP = "help"
    LEAVE = "leave"


class Typed(NamedTuple):
    """The text field now holds this."""

    text: str


class Letter(NamedTuple):
    """A letter where there is no text field."""

    letter: str


class Tick(NamedTuple):
    """Time to try again what waits."""


Happening = Key | Typed | Letter | Tick
