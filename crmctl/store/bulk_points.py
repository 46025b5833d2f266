"""Contact points, links and masks of many new cards, computed by whoever read them: no row is looked at twice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from crmctl.store.bulk import Inserter, literal
from crmctl.store.codec import encode_time
from crmctl.store.points import refresh_masks
from crmctl.store.work import Work
from crmctl.vocabulary import RecordType, ValueState

PointColumns = Sequence[Sequence[Any]]
"""Kinds by id, states, values, normalised values, notes: five columns."""
Masks = tuple[Sequence[int], Sequence[int], Sequence[int]]
"""The kinds that are ok, invalid and placeholder; a new value is neither stale nor opted out of."""


def mask_columns(masks: Masks) -> dict[str, Sequence[int]]:
    """The masks under the names of their columns."""
    return dict(zip(("ok_kinds", "invalid_kinds", "placeholder_kinds"), masks, strict=True))


NO_OTHER_MASKS: Mapping[str, str] = {"stale_kinds": "0", "opted_out_kinds": "0"}


_COLUMNS = "kind_id", "state", "value", "normalized", "note"


class PointInserter:
    """Inserts new, current points entered now."""

    def __init__(self, work: Work, record: RecordType) -> None:
        self._work = work
        self._constants = {
            "run_id": str(work.run_id),
            "is_primary": "FALSE",
            "is_current": "TRUE",
            "entered_at": literal(moment(work)),
        }
        self._owner = f"{record.value}_id"
        self._any = Inserter(work, "contact_point", self._constants)
        self._good: dict[int, Inserter] = {}

    def add_good(self, kind: int, owners: Sequence[int], values: Sequence[str], normalized: Sequence[str]) -> None:
        """Points of one kind that are ok and need no note."""
        inserter = self._good.get(kind)
        if inserter is None:
            constants = {**self._constants, "kind_id": str(kind), "state": literal(ValueState.OK.value)}
            inserter = self._good[kind] = Inserter(self._work, "contact_point", constants)
        inserter.add({self._owner: owners, "value": values, "normalized": normalized})

    def add(self, owners: Sequence[int], points: PointColumns) -> None:
        self._any.add({self._owner: owners, **dict(zip(_COLUMNS, points, strict=True))})

    def finish(self) -> None:
        for inserter in (*self._good.values(), self._any):
            inserter.finish()


class NewPoint(NamedTuple):
    owner: int
    kind: int
    state: str
    value: str
    normalized: str | None
    note: str | None


Rewritten = tuple[int, str, str, str | None, str | None]
"""A point's id, then its new state, value, normalised value and note."""


@dataclass
class PointChanges:
    """What changes in the points of cards that were there before; `owners` are the cards."""

    owners: set[int] = field(default_factory=set)
    rewritten: list[Rewritten] = field(default_factory=list)
    added: list[NewPoint] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)

    def size(self) -> int:
        return len(self.rewritten) + len(self.added) + len(self.removed)


_REWRITE = """UPDATE contact_point SET state = :state, value = :value, normalized = :normalized, note = :note,
is_current = TRUE, entered_at = :now, verified_at = NULL, verified_by_id = NULL, verified_how = NULL WHERE id = :id"""


def change_points(work: Work, record: RecordType, changes: PointChanges, also: Iterable[int] = ()) -> None:
    """Write the changes, which the journal keeps, and bring the masks of the owners, and of `also`, up to date."""
    names = "id", "state", "value", "normalized", "note"
    rewritten = [dict(zip(names, one, strict=True)) | {"now": moment(work)} for one in changes.rewritten]
    work.execute_many(_REWRITE, rewritten)
    work.execute_many("DELETE FROM contact_point WHERE id = :id", [{"id": one} for one in changes.removed])
    if changes.added:
        owners, *points = zip(*changes.added, strict=True)
        inserter = PointInserter(work, record)
        inserter.add(owners, points)
        inserter.finish()
    owners_changed = sorted({*changes.owners, *also})
    if record is RecordType.CLIENT:
        refresh_masks(work, clients=owners_changed)
    else:
        refresh_masks(work, contacts=owners_changed)


def moment(work: Work) -> str:
    """Now, as text that both databases take."""
    return encode_time(work.now)
