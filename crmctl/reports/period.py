"""The period of a report and the moment as of which it looks."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import NamedTuple

from crmctl.cleaning.dates import parse_due, parse_moment
from crmctl.cleaning.workcalendar import WorkCalendar
from crmctl.errors import UsageError
from crmctl.i18n import _
from crmctl.store.dues import end_of_day


class Period(NamedTuple):
    """Days from the first to the last, both in it, seen as of a moment; `start` and `end` are their ends in UTC."""

    first: date
    last: date
    as_of: datetime
    start: datetime
    end: datetime


def read_period(  # noqa: PLR0913 - what was said, and what it is read against
    first: str, last: str, as_of: str, *, now: datetime, today: date, zone: tzinfo
) -> Period:
    """The period meant; blanks are this month, or the month of the end that was said, and now. Raises UsageError."""
    said_last = _day(last, "--to", today) if last else None
    since = _day(first, "--from", today) if first else (said_last or today).replace(day=1)
    until = said_last or max(_end_of_month(since), today if first else since)
    if until < since:
        raise UsageError(_("The period ends before it begins."), _("--from is its first day, --to its last."))
    moment = _moment(as_of, today, zone) if as_of else now
    return Period(since, until, moment, end_of_day(since - timedelta(days=1), zone), end_of_day(until, zone))


def _end_of_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _day(text: str, option: str, today: date) -> date:
    try:
        return parse_due(text, today, WorkCalendar(), worked=False)
    except ValueError as error:
        raise UsageError(f"{option}: {error}") from None


def _moment(text: str, today: date, zone: tzinfo) -> datetime:
    """A day is looked at as of its end."""
    try:
        moment = parse_moment(text)
    except ValueError:
        raise UsageError(_("{option}: a moment is written 2026-12-01 15:00.").format(option="--as-of")) from None
    if moment is None:
        return end_of_day(_day(text, "--as-of", today), zone)
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
