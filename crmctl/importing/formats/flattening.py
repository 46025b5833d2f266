"""A JSON object as flat fields: `address.city`, `emails[].value`."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from crmctl.i18n import _
from crmctl.importing.formats.gathering import Place, harmless
from crmctl.importing.memo import Memo

MOST_ITEMS = 30
"""Items of one list that become columns."""
DEEPEST = 20
_TIDY = Memo(lambda key: " ".join(harmless(key).split()))
"""Keys as headers: every record has the same few."""


class TooDeepError(ValueError):
    """Objects within objects beyond all sense."""


def flattened(record: Mapping[str, Any]) -> dict[Place, str]:
    """The texts of a record by header and number of the value; what stands in one item of a list has one number.

    Raises TooDeepError.
    """
    flat = _Flat()
    flat.walk(record, None, 1, DEEPEST)
    return flat.found


def filled(record: Mapping[str, Any]) -> dict[Place, str]:
    """The same without the texts that are blank."""
    return {place: text for place, text in flattened(record).items() if text}


class _Flat:
    """What was found of one record so far."""

    def __init__(self) -> None:
        self.found: dict[Place, str] = {}
        self._met: Counter[str] = Counter()

    def walk(self, value: Any, name: str | None, number: int, deeper: int) -> None:
        if not deeper:
            raise TooDeepError
        if isinstance(value, dict):
            for key, inner in value.items():
                tidy = _TIDY[key]
                self.walk(inner, tidy if name is None else f"{name}.{tidy}", number, deeper - 1)
        elif isinstance(value, list):
            self._walk_items(value, f"{name}[]", deeper - 1)
        else:
            while (name or "", number) in self.found:
                number += 1
            self.found[name or "", number] = _text(value)

    def _walk_items(self, items: list[Any], name: str, deeper: int) -> None:
        for item in items:
            if self._met[name] == MOST_ITEMS:
                beyond = _("{list} beyond the first {most}").format(list=name, most=MOST_ITEMS)
                self.found[beyond, 1] = str(len(items))
                return
            self._met[name] += 1
            self.walk(item, name, self._met[name], deeper)


def _text(value: Any) -> str:
    """Numbers are text already."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return harmless(value) if value else ""
