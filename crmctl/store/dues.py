"""A due given as a day: stored as its last instant in the company's zone, shown as the day again."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo


def end_of_day(day: date, zone: tzinfo) -> datetime:
    """The last microsecond of the day in that zone, in UTC: what is done then is still on time."""
    midnight = datetime.combine(day + timedelta(days=1), time.min, zone)
    return midnight.astimezone(UTC) - timedelta(microseconds=1)


def day_of(moment: datetime, zone: tzinfo | None) -> date:
    """The day on which the moment falls; a zone of None is the machine's."""
    return moment.astimezone(zone).date()
