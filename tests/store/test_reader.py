"""Questions: conditions in their slots, values by their names, rows of their types."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

import pytest

from crmctl.errors import UsageError
from crmctl.filters.cond import Cond
from crmctl.store.reader import Query
from crmctl.vocabulary import Role
from tests.builders import Base


class Somebody(NamedTuple):
    login: str
    role: Role
    active: bool
    team: str | None


class Times(NamedTuple):
    day: date | None
    moment: datetime | None


@pytest.fixture
def made() -> Iterator[list[Query[Any]]]:
    """Queries of a test, taken out of the registry afterwards."""
    before = list(Query.registry)
    yield Query.registry
    Query.registry[:] = before


def test_a_slot_that_is_not_filled_is_true(base: Base, made: list[Query[Any]]) -> None:
    query = Query(Somebody, "SELECT u.login, u.role, u.active, u.team FROM app_user u WHERE {where} AND {more}")
    assert base.reader.all(query) == [Somebody("admin", Role.ADMIN, True, None)]
    assert base.reader.all(query, {"where": Cond("u.login = :who", {"who": "ann"})}) == []


def test_one_name_cannot_stand_for_two_values(base: Base, made: list[Query[Any]]) -> None:
    query = Query(Somebody, "SELECT u.login, u.role, u.active, u.team FROM app_user u WHERE {where} AND u.id = :id")
    with pytest.raises(ValueError, match="two values"):
        base.reader.all(query, {"where": Cond("u.id = :id", {"id": 1})}, id=2)
    with pytest.raises(ValueError, match="two values"):
        Cond("u.id = :id", {"id": 1}) & Cond("u.id = :id", {"id": 2})


def test_the_first_row_or_none(base: Base, made: list[Query[Any]]) -> None:
    query = Query(Somebody, "SELECT u.login, u.role, u.active, u.team FROM app_user u WHERE u.id = :id")
    assert base.reader.first(query, id=1) == Somebody("admin", Role.ADMIN, True, None)
    assert base.reader.first(query, id=2) is None


def test_nothing_comes_back_as_none_whatever_its_type(base: Base, made: list[Query[Any]]) -> None:
    query = Query(Times, "SELECT CAST(NULL AS TEXT), CAST(NULL AS TEXT)")
    assert base.reader.one(query) == Times(None, None)


def test_a_number_no_database_holds_is_refused(base: Base, made: list[Query[Any]]) -> None:
    query = Query(Somebody, "SELECT u.login, u.role, u.active, u.team FROM app_user u WHERE u.id = :id")
    with pytest.raises(UsageError):
        base.reader.first(query, id=1 << 64)


def test_a_reader_cannot_write(base: Base) -> None:
    import sqlite3

    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        base.reader.execute("DELETE FROM app_user", {})
