"""The cards of a source that are in use, for those that its file has no more."""

from typing import NamedTuple

from crmctl.store.queries.identities import made_of_a_row
from crmctl.store.queries.importing import BY_HAND
from crmctl.store.reader import Query
from crmctl.vocabulary import RecordType


class Absent(NamedTuple):
    id: int
    external_id: str
    name: str


def _in_use(record: RecordType, name: str) -> Query[Absent]:
    """Rows that people added by hand are not the source's."""
    return Query(
        Absent,
        f"""
        SELECT e.id, e.external_id, e.{name} FROM {record.value} e JOIN run x ON x.id = e.run_id
        WHERE e.source_name = :source AND e.external_id IS NOT NULL AND e.archived_at IS NULL
          AND NOT ({BY_HAND} AND {made_of_a_row("e")}) ORDER BY e.id
        """,
    )


IN_USE = {
    RecordType.CLIENT: _in_use(RecordType.CLIENT, "name"),
    RecordType.CONTACT: _in_use(RecordType.CONTACT, "name_key"),
}
