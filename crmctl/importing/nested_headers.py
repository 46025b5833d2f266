"""Headers of what was nested: `emails[].value` is an e-mail, and `emails[].type` beside it says which."""

import re
from collections.abc import Collection, Iterable, Iterator

from crmctl.importing.table import Column

LIST = "[]"
_WRAPPERS = {"properties", "fields", "data"}
"""Keys that only hold a record's fields together."""
_VALUES = {"value", "number", "email", "address", "phone", "url", "text", "name"}
_LABELS = ("type", "label", "kind", "service", "value_type", "valuetype", "type_id")
_TAIL = re.compile(r"[ _-]?jsonb?$", re.IGNORECASE)


def plain_forms(header: str) -> Iterator[str]:
    """Headers that mean the same without the nesting, the nearest first."""
    parts = header.split(".")
    if parts[0].lower() in _WRAPPERS and parts[1:]:
        yield ".".join(parts[1:])
    if not header.count(LIST):
        return
    leaf = parts[-1]
    if leaf.endswith(LIST):
        yield _TAIL.sub("", leaf.removesuffix(LIST))
    elif len(parts) > 1 and parts[-2].endswith(LIST) and leaf.lower() in _VALUES:
        yield _TAIL.sub("", parts[-2].removesuffix(LIST))


def nested_labels(header: Collection[Column]) -> dict[int, int]:
    """For each column within a list, the column that says of the same item which kind it is."""
    sayers: dict[tuple[str, int], int] = {}
    for said in reversed(_LABELS):
        for column in header:
            parent, dot, leaf = column.name.rpartition(".")
            if dot and parent.endswith(LIST) and leaf.lower() == said:
                sayers[parent, column.occurrence] = column.index
    items = ((column.index, (column.name.rpartition(".")[0], column.occurrence)) for column in header)
    return {index: sayers[item] for index, item in items if sayers.get(item, index) != index}


def family(column: Column) -> str:
    """What a column is called; the columns of one list are called the same."""
    return column.name if LIST in column.name else column.label


def labels(columns: Iterable[Column]) -> list[str]:
    """What the columns are called; those of one list together."""
    return list(dict.fromkeys(map(family, columns)))
