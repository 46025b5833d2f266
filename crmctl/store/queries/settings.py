"""Questions about company settings."""

from typing import NamedTuple

from crmctl.store.reader import Query


class Stored(NamedTuple):
    """A setting that differs from its default; the value is JSON."""

    code: str
    value: str


ALL = Query(Stored, "SELECT s.code, s.value FROM setting s ORDER BY s.code")
