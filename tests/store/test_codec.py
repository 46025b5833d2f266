"""Plain SQL and the ORM write and read the same times, days, booleans and enums."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from crmctl.store import codec
from crmctl.store.models import Client, ClientContact, Run
from crmctl.store.reader import Query, for_postgres
from crmctl.vocabulary import ClientKind, Relation, Source
from tests.builders import TODAY, Base

zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(datetime(1900, 1, 1), datetime(2900, 1, 1), timezones=zones)  # noqa: DTZ001 - bounds are naive
SQLITE = sqlite.dialect()
DATETIME: Any = sqlite.DATETIME
DATE: Any = sqlite.DATE


@given(moments)
def test_a_moment_lies_as_sqlalchemy_would_lay_it(moment: datetime) -> None:
    theirs: Any = DATETIME().bind_processor(SQLITE)
    assert codec.encode_time(moment) == theirs(moment.astimezone(UTC).replace(tzinfo=None))
    assert codec.decode_time(codec.encode_time(moment)) == moment


@given(moments, moments)
def test_moments_sort_as_their_texts_do(one: datetime, other: datetime) -> None:
    assert (one < other) == (codec.encode_time(one) < codec.encode_time(other))


@given(st.dates())
def test_a_day_lies_as_sqlalchemy_would_lay_it(day: date) -> None:
    theirs: Any = DATE().bind_processor(SQLITE)
    assert codec.encode(day) == theirs(day)
    assert codec.decode_day(codec.encode(day)) == day


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        codec.encode_time(datetime(2026, 3, 2))  # noqa: DTZ001


@given(st.sampled_from([*ClientKind, *Relation, *Source]))
def test_an_enum_lies_by_its_value(word: Any) -> None:
    assert codec.encode(word) == word.value


class Line(NamedTuple):
    kind: ClientKind
    archived_at: datetime | None
    archive_reason: str | None
    no_middle_name: bool
    birth_date: date | None
    ok_kinds: int


LINE = "SELECT kind, archived_at, archive_reason, no_middle_name, birth_date, ok_kinds FROM client WHERE id = :id"
AT = datetime(2026, 3, 2, 12, 30, 0, 500, tzinfo=timezone(timedelta(hours=3)))
WRITTEN = Line(ClientKind.SOLE_TRADER, AT, "moved away", True, date(1985, 2, 28), 1 << 61)


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest) -> Base:
    found: Base = request.getfixturevalue("base" if request.param == "sqlite" else "postgres_base")
    return found


@pytest.fixture
def line() -> Any:
    query = Query(Line, LINE)
    yield query
    Query.registry.remove(query)


def test_what_the_orm_writes_plain_sql_reads(either: Base, line: Query[Line]) -> None:
    with either.write() as work:
        row = Client(run_id=0, name="Ёж", name_key="еж", created_at=AT, **WRITTEN._asdict())
        number = work.add(row)
        assert work.reader.one(line, id=number) == WRITTEN
    assert either.reader.one(line, id=number) == WRITTEN


def test_what_plain_sql_writes_the_orm_reads(either: Base) -> None:
    client = either.client()
    with either.write() as work:
        columns = ", ".join(f"{name} = :{name}" for name in Line._fields)
        work.execute(f"UPDATE client SET {columns} WHERE id = :id", {**WRITTEN._asdict(), "id": client})
        row = work.session.get_one(Client, client)
        assert Line(*(getattr(row, name) for name in Line._fields)) == WRITTEN


def test_bulk_rows_are_read_as_they_were_meant(either: Base) -> None:
    client, contact = either.client(), either.contact()
    with either.write() as work:
        number = work.next_id("client_contact")
        columns = ("id", "run_id", "client_id", "contact_id", "position", "started", "ok_kinds", "stale_kinds",
                   "invalid_kinds", "placeholder_kinds", "opted_out_kinds")  # fmt: skip
        values = (number, work.run_id, client, contact, 1, TODAY, 0, 0, 0, 0, 0)
        work.insert_many("client_contact", columns, [[work.encoded(value) for value in values]])
        work.ids_taken("client_contact", number)
        assert work.session.get_one(ClientContact, number).started == TODAY
        assert work.next_id("client_contact") == number + 1


def test_a_run_tells_when_and_whence(either: Base) -> None:
    with either.write("import", source=Source.IMPORT) as work:
        work.keep()
        run = work.session.get_one(Run, work.run_id)
        assert (run.at, run.source) == (either.now, Source.IMPORT)


@pytest.mark.parametrize(
    ("sql", "theirs"),
    [
        ("SELECT :id", "SELECT %(id)s"),
        ("SELECT '10:30'", "SELECT '10:30'"),
        ("SELECT x::text, :y", "SELECT x::text, %(y)s"),
        ("LIKE '%a' AND x % 2", "LIKE '%%a' AND x %% 2"),
    ],
)
def test_names_become_psycopgs(sql: str, theirs: str) -> None:
    assert for_postgres(sql) == theirs
