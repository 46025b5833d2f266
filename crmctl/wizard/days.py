"""A date said in words while it is typed."""

from datetime import date, timedelta

from crmctl.cleaning.workcalendar import WorkCalendar
from crmctl.i18n import N_, _, ngettext

_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_MONTHS = (
    N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
    N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
)  # fmt: skip
_COUNTED = 366
"""Days ahead within which working days are counted."""


def spoken(day: date) -> str:
    """`Fri 27 Nov 2026`."""
    return f"{_(_WEEKDAYS[day.weekday()])} {day.day} {_(_MONTHS[day.month - 1])} {day.year}"


def spoken_ahead(day: date, today: date, calendar: WorkCalendar) -> str:
    """`Fri 27 Nov 2026, 4 working days`: those after today, the day itself included."""
    days = (day - today).days
    if days < 0:
        return _("{day}, in the past").format(day=spoken(day))
    if days > _COUNTED:
        return spoken(day)
    worked = sum(calendar.is_working(today + timedelta(days=ahead)) for ahead in range(1, days + 1))
    working = ngettext("{count} working day", "{count} working days", worked).format(count=worked)
    return f"{spoken(day)}, {working}"
