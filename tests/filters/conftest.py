"""A small company in SQLite, with the columns filters know, and what a filter finds in it."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from crmctl.cleaning.text import key
from crmctl.errors import FilterError
from crmctl.filters.compile import condition
from crmctl.filters.fields import Filtered
from crmctl.vocabulary import RecordType

TODAY = date(2026, 11, 30)
ZONE = ZoneInfo("Asia/Omsk")

SCHEMA = """
CREATE TABLE client (id INTEGER PRIMARY KEY, kind TEXT, relation TEXT, country TEXT, name TEXT, name_key TEXT,
    legal_name TEXT, legal_name_key TEXT, last_name TEXT, first_name TEXT, middle_name TEXT, birth_date TEXT, inn
    TEXT, kpp TEXT, ogrn TEXT, city TEXT, city_key TEXT, region TEXT, region_key TEXT, industry TEXT, industry_key
    TEXT, segment TEXT, segment_key TEXT, work_status TEXT, work_status_key TEXT, importance TEXT, importance_key
    TEXT, source TEXT, source_key TEXT, responsible_id INTEGER, responsible_text TEXT, comment TEXT, comment_key
    TEXT, created_at TEXT, source_name TEXT, external_id TEXT, archived_at TEXT) STRICT;
CREATE TABLE contact (id INTEGER PRIMARY KEY, last_name TEXT, first_name TEXT, middle_name TEXT, display_name TEXT,
    name_key TEXT, sex TEXT, birth_date TEXT, job_title TEXT, job_title_key TEXT, key_person INTEGER, comment TEXT,
    comment_key TEXT, source_name TEXT, external_id TEXT, created_at TEXT, archived_at TEXT) STRICT;
CREATE TABLE contact_kind (id INTEGER PRIMARY KEY, type TEXT, code TEXT) STRICT;
CREATE TABLE contact_point (id INTEGER PRIMARY KEY, client_id INTEGER, contact_id INTEGER, kind_id INTEGER, value
    TEXT, normalized TEXT, state TEXT, is_current INTEGER) STRICT;
CREATE TABLE app_user (id INTEGER PRIMARY KEY, login_key TEXT, name_key TEXT) STRICT;
CREATE TABLE user_group (id INTEGER PRIMARY KEY, name_key TEXT) STRICT;
CREATE TABLE user_group_member (group_id INTEGER, user_id INTEGER) STRICT;
CREATE TABLE project (id INTEGER PRIMARY KEY, name_key TEXT) STRICT;
CREATE TABLE task (id INTEGER PRIMARY KEY, kind TEXT, title TEXT, title_key TEXT, assignee_id INTEGER, author_id
    INTEGER, controller_id INTEGER, project_id INTEGER, created_at TEXT, due_at TEXT, control_at TEXT, priority
    TEXT, status TEXT) STRICT;

INSERT INTO contact_kind VALUES (1, 'phone', 'phone:main'), (2, 'phone', 'phone:mobile'), (3, 'email', 'email:work');
INSERT INTO app_user VALUES (1, 'ivanov', 'иванов иван'), (2, 'petrova', 'петрова анна'), (3, 'orlov', 'орлов олег');
INSERT INTO user_group VALUES (1, 'north'), (2, 'отдел продаж');
INSERT INTO user_group_member VALUES (1, 1), (1, 2), (2, 2);
INSERT INTO project VALUES (1, 'весна 2026');
"""
FROM = {"client": "client c", "contact": "contact p", "task": "task t"}


def stored(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    return value.isoformat() if isinstance(value, date) else value


class Base:
    """An in-memory base; `add` fills the key beside each text that has one."""

    def __init__(self) -> None:
        self.db = sqlite3.connect(":memory:")
        self.db.executescript(SCHEMA)
        tables = ("client", "contact", "task", "contact_point")
        self._columns = {table: {row[1] for row in self.db.execute(f"PRAGMA table_info({table})")} for table in tables}

    def add(self, table: str, **values: Any) -> int:
        keys = {f"{name}_key": key(v) for name, v in values.items() if isinstance(v, str)}
        row = values | {name: v or None for name, v in keys.items() if name in self._columns[table]}
        names, places = ", ".join(row), ", ".join(f":{name}" for name in row)
        what = f"({names}) VALUES ({places})" if row else "DEFAULT VALUES"
        encoded = {name: stored(value) for name, value in row.items()}
        cursor = self.db.execute(f"INSERT INTO {table} {what}", encoded)
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def add_points(self, owner: str, owner_id: int, points: Sequence[Mapping[str, Any]]) -> None:
        for point in points:
            self.add("contact_point", **{owner: owner_id}, **({"state": "ok", "is_current": True} | dict(point)))

    def clear(self) -> None:
        for table in self._columns:
            self.db.execute(f"DELETE FROM {table}")

    def found(self, text: str, record: Filtered = RecordType.CLIENT) -> list[int]:
        cond = condition(text, record, today=TODAY, zone=ZONE)
        bound = {name: stored(value) for name, value in cond.values.items()}
        source = FROM[str(record)]
        sql = f"SELECT {source[-1]}.id FROM {source} WHERE {cond.sql} ORDER BY 1"
        return [row[0] for row in self.db.execute(sql, bound)]


@pytest.fixture(scope="session")
def empty_base() -> Iterator[Base]:
    base = Base()
    yield base
    base.db.close()


@pytest.fixture
def base(empty_base: Base) -> Base:
    empty_base.clear()
    return empty_base


def refusal(text: str, record: Filtered = RecordType.CLIENT) -> FilterError:
    with pytest.raises(FilterError) as caught:
        condition(text, record, today=TODAY, zone=ZONE)
    return caught.value
