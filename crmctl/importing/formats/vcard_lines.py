"""The lines of vCard 2.1, 3.0 and 4.0 as properties: unfolded, unescaped, and as tolerant as address books need.

No library reads them as they are: vobject 0.9 refuses soft line breaks, knows no version 4.0, and tells no lines.
"""

import quopri
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from crmctl.importing.formats.gathering import harmless

_BASE64 = re.compile(r"[A-Za-z0-9+/]{20,}={0,2}\s*")
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
        said = self.params.get("type", "")
        return set(filter(None, _BETWEEN_TYPES.split(said))) if said else set()

    @property
    def is_preferred(self) -> bool:
        return "pref" in self.types or self.params.get("pref") == "1"

    @property
    def text(self) -> str:
        return _unescaped(self._decoded(self.raw)).strip()

    @property
    def parts(self) -> list[str]:
        """The value of N, ADR or ORG by its semicolons."""
        found, at = list[str](), 0
        if "\\" not in self.raw and not encoding_of(self.params):
            return list(map(str.strip, harmless(self.raw).split(";")))
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


def properties(text: Iterable[str]) -> Iterator[Property | int]:
    """The properties of a file of cards, given by its lines; instead of a line that is none its number, from 1."""
    lines = _Lines(text)
    while (found := lines.next_filled()) is not None:
        number, line = found
        head = _HEAD.match(line)
        if head is None:
            yield number
            continue
        params = _params(head["params"])
        encoding = encoding_of(params)
        if encoding == "quoted-printable":
            line = lines.after_soft_breaks(line)
        elif encoding in {"base64", "b"}:
            lines.skip_base64()
        yield Property(number, head["group"] or "", head["name"].upper(), params, line[head.end() :])


def encoding_of(params: Mapping[str, str]) -> str:
    return params["encoding"].strip('"').lower() if "encoding" in params else ""


class _Lines:
    """Lines with the folded ones put together."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = (line.rstrip("\r\n") for line in lines)
        self._next = next(self._lines, None)
        self._number = 1

    def _taken(self) -> str:
        taken = self._next or ""
        self._next = next(self._lines, None)
        self._number += 1
        return taken

    def next_filled(self) -> tuple[int, str] | None:
        """The number and text of the next line that is not blank."""
        while self._next is not None and not self._next.strip():
            self._taken()
        if self._next is None:
            return None
        number = self._number
        pieces = [self._taken()]
        while self._next is not None and self._next[:1] in {" ", "\t"}:
            pieces.append(self._taken()[1:])
        return number, "".join(pieces)

    def after_soft_breaks(self, line: str) -> str:
        """The line with those that a trailing `=` joins to it."""
        pieces = [line]
        while pieces[-1].rstrip().endswith("=") and self._next is not None:
            pieces[-1] = pieces[-1].rstrip()[:-1]
            pieces.append(self._taken())
        return "".join(pieces)

    def skip_base64(self) -> None:
        """Lines of a picture that are not folded as they should be."""
        while self._next is not None and _BASE64.fullmatch(self._next):
            self._taken()


def _params(text: str) -> dict[str, str]:
    """Parameters in small letters; several TYPEs are one, and version 2.1 leaves out what a word is."""
    found: dict[str, str] = {}
    if not text:
        return found
    for param in _PARAM.findall(text.lower()):
        name, equals, value = map(str.strip, param.partition("="))
        if not equals:
            name, value = ("encoding", name) if name in _PIECES else ("type", name)
        found[name] = f"{found[name]},{value}" if name == "type" and name in found else value
    return found


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], text) if "\\" in text else text
