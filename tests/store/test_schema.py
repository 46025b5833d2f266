"""The migrations make what the models say, on both databases; and the tables are as strict as they are meant to be."""

import re
import sqlite3
from typing import Any

import pytest
from sqlalchemy import BigInteger, Boolean, Date, DateTime, Integer, String, TypeDecorator, create_engine
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlmodel import SQLModel

from crmctl.store.journal import missing_triggers
from crmctl.store.models import JOURNALLED
from crmctl.store.models.base import Day, Moment
from crmctl.store.orm import engine_over
from tests.builders import Base

TABLES = [*SQLModel.metadata.tables]


def differences(base: Base) -> list[Any]:
    """What Alembic would write a migration for."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with engine_over(base.reader.connection).connect() as connection:
        options = {"compare_type": _types_differ, "target_metadata": SQLModel.metadata}
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), SQLModel.metadata))


def _types_differ(context: Any, _inspected: Any, _column: Any, found: Any, wanted: Any) -> bool:
    """A text is a text, whether a length or a closed list is given with it; our own types are those of the dialect."""
    if isinstance(wanted, Moment | Day):
        wanted = wanted.load_dialect_impl(context.dialect)
    return _family(found) != _family(wanted)


def _family(one: Any) -> str:
    one = one.impl_instance if isinstance(one, TypeDecorator) else one
    if isinstance(one, DateTime):
        return f"moment, {one.timezone}"
    kinds = {String: "text", Date: "day", Boolean: "number", BigInteger: "number", Integer: "number"}
    return next(name for kind, name in kinds.items() if isinstance(one, kind))


def test_the_migrations_make_what_the_models_say_on_sqlite(base: Base) -> None:
    assert differences(base) == []


def test_the_migrations_make_what_the_models_say_on_postgresql(postgres_base: Base) -> None:
    assert differences(postgres_base) == []


@pytest.mark.parametrize("table", TABLES)
def test_the_text_of_each_table_is_the_models_too(base: Base, table: str) -> None:
    """Checks, STRICT and AUTOINCREMENT are in no comparison of Alembic's."""
    sql = "SELECT sql FROM sqlite_master WHERE type IN ('table', 'index') AND tbl_name = :name AND sql IS NOT NULL"
    found = {_parts(row[0]) for row in base.reader.execute(sql, {"name": table})}
    model = SQLModel.metadata.tables[table]
    wanted: list[Any] = [CreateTable(model), *map(CreateIndex, sorted(model.indexes, key=str))]
    assert found == {_parts(str(one.compile(dialect=sqlite.dialect()))) for one in wanted}


def _parts(ddl: str) -> frozenset[str]:
    """The lines of a statement, whatever their order: a batch migration writes constraints where it likes."""
    lines = re.sub(r"[ \t]+", " ", ddl.replace('"', "")).split("\n")
    return frozenset(line.strip(" ,\t").replace("VARCHAR", "TEXT") for line in lines if line.strip())


@pytest.mark.parametrize("model", JOURNALLED)
def test_a_number_that_was_given_is_never_given_again(model: type[SQLModel], base: Base) -> None:
    sql = "SELECT sql FROM sqlite_master WHERE name = :name"
    ddl = base.reader.execute(sql, {"name": str(model.__tablename__)}).fetchone()[0]
    assert "AUTOINCREMENT" in ddl
    assert ddl.rstrip().endswith("STRICT")


def test_no_trigger_is_missing_on_either(base: Base, postgres_base: Base) -> None:
    assert missing_triggers(base.reader) == missing_triggers(postgres_base.reader) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE app_user SET role = 'king'",
        "UPDATE app_user SET active = 2",
        "UPDATE app_user SET capacity = 'much'",
        "UPDATE contact_kind SET id = 63 WHERE id = 1",
        "UPDATE app_user SET run_id = 99",
        """INSERT INTO contact_point (run_id, kind_id, state, value, is_primary, is_current, entered_at)
           VALUES (1, 1, 'ok', 'x', 0, 1, '2026-03-02 09:00:00.000000')""",
        "DELETE FROM run",
    ],
)
def test_the_database_itself_refuses_what_makes_no_sense(base: Base, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError), base.write() as work:
        work.execute(statement)


def test_metadata_can_be_made_without_the_migrations_too() -> None:
    engine = create_engine("sqlite://")
    SQLModel.metadata.create_all(engine)
    engine.dispose()
