"""The keys that text is searched and compared by, derived anew: every `<name>_key` column there is."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlmodel import SQLModel

from crmctl.cleaning.text import key
from crmctl.store.models import JOURNALLED
from crmctl.store.persons import name_key
from crmctl.store.reader import Reader

_NAME_PARTS = ("last_name", "first_name", "middle_name", "display_name")


class WrongKey(NamedTuple):
    """A row whose keys are not what its texts give; `keys` are the right ones by column."""

    table: str
    id: int
    keys: dict[str, str | None]


def wrong_keys(reader: Reader) -> Iterator[WrongKey]:
    """Every row of every table with keys that its texts do not give."""
    for model in JOURNALLED:
        table = str(model.__tablename__)
        columns = list(SQLModel.metadata.tables[table].columns.keys())
        keys = [column for column in columns if column.endswith("_key")]
        if keys:
            yield from _of_table(reader, table, keys)


def _of_table(reader: Reader, table: str, keys: list[str]) -> Iterator[WrongKey]:
    named = _NAME_PARTS if table == "contact" else ()
    texts = [column.removesuffix("_key") for column in keys if not (named and column == "name_key")]
    columns = ["id", *texts, *named, *keys]
    for row in reader.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY id", {}):
        stored = dict(zip(columns, row, strict=True))
        right: dict[str, str | None] = {f"{text}_key": _key(stored[text]) for text in texts}
        if named:
            right["name_key"] = name_key(*(stored[part] for part in named))
        wrong = {column: value for column, value in right.items() if value != stored[column]}
        if wrong:
            yield WrongKey(table, stored["id"], wrong)


def _key(text: Any) -> str | None:
    return None if text is None else key(text)
