"""Questions about what happened to a card."""

from datetime import datetime
from typing import NamedTuple

from crmctl.store.reader import Query
from crmctl.vocabulary import Source


class Change(NamedTuple):
    """A journal entry with its run; `old` and `new` are JSON."""

    at: datetime
    who: str | None
    run: int
    source: Source
    id: int
    entity: str
    row_id: int
    op: str
    old: str | None
    new: str | None


class Creation(NamedTuple):
    """A row that is there now and the run that made it; `value` of a contact point, of a link the other end's id."""

    at: datetime
    who: str | None
    run: int
    source: Source
    entity: str
    row_id: int
    kind_id: int | None
    client_id: int | None
    contact_id: int | None
    value: str | None


class RunLine(NamedTuple):
    at: datetime
    who: str | None
    run: int
    source: Source


CHANGES = Query(
    Change,
    """
    SELECT x.at, u.login, x.id, x.source, j.id, j.entity, j.row_id, j.op, j.old, j.new
    FROM journal j JOIN run x ON x.id = j.run_id LEFT JOIN app_user u ON u.id = x.actor_id
    WHERE j.entity IN ('client', 'contact', 'contact_point', 'client_contact') AND {about} ORDER BY j.id
    """,
)

_NOBODY = "CAST(NULL AS INTEGER)"
_RUN = "x.at, u.login, x.id, x.source"
_MADE = "JOIN run x ON x.id = {row}.run_id LEFT JOIN app_user u ON u.id = x.actor_id"
CREATIONS = Query(
    Creation,
    f"""
    SELECT {_RUN}, 'client', c.id, {_NOBODY}, c.id, {_NOBODY}, CAST(NULL AS TEXT)
    FROM client c {_MADE.format(row="c")} WHERE {{clients}}
    UNION ALL SELECT {_RUN}, 'contact', p.id, {_NOBODY}, {_NOBODY}, p.id, NULL
    FROM contact p {_MADE.format(row="p")} WHERE {{contacts}}
    UNION ALL SELECT {_RUN}, 'contact_point', cp.id, cp.kind_id, cp.client_id, cp.contact_id, cp.value
    FROM contact_point cp {_MADE.format(row="cp")} WHERE {{points}}
    UNION ALL SELECT {_RUN}, 'client_contact', l.id, {_NOBODY}, l.client_id, l.contact_id, NULL
    FROM client_contact l {_MADE.format(row="l")} WHERE {{links}}
    ORDER BY 5, 6
    """,
)

RUN = Query(
    RunLine,
    f"SELECT {_RUN} FROM run x LEFT JOIN app_user u ON u.id = x.actor_id WHERE x.id = :run",
)
