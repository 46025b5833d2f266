"""Dates as files write them."""

import re
from datetime import date

from crmctl.cleaning.text import clean

_ISO = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[T ]\d.*)?", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})(?:[, ]+\d.*)?(?:\s*г\.?)?", re.ASCII)
_SHORT_YEAR = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{2})(?:\s*г\.?)?", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_CENTURY_TURN = 50
"""A two-digit year up to here is of this century."""


def parse_date(text: str) -> date | None:
    """The date of `2001-05-23`, `23.05.2001`, `23.05.01`, `20010523`, with or without a time behind it; else None.

    Day before month, always: `05/23/2001` is no date here.
    """
    bare = clean(text)
    iso = _ISO.fullmatch(bare) or _COMPACT.fullmatch(bare)
    if iso:
        return _date(int(iso[1]), int(iso[2]), int(iso[3]))
    day_first = _DAY_FIRST.fullmatch(bare)
    if day_first:
        return _date(int(day_first[3]), int(day_first[2]), int(day_first[1]))
    short = _SHORT_YEAR.fullmatch(bare)
    if short:
        year = int(short[3])
        return _date(year + (2000 if year <= _CENTURY_TURN else 1900), int(short[2]), int(short[1]))
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
