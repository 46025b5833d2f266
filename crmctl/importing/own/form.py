"""What crmctl's own form of a file looks like: its columns, and how a card is known in every base."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from crmctl.errors import BadInput
from crmctl.i18n import _
from crmctl.importing.fields import What
from crmctl.vocabulary import ROW, RecordType

POINTS, LINKS = "contact_points", "clients"
COLUMNS: Mapping[What, tuple[str, ...]] = {
    "clients": (
        *("id", "name", "legal_name", "kind", "relation", "country", "last_name", "first_name", "middle_name"),
        *("no_middle_name", "birth_date", "inn", "kpp", "ogrn", "city", "region", "industry", "segment", "work_status"),
        *("importance", "source", "responsible", "comment", "created", "archived", "archive_reason", "source_name"),
        *("external_id", POINTS),
    ),
    "contacts": (
        *("id", "last_name", "first_name", "middle_name", "no_middle_name", "display_name", "sex", "birth_date"),
        *("job_title", "key_person", "comment", "created", "archived", "archive_reason", "source_name", "external_id"),
        *(LINKS, POINTS),
    ),
}
"""The fields by the names of the JSON contract; contact points and links are JSON in their cells."""


def is_own(names: Sequence[str], what: What, where: str) -> bool:
    """Whether a header is that of an export; BadInput when it is one of something else."""
    form = next((of for of, columns in COLUMNS.items() if tuple(names) == columns), None)
    if form is not None and form != what:
        raise BadInput(_("this is an export of {what}").format(what=form), file=where)
    return form is not None


def identity(number: int, created: datetime, source: str, external_id: str | None) -> str:
    """How a card is known: by its external id in its source, else by its number and the moment it was made.

    A card that could not keep its number in another base has this as its external id there.
    """
    if external_id is None:
        return f"{ROW}{number}@{moment_text(created)}"
    if external_id.startswith(ROW) and "@" in external_id:
        return external_id
    return f"{source}\t{external_id}"


def own_id(record: RecordType, number: int, created: datetime) -> str:
    """What a file for a spreadsheet calls a card that no source has an id for.

    Whoever imports it into the base it comes from means this card; in any other base it is an id as any.
    """
    from hashlib import blake2b

    said = f"{record.value} {number}@{moment_text(created)}"
    return f"{ROW}{number}@{blake2b(said.encode(), digest_size=3).hexdigest()}"


def moment_text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
