"""Questions about runs: who wrote what, and how much of it."""

from datetime import datetime
from typing import NamedTuple

from crmctl.store.reader import Query
from crmctl.vocabulary import Source


class StoredRun(NamedTuple):
    """A run; the summary is JSON."""

    id: int
    at: datetime
    who: str | None
    actor_id: int | None
    kind: str
    command: str
    source: Source
    summary: str | None
    undoes: int | None
    undone_by: int | None


class Written(NamedTuple):
    """How many rows of one table a run made, changed and deleted."""

    record: str
    created: int
    changed: int
    deleted: int


class Counted(NamedTuple):
    number: int


ENTITIES = (
    "app_user",
    "user_group",
    "user_group_member",
    "absence",
    "project",
    "setting",
    "profile",
    "contact_kind",
    "client",
    "contact",
    "client_contact",
    "contact_point",
    "task",
    "task_row",
    "gap",
)
"""The journalled tables by name, so that a look at runs loads no models; a test compares them."""

RUNS = Query(
    StoredRun,
    """
    SELECT x.id, x.at, u.login, x.actor_id, x.kind, x.command, x.source, x.summary, x.undoes_id, z.id
    FROM run x LEFT JOIN app_user u ON u.id = x.actor_id LEFT JOIN run z ON z.undoes_id = x.id
    WHERE {where} ORDER BY x.id DESC LIMIT :limit
    """,
)

_CREATED = "\n    UNION ALL ".join(
    f"SELECT '{name}' AS record, COUNT(*) AS created, 0 AS changed, 0 AS deleted FROM {name} e WHERE e.run_id = :run"
    for name in ENTITIES
)
WRITTEN = Query(
    Written,
    f"""
    SELECT w.record, CAST(SUM(w.created) AS BIGINT), CAST(SUM(w.changed) AS BIGINT), CAST(SUM(w.deleted) AS BIGINT)
    FROM ({_CREATED}
    UNION ALL SELECT j.entity, SUM(CASE WHEN j.op = '+' THEN 1 ELSE 0 END), SUM(CASE WHEN j.op = '~' THEN 1 ELSE 0 END),
           SUM(CASE WHEN j.op = '-' THEN 1 ELSE 0 END)
    FROM journal j WHERE j.run_id = :run GROUP BY j.entity) w
    GROUP BY w.record HAVING SUM(w.created + w.changed + w.deleted) > 0 ORDER BY w.record
    """,
)

JOURNALLED = Query(
    Counted, "SELECT COUNT(*) FROM (SELECT j.id FROM journal j WHERE j.run_id = :run ORDER BY j.id LIMIT 1) w"
)
"""Whether a run has changed or deleted anything."""

_LEFT = " OR ".join(f"EXISTS (SELECT 1 FROM {name} e WHERE e.run_id = :run)" for name in (*ENTITIES, "journal"))
LEFT_SOMETHING = Query(
    Counted,
    f"SELECT COUNT(*) FROM run x WHERE x.id = :run AND (x.summary IS NOT NULL OR {_LEFT})",
)
"""Whether a run has written anything."""

REVERSED = Query(
    Counted,
    """
    SELECT COUNT(*) FROM (SELECT DISTINCT j.entity, j.row_id FROM journal j WHERE j.run_id = :run) w
    """,
)
