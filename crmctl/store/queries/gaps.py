"""Questions about gaps as runs have recorded them."""

from typing import NamedTuple

from crmctl.store.reader import Query


class Recorded(NamedTuple):
    """A gap in the book; `in_scope` says whether its record still matches the filters of this look."""

    id: int
    client_id: int | None
    contact_id: int | None
    requirement: str
    run_id: int
    is_open: bool
    in_scope: bool


class GapKey(NamedTuple):
    client_id: int | None
    contact_id: int | None
    requirement: str


class Record(NamedTuple):
    """A run that recorded a check; the summary is JSON."""

    run_id: int
    summary: str


RECORDED = Query(
    Recorded,
    """
    SELECT k.id, k.client_id, k.contact_id, k.requirement, k.run_id, k.is_open, (({clients}) AND ({contacts})) IS TRUE
    FROM gap k LEFT JOIN client c ON c.id = k.client_id LEFT JOIN contact p ON p.id = k.contact_id
    WHERE k.check_code = :check AND k.level = :level AND k.through_contacts = :through
      AND (k.contact_id IS NOT NULL) = :about_contact
    """,
)

KEYS = Query(GapKey, "SELECT g.client_id, g.contact_id, g.requirement FROM ({gaps}) g")

RUNS = Query(
    Record,
    """
    SELECT x.id, x.summary FROM run x
    WHERE x.kind = 'check' AND x.summary IS NOT NULL AND NOT EXISTS (SELECT 1 FROM run z WHERE z.undoes_id = x.id)
    ORDER BY x.id DESC
    """,
)
