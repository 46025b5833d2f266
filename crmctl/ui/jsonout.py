"""Data as JSON: exact, in UTF-8, and without a character that a terminal would obey."""

import json
from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from decimal import Decimal
from enum import Enum
from pathlib import PurePath
from typing import Any

from crmctl.ui.safe import safe


def as_json(data: Any, *, zone: tzinfo | None, indent: int | None = 2, ascii_only: bool = False) -> str:
    """JSON text: moments as ISO with the offset of `zone` (None: the machine's), named tuples as objects."""
    text = json.dumps(plain_data(data, zone), ensure_ascii=ascii_only, indent=indent, allow_nan=False)
    return safe(text, keep="\n", write=_escape)


def _escape(ch: str) -> str:
    return "\\u007f" if ch == "\x7f" else json.dumps(ch)[1:-1]


def plain_data(value: Any, zone: tzinfo | None) -> Any:
    """The same data in what JSON knows; a type it does not know is a mistake of ours."""
    if isinstance(value, Enum):
        return plain_data(value.value, zone)
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, datetime):
        return value.astimezone(zone).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | PurePath):
        return str(value)
    return _plain_collection(value, zone)


def _plain_collection(value: Any, zone: tzinfo | None) -> Any:
    if isinstance(value, Mapping):
        return {str(plain_data(key, zone)): plain_data(item, zone) for key, item in value.items()}
    if hasattr(value, "_asdict"):
        return plain_data(value._asdict(), zone)
    if hasattr(value, "__dataclass_fields__"):
        return {name: plain_data(getattr(value, name), zone) for name in value.__dataclass_fields__}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain_data(item, zone) for item in value]
    raise TypeError(f"JSON has no form for {type(value).__name__}")
