"""One picture of a screen, as lines of a fixed width: pure text that any terminal, and any test, can show."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from crmctl.ui.safe import safe
from crmctl.ui.width import width


class Look(StrEnum):
    """How a piece of a line looks; what it means is always said in words or signs too."""

    PLAIN = ""
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    DIM = "dim"
    STRONG = "strong"
    KEY = "key"


class Span(NamedTuple):
    """A piece of a line; harmless text only, see `span`."""

    text: str
    look: Look = Look.PLAIN


Line = Sequence[Span]


class Frame(NamedTuple):
    """The lines of the screen; at `field`, if there is one, the text field begins after `indent` columns."""

    lines: Sequence[Line]
    field: int | None = None
    indent: int = 0
    text: str = ""
    """What the field holds."""


def span(text: str, look: Look = Look.PLAIN) -> Span:
    """Any text made harmless; line breaks become spaces."""
    return Span(safe(" ".join(text.split("\n"))), look)


def line(*spans: Span, columns: int) -> Line:
    """The spans one after another, cut to so many columns with an ellipsis."""
    left, kept = columns, []
    for one in spans:
        text = cut(one.text, left)
        kept.append(one._replace(text=text))
        left -= width(text)
        if text != one.text:
            break
    return [one for one in kept if one.text]


def cut(text: str, columns: int) -> str:
    """The text, or as much of its beginning as fits before an ellipsis."""
    if width(text) <= columns:
        return text
    return _fitting(text, columns - 1) + "…" if columns > 0 else ""


def wrapped(text: str, columns: int, most: int | None = None) -> list[str]:
    """The text in lines of at most so many columns, broken at blanks where that can be; the last of `most` is cut."""
    lines = list(_broken(text, max(1, columns)))
    if most is None or len(lines) <= most:
        return lines
    return [*lines[: most - 1], cut(" ".join(lines[most - 1 :]), columns)]


def flowed(spans: Iterable[Span], columns: int, *, indent: int) -> list[Line]:
    """The spans one after another, in as many lines as they need; lines after the first are indented.

    A span stays whole where it fits on a line of its own; blanks at its beginning keep it off the one before.
    """
    room = max(1, columns - indent)
    lines: list[list[Span]] = [[]]
    left = columns
    for one in spans:
        fits = width(one.text) <= left
        for text in [one.text] if fits else wrapped(one.text.lstrip(" "), room):
            if lines[-1] and not fits:
                lines.append([])
                left = room
            lines[-1].append(one._replace(text=text))
            left -= width(text)
    indented = Span(" " * min(indent, columns - room))
    return [lines[0], *([indented, *more] for more in lines[1:])]


def as_text(frame: Frame) -> str:
    """The picture as text, with the field between brackets."""
    shown = ["".join(one.text for one in pieces) for pieces in frame.lines]
    if frame.field is not None:
        shown[frame.field] = f"{' ' * (frame.indent - 1)}[{safe(frame.text)}]"
    return "\n".join(one.rstrip() for one in shown)


def _fitting(text: str, columns: int) -> str:
    taken = 0
    for at, ch in enumerate(text):
        taken += width(ch)
        if taken > columns:
            return text[:at]
    return text


def _broken(text: str, columns: int) -> Iterator[str]:
    while width(text) > columns:
        head = _fitting(text, columns) or text[0]
        gap = head.rfind(" ") if text[len(head) : len(head) + 1] != " " else len(head)
        end = gap if gap > columns // 2 else len(head)
        yield text[:end].rstrip(" ")
        text = text[end:].lstrip(" ")
    yield text
