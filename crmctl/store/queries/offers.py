"""Questions of somebody who has typed the beginning of a number."""

from typing import NamedTuple

from crmctl.store.reader import Query


class Offered(NamedTuple):
    """What may be written there, and what it is."""

    number: str
    about: str


TASKS = Query(
    Offered,
    """
    SELECT CAST(t.id AS TEXT), t.title FROM task t
    WHERE CAST(t.id AS TEXT) LIKE :prefix AND t.status <> 'cancelled' AND ({visible}) ORDER BY t.id DESC LIMIT :limit
    """,
)

ROWS = Query(
    Offered,
    """
    SELECT CAST(t.id AS TEXT) || '.' || CAST(r.number AS TEXT), r.requirement || ' ' || c.name
    FROM task_row r JOIN task t ON t.id = r.task_id JOIN client c ON c.id = r.client_id
    WHERE CAST(t.id AS TEXT) || '.' || CAST(r.number AS TEXT) LIKE :prefix AND r.closed_at IS NULL
      AND t.status IN ('new', 'accepted', 'returned') AND ({visible})
    ORDER BY t.id DESC, r.number LIMIT :limit
    """,
)

CLIENTS = Query(
    Offered,
    """
    SELECT CAST(c.id AS TEXT), c.name FROM client c
    WHERE CAST(c.id AS TEXT) LIKE :prefix AND c.archived_at IS NULL AND ({visible}) ORDER BY c.id DESC LIMIT :limit
    """,
)

CONTACTS = Query(
    Offered,
    """
    SELECT CAST(p.id AS TEXT), TRIM(COALESCE(p.last_name, '') || ' ' || COALESCE(p.first_name, '')) FROM contact p
    WHERE CAST(p.id AS TEXT) LIKE :prefix AND p.archived_at IS NULL AND ({visible}) ORDER BY p.id DESC LIMIT :limit
    """,
)
