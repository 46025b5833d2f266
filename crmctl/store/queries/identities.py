"""How an import knows the cards that the base holds already, besides by their source's ids."""

from datetime import datetime
from typing import NamedTuple

from crmctl.store.reader import Query
from crmctl.vocabulary import ROW, RecordType


def made_of_a_row(card: str) -> str:
    """SQL: whether the id of the card of this alias was made here of what a row says."""
    return f"SUBSTR({card}.external_id, 1, {len(ROW)}) = '{ROW}'"


class Identity(NamedTuple):
    """A card and all that an export may know it by; a contact has no country of his own."""

    id: int
    source_name: str
    external_id: str | None
    created: datetime
    country: str | None


class Made(NamedTuple):
    """A card that no source has an id for."""

    id: int
    created: datetime


class SourceOfIds(NamedTuple):
    """How many cards of a source have one of some ids."""

    name: str
    cards: int


MADE_HERE = {
    record: Query(Made, f"SELECT e.id, e.created_at FROM {record.value} e WHERE e.external_id IS NULL ORDER BY e.id")
    for record in (RecordType.CLIENT, RecordType.CONTACT)
}
SOURCES = {
    record: Query(
        SourceOfIds,
        f"""
        SELECT e.source_name, COUNT(*) FROM {record.value} e
        WHERE e.source_name > '' AND ({{ids}}) GROUP BY e.source_name ORDER BY 2 DESC, 1
        """,
    )
    for record in (RecordType.CLIENT, RecordType.CONTACT)
}
"""The sources, other than that without a name, of the cards with these ids, the most frequent first."""
CLIENT_IDENTITIES = Query(
    Identity, "SELECT c.id, c.source_name, c.external_id, c.created_at, c.country FROM client c ORDER BY c.id"
)
CONTACT_IDENTITIES = Query(
    Identity,
    "SELECT p.id, p.source_name, p.external_id, p.created_at, CAST(NULL AS TEXT) FROM contact p ORDER BY p.id",
)


class NameKey(NamedTuple):
    key: str


OF_THESE_NAMES = Query(
    NameKey,
    """
    SELECT DISTINCT c.name_key FROM client c WHERE ({names}) AND c.archived_at IS NULL ORDER BY c.name_key
    """,
)
"""Those of some names that clients have."""
