"""Questions about what is derived: does it still agree with what it was derived from."""

from typing import NamedTuple

from crmctl.store.points import ALL_MASKS, mask_sql
from crmctl.store.reader import Query
from crmctl.vocabulary import PointType, ValueState


class Wrong(NamedTuple):
    """So many rows disagree."""

    number: int


class JudgedPoint(NamedTuple):
    """A value with what it was judged to be, and the country it is judged by: of a contact his first client's."""

    id: int
    type: PointType
    value: str
    normalized: str | None
    note: str | None
    state: ValueState
    country: str | None


def masks_differ(owner: str) -> str:
    """SQL over `owner`: a mask is not what its contact points give."""
    return " OR ".join(f"{owner}.{mask} <> {mask_sql(mask, owner)}" for mask in ALL_MASKS)


COPIES_DIFFER = " OR ".join(
    f"client_contact.{mask} <> (SELECT p.{mask} FROM contact p WHERE p.id = client_contact.contact_id)"
    for mask in ALL_MASKS
)
"""SQL over client_contact: a mask is not its contact's."""
UNLINKED_DIFFERS = """contact.unlinked <> NOT EXISTS (
    SELECT 1 FROM client_contact l WHERE l.contact_id = contact.id)"""

DERIVED = {
    "client": Query(Wrong, f"SELECT COUNT(*) FROM client WHERE {masks_differ('client')}"),
    "contact": Query(Wrong, f"SELECT COUNT(*) FROM contact WHERE {masks_differ('contact')} OR {UNLINKED_DIFFERS}"),
    "client_contact": Query(Wrong, f"SELECT COUNT(*) FROM client_contact WHERE {COPIES_DIFFER}"),
}

ADMINS = Query(Wrong, "SELECT COUNT(*) FROM app_user u WHERE u.role = 'admin' AND u.active")

POINTS = Query(
    JudgedPoint,
    """
    SELECT cp.id, k.type, cp.value, cp.normalized, cp.note, cp.state, COALESCE(c.country, (
        SELECT fc.country FROM client_contact l JOIN client fc ON fc.id = l.client_id
        WHERE l.contact_id = cp.contact_id ORDER BY l.position LIMIT 1))
    FROM contact_point cp JOIN contact_kind k ON k.id = cp.kind_id LEFT JOIN client c ON c.id = cp.client_id
    ORDER BY cp.id
    """,
)
POINT_COUNT = Query(Wrong, "SELECT COUNT(*) FROM contact_point cp")
