"""How times, dates, booleans and enums lie in the database: one encoding for the ORM and for plain SQL."""

from datetime import UTC, date, datetime
from enum import Enum
from typing import Any


def encode_time(moment: datetime) -> str:
    """An aware moment as SQLite's text: UTC, microseconds, sortable."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone")
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def decode_time(stored: str | datetime) -> datetime:
    """SQLite's text or PostgreSQL's timestamp as an aware moment in UTC."""
    if isinstance(stored, datetime):
        return stored.astimezone(UTC)
    return datetime.fromisoformat(stored).replace(tzinfo=UTC)


def decode_day(stored: str | date) -> date:
    return stored if isinstance(stored, date) else date.fromisoformat(stored)


def encode(value: Any) -> Any:
    """A value as it is bound in SQLite; PostgreSQL's driver takes times and dates as they are."""
    if isinstance(value, datetime):
        return encode_time(value)
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value
