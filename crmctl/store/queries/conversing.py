"""What a wizard offers to pick from: the values a field has, and the clients nobody is in charge of."""

from typing import NamedTuple

from crmctl.store.reader import Query


class KnownValue(NamedTuple):
    """A value as somebody wrote it, and how many records have it."""

    value: str
    records: int


class Entrusted(NamedTuple):
    """Whom the card of a client names who is nobody's: a user who is not active, or a name no user has."""

    client_id: int
    login: str | None
    named: str | None


CLIENT_VALUES = Query(
    KnownValue,
    """
    SELECT MIN({shown}), COUNT(*) FROM client c
    WHERE c.archived_at IS NULL AND {field} <> '' AND ({visible}) GROUP BY {field}
    """,
)
"""{field} is filled with the SQL of a text field over c, {shown} with the column that has it as it was written."""

CONTACT_VALUES = Query(
    KnownValue,
    """
    SELECT MIN({shown}), COUNT(*) FROM contact p
    WHERE p.archived_at IS NULL AND {field} <> '' AND ({visible}) GROUP BY {field}
    """,
)

NOBODYS = Query(
    Entrusted,
    """
    SELECT c.id, u.login, c.responsible_text FROM client c LEFT JOIN app_user u ON u.id = c.responsible_id
    WHERE c.archived_at IS NULL AND (c.responsible_id IS NULL OR u.active IS NOT TRUE) AND ({visible})
    """,
)
