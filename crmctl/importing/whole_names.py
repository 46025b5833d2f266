"""Whole names in one column, split where that is sure."""

import re
from collections.abc import Iterable

from crmctl.cleaning.names import patronymic_sex, split_name
from crmctl.importing.client_kinds import bare_name
from crmctl.importing.columns import Texts
from crmctl.importing.memo import Memo
from crmctl.importing.noticed import Noticed

PARTS = ("last_name", "first_name", "middle_name")
_NO_PERSON = re.compile(r'[\d"«»]')
_GUESSES = ("medium", "low")


def split_names(
    wholes: Iterable[tuple[int, str]], parts: dict[str, Texts], count: int, noticed: Noticed
) -> dict[str, Texts]:
    """The parts of `count` rows and the sex, completed from the whole names of those rows that have no part.

    A split that is only likely is noticed as a proposal and not made. Empty when there is nothing to tell.
    """
    filled: dict[str, Texts] = {code: parts.get(code) or [None] * count for code in (*PARTS, "sex")}
    told = bool(parts)
    for at, whole in wholes:
        if _NO_PERSON.search(whole) or any(filled[code][at] for code in PARTS):
            continue
        found = split_name(bare_name(whole))
        if found.confidence == "high":
            told = True
            for code in (*PARTS, "sex"):
                filled[code][at] = getattr(found, code) or None
        elif found.confidence in _GUESSES:
            noticed.add("proposed", at)
    _tell_sexes(filled)
    return filled if told else {}


def _tell_sexes(parts: dict[str, Texts]) -> None:
    """Where a middle name is a patronymic, which came in a column of its own."""
    if not any(parts["middle_name"]):
        return
    sexes = Memo(patronymic_sex)
    for at, (middle, sex) in enumerate(zip(parts["middle_name"], parts["sex"], strict=True)):
        if middle and not sex:
            parts["sex"][at] = sexes[middle] or None
