"""A condition and its values: the only thing that is put into a query's text."""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Cond(NamedTuple):
    """SQL that is true or false for a row, and the values it names as `:name`. Joined with `&`, never by hand."""

    sql: str = "TRUE"
    values: Mapping[str, Any] = {}

    def __and__(self, other: "Cond") -> "Cond":
        if any(other.values.get(name, value) != value for name, value in self.values.items()):
            raise ValueError("one name is bound to two values")
        return Cond(f"({self.sql}) AND ({other.sql})", {**self.values, **other.values})


EVERYTHING = Cond()
NOTHING = Cond("FALSE")
