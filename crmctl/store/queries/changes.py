"""Questions about what people changed since a run."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from crmctl.store.reader import Query
from crmctl.vocabulary import RecordType, Source


class Touched(NamedTuple):
    """A card that something happened to, and the run that made it."""

    id: int
    run_id: int


class Entry(NamedTuple):
    """A journal entry about a card or one of its contact points; `old` and `new` are JSON."""

    run_id: int
    entity: str
    row_id: int
    op: str
    client_id: int | None
    contact_id: int | None
    old: str | None
    new: str | None


class PointNow(NamedTuple):
    """A contact point as it stands, and the run that made it."""

    id: int
    client_id: int | None
    contact_id: int | None
    run_id: int
    kind_id: int
    value: str
    is_current: bool


class Author(NamedTuple):
    """Who wrote a run, and how."""

    run: int
    at: datetime
    who: str | None
    kind: str
    source: Source


def _touched(table: str, alias: str) -> Query[Touched]:
    return Query(
        Touched,
        f"""
        SELECT {alias}.id, {alias}.run_id FROM {table} {alias}
        WHERE ({{visible}}) AND ({{where}}) AND {alias}.id > :after AND ({alias}.run_id > :run
          OR EXISTS (SELECT 1 FROM contact_point cp WHERE cp.{table}_id = {alias}.id AND cp.run_id > :run)
          OR EXISTS (SELECT 1 FROM journal j WHERE j.{table}_id = {alias}.id AND j.run_id > :run
                     AND j.entity IN ('{table}', 'contact_point')))
        ORDER BY {alias}.id LIMIT :limit
        """,
    )


TOUCHED: Mapping[RecordType, Query[Touched]] = {
    RecordType.CLIENT: _touched("client", "c"),
    RecordType.CONTACT: _touched("contact", "p"),
}

ENTRIES = Query(
    Entry,
    """
    SELECT j.run_id, j.entity, j.row_id, j.op, j.client_id, j.contact_id, j.old, j.new FROM journal j
    WHERE j.run_id > :run AND j.entity IN ('client', 'contact', 'contact_point') AND ({cards}) ORDER BY j.id
    """,
)

POINTS = Query(
    PointNow,
    """
    SELECT cp.id, cp.client_id, cp.contact_id, cp.run_id, cp.kind_id, cp.value, cp.is_current
    FROM contact_point cp WHERE {cards} ORDER BY cp.kind_id, cp.is_primary DESC, cp.id
    """,
)

AUTHORS = Query(
    Author,
    """
    SELECT x.id, x.at, u.login, x.kind, x.source FROM run x LEFT JOIN app_user u ON u.id = x.actor_id
    WHERE x.id > :run AND ({runs}) ORDER BY x.id
    """,
)
