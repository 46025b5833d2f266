"""Questions about clients."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from crmctl.store.reader import Query
from crmctl.vocabulary import ClientKind, Relation


class StoredClient(NamedTuple):
    """A client's own fields by their names; the responsible by login."""

    id: int
    name: str
    legal_name: str | None
    kind: ClientKind
    relation: Relation
    country: str | None
    last_name: str | None
    first_name: str | None
    middle_name: str | None
    no_middle_name: bool
    birth_date: date | None
    inn: str | None
    kpp: str | None
    ogrn: str | None
    city: str | None
    region: str | None
    industry: str | None
    segment: str | None
    work_status: str | None
    importance: str | None
    source: str | None
    responsible: str | None
    responsible_text: str | None
    comment: str | None
    created: datetime
    archived: datetime | None
    archive_reason: str | None
    source_name: str
    external_id: str | None


class Seen(NamedTuple):
    """A record there is, and whether the actor sees it."""

    id: int
    seen: bool


class Counted(NamedTuple):
    total: int


_FIELDS = """
    SELECT c.id, c.name, c.legal_name, c.kind, c.relation, c.country, c.last_name, c.first_name, c.middle_name,
           c.no_middle_name, c.birth_date, c.inn, c.kpp, c.ogrn, c.city, c.region, c.industry, c.segment,
           c.work_status, c.importance, c.source, u.login, c.responsible_text, c.comment, c.created_at,
           c.archived_at, c.archive_reason, c.source_name, c.external_id
    FROM client c LEFT JOIN app_user u ON u.id = c.responsible_id
    """
_ORDERS = {
    "name": "c.name_key, c.id",
    "id": "c.id",
    "newest": "c.created_at DESC, c.id DESC",
    "city": "c.city_key IS NULL, c.city_key, c.name_key, c.id",
    "responsible": "u.login_key IS NULL, u.login_key, c.name_key, c.id",
}
LISTS: Mapping[str, Query[StoredClient]] = {
    name: Query(StoredClient, f"{_FIELDS} WHERE ({{visible}}) AND ({{where}}) ORDER BY {order} LIMIT :limit")
    for name, order in _ORDERS.items()
}
"""The list in each of its orders."""

COUNT = Query(Counted, "SELECT COUNT(*) FROM client c WHERE ({visible}) AND ({where})")
ONE = Query(StoredClient, f"{_FIELDS} WHERE c.id = :id")
SEEN = Query(Seen, "SELECT c.id, ({visible}) IS TRUE FROM client c WHERE c.id = :id")
