"""Questions about saved answers."""

from typing import NamedTuple

from crmctl.store.reader import Query


class StoredProfile(NamedTuple):
    """A profile; its answers are JSON."""

    id: int
    name: str
    check_code: str
    answers: str


ALL = Query(StoredProfile, "SELECT o.id, o.name, o.check_code, o.answers FROM profile o ORDER BY o.name_key")
