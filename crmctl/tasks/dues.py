"""Due and control dates as people say them."""

from datetime import date, datetime, tzinfo
from typing import NamedTuple

from crmctl.cleaning.dates import parse_due, parse_moment
from crmctl.cleaning.workcalendar import WorkCalendar
from crmctl.errors import UsageError
from crmctl.i18n import _
from crmctl.settings import Settings
from crmctl.store.dues import end_of_day


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


def read_day(text: str, option: str, *, today: date, calendar: WorkCalendar) -> date:
    """The day of `2026-12-01`, `tomorrow`, `+3bd`, `конец месяца`; raises UsageError that names the option, if any."""
    try:
        return parse_due(text, today, calendar)
    except ValueError as error:
        raise UsageError(_of(option, str(error))) from None


def _of(option: str, sentence: str) -> str:
    return f"{option}: {sentence}" if option else sentence


def read_due(text: str, option: str, *, today: date, zone: tzinfo, calendar: WorkCalendar) -> Due:
    """A day as above, or a moment `2026-12-01 15:00`, `01.12.2026 15:00`, in the zone unless it names an offset."""
    try:
        moment = parse_moment(text)
    except ValueError:
        raise UsageError(_of(option, _("A moment is written 2026-12-01 15:00."))) from None
    if moment is None:
        return Due(end_of_day(read_day(text, option, today=today, calendar=calendar), zone))
    return Due(moment if moment.tzinfo else moment.replace(tzinfo=zone), is_day=False)
