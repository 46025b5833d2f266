"""Questions about who is away when."""

from datetime import date
from typing import NamedTuple

from crmctl.store.reader import Query


class AbsenceLine(NamedTuple):
    """One line of `absences list`; people by login."""

    id: int
    login: str
    first_day: date
    last_day: date
    deputy: str | None
    reason: str | None


class Away(NamedTuple):
    """An absence that is not over; `deputy_id` only of somebody who is active."""

    user_id: int
    first_day: date
    last_day: date
    deputy_id: int | None


ALL = Query(
    AbsenceLine,
    """
    SELECT a.id, u.login, a.first_day, a.last_day, d.login, a.reason FROM absence a
    JOIN app_user u ON u.id = a.user_id LEFT JOIN app_user d ON d.id = a.deputy_id
    WHERE a.last_day >= :today ORDER BY a.first_day, u.login_key, a.id
    """,
)

COMING = Query(
    Away,
    """
    SELECT a.user_id, a.first_day, a.last_day, d.id FROM absence a
    LEFT JOIN app_user d ON d.id = a.deputy_id AND d.active
    WHERE a.last_day >= :today ORDER BY a.first_day, a.id
    """,
)
