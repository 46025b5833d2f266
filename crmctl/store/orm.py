"""SQLAlchemy over a connection that somebody else owns: it never begins, commits, rolls back or closes."""

from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine
from sqlalchemy.engine import Engine
from sqlalchemy.pool import StaticPool

if TYPE_CHECKING:
    from crmctl.store.connect import Connection


class _Borrowed:
    """The owner's connection with the ends of a transaction taken out of SQLAlchemy's hands."""

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection

    def commit(self) -> None: ...

    def rollback(self) -> None: ...

    def close(self) -> None: ...

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


def engine_over(connection: "Connection") -> Engine:
    """An engine whose only connection is the given one."""
    import sqlite3

    options: dict[str, Any] = {
        "creator": lambda: _Borrowed(connection),
        "poolclass": StaticPool,
        "pool_reset_on_return": None,
        "hide_parameters": True,
    }
    if isinstance(connection, sqlite3.Connection):
        return create_engine("sqlite://", **options)
    return create_engine("postgresql+psycopg://", use_native_hstore=False, **options)
