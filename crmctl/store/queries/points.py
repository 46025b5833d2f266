"""Questions about contact points."""

from datetime import datetime
from typing import NamedTuple

from crmctl.store.reader import Query
from crmctl.vocabulary import PointType, ValueState


class Point(NamedTuple):
    """A contact point; `kind` is the kind's code, `verified_by` a login."""

    id: int
    client_id: int | None
    contact_id: int | None
    kind_id: int
    kind: str
    type: PointType
    value: str
    normalized: str | None
    note: str | None
    state: ValueState
    primary: bool
    current: bool
    entered_at: datetime
    verified_at: datetime | None
    verified_by: str | None
    verified_how: str | None
    opted_out_at: datetime | None
    opt_out_reason: str | None


OF = Query(
    Point,
    """
    SELECT cp.id, cp.client_id, cp.contact_id, cp.kind_id, k.code, k.type, cp.value, cp.normalized, cp.note, cp.state,
           cp.is_primary, cp.is_current, cp.entered_at, cp.verified_at, u.login, cp.verified_how,
           cp.opted_out_at, cp.opt_out_reason
    FROM contact_point cp JOIN contact_kind k ON k.id = cp.kind_id LEFT JOIN app_user u ON u.id = cp.verified_by_id
    WHERE {owners} ORDER BY cp.kind_id, cp.is_primary DESC, cp.is_current DESC, cp.id
    """,
)
"""The points of the owners that the condition over cp names, the main ones first."""
