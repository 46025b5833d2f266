"""Reads: one SQL text, values bound by name, one frozen row type; the same on SQLite and PostgreSQL."""

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, get_args, get_type_hints

from crmctl.errors import UsageError
from crmctl.filters.cond import Cond
from crmctl.i18n import _
from crmctl.store import codec
from crmctl.store.connect import driver_errors, translated

if TYPE_CHECKING:
    from crmctl.store.connect import Connection

Row = TypeVar("Row")
_NO_SLOTS: Mapping[str, Cond] = {}


class Query(Generic[Row]):
    """A question: `SELECT … WHERE {visible} AND {where}`, a slot for each condition, `:name` for each value."""

    registry: "list[Query[Any]]" = []  # noqa: RUF012
    """Every question the program asks, for the test that runs them all."""

    def __init__(self, row: type[Row], sql: str) -> None:
        self.row = row
        self.sql = sql
        self.slots = tuple(dict.fromkeys(re.findall(r"\{(\w+)\}", sql)))
        Query.registry.append(self)

    def text(self, slots: Mapping[str, Cond], values: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
        """The SQL with its slots filled, and all values; an unfilled slot is true."""
        bound = dict(values)
        for cond in slots.values():
            if any(bound.get(name, value) != value for name, value in cond.values.items()):
                raise ValueError("one name is bound to two values")
            bound |= cond.values
        return self.sql.format_map({name: slots.get(name, Cond()).sql for name in self.slots}), bound


class Reader:
    """Answers questions over one connection. Close it, or use it as a context manager."""

    def __init__(self, connection: "Connection", db: str) -> None:
        self.connection = connection
        self.db = db
        self._sqlite = isinstance(connection, sqlite3.Connection)

    def rows(self, query: Query[Row], slots: Mapping[str, Cond] = _NO_SLOTS, **values: Any) -> Iterator[Row]:
        """The answer's rows, as they come."""
        sql, bound = query.text(slots, values)
        make = _maker(query.row)  # type: ignore[arg-type] # a class is hashable; mypy doubts it of a type variable
        try:
            yield from map(make, self.execute(sql, bound))
        except driver_errors() as error:
            raise translated(error, self.db) from error

    def all(self, query: Query[Row], slots: Mapping[str, Cond] = _NO_SLOTS, **values: Any) -> list[Row]:
        return list(self.rows(query, slots, **values))

    def first(self, query: Query[Row], slots: Mapping[str, Cond] = _NO_SLOTS, **values: Any) -> Row | None:
        return next(iter(self.all(query, slots, **values)), None)

    def one(self, query: Query[Row], slots: Mapping[str, Cond] = _NO_SLOTS, **values: Any) -> Row:
        """The only row of an answer that always has one."""
        (row,) = self.all(query, slots, **values)
        return row

    def execute(self, sql: str, values: Mapping[str, Any]) -> Any:
        """A cursor over one statement's answer: the one place where a value meets a driver."""
        connection = self.connection
        if isinstance(connection, sqlite3.Connection):
            try:
                return connection.execute(sql, {name: codec.encode(value) for name, value in values.items()})
            except OverflowError:
                raise UsageError(_("A number is too large.")) from None
        return connection.execute(for_postgres(sql), values or None)

    def close(self) -> None:
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@cache
def for_postgres(sql: str) -> str:
    """`:name` as psycopg wants it; `::type` casts and `%` survive."""
    return re.sub(r"(?<![:\w]):([a-z]\w*)", r"%(\1)s", sql.replace("%", "%%"))


def _decoder(hint: Any) -> Callable[[Any], Any] | None:
    """How a column of this type comes back; None when it comes as it is."""
    kinds = [kind for kind in (get_args(hint) or (hint,)) if kind is not type(None)]
    kind = kinds[0]
    if kind is datetime:
        return codec.decode_time
    if kind is date:
        return codec.decode_day
    if kind is bool or (isinstance(kind, type) and issubclass(kind, StrEnum)):
        return kind
    return None


@cache
def _maker(row: type[Any]) -> Callable[[tuple[Any, ...]], Any]:
    """A function from a driver's tuple to the row type."""
    decoders = [(at, decode) for at, hint in enumerate(get_type_hints(row).values()) if (decode := _decoder(hint))]
    make = row._make
    if not decoders:
        return make  # type: ignore[no-any-return]

    def decoded(values: tuple[Any, ...]) -> Any:
        cells = list(values)
        for at, decode in decoders:
            if cells[at] is not None:
                cells[at] = decode(cells[at])
        return make(cells)

    return decoded
