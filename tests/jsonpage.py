"""The tables of docs/json.md, read as shapes that JSON either has or has not."""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from tests.running import ROOT

PAGE = ROOT / "docs" / "json.md"
_SECTION = re.compile(r"^## (?P<title>.+?)\n(?P<body>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_ROW = re.compile(r"^\| `(?P<key>(?!crmctl )[^`]+)` \| (?P<type>[^|]+) \|", re.MULTILINE)
_EXAMPLE = re.compile(r"^```json\n(.*?)^```", re.MULTILINE | re.DOTALL)
_REST = re.compile(r"\.|(?=\[\])")
_TYPES: dict[str, Any] = {
    "text": lambda value: isinstance(value, str),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
    "any": lambda _value: True,
    "date": lambda value: (
        isinstance(value, str) and len(value) == len("2026-03-02") and bool(date.fromisoformat(value))
    ),
    "moment": lambda value: "T" in str(value) and datetime.fromisoformat(value).tzinfo is not None,
}


class Section(NamedTuple):
    """A heading, its keys with their types, and the JSON documents shown under it."""

    title: str
    keys: dict[str, str]
    examples: list[Any]


def sections() -> Iterator[Section]:
    for title, body in _SECTION.findall(PAGE.read_text(encoding="utf-8")):
        rows = {key: type_.strip() for key, type_ in _ROW.findall(body)}
        yield Section(title, rows, [one for text in _EXAMPLE.findall(body) for one in documents(text)])


def documents(text: str) -> list[Any]:
    """One JSON document, or one a line."""
    try:
        return [json.loads(text)]
    except json.JSONDecodeError:
        return [json.loads(line) for line in text.splitlines()]


class Shapes:
    """The shapes by the anchor of their heading. `seen` has every (shape, key) that some JSON had."""

    def __init__(self, page: list[Section]) -> None:
        self._shapes = {one.title.lower().replace(" ", "-"): one.keys for one in page}
        self.seen: set[tuple[str, str]] = set()

    def differences(self, title: str, value: Any) -> list[str]:
        """What in the value, or in each element of it when it is an array, is not as its table says."""
        anchor = title.lower().replace(" ", "-")
        values = value if isinstance(value, list) else [value]
        return [said for one in values for said in self._compare(self._paths(anchor), one, "")]

    def _paths(self, anchor: str, before: str = "") -> dict[str, tuple[str, tuple[str, str]]]:
        """Type and origin of every key of a shape, the keys of shapes it refers to included."""
        found: dict[str, tuple[str, tuple[str, str]]] = {}
        for key, type_ in self._shapes[anchor].items():
            if key.endswith("…"):
                self.seen.add((anchor, key))
                inner = type_.partition("(#")[2].rstrip(")")
                found |= self._paths(inner, before + key.removesuffix("…"))
            else:
                found[before + key] = (type_, (anchor, key))
        return found

    def _compare(self, paths: dict[str, tuple[str, tuple[str, str]]], value: Any, at: str) -> Iterator[str]:
        if "" in paths:
            type_, origin = paths.pop("")
            self.seen.add(origin)
            if not any(_TYPES[name](value) for name in type_.split(" or ")):
                yield f"{at} is {value!r}, not {type_}"
            return
        heads = {_REST.split(path, maxsplit=1)[0] for path in paths}
        if heads == {""}:
            yield from self._elements(paths, value, at)
        elif isinstance(value, dict):
            yield from self._keys(paths, heads, value, at)
        else:
            yield f"{at} is {value!r}, not an object"

    def _elements(self, paths: dict[str, tuple[str, tuple[str, str]]], value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield f"{at} is {value!r}, not an array"
            return
        for element in value:
            yield from self._compare(_under(paths, "[]"), element, f"{at}[]")

    def _keys(self, paths: Any, heads: set[str], value: dict[str, Any], at: str) -> Iterator[str]:
        open_ = next(iter(heads)) if len(heads) == 1 and next(iter(heads)).startswith("{") else ""
        if not open_:
            yield from (f"{at}.{key} is not there" for key in sorted(heads - value.keys()) if key != "compare")
            yield from (f"{at}.{key} is not documented" for key in sorted(value.keys() - heads))
        for key in value if open_ else sorted(heads & value.keys()):
            yield from self._compare(_under(paths, open_ or key), value[key], f"{at}.{key}")


def _under(paths: dict[str, Any], head: str) -> dict[str, Any]:
    """The paths that go through `head`, from there on."""
    return {
        rest.removeprefix("."): about
        for path, about in paths.items()
        if path.startswith(head) and not (rest := path.removeprefix(head))[:1].strip(".[")
    }
