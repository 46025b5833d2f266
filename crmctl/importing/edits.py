"""What was edited here since the source last spoke: it stays, whatever a mirrored file says."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from crmctl.store.entries import values_of
from crmctl.store.queries.importing import Entry, PointBefore
from crmctl.vocabulary import RecordType


class Edit(NamedTuple):
    """The last run that touched something by hand, and what stood there before the first that did."""

    run: int
    before: Any


class LastImport(NamedTuple):
    """A source's last import that changed something (0: none), and its conflicts: card, field, what the file said."""

    run: int
    disputed: frozenset[tuple[int, str, str]]


class Edits:
    """The edits by hand of some cards that no import has overwritten.

    An edit stays while the file still says what it replaced, or what was a conflict at the source's last import;
    against a newer word of the file it stays when it was made since that import.
    """

    def __init__(
        self, entries: Iterable[Entry], record: RecordType, points: Iterable[PointBefore], last: LastImport
    ) -> None:
        self._last_import = last.run
        self._disputed = last.disputed
        self._kinds = {point.id: point.kind_id for point in points}
        self._fields: dict[tuple[str, int, str], Edit] = {}
        self._record = record.value
        self._points: dict[tuple[int, int], dict[int, Edit]] = {}
        for point in points:
            if point.by_hand:
                self._points.setdefault((point.owner, point.kind_id), {})[point.id] = Edit(point.run_id, None)
        for entry in entries:
            if entry.entity == "contact_point":
                self._note_point(entry)
            else:
                self._note_field(entry)

    def keep(self, card: int, field: str, given: Any) -> bool:
        """Whether the field stays as it was edited here though the file gives another value."""
        return self._keep(self._record, card, field, given)

    def disputed(self, card: int, field: str, said: str) -> bool:
        """Whether the file says again what was a conflict already."""
        return (card, field, said) in self._disputed

    def keep_link(self, link: int, ended: str | None) -> bool:
        """The same of the day on which a contact's link to a client ended."""
        return self._keep("client_contact", link, "ended", ended)

    def _keep(self, entity: str, row: int, field: str, given: Any) -> bool:
        edit = self._fields.get((entity, row, field))
        return edit is not None and (edit.run > self._last_import or edit.before == given)

    def keep_points(self, card: int, kind: int, missing: Iterable[str]) -> bool:
        """The same of the contact points of one kind; `missing` are the file's values that are not there."""
        edits = self._points.get((card, kind), {}).values()
        replaced = {edit.before for edit in edits}
        return bool(edits) and (max(edit.run for edit in edits) > self._last_import or replaced.issuperset(missing))

    def _note_field(self, entry: Entry) -> None:
        old = values_of(entry.old)
        for field in values_of(entry.new):
            place = entry.entity, entry.row_id, field
            if entry.by_hand:
                first = self._fields.get(place)
                self._fields[place] = Edit(entry.run_id, first.before if first else old[field])
            else:
                self._fields.pop(place, None)

    def _note_point(self, entry: Entry) -> None:
        old = values_of(entry.old)
        kind = old.get("kind_id") or self._kinds.get(entry.row_id)
        if kind is None:
            return
        edits = self._points.setdefault((entry.owner, kind), {})
        if not entry.by_hand:
            edits.pop(entry.row_id, None)
        elif entry.new is None or "value" in values_of(entry.new):
            first = edits.get(entry.row_id)
            edits[entry.row_id] = Edit(entry.run_id, first.before if first else old["value"])
