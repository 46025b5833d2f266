"""Questions about contacts and their links to clients."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from crmctl.store.queries.clients import Counted, Seen
from crmctl.store.reader import Query
from crmctl.vocabulary import Sex


class StoredContact(NamedTuple):
    """A contact's own fields by their names."""

    id: int
    last_name: str | None
    first_name: str | None
    middle_name: str | None
    no_middle_name: bool
    display_name: str | None
    sex: Sex | None
    birth_date: date | None
    job_title: str | None
    key_person: bool
    comment: str | None
    created: datetime
    archived: datetime | None
    archive_reason: str | None
    source_name: str
    external_id: str | None


class Country(NamedTuple):
    country: str | None


class Link(NamedTuple):
    """A contact at a client, with the names of both."""

    id: int
    client_id: int
    client: str
    contact_id: int
    last_name: str | None
    first_name: str | None
    middle_name: str | None
    display_name: str | None
    job_title: str | None
    key_person: bool
    roles: str | None
    position: int
    started: date | None
    ended: date | None


_FIELDS = """
    SELECT p.id, p.last_name, p.first_name, p.middle_name, p.no_middle_name, p.display_name, p.sex, p.birth_date,
           p.job_title, p.key_person, p.comment, p.created_at, p.archived_at, p.archive_reason, p.source_name,
           p.external_id
    FROM contact p
    """
_ORDERS = {
    "name": "p.name_key, p.id",
    "id": "p.id",
    "newest": "p.created_at DESC, p.id DESC",
}
LISTS: Mapping[str, Query[StoredContact]] = {
    name: Query(StoredContact, f"{_FIELDS} WHERE ({{visible}}) AND ({{where}}) ORDER BY {order} LIMIT :limit")
    for name, order in _ORDERS.items()
}
"""The list in each of its orders."""

COUNT = Query(Counted, "SELECT COUNT(*) FROM contact p WHERE ({visible}) AND ({where})")
ONE = Query(StoredContact, f"{_FIELDS} WHERE p.id = :id")
SEEN = Query(Seen, "SELECT p.id, ({visible}) IS TRUE FROM contact p WHERE p.id = :id")

LINKS = Query(
    Link,
    """
    SELECT l.id, l.client_id, c.name, l.contact_id, p.last_name, p.first_name, p.middle_name, p.display_name,
           p.job_title, p.key_person, l.roles, l.position, l.started, l.ended
    FROM client_contact l JOIN client c ON c.id = l.client_id JOIN contact p ON p.id = l.contact_id
    WHERE {owners} ORDER BY l.contact_id, l.position, l.id
    """,
)
"""The links that the condition over l names."""

CLIENT_OF = Query(
    Country,
    """
    SELECT c.country FROM client_contact l JOIN client c ON c.id = l.client_id
    WHERE l.contact_id = :id ORDER BY l.ended IS NOT NULL, l.position, l.id
    """,
)
"""The country of the contact's clients, the current first one before the others."""
