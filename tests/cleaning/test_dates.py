from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmctl.cleaning.dates import parse_date, parse_due
from crmctl.cleaning.workcalendar import WorkCalendar

SATURDAY = date(2026, 11, 21)
CALENDAR = WorkCalendar("RU")


@pytest.mark.parametrize(
    "text",
    [
        "2001-05-23",
        "2001-05-23 08:23",
        "2001-05-23T08:23:00Z",
        "23.05.2001",
        "23/05/2001",
        "23.05.2001 г.",
        "23.05.01",
        "20010523",
        "'23.05.2001",
    ],
)
def test_a_date_in_the_spellings_of_files(text: str) -> None:
    assert parse_date(text) == date(2001, 5, 23)


def test_a_two_digit_year_is_of_the_nearer_century() -> None:
    assert parse_date("01.02.73") == date(1973, 2, 1)
    assert parse_date("01.02.24") == date(2024, 2, 1)


@pytest.mark.parametrize("text", ["", "12", "31.02.2001", "05/23/2001", "нет", "2001", "99999999", "٢٣.٠٥.٢٠٠١"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse_date(text) is None


@given(st.dates())
def test_a_date_is_read_back_from_iso_and_from_day_first(day: date) -> None:
    assert parse_date(day.isoformat()) == day
    assert parse_date(f"{day.day:02}.{day.month:02}.{day.year:04}") == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-01", date(2026, 12, 1)),
        ("01.12.2026", date(2026, 12, 1)),
        ("today", SATURDAY),
        ("Сегодня", SATURDAY),
        ("tomorrow", date(2026, 11, 22)),
        ("завтра", date(2026, 11, 22)),
        ("послезавтра", date(2026, 11, 23)),
        ("+3d", date(2026, 11, 24)),
        ("через 3 дня", date(2026, 11, 24)),
        ("in 3 days", date(2026, 11, 24)),
        ("+3bd", date(2026, 11, 25)),
        ("+3рд", date(2026, 11, 25)),
        ("через 3 рабочих дня", date(2026, 11, 25)),
        ("+2w", date(2026, 12, 5)),
        ("через неделю", date(2026, 11, 28)),
        ("+1m", date(2026, 12, 21)),
        ("fri", date(2026, 11, 27)),
        ("Пятница", date(2026, 11, 27)),
        ("в пятницу", date(2026, 11, 27)),
        ("сб", date(2026, 11, 28)),
        ("в среду", date(2026, 11, 25)),
        ("до пятницы", date(2026, 11, 27)),
        ("к понедельнику", date(2026, 11, 23)),
        ("this wednesday", date(2026, 11, 25)),
        ("в ближайший вторник", date(2026, 11, 24)),
        ("next wednesday", date(2026, 11, 25)),
        ("в следующую среду", date(2026, 11, 25)),
        ("следующее воскресенье", date(2026, 11, 29)),
        ("yesterday", date(2026, 11, 20)),
        ("Вчера", date(2026, 11, 20)),
        ("позавчера", date(2026, 11, 19)),
        ("конец месяца", date(2026, 11, 30)),
        ("end of month", date(2026, 11, 30)),
        ("EOM", date(2026, 11, 30)),
        ("конец недели", date(2026, 11, 27)),
        ("eow", date(2026, 11, 27)),
        ("конец квартала", date(2026, 12, 30)),
        ("eoy", date(2026, 12, 30)),
        ("в конце месяца", date(2026, 11, 30)),
        ("by the end of the month", date(2026, 11, 30)),
        ("к концу недели", date(2026, 11, 27)),
        ("на этой неделе", date(2026, 11, 22)),
        ("this week", date(2026, 11, 22)),
        ("На следующей неделе", date(2026, 11, 27)),
        ("next week", date(2026, 11, 27)),
        ("до конца следующей недели", date(2026, 11, 27)),
        ("end of next week", date(2026, 11, 27)),
        ("на след. неделе", date(2026, 11, 27)),
        ("в этом месяце", date(2026, 11, 30)),
        ("в следующем месяце", date(2026, 12, 30)),
        ("next month", date(2026, 12, 30)),
        ("в конце следующего квартала", date(2027, 3, 31)),
        ("в следующем году", date(2027, 12, 30)),
        ("30.11", date(2026, 11, 30)),
        ("21.11", date(2026, 11, 21)),
        ("1.3.", date(2027, 3, 1)),
        ("29.02", date(2028, 2, 29)),
        ("30 ноября", date(2026, 11, 30)),
        ("1 дек", date(2026, 12, 1)),
        ("1 дек.", date(2026, 12, 1)),
        ("до 15 декабря 2027 г.", date(2027, 12, 15)),
        ("20 ноября", date(2027, 11, 20)),
        ("5 мая", date(2027, 5, 5)),
        ("1-го марта", date(2027, 3, 1)),
        ("1 Dec 2026", date(2026, 12, 1)),
        ("by 3rd january", date(2027, 1, 3)),
    ],
)
def test_a_due_date_as_people_say_it(text: str, day: date) -> None:
    assert parse_due(text, SATURDAY, CALENDAR) == day


@pytest.mark.parametrize(
    ("text", "today", "day"),
    [
        ("на этой неделе", date(2026, 11, 17), date(2026, 11, 20)),
        ("this week", date(2026, 11, 20), date(2026, 11, 20)),
        ("конец недели", date(2026, 11, 17), date(2026, 11, 20)),
        ("на следующей неделе", date(2026, 11, 16), date(2026, 11, 27)),
        ("на этой неделе", date(2026, 6, 9), date(2026, 6, 11)),  # Friday is a holiday
        ("на следующей неделе", date(2026, 12, 31), date(2027, 1, 10)),  # all of it is
        ("в конце месяца", date(2026, 10, 5), date(2026, 10, 30)),  # it ends on a Saturday
        ("в конце месяца", date(2026, 10, 31), date(2026, 10, 31)),
        ("в следующем месяце", date(2026, 1, 31), date(2026, 2, 27)),
    ],
)
def test_a_week_or_a_month_is_its_last_working_day_that_is_left(text: str, today: date, day: date) -> None:
    assert parse_due(text, today, CALENDAR) == day


def test_where_work_does_not_matter_it_is_the_last_day() -> None:
    assert parse_due("в конце месяца", date(2026, 10, 5), CALENDAR, worked=False) == date(2026, 10, 31)
    assert parse_due("this week", date(2026, 10, 5), CALENDAR, worked=False) == date(2026, 10, 11)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12",
        "this",
        "next",
        "на неделе",
        "в следующей",
        "31.02",
        "+3",
        "-3d",
        "завтро",
        "32.12.2026",
        "soon",
        "+3x",
        "31 ноября",
        "1 ноль",
        "0 мая",
    ],
)
def test_a_due_date_that_cannot_be_read_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        parse_due(text, SATURDAY, CALENDAR)


@pytest.mark.parametrize("text", ["+1d", "+1m", "+1w", "+1bd", "fri"])
def test_a_due_date_beyond_the_calendars_end_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        parse_due(text, date.max, WorkCalendar("XX"))


@given(st.dates(date(2000, 1, 31), date(2100, 1, 1)), st.integers(1, 40))
def test_months_later_stays_within_the_month(day: date, months: int) -> None:
    later = parse_due(f"+{months}m", day, CALENDAR)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.sampled_from(["tue", "fri", "sun"]))
def test_the_next_weekday_is_one_of_next_week(day: date, name: str) -> None:
    monday = day - timedelta(days=day.weekday() - 7)
    assert timedelta(0) <= parse_due(f"next {name}", day, CALENDAR) - monday < timedelta(days=7)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.sampled_from(["пн", "tue", "среда", "thu", "пт", "sat", "вс"]))
def test_a_weekday_is_within_the_next_seven_days(day: date, name: str) -> None:
    assert timedelta(0) < parse_due(name, day, CALENDAR) - day <= timedelta(days=7)
