"""What every table shares: names of constraints, portable column types, the run that made the row."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Date, DateTime, Dialect, Index, Integer, String, Text, text
from sqlalchemy import Enum as SqlEnum
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel import Field, SQLModel
from sqlmodel.sql.sqltypes import AutoString

from crmctl.store import codec

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
TABLE: dict[str, Any] = {"sqlite_strict": True, "sqlite_autoincrement": True}


@compiles(String, "sqlite")
@compiles(AutoString, "sqlite")
@compiles(SqlEnum, "sqlite")
def _text(*_: Any, **__: Any) -> str:
    """A STRICT table knows TEXT, not VARCHAR."""
    return "TEXT"


@compiles(Boolean, "sqlite")
@compiles(BigInteger, "sqlite")
def _integer(*_: Any, **__: Any) -> str:
    return "INTEGER"


class Moment(TypeDecorator[datetime]):
    """An aware moment: text in UTC on SQLite, timestamptz on PostgreSQL."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        return codec.encode_time(value) if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else codec.decode_time(value)


class Day(TypeDecorator[date]):
    """A calendar day: ISO text on SQLite, date on PostgreSQL."""

    impl = Date
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else Date())

    def process_bind_param(self, value: date | None, dialect: Dialect) -> Any:
        return value.isoformat() if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:  # noqa: ARG002
        return None if value is None else codec.decode_day(value)


def one_of(words: type[StrEnum]) -> SqlEnum:
    """A closed list, stored by value; `listed` is its CHECK."""
    return SqlEnum(
        words,
        values_callable=lambda e: [word.value for word in e],
        native_enum=False,
        create_constraint=False,
        length=32,
    )


def listed(column: str, words: type[StrEnum]) -> list[CheckConstraint]:
    """The CHECK of a closed list: one word after the other, the most frequent first.

    In a bulk insert that is several times cheaper than IN, which SQLite answers from a table it builds each time.
    """
    return [CheckConstraint(" OR ".join(f"{column} = '{word}'" for word in words), name=column)]


def filled_index(table: str, column: str) -> Index:
    """An index of the rows that have something in `column`: half of all contact points belong to no contact."""
    filled = text(f"{column} IS NOT NULL")
    return Index(f"ix_{table}_{column}", column, sqlite_where=filled, postgresql_where=filled)


def flag(name: str) -> Boolean:
    """A boolean that STRICT keeps honest on SQLite too; `name` names its CHECK."""
    return Boolean(create_constraint=True, name=name)


class Record(SQLModel):
    """A row that knows the run that made it; later changes stand in the journal."""

    id: int | None = Field(default=None, primary_key=True)
    run_id: int = Field(foreign_key="run.id", index=True, sa_type=Integer)

    derived: ClassVar[frozenset[str]] = frozenset()
    """Columns computed from others: the journal leaves them out, `doctor` recomputes them."""
