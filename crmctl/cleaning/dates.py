"""Dates as files write them and as people say them."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

from crmctl.cleaning.text import clean, key
from crmctl.cleaning.workcalendar import WorkCalendar
from crmctl.i18n import _

_ISO = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[T ]\d.*)?", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})(?:[, ]+\d.*)?(?:\s*г\.?)?", re.ASCII)
_SHORT_YEAR = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{2})(?:\s*г\.?)?", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.\d{4})[T ,]\s*(\d{1,2}:\d\d.*)", re.ASCII)
_NO_YEAR = re.compile(r"(\d{1,2})\.(\d{1,2})", re.ASCII)
_THIS_CENTURY_UP_TO = 50
_YEARS_TO_LEAP_DAY = 9

_DAYS_AHEAD = {
    **dict.fromkeys(("day before yesterday", "позавчера"), -2),
    **dict.fromkeys(("yesterday", "вчера"), -1),
    **dict.fromkeys(("today", "сегодня"), 0),
    **dict.fromkeys(("tomorrow", "завтра"), 1),
    **dict.fromkeys(("day after tomorrow", "послезавтра"), 2),
}
_WEEKDAYS = (
    "mon monday пн понедельник понедельника понедельнику",
    "tue tues tuesday вт вторник вторника вторнику",
    "wed wednesday ср среда среду среды среде",
    "thu thur thurs thursday чт четверг четверга четвергу",
    "fri friday пт пятница пятницу пятницы пятнице",
    "sat saturday сб суббота субботу субботы субботе",
    "sun sunday вс воскресенье воскресенья воскресенью",
)
_WEEKDAY = {name: number for number, names in enumerate(_WEEKDAYS) for name in names.split()}
_MONTHS = (
    "jan january янв январь января",
    "feb february фев февр февраль февраля",
    "mar march мар март марта",
    "apr april апр апрель апреля",
    "may май мая",
    "jun june июн июнь июня",
    "jul july июл июль июля",
    "aug august авг август августа",
    "sep sept september сен сент сентябрь сентября",
    "oct october окт октябрь октября",
    "nov november ноя нояб ноябрь ноября",
    "dec december дек декабрь декабря",
)
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_NAMED = re.compile(r"(\d{1,2})(?:-?го|st|nd|rd|th)? ([a-zа-я]+)\.?,?(?: (\d{4})(?: г| года)?)?", re.ASCII)
_BEFORE_DAY = re.compile(
    r"(?:(?:on|by|в|во|к|до)\s+)?(?:(?:this|эт(?:от|у|о|ого|ой|ому)|ближайш(?:ий|ую|ее|его|ей|ему))\s+)?"
)
_NEXT = re.compile(r"(?:next|следующ(?:ий|ая|ую|ее|его|ей|ему))\s+(\w+)")
_WHICH = r"(?P<which>this|next|эт(?:от|а|у|ой|ом|ого)|(?:следующ|будущ)(?:ий|ая|ую|ей|ем|его)|след\.?) "
_END = re.compile(
    r"(?:(?:by |at )?(?:the )?end of (?:the )?|(?:до |к |на )?кон(?:ец|ца|цу) |в конце |eo)"
    rf"(?:{_WHICH})?(?P<period>\w+)"
)
_WITHIN = re.compile(rf"(?:(?:in|by|на|в|за|до|к) )?{_WHICH}(?P<period>\w+)")
_NEXT_ONE = "next", "след", "буд"
_PERIODS = {
    **dict.fromkeys(("w", "week", "неделя", "недели", "неделе", "неделю"), "week"),
    **dict.fromkeys(("m", "month", "месяц", "месяца", "месяце"), "month"),
    **dict.fromkeys(("q", "quarter", "квартал", "квартала", "квартале"), "quarter"),
    **dict.fromkeys(("y", "year", "год", "года", "году"), "year"),
}
_MONTHS_OF = {"month": 1, "quarter": 3, "year": 12}
_STEP = re.compile(r"(?:\+|in |через )\s*(\d{1,4})?\s*([a-zа-я]+(?: [a-zа-я]+)?)", re.ASCII | re.IGNORECASE)
_UNITS = {
    **dict.fromkeys(("d", "day", "days", "д", "дн", "день", "дня", "дней"), "day"),
    **dict.fromkeys(("bd", "wd", "business day", "business days", "working days", "working day"), "working day"),
    **dict.fromkeys(("рд", "раб дн", "рабочий день", "рабочих дня", "рабочих дней"), "working day"),
    **dict.fromkeys(("w", "week", "weeks", "н", "нед", "неделю", "недели", "недель"), "week"),
    **dict.fromkeys(("m", "month", "months", "мес", "месяц", "месяца", "месяцев"), "month"),
}
_FRIDAY = 4
EARLIEST, LATEST = date(1800, 1, 1), date(2999, 12, 31)
"""What is planned, asked about or kept as a moment lies between: a calendar ends, and zones reach beyond its end."""


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
        return _date(year + (2000 if year <= _THIS_CENTURY_UP_TO else 1900), int(short[2]), int(short[1]))
    return None


def parse_moment(text: str) -> datetime | None:
    """The moment of `2026-12-01 15:00` or `01.12.2026 15:00`, aware when it names an offset; None for a day alone.

    Raises ValueError when there is no such moment, or when it is far off.
    """
    found = _MOMENT.fullmatch(text.strip())
    if found is None:
        return None
    day = parse_date(found[1])
    if day is None or not is_near(day):
        raise ValueError(found[1])
    time = found[2] if found[2][2] == ":" else f"0{found[2]}"
    return datetime.fromisoformat(f"{day.isoformat()}T{time}")


def parse_due(text: str, today: date, calendar: WorkCalendar, *, worked: bool = True) -> date:
    """The day of `2026-12-01`, `01.12.2026`, `01.12`, `tomorrow`, `+3d`, `+3bd`, `+2w`, `fri`, `1 dec`, `next week`.

    Without a year it is the next such day, today included; a weekday is the next one after today, and with `next` that
    of the week after this; a week, a month, a quarter or a year, or its end, is its last working day that is left, or,
    where none is or it need not be `worked`, its last day. Yesterday may be meant, too. Raises ValueError with a
    sentence.
    """
    said = key(text).rstrip(".")
    try:
        period = _period_said(said, today)
        if period:
            day: date | None = _last_worked(max(period[0], today), period[1], calendar) if worked else period[1]
        else:
            day = _day_said(said, today, calendar) or parse_date(text)
    except (OverflowError, ValueError):
        day = None
    if day is None:
        raise ValueError(
            _(
                "'{text}' is not a date: use 2026-12-01, 01.12.2026, 1 dec, tomorrow, +3d, +3bd, +2w, fri, "
                "next week, end of month."
            ).format(text=" ".join(text[:40].split()))
        )
    if not is_near(day):
        raise ValueError(years_meant())
    return day


def is_near(day: date) -> bool:
    """Whether it is a day that can be reckoned with, in any zone."""
    return EARLIEST <= day <= LATEST


def years_meant() -> str:
    """The sentence for a day that is not."""
    return _("Years from {first} to {last}.").format(first=EARLIEST.year, last=LATEST.year)


def _day_said(said: str, today: date, calendar: WorkCalendar) -> date | None:
    if said in _DAYS_AHEAD:
        return today + timedelta(days=_DAYS_AHEAD[said])
    bare = _BEFORE_DAY.sub("", said, count=1)
    weekday = _weekday_said(bare, today)
    if weekday:
        return weekday
    named = _NAMED.fullmatch(bare)
    if named and named[2] in _MONTH:
        day, month = int(named[1]), _MONTH[named[2]]
        return _date(int(named[3]), month, day) if named[3] else _next(today, month, day)
    no_year = _NO_YEAR.fullmatch(said)
    if no_year:
        return _next(today, int(no_year[2]), int(no_year[1]))
    step = _STEP.fullmatch(said)
    unit = _UNITS.get(step[2]) if step else None
    return _STEPS[unit](today, int(step[1] or 1), calendar) if step and unit else None


def _weekday_said(said: str, today: date) -> date | None:
    if said in _WEEKDAY:
        return today + timedelta(days=(_WEEKDAY[said] - today.weekday() - 1) % 7 + 1)
    of_next_week = _NEXT.fullmatch(said)
    if of_next_week and of_next_week[1] in _WEEKDAY:
        return today + timedelta(days=7 - today.weekday() + _WEEKDAY[of_next_week[1]])
    return None


def _next(today: date, month: int, day: int) -> date | None:
    days = (_date(today.year + ahead, month, day) for ahead in range(_YEARS_TO_LEAP_DAY))
    return next((found for found in days if found and found >= today), None)


def _period_said(said: str, today: date) -> tuple[date, date] | None:
    """The first and the last day; on a weekend the end of the week is that of the next one."""
    found = _END.fullmatch(said) or _WITHIN.fullmatch(said)
    period = _PERIODS.get(found["period"]) if found else None
    if found is None or period is None:
        return None
    ahead = found["which"] is not None and found["which"].startswith(_NEXT_ONE)
    if period == "week":
        late = found["which"] is None and today.weekday() > _FRIDAY
        monday = today - timedelta(days=today.weekday() - 7 * (ahead or late))
        return monday, monday + timedelta(days=6)
    months = _MONTHS_OF[period]
    first = date(today.year, (today.month - 1) // months * months + 1, 1)
    first = _months_later(first, months * ahead)
    return first, _months_later(first, months) - timedelta(days=1)


def _last_worked(first: date, last: date, calendar: WorkCalendar) -> date:
    """The last working day from the first to the last; the last day where there is none."""
    days = (last - timedelta(days=back) for back in range((last - first).days + 1))
    return next(filter(calendar.is_working, days), last)


def _months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in range(day.day, 27, -1):
        found = _date(year, month + 1, number)
        if found:
            return found
    return date(year, month + 1, min(day.day, 27))


_STEPS: dict[str, Callable[[date, int, WorkCalendar], date]] = {
    "day": lambda today, count, _calendar: today + timedelta(days=count),
    "working day": lambda today, count, calendar: calendar.add(today, count),
    "week": lambda today, count, _calendar: today + timedelta(weeks=count),
    "month": lambda today, count, _calendar: _months_later(today, count),
}


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
