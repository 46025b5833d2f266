"""Cells of a sheet as the text a person would have typed."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

MOST_EXACT = 1e15
"""A spreadsheet keeps fifteen digits of a number."""


def text(value: object) -> str:
    """Numbers without exponent and without `.0`, dates as ISO, `true` and `false`, no NULs."""
    return _TEXTS.get(type(value), str)(value)


def _string(value: str) -> str:
    return value.replace("\0", "") if "\0" in value else value


def _number(value: float) -> str:
    if value.is_integer() and abs(value) < MOST_EXACT:
        return str(int(value))
    if value != value or value in {float("inf"), float("-inf")}:  # noqa: PLR0124 - what is no number is not itself
        return ""
    found = f"{value:.15g}"
    return f"{Decimal(found):f}" if "e" in found else found


def _moment(value: datetime) -> str:
    if value.time() == time():
        return value.date().isoformat()
    return f"{value.date().isoformat()} {_time(value.time())}"


def _time(value: time) -> str:
    return value.isoformat("seconds" if value.second else "minutes")


def _duration(value: timedelta) -> str:
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"


_TEXTS: Mapping[type, Callable[[Any], str]] = {
    str: _string,
    float: _number,
    bool: lambda value: str(value).lower(),
    datetime: _moment,
    date: date.isoformat,
    time: _time,
    timedelta: _duration,
}
