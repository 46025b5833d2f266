import subprocess
import sys
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from crmctl.cleaning.workcalendar import WorkCalendar


def test_transfers_and_working_saturdays_of_russia_are_known() -> None:
    calendar = WorkCalendar("RU")
    assert not calendar.is_working(date(2026, 1, 9))
    assert not calendar.is_working(date(2026, 11, 4))
    assert calendar.is_working(date(2024, 4, 27))
    assert not calendar.is_working(date(2024, 4, 29))


def test_the_companys_exceptions_win() -> None:
    calendar = WorkCalendar("RU", {date(2026, 11, 4): True, date(2026, 11, 5): False})
    assert calendar.is_working(date(2026, 11, 4))
    assert not calendar.is_working(date(2026, 11, 5))


def test_an_unknown_country_works_monday_to_friday() -> None:
    calendar = WorkCalendar("XX")
    assert [calendar.is_working(date(2026, 11, day)) for day in range(16, 23)] == [True] * 5 + [False] * 2


def test_working_days_are_counted_over_new_year() -> None:
    assert WorkCalendar("XX").add(date(2026, 11, 20), 1) == date(2026, 11, 23)
    assert WorkCalendar("RU").add(date(2023, 12, 29), 1) == date(2024, 1, 9)


def test_no_working_day_later_is_the_day_itself_or_the_next_worked_one() -> None:
    assert WorkCalendar("XX").add(date(2026, 11, 20), 0) == date(2026, 11, 20)
    assert WorkCalendar("XX").add(date(2026, 11, 21), 0) == date(2026, 11, 23)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 30))
def test_going_there_and_back_ends_where_it_began(day: date, count: int) -> None:
    calendar = WorkCalendar("XX")
    start = calendar.add(day, 0)
    assert calendar.add(calendar.add(start, count), -count) == start


def test_the_holidays_are_loaded_only_when_a_day_is_asked_about() -> None:
    code = (
        "import sys; from crmctl.cleaning import dates, values; dates.WorkCalendar(); print('holidays' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
