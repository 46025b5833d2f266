"""Due and control dates as people say them."""

import re
from datetime import date, datetime, time, tzinfo
from typing import NamedTuple

from crmctl.cleaning.dates import parse_due, parse_moment
from crmctl.cleaning.workcalendar import WorkCalendar
from crmctl.errors import UsageError
from crmctl.i18n import _
from crmctl.settings import Settings
from crmctl.store.dues import day_of, end_of_day

_AT_TIME = re.compile(r"(.*?\S)[ ,]+(?:(?:at|в)\s+)?(\d{1,2}:\d\d)", re.IGNORECASE)


class Due(NamedTuple):
    """The last moment that is on time, in UTC; `is_day` when only a day was said, which then ends it."""

    at: datetime
    is_day: bool = True


def work_calendar(settings: Settings) -> WorkCalendar:
    """The company's working days."""
    exceptions = (one.partition("=") for one in settings["calendar_exceptions"])
    return WorkCalendar(
        settings["calendar_country"], {date.fromisoformat(day): word == "work" for day, _sign, word in exceptions}
    )


def read_day(text: str, option: str, *, today: date, calendar: WorkCalendar, worked: bool = True) -> date:
    """The day of `2026-12-01`, `tomorrow`, `+3bd`, `конец месяца`; raises UsageError that names the option, if any.

    A week or a month ends with its last day that is `worked`, or with its last day.
    """
    try:
        return parse_due(text, today, calendar, worked=worked)
    except ValueError as error:
        raise UsageError(_of(option, str(error))) from None


def read_day_ahead(text: str, option: str, *, today: date, calendar: WorkCalendar) -> date:
    """A day as above that has not passed: what is still to be done cannot be due before; raises UsageError."""
    day = read_day(text, option, today=today, calendar=calendar)
    _require_ahead(day, option, today)
    return day


def read_due(text: str, option: str, *, today: date, zone: tzinfo, calendar: WorkCalendar) -> Due:
    """A day as above, or a moment `2026-12-01 15:00`, `завтра в 15:00`, in the zone unless it names an offset."""
    at_time = _AT_TIME.fullmatch(text.strip())
    try:
        moment = parse_moment(text)
        if moment is None and at_time:
            said_day = read_day(at_time[1], option, today=today, calendar=calendar)
            moment = datetime.combine(said_day, time.fromisoformat(at_time[2].zfill(5)))
    except ValueError:
        raise UsageError(_of(option, _("A moment is written 2026-12-01 15:00."))) from None
    if moment is None:
        return Due(end_of_day(read_day(text, option, today=today, calendar=calendar), zone))
    return Due(moment if moment.tzinfo else moment.replace(tzinfo=zone), is_day=False)


def read_due_ahead(text: str, option: str, *, today: date, zone: tzinfo, calendar: WorkCalendar) -> Due:
    """A due date as above whose day has not passed; raises UsageError."""
    due = read_due(text, option, today=today, zone=zone, calendar=calendar)
    _require_ahead(day_of(due.at, zone), option, today)
    return due


def _require_ahead(day: date, option: str, today: date) -> None:
    if day < today:
        hint = _("Give another day with {option}.").format(option=option) if option else ""
        raise UsageError(_of(option, _("{day} is in the past.").format(day=day.isoformat())), hint)


def _of(option: str, sentence: str) -> str:
    return f"{option}: {sentence}" if option else sentence
