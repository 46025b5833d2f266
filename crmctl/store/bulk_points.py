"""Contact points, links and masks of many new cards, computed by whoever read them: no row is looked at twice."""

from collections.abc import Mapping, Sequence
from typing import Any

from crmctl.store.bulk import insert
from crmctl.store.work import Work
from crmctl.vocabulary import RecordType

PointColumns = tuple[Sequence[int], Sequence[str], Sequence[str], Sequence[str | None], Sequence[str | None]]
"""Kinds by id, states, values, normalised values, notes."""
Masks = tuple[Sequence[int], Sequence[int], Sequence[int]]
"""The kinds that are ok, invalid and placeholder; a new value is neither stale nor opted out of."""


def mask_columns(masks: Masks) -> dict[str, Sequence[int]]:
    """The masks under the names of their columns."""
    return dict(zip(("ok_kinds", "invalid_kinds", "placeholder_kinds"), masks, strict=True))


NO_OTHER_MASKS: Mapping[str, str] = {"stale_kinds": "0", "opted_out_kinds": "0"}


def insert_points(work: Work, record: RecordType, owners: Sequence[int], points: PointColumns) -> None:
    """Insert new, current points entered now."""
    kinds, states, values, normals, notes = points
    columns: dict[str, Sequence[Any]] = {
        f"{record.value}_id": owners,
        "kind_id": kinds,
        "state": states,
        "value": values,
        "normalized": normals,
        "note": notes,
    }
    constants = {
        "run_id": str(work.run_id),
        "is_primary": "FALSE",
        "is_current": "TRUE",
        "entered_at": f"'{moment(work)}'",
    }
    insert(work, "contact_point", columns, constants)


def moment(work: Work) -> str:
    """Now, as text that both databases take."""
    from crmctl.store.codec import encode_time

    return encode_time(work.now)
