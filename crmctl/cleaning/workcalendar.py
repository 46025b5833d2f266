"""Which days are worked, by a country's public holidays and a company's own exceptions."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase

_SATURDAY = 5
_ONE_DAY = timedelta(days=1)


class WorkCalendar:
    """The working days of a country (ISO, two letters), transfers and working Saturdays included.

    `overrides` says of single days whether they are worked and wins. A country nobody has published holidays for works
    Monday to Friday. The holidays are loaded when a day is first asked about.
    """

    def __init__(self, country: str = "RU", overrides: Mapping[date, bool] | None = None) -> None:
        self.country = country
        self.overrides = dict(overrides or {})

    def is_working(self, day: date) -> bool:
        """Whether the day is worked."""
        worked = self.overrides.get(day)
        if worked is not None:
            return worked
        return day.weekday() < _SATURDAY if self._published is None else bool(self._published.is_working_day(day))

    def add(self, day: date, working_days: int) -> date:
        """The day so many working days later, or earlier when negative; with 0 the day itself or the next worked one.

        Raises OverflowError beyond the calendar's end.
        """
        step = -_ONE_DAY if working_days < 0 else _ONE_DAY
        left = abs(working_days)
        if left == 0:
            while not self.is_working(day):
                day += step
        while left:
            day += step
            left -= self.is_working(day)
        return day

    @cached_property
    def _published(self) -> "HolidayBase | None":
        from holidays import country_holidays

        try:
            return country_holidays(self.country)
        except NotImplementedError:
            return None
