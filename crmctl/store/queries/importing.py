"""Questions that an import asks about what the base holds already."""

from datetime import date, datetime
from typing import NamedTuple

from crmctl.store.reader import Query
from crmctl.vocabulary import RecordType


class Colleague(NamedTuple):
    """A user as a file may name him."""

    id: int
    login: str
    name: str
    email: str | None
    active: bool


class UserBefore(NamedTuple):
    """What an import may change of a user."""

    id: int
    login: str
    name: str
    email: str | None
    extension: str | None
    role: str
    team: str | None
    capacity: int | None
    active: bool


class Membership(NamedTuple):
    """A user in a group; the group alone where nobody is in it."""

    group_id: int
    name: str
    user_id: int | None


class Known(NamedTuple):
    """A card and what a file may recognise it by."""

    id: int
    key: str


class Inn(NamedTuple):
    id: int
    inn: str
    kpp: str | None


class ClientBefore(NamedTuple):
    """What an import may change of a client; the masks tell whether its contact points matter.

    `by_hand`: people here made it.
    """

    id: int
    ok_kinds: int
    archived_at: datetime | None
    external_id: str | None
    kind: str
    relation: str
    name: str
    legal_name: str | None
    last_name: str | None
    first_name: str | None
    middle_name: str | None
    birth_date: date | None
    inn: str | None
    kpp: str | None
    ogrn: str | None
    country: str | None
    city: str | None
    region: str | None
    industry: str | None
    segment: str | None
    work_status: str | None
    importance: str | None
    source: str | None
    responsible_id: int | None
    responsible_text: str | None
    comment: str | None
    by_hand: bool


class ContactBefore(NamedTuple):
    """What an import may change of a contact, and whether people here made him."""

    id: int
    ok_kinds: int
    archived_at: datetime | None
    external_id: str | None
    display_name: str | None
    last_name: str | None
    first_name: str | None
    middle_name: str | None
    sex: str | None
    birth_date: date | None
    job_title: str | None
    key_person: bool
    comment: str | None
    by_hand: bool


class LinkBefore(NamedTuple):
    """A contact's link to a client; `by_hand`: a person made it here."""

    id: int
    contact_id: int
    client_id: int
    position: int
    ended: date | None
    roles: str | None
    by_hand: bool


class PointBefore(NamedTuple):
    """A stored contact point; `by_hand`: a person entered it here."""

    id: int
    owner: int
    kind_id: int
    state: str
    value: str
    normalized: str | None
    is_current: bool
    opted_out: bool
    run_id: int
    by_hand: bool


class GoodPoint(NamedTuple):
    owner: int
    kind_id: int
    normalized: str


class Entry(NamedTuple):
    """A change or deletion in the journal; `by_hand`: a person made it here. `old` and `new` are JSON."""

    row_id: int
    owner: int
    entity: str
    run_id: int
    by_hand: bool
    old: str | None
    new: str | None


class ImportRun(NamedTuple):
    id: int
    summary: str | None


BY_HAND = "x.source <> 'import' AND x.kind <> 'undo'"
"""SQL: whether people here wrote the run x."""

COLLEAGUES = Query(Colleague, "SELECT u.id, u.login, u.name, u.email, u.active FROM app_user u ORDER BY u.id")

USERS = Query(
    UserBefore,
    """
    SELECT u.id, u.login, u.name, u.email, u.extension, u.role, u.team, u.capacity, u.active
    FROM app_user u ORDER BY u.id
    """,
)
MEMBERSHIPS = Query(
    Membership,
    """
    SELECT g.id, g.name, m.user_id FROM user_group g LEFT JOIN user_group_member m ON m.group_id = g.id
    ORDER BY g.id, m.user_id
    """,
)

CLIENT_IDS = Query(
    Known,
    """
    SELECT c.id, c.external_id FROM client c
    WHERE c.source_name = :source AND c.external_id IS NOT NULL ORDER BY c.id
    """,
)
CONTACT_IDS = Query(
    Known,
    """
    SELECT p.id, p.external_id FROM contact p
    WHERE p.source_name = :source AND p.external_id IS NOT NULL ORDER BY p.id
    """,
)
CLIENT_NAMES = Query(Known, "SELECT c.id, c.name_key FROM client c WHERE c.archived_at IS NULL ORDER BY c.id")
CLIENT_INNS = Query(
    Inn,
    """
    SELECT c.id, c.inn, c.kpp FROM client c
    WHERE c.inn IS NOT NULL AND c.archived_at IS NULL ORDER BY c.id
    """,
)
NUMBERS = {
    record: Query(
        Known,
        f"""
        SELECT cp.{record.value}_id, cp.normalized FROM contact_point cp
        JOIN contact_kind k ON k.id = cp.kind_id JOIN {record.value} e ON e.id = cp.{record.value}_id
        WHERE k.type = :type AND cp.normalized IS NOT NULL AND e.archived_at IS NULL ORDER BY cp.{record.value}_id
        """,
    )
    for record in (RecordType.CLIENT, RecordType.CONTACT)
}
"""The good phones or e-mails of all cards that are not archived."""

CLIENTS = Query(
    ClientBefore,
    f"""
    SELECT c.id, c.ok_kinds, c.archived_at, c.external_id, c.kind, c.relation, c.name, c.legal_name,
           c.last_name, c.first_name, c.middle_name, c.birth_date, c.inn, c.kpp, c.ogrn, c.country, c.city, c.region,
           c.industry, c.segment, c.work_status, c.importance, c.source, c.responsible_id, c.responsible_text,
           c.comment, {BY_HAND}
    FROM client c JOIN run x ON x.id = c.run_id WHERE {{cards}} ORDER BY c.id
    """,
)
CONTACTS = Query(
    ContactBefore,
    f"""
    SELECT p.id, p.ok_kinds, p.archived_at, p.external_id, p.display_name, p.last_name, p.first_name,
           p.middle_name, p.sex, p.birth_date, p.job_title, p.key_person, p.comment, {BY_HAND}
    FROM contact p JOIN run x ON x.id = p.run_id WHERE {{cards}} ORDER BY p.id
    """,
)
LINKS = Query(
    LinkBefore,
    f"""
    SELECT l.id, l.contact_id, l.client_id, l.position, l.ended, l.roles, {BY_HAND}
    FROM client_contact l JOIN run x ON x.id = l.run_id WHERE {{cards}} ORDER BY l.contact_id, l.position, l.id
    """,
)


def _points(owner: str) -> Query[PointBefore]:
    return Query(
        PointBefore,
        f"""
        SELECT cp.id, cp.{owner}_id, cp.kind_id, cp.state, cp.value, cp.normalized, cp.is_current,
               cp.opted_out_at IS NOT NULL, cp.run_id, {BY_HAND}
        FROM contact_point cp JOIN run x ON x.id = cp.run_id
        WHERE cp.{owner}_id IS NOT NULL AND {{cards}} ORDER BY cp.id
        """,
    )


def _entries(owner: str) -> Query[Entry]:
    return Query(
        Entry,
        f"""
        SELECT j.row_id, j.{owner}_id, j.entity, j.run_id, {BY_HAND}, j.old, j.new
        FROM journal j JOIN run x ON x.id = j.run_id WHERE j.{owner}_id IS NOT NULL AND {{cards}} ORDER BY j.id
        """,
    )


POINTS = {record: _points(record.value) for record in (RecordType.CLIENT, RecordType.CONTACT)}
ENTRIES = {record: _entries(record.value) for record in (RecordType.CLIENT, RecordType.CONTACT)}
GOOD_POINTS = {
    record: Query(
        GoodPoint,
        f"""
        SELECT cp.{record.value}_id, cp.kind_id, cp.normalized FROM contact_point cp
        WHERE cp.{record.value}_id IS NOT NULL AND cp.state = 'ok' AND {{cards}}
        """,
    )
    for record in (RecordType.CLIENT, RecordType.CONTACT)
}
"""What the good points are compared by."""
IMPORTS = Query(
    ImportRun,
    "SELECT x.id, x.summary FROM run x WHERE x.kind = 'import' AND x.source = 'import' ORDER BY x.id DESC",
)
