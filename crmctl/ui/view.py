"""What a command shows to people: plain descriptions that know nothing of terminals."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple


class Tone(StrEnum):
    """What a cell says about its matter. Shown as a colour and as a mark, never by colour alone."""

    PLAIN = "plain"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    DIM = "dim"


class Align(StrEnum):
    LEFT = "left"
    RIGHT = "right"


class Cell(NamedTuple):
    text: str
    tone: Tone = Tone.PLAIN


Row = Sequence[str | Cell]


class Column(NamedTuple):
    """`key` heads the column for scripts in every language, `title` for people. Only a `wrap` column may take lines.

    Where a screen is too narrow, columns with a rank are left out, the highest first; 0 always stays.
    """

    key: str
    title: str
    align: Align = Align.LEFT
    wrap: bool = False
    rank: int = 0


class Table(NamedTuple):
    """Rows have a text or a Cell for each column. `empty` is said when there is no row."""

    columns: Sequence[Column]
    rows: Sequence[Row]
    title: str = ""
    footer: Sequence[str] = ()
    empty: str = ""


class Field(NamedTuple):
    key: str
    label: str
    value: str | Cell


class Card(NamedTuple):
    """One record as label and value, a line each; values may have several lines."""

    title: str
    fields: Sequence[Field]


class Lines(NamedTuple):
    """Sentences, one a line."""

    lines: Sequence[str | Cell]


View = Table | Card | Lines


def cell(value: str | Cell) -> Cell:
    return value if isinstance(value, Cell) else Cell(value)
