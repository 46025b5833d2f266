"""The lines of vCard 2.1, 3.0 and 4.0 as properties: unfolded, unescaped, and as tolerant as address books need.

No library reads them as they are: vobject 0.9 refuses soft line breaks, knows no version 4.0, and tells no lines.
"""

import quopri
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from crmctl.importing.formats.gathering import harmless

_BREAK = re.compile(r"\r\n|\r|\n")
_HEAD = re.compile(r"(?:(?P<group>[\w-]+)\.)?(?P<name>[\w-]+)(?P<params>(?:;[^:;\"]*(?:\"[^\"]*\"[^:;\"]*)*)*):")
_PARAM = re.compile(r";([^:;\"]*(?:\"[^\"]*\"[^:;\"]*)*)")
_BETWEEN_TYPES = re.compile(r"[,\s\"]+")
_ESCAPED = re.compile(r"\\([\\;,:nN])")
_PART = re.compile(r"(?:[^;\\]+|\\.|\\$)*", re.DOTALL)
_PIECES = ("quoted-printable", "base64", "b", "8bit", "7bit")
_FALLBACKS = ("utf-8", "cp1251")


class Property(NamedTuple):
    """A property of a card, and the line it starts on. The value is as it stands in the file."""

    line: int
    group: str
    name: str
    params: Mapping[str, str]
    raw: str

    @property
    def types(self) -> set[str]:
        """What TYPE says, in small letters."""
        return set(filter(None, _BETWEEN_TYPES.split(self.params.get("type", ""))))

    @property
    def is_preferred(self) -> bool:
        return "pref" in self.types or self.params.get("pref") == "1"

    @property
    def text(self) -> str:
        return _unescaped(self._decoded(self.raw)).strip()

    @property
    def parts(self) -> list[str]:
        """The value of N, ADR or ORG by its semicolons."""
        found, at = [], 0
        while at <= len(self.raw):
            match = _PART.match(self.raw, at)
            end = match.end() if match else len(self.raw)
            found.append(_unescaped(self._decoded(self.raw[at:end])).strip())
            at = end + 1
        return found

    def _decoded(self, raw: str) -> str:
        if encoding_of(self.params) != "quoted-printable":
            return harmless(raw)
        data = quopri.decodestring(raw.encode("utf-8", "replace"))
        for charset in (self.params.get("charset", "").strip('"'), *_FALLBACKS):
            try:
                return harmless(data.decode(charset))
            except (LookupError, UnicodeError, ValueError):
                continue
        return harmless(data.decode("utf-8", "replace"))


def properties(text: str) -> Iterator[Property | int]:
    """The properties of a file of cards; instead of a line that is none its number, from 1."""
    lines = _Lines(text)
    while (found := lines.next_filled()) is not None:
        number, line = found
        head = _HEAD.match(line)
        if head is None:
            yield number
            continue
        params = _params(head["params"])
        if encoding_of(params) == "quoted-printable":
            line = lines.after_soft_breaks(line)
        elif encoding_of(params) in {"base64", "b"}:
            lines.skip_base64()
        yield Property(number, head["group"] or "", head["name"].upper(), params, line[head.end() :])


def encoding_of(params: Mapping[str, str]) -> str:
    return params.get("encoding", "").strip('"').lower()


class _Lines:
    """Lines with the folded ones put together."""

    def __init__(self, text: str) -> None:
        self._lines = _BREAK.split(text)
        self._at = 0

    def next_filled(self) -> tuple[int, str] | None:
        """The number and text of the next line that is not blank."""
        while self._at < len(self._lines) and not self._lines[self._at].strip():
            self._at += 1
        if self._at == len(self._lines):
            return None
        number = self._at + 1
        pieces = [self._lines[self._at]]
        self._at += 1
        while self._at < len(self._lines) and self._lines[self._at][:1] in {" ", "\t"}:
            pieces.append(self._lines[self._at][1:])
            self._at += 1
        return number, "".join(pieces)

    def after_soft_breaks(self, line: str) -> str:
        """The line with those that a trailing `=` joins to it."""
        pieces = [line]
        while pieces[-1].rstrip().endswith("=") and self._at < len(self._lines):
            pieces[-1] = pieces[-1].rstrip()[:-1]
            pieces.append(self._lines[self._at])
            self._at += 1
        return "".join(pieces)

    def skip_base64(self) -> None:
        """Lines of a picture that are not folded as they should be."""
        while self._at < len(self._lines) and re.fullmatch(r"[A-Za-z0-9+/]{20,}={0,2}\s*", self._lines[self._at]):
            self._at += 1


def _params(text: str) -> dict[str, str]:
    """Parameters in small letters; several TYPEs are one, and version 2.1 leaves out what a word is."""
    found: dict[str, str] = {}
    for param in _PARAM.findall(text.lower()):
        name, equals, value = map(str.strip, param.partition("="))
        if not equals:
            name, value = ("encoding", name) if name in _PIECES else ("type", name)
        found[name] = f"{found[name]},{value}" if name == "type" and name in found else value
    return found


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], text)
