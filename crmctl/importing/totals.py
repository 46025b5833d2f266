"""Rows that sum up the others, as people and reports write them under a table: they are nobody's cards."""

import re
from collections.abc import Sequence

from crmctl.cleaning.text import is_blank, key
from crmctl.importing.fitting import Block

_WORDS = ("итог", "всего", "total")
_OF_WHAT = r"(?:клиент|контакт|запис|строк|карточ|client|contact|row|record|card)\w*"
_TOTAL = re.compile(
    rf"(?:(?:общий |по отчету )?итог[ои]?|всего|(?:grand |sub ?)?total)(?: по отчету)?(?: {_OF_WHAT})?"
    rf"[\s:=–—-]*(?:\d[\d\s.,]*)?(?:{_OF_WHAT})?\.?"
)
_AMOUNT = re.compile(r"[-−]?(?:\d+[.,]\d{2}|(?:\d{1,9}|\d{1,3}(?:[\s.,'’]\d{3})+)(?:[.,]\d{1,2})?)\s*%?")
"""A longer run of digits alone may be a number that a company or a telephone has."""
_FIRST = 3
"""Columns in which such a row begins."""


def rows_of_totals(block: Block) -> list[int]:
    """The places of rows whose first filled cell says that; a company of that name has more than amounts."""
    found: list[int] = []
    for index, column in enumerate(block.columns[:_FIRST]):
        found += _beginning(block.columns, index)
        if all(map(str.strip, column)):  # no row begins further on
            break
    return sorted(found)


def _beginning(columns: Sequence[Sequence[str]], index: int) -> list[int]:
    said = "\n".join(columns[index]).lower()
    if not any(word in said for word in _WORDS):
        return []
    before, behind = columns[:index], columns[index + 1 :]
    return [
        at
        for at, cell in enumerate(columns[index])
        if _TOTAL.fullmatch(key(cell))
        and all(is_blank(column[at]) for column in before)
        and all(is_blank(column[at]) or _AMOUNT.fullmatch(column[at].strip()) for column in behind)
    ]
