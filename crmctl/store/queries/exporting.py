"""Questions that an export asks besides those of the lists."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from crmctl.store.queries.identities import made_of_a_row
from crmctl.store.reader import Query
from crmctl.vocabulary import RecordType


class Spread(NamedTuple):
    """How many values of one kind an owner has at most."""

    kind_id: int
    most: int


class Aside(NamedTuple):
    """Values that are no longer current, and that were opted out of."""

    stale: int
    opted_out: int


class ClientLink(NamedTuple):
    """A contact's link, and how the client is known."""

    contact_id: int
    client_id: int
    position: int
    roles: str | None
    started: date | None
    ended: date | None
    name: str
    source_name: str
    external_id: str | None
    created: datetime


_OWNERS = {RecordType.CLIENT: ("client", "c"), RecordType.CONTACT: ("contact", "p")}
_POINTS = """FROM contact_point cp JOIN {table} {alias} ON {alias}.id = cp.{table}_id
        WHERE ({{visible}}) AND ({{where}})"""


def _of(table: str, alias: str) -> str:
    return _POINTS.format(table=table, alias=alias)


SPREAD: Mapping[RecordType, Query[Spread]] = {
    record: Query(
        Spread,
        f"""
    SELECT s.kind_id, MAX(s.number) FROM (
        SELECT cp.kind_id, cp.{table}_id, COUNT(*) AS number {_of(table, alias)}
          AND cp.is_current AND cp.opted_out_at IS NULL GROUP BY cp.kind_id, cp.{table}_id) s
    GROUP BY s.kind_id ORDER BY s.kind_id
    """,
    )
    for record, (table, alias) in _OWNERS.items()
}
ASIDE: Mapping[RecordType, Query[Aside]] = {
    record: Query(
        Aside,
        f"""
    SELECT COUNT(*) FILTER (WHERE cp.is_current IS NOT TRUE AND cp.opted_out_at IS NULL),
           COUNT(*) FILTER (WHERE cp.opted_out_at IS NOT NULL) {_of(table, alias)}
    """,
    )
    for record, (table, alias) in _OWNERS.items()
}

LINKS = Query(
    ClientLink,
    """
    SELECT l.contact_id, l.client_id, l.position, l.roles, l.started, l.ended, c.name, c.source_name, c.external_id,
           c.created_at
    FROM client_contact l JOIN client c ON c.id = l.client_id
    WHERE ({visible}) AND ({owners}) ORDER BY l.contact_id, l.position, l.id
    """,
)
"""The links to clients the actor sees, of the contacts that the condition over l names."""


class LastIds(NamedTuple):
    client: int
    contact: int


LAST_IDS = Query(
    LastIds, "SELECT COALESCE((SELECT MAX(c.id) FROM client c), 0), COALESCE((SELECT MAX(p.id) FROM contact p), 0)"
)


class SourceName(NamedTuple):
    name: str


SOURCES: Mapping[RecordType, Query[SourceName]] = {
    record: Query(
        SourceName,
        f"""
        SELECT DISTINCT {alias}.source_name FROM {table} {alias}
        WHERE ({{visible}}) AND ({{where}}) AND {alias}.external_id IS NOT NULL
          AND NOT ({alias}.source_name = '' AND {made_of_a_row(alias)}) ORDER BY 1
        """,
    )
    for record, (table, alias) in _OWNERS.items()
}
"""The sources that have ids for the cards; an id made from a row's content is of none."""
