"""Questions an undo asks of the journal."""

from datetime import datetime
from typing import NamedTuple

from crmctl.store.reader import Query


class Entry(NamedTuple):
    id: int
    entity: str
    row_id: int
    op: str
    old: str | None
    new: str | None


class Target(NamedTuple):
    id: int
    kind: str
    at: datetime
    undone_by: int | None


class Owner(NamedTuple):
    client_id: int | None
    contact_id: int | None


TARGET = Query(
    Target,
    """
    SELECT x.id, x.kind, x.at, (SELECT z.id FROM run z WHERE z.undoes_id = x.id) FROM run x WHERE x.id = :run
    """,
)
ENTRIES = Query(
    Entry,
    "SELECT j.id, j.entity, j.row_id, j.op, j.old, j.new FROM journal j WHERE j.run_id = :run ORDER BY j.id DESC",
)
LATER = Query(
    Entry,
    """
    SELECT j.id, j.entity, j.row_id, j.op, j.old, j.new FROM journal j
    WHERE j.entity = :entity AND j.row_id = :row AND j.id > :after AND j.run_id <> :run AND j.run_id <> :undo
    ORDER BY j.id
    """,
)
OWNERS = Query(
    Owner,
    "SELECT DISTINCT j.client_id, j.contact_id FROM journal j WHERE j.run_id = :run",
)
