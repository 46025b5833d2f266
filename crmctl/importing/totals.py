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
_FIRST = 3
"""Columns in which such a row begins."""


def rows_of_totals(block: Block) -> list[int]:
    """The places of rows whose first filled cell says that, and nothing else."""
    return sorted(at for index in range(min(_FIRST, len(block.columns))) for at in _beginning(block.columns, index))


def _beginning(columns: Sequence[Sequence[str]], index: int) -> list[int]:
    said = "\n".join(columns[index]).lower()
    if not any(word in said for word in _WORDS):
        return []
    before = columns[:index]
    return [
        at
        for at, cell in enumerate(columns[index])
        if _TOTAL.fullmatch(key(cell)) and all(is_blank(column[at]) for column in before)
    ]
