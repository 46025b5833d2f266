"""JSON read piece by piece, so that each value keeps its place and a big file is never whole in memory as objects."""

import json
import re
from collections import deque
from collections.abc import Iterator
from typing import Any, NamedTuple

from crmctl.errors import BadInput
from crmctl.i18n import _

_BLANK = re.compile(r"[ \t\r\n]*")
_WALKED = 4
"""Levels of objects and lists that are walked over piece by piece."""
_EXACT = 1e15
"""Whole numbers up to here lose nothing as floats."""


class _TwiceError(ValueError):
    """A key stands twice in one object."""


class Member(NamedTuple):
    """A member of an object, and the index its value starts at."""

    name: str
    start: int


class JsonText:
    """A text that holds JSON; `file` and `first_line` are for errors. Numbers are read as they are written."""

    def __init__(self, text: str, file: str, first_line: int = 1) -> None:
        self.text = text
        self._file = file
        self._first_line = first_line
        self._counted = 0, first_line
        self._behind = 0

    def skip_blank(self, at: int) -> int:
        match = _BLANK.match(self.text, at)
        return match.end() if match else at

    def value(self, at: int) -> tuple[Any, int]:
        """The value that starts at `at`, and where it ends."""
        try:
            return _DECODER.raw_decode(self.text, at)
        except json.JSONDecodeError as error:
            raise self.broken(error.pos) from None
        except RecursionError:
            raise self.refusal(_("lists and objects are nested too deeply"), at) from None
        except _TwiceError:
            raise self.refusal(_("a key stands twice in what begins here"), at) from None

    def items(self, at: int) -> Iterator[tuple[int, Any]]:
        """Of the list at `at`: where each item starts, and its value."""
        at = self.skip_blank(at + 1)
        while not self.text.startswith("]", at):
            value, end = self.value(at)
            yield at, value
            at = self._next(end, "]")
        self._behind = at + 1

    def members(self, at: int, deeper: int = _WALKED) -> Iterator[Member]:
        """Of the object at `at`: its members. Their values are walked over, not built."""
        at = self.skip_blank(at + 1)
        while not self.text.startswith("}", at):
            name, end = self.value(at) if self.text.startswith('"', at) else (None, at)
            colon = self.skip_blank(end)
            if name is None or not self.text.startswith(":", colon):
                raise self.broken(colon)
            start = self.skip_blank(colon + 1)
            yield Member(name, start)
            at = self._next(self.end(start, deeper - 1), "}")
        self._behind = at + 1

    def end(self, at: int, deeper: int = _WALKED) -> int:
        """Where the value that starts at `at` ends."""
        walk: Iterator[Any]
        if deeper and self.text.startswith("[", at):
            walk = self.items(at)
        elif deeper and self.text.startswith("{", at):
            walk = self.members(at, deeper)
        else:
            return self.value(at)[1]
        deque(walk, maxlen=0)
        return self._behind

    def check_end(self) -> None:
        """Refuse a document that is followed by more."""
        start = self.skip_blank(0)
        if self.text.startswith(("{", "["), start) and (end := self.skip_blank(self.end(start))) < len(self.text):
            raise self.broken(end)

    def _next(self, at: int, closing: str) -> int:
        """Behind the comma, or at the closing bracket."""
        at = self.skip_blank(at)
        if self.text.startswith(",", at):
            at = self.skip_blank(at + 1)
            if not self.text.startswith(closing, at):
                return at
        elif self.text.startswith(closing, at):
            return at
        raise self.broken(at)

    def broken(self, at: int) -> BadInput:
        """The refusal of a text that is not JSON from `at` on."""
        return self.refusal(_("this is not JSON from here on"), at, _("The file is damaged, cut off, or not JSON."))

    def refusal(self, reason: str, at: int, hint: str = "") -> BadInput:
        column = at - self.text.rfind("\n", 0, at)
        return BadInput(reason, hint, file=self._file, line=self.line(at), column=column)

    def line(self, at: int) -> int:
        """The line, from 1, on which the index is; cheap where the indexes asked for grow."""
        before, line = self._counted if self._counted[0] <= at else (0, self._first_line)
        line += self.text.count("\n", before, at)
        self._counted = at, line
        return line


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _TwiceError
    return found


def _float(text: str) -> str:
    """A whole number that was written as a fraction is that number: 79161234567.0, 1e3."""
    number = float(text)
    return str(int(number)) if number.is_integer() and abs(number) < _EXACT else text


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_int=str,
    parse_float=_float,
    parse_constant=lambda _name: None,  # NaN and the infinities say nothing
    strict=False,
)
