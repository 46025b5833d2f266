"""What all records have in common when their columns are read: texts, dates, names, comments."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time, tzinfo
from typing import Any

from crmctl.cleaning.dates import is_near, parse_date
from crmctl.cleaning.placeholder_words import is_sheet_error
from crmctl.cleaning.text import GUARD, is_blank, unguarded, visible
from crmctl.importing.fitting import Block
from crmctl.importing.headers import Recognised
from crmctl.importing.known import Known
from crmctl.importing.memo import Memo
from crmctl.store.codec import encode_time

Texts = list[str | None]
_MOSTLY_DIFFERENT = frozenset({"name", "legal_name", "display_name", "comment"})
"""Kept as they are written, and different in most rows."""
_NO_ERRORS = frozenset({"name", "legal_name", "display_name", "last_name", "first_name", "middle_name"})
"""Where something else may stand in for what is blank, an error of a formula must not stand in its way."""


class Columns:
    """Reads the columns of one file by the field they hold; naive moments are in `zone`."""

    def __init__(self, recognised: Recognised, known: Known, zone: tzinfo, now: datetime) -> None:
        self._indexes: dict[str, list[int]] = {}
        for index, code in recognised.columns.items():
            self._indexes.setdefault(code, []).append(index)
        self._cleaner = known.cleaner
        self._zone = zone
        self._now = encode_time(now)
        self._texts: dict[str, Memo[str | None]] = {}
        self._days: Memo[str | None] = Memo(_day)
        self._moments: Memo[str | None] = Memo(self._moment)

    def has(self, code: str) -> bool:
        return code in self._indexes

    def cells(self, block: Block, code: str) -> Sequence[str] | None:
        """The cells as they stand; None when no column holds the field."""
        return block.columns[self._indexes[code][0]] if code in self._indexes else None

    def texts(self, block: Block, code: str) -> Texts | None:
        """The cells cleaned, None where they are blank."""
        cells = self.cells(block, code)
        if cells is None:
            return None
        if code in _MOSTLY_DIFFERENT and _is_tidy("".join(cells)):
            bare: Texts = list(map(str.strip, cells))
            return [text or None for text in bare] if "" in bare else bare
        memo = self._texts.setdefault(code, Memo(lambda cell: self._text(code, cell)))
        return list(map(memo.__getitem__, cells))

    def all_texts(self, block: Block, codes: Sequence[str]) -> dict[str, Sequence[Any]]:
        """The texts of those fields that the file has."""
        found = ((code, self.comments(block) if code == "comment" else self.texts(block, code)) for code in codes)
        return {code: texts for code, texts in found if texts is not None}

    def comments(self, block: Block) -> Texts | None:
        """All columns of comments, a line each."""
        indexes = self._indexes.get("comment", [])
        if len(indexes) < 2:  # noqa: PLR2004
            return self.texts(block, "comment")
        rows = zip(*(block.columns[index] for index in indexes), strict=True)
        return ["\n".join(cell.strip() for cell in row if not is_blank(cell)) or None for row in rows]

    def days(self, block: Block, code: str, unread: Callable[[int], None]) -> Texts | None:
        """ISO days; `unread` is told the places of cells that hold something else."""
        return self._dated(block, code, self._days, unread)

    def moments(self, block: Block, code: str, unread: Callable[[int], None]) -> Sequence[str]:
        """Moments as they are stored; now where the file says none."""
        found = self._dated(block, code, self._moments, unread)
        if found is None:
            return [self._now] * len(block.lines)
        return [moment or self._now for moment in found]

    def _dated(
        self, block: Block, code: str, memo: Mapping[str, str | None], unread: Callable[[int], None]
    ) -> Texts | None:
        cells = self.cells(block, code)
        if cells is None:
            return None
        found = list(map(memo.__getitem__, cells))
        if None in found:
            for at, value in enumerate(found):
                if value is None and not is_blank(cells[at]) and not self._cleaner.is_placeholder(cells[at]):
                    unread(at)
        return found

    def _text(self, code: str, cell: str) -> str | None:
        if is_blank(cell) or (code in _NO_ERRORS and is_sheet_error(cell)):
            return None
        return self._cleaner.clean_field(code, unguarded(cell)) or None

    def _moment(self, cell: str) -> str | None:
        text = cell.strip()
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            day = parse_date(text)
            if day is None:
                return None
            moment = datetime.combine(day, time())
        if not is_near(moment.date()):
            return None
        try:
            return encode_time(moment if moment.tzinfo else moment.replace(tzinfo=self._zone))
        except (OverflowError, ValueError):
            return None


def _is_tidy(text: str) -> bool:
    """Whether there is nothing odd in it, so that cleaning its parts is taking the blanks off their ends."""
    return "\u00a0" not in text and GUARD not in text and "#" not in text and visible(text) == text


def _day(cell: str) -> str | None:
    day = parse_date(cell)
    return day.isoformat() if day else None
