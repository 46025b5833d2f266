"""Days in a filter: ISO, Russian, and relative to today."""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from crmctl.cleaning.dates import is_near, parse_moment, years_meant
from crmctl.filters.refusal import Refusal
from crmctl.filters.tree import Word
from crmctl.i18n import _

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DOTTED = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_RELATIVE = re.compile(r"([a-zа-я]+)(?:([+-][0-9]{1,6})([a-zа-я]+))?")

_NAMED = {"today": 0, "сегодня": 0, "yesterday": -1, "вчера": -1, "tomorrow": 1, "завтра": 1}
_DAYS = {"d": 1, "д": 1, "дн": 1, "w": 7, "н": 7, "нед": 7}
_MONTHS = {"m": 1, "м": 1, "мес": 1, "y": 12, "г": 12}


def day(word: Word, today: date) -> date:
    """`2026-12-01`, `01.12.2026`, `today`, `yesterday`, `tomorrow`, each also as `today-30d`, `+1w`, `-2m`, `+1y`."""
    try:
        found = _day(word.text.strip().casefold(), today)
    except (ValueError, OverflowError):
        found = None
    if found is None:
        hint = _("Dates are written 2026-12-01, 01.12.2026, today, yesterday, today-30d, today+1w.")
        raise Refusal(_("Expected a date."), word.position, hint)
    if not is_near(found):
        years = years_meant()
        raise Refusal(_("The date is out of range."), word.position, years)
    return found


def _day(text: str, today: date) -> date | None:
    if iso := _ISO.fullmatch(text):
        return date(int(iso[1]), int(iso[2]), int(iso[3]))
    if dotted := _DOTTED.fullmatch(text):
        return date(int(dotted[3]), int(dotted[2]), int(dotted[1]))
    relative = _RELATIVE.fullmatch(text)
    if not relative or relative[1] not in _NAMED:
        return None
    start = today + timedelta(days=_NAMED[relative[1]])
    return _shifted(start, int(relative[2]), relative[3]) if relative[2] else start


def _shifted(start: date, count: int, unit: str) -> date | None:
    if unit in _DAYS:
        return start + timedelta(days=count * _DAYS[unit])
    if unit not in _MONTHS:
        return None
    year, month = divmod(start.year * 12 + start.month - 1 + count * _MONTHS[unit], 12)
    first = date(year, month + 1, 1)
    return first.replace(day=min(start.day, monthrange(year, month + 1)[1]))


def span(word: Word, today: date, zone: tzinfo) -> tuple[datetime, datetime]:
    """The first moment of a day, or of the minute of `2026-12-01 15:00`, and the first after it, in UTC."""
    try:
        moment = parse_moment(word.text)
    except ValueError:
        moment = None
    if moment is None:
        return bounds(day(word, today), zone)
    start = (moment if moment.tzinfo else moment.replace(tzinfo=zone)).replace(second=0, microsecond=0)
    if not is_near(start.date()):
        return bounds(day(Word(start.date().isoformat(), word.position), today), zone)
    return start.astimezone(UTC), start.astimezone(UTC) + timedelta(minutes=1)


def bounds(one: date, zone: tzinfo) -> tuple[datetime, datetime]:
    """The first moment of a day in a zone and the first of the next, in UTC."""
    start, end = (datetime.combine(day, time.min, zone).astimezone(UTC) for day in (one, one + timedelta(days=1)))
    return start, end
