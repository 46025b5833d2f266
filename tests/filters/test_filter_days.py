from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from crmctl.filters.compile import condition
from crmctl.filters.days import span
from crmctl.filters.tree import Word
from crmctl.vocabulary import RecordType
from tests.filters.conftest import TODAY, ZONE, Base, refusal

CLIENT = RecordType.CLIENT


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("created = today", [0]),
        ("created = 30.11.2026", [0]),
        ("created = 2026-11-29", [-1]),
        ("created >= yesterday", [-1, 0, 1]),
        ("created > yesterday", [0, 1]),
        ("создан < сегодня", [-30, -1]),
        ("created <= today-30d", [-30]),
        ("created = сегодня-30д", [-30]),
        ("created in (вчера, завтра)", [-1, 1]),
        ("created != today", [-30, -1, 1]),
        ("created is empty", []),
    ],
)
def test_a_moment_is_asked_about_by_whole_days_of_the_zone(base: Base, text: str, days: list[int]) -> None:
    first_of = {}
    for shift in (-30, -1, 0, 1):
        start = datetime(2026, 11, 30, tzinfo=ZONE) + timedelta(days=shift)
        last = start + timedelta(days=1, microseconds=-1)
        first_of[base.add("client", created_at=start)] = shift
        base.add("client", created_at=last)
    found = base.found(text)
    assert [first_of[one] for one in found if one in first_of] == days
    assert len(found) == 2 * len(days)


def test_a_day_of_a_clock_change_is_as_long_as_it_was() -> None:
    cond = condition("created = 2026-03-29", CLIENT, today=TODAY, zone=ZoneInfo("Europe/Berlin"))
    start, end = (datetime(2026, 3, 28, 23, tzinfo=UTC), datetime(2026, 3, 29, 22, tzinfo=UTC))
    assert list(cond.values.values()) == [start, end]


@pytest.mark.parametrize(
    ("word", "day"),
    [
        ("2026-02-28", date(2026, 2, 28)),
        ("1.2.2026", date(2026, 2, 1)),
        ("today+1w", date(2026, 12, 7)),
        ("Сегодня-2н", date(2026, 11, 16)),
        ("today+3m", date(2027, 2, 28)),
        ("today-11м", date(2025, 12, 30)),
        ("today-33y", date(1993, 11, 30)),
        ("завтра+1г", date(2027, 12, 1)),
    ],
)
def test_dates_are_bound_as_dates(word: str, day: date) -> None:
    cond = condition(f"birth_date = {word}", CLIENT, today=TODAY, zone=ZONE)
    assert list(cond.values.values()) == [day]


@pytest.mark.parametrize(
    "word",
    [
        "31.02.2026",
        "2026-13-01",
        "12",
        "someday",
        "today-",
        "today-1q",
        "today-9999d9",
        "today-999999y",
        "today+999999d",
        "0001-01-01",
        "9999-12-31",
        "２０２６-01-01",
        "today-99999999999999999999d",
        "''",
    ],
)
def test_what_is_no_date_or_out_of_range_is_refused(word: str) -> None:
    assert refusal(f"city = x and created > {word}").position == len("city = x and created > ")


@pytest.mark.parametrize("text", ["2026-11-21 22:31", "21.11.2026 22:31", "21.11.2026 22:31:05"])
def test_a_moment_is_its_minute(text: str) -> None:
    start = datetime(2026, 11, 21, 22, 31, tzinfo=UTC)
    assert span(Word(text, 0), date(2026, 11, 20), UTC) == (start, start + timedelta(minutes=1))
