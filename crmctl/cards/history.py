"""What happened to a card: the journal and the runs that made its rows, told value by value."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from crmctl.cards.finding import Card, require_seen
from crmctl.filters.cond import NOTHING, Cond
from crmctl.rights import Actor
from crmctl.store.entries import values_of
from crmctl.store.queries import history, kinds, users
from crmctl.store.queries.history import Change, Creation, RunLine
from crmctl.store.reader import Reader
from crmctl.vocabulary import RecordType, Source

_SHOWN_AS = {
    "responsible_id": "responsible",
    "archived_at": "archived",
    "created_at": "created",
    "is_current": "current",
    "is_primary": "primary",
    "verified_at": "verified",
    "verified_how": "verified_how",
    "opted_out_at": "opted_out",
}
_HIDDEN = frozenset({"normalized", "entered_at", "verified_by_id", "note", "kind_id", "position"})
_FLAGS = frozenset({"no_middle_name", "key_person", "is_primary", "is_current", "opted_out"})


class HistoryLine(NamedTuple):
    """One value that changed. `field` is a field of the card, a contact kind, or the other end of a link."""

    at: datetime
    who: str | None
    run: int
    source: Source
    field: str
    old: Any
    new: Any


def card_history(reader: Reader, actor: Actor, card: Card) -> list[HistoryLine]:
    """Everything that happened to the card, the newest first. Raises NotFound or NoPermission."""
    require_seen(reader, actor, card)
    return _Teller(reader, card).all()


class _Teller:
    """Follows each row from its creation through its changes."""

    def __init__(self, reader: Reader, card: Card) -> None:
        self.reader = reader
        self.card = card
        self.kinds = {kind.id: kind.code for kind in reader.rows(kinds.ALL)}
        self.logins = {person.id: person.login for person in reader.rows(users.PEOPLE)}

    def all(self) -> list[HistoryLine]:
        column = f"{self.card.record.value}_id"
        about = Cond(f"j.{column} = :card", {"card": self.card.id})
        changes: dict[tuple[str, int], list[Change]] = {}
        for change in self.reader.rows(history.CHANGES, {"about": about}):
            changes.setdefault((change.entity, change.row_id), []).append(change)
        created = {(one.entity, one.row_id): one for one in self._creations(column)}
        told = [
            (line.run, order, line)
            for row in dict.fromkeys((*created, *changes))
            for order, line in self._row(created.get(row), changes.get(row, []))
        ]
        return [line for _run, _order, line in sorted(told, key=lambda one: one[:2], reverse=True)]

    def _creations(self, column: str) -> Iterator[Creation]:
        mine = {"card": self.card.id}
        slots = {
            "clients": NOTHING,
            "contacts": NOTHING,
            f"{self.card.record.value}s": Cond(f"{_ALIAS[self.card.record]}.id = :card", mine),
            "points": Cond(f"cp.{column} = :card", mine),
            "links": Cond(f"l.{column} = :card", mine),
        }
        return self.reader.rows(history.CREATIONS, slots)

    def _row(self, created: Creation | None, changes: list[Change]) -> Iterator[tuple[int, HistoryLine]]:
        """The lines of one row, each with its place in its run."""
        row = _Row(created, changes)
        field = self._field(row)
        run = created or self.reader.first(history.RUN, run=row.known.get("run_id") or 0)
        if run:
            yield (0 if field else -1), _line(run, field or "created", None, row.first_value)
        for change in changes:
            old, new = values_of(change.old), values_of(change.new)
            if change.op == "~":
                for name, before, after in self._differences(old, new):
                    label = f"{field} {name}".strip() if name else field
                    yield change.id, _line(change, label, before, after)
            elif field:
                put_back = change.op == "+"
                value = row.value_at(change)
                yield change.id, _line(change, field, None if put_back else value, value if put_back else None)

    def _field(self, row: "_Row") -> str:
        """What the row is called on the card; empty for the card itself."""
        if row.entity == "contact_point":
            return self.kinds.get(row.known.get("kind_id") or 0, "")
        if row.entity == "client_contact":
            other = "contact" if self.card.record is RecordType.CLIENT else "client"
            return f"{other} {row.known.get(f'{other}_id')}"
        return ""

    def _differences(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
        for name in old:
            if name == "value":
                yield "", old[name], new[name]
            elif not (name in _HIDDEN or name.endswith("_key") or (name == "state" and "value" in old)):
                yield _SHOWN_AS.get(name, name), self._shown(name, old[name]), self._shown(name, new[name])

    def _shown(self, name: str, value: Any) -> Any:
        if value is None:
            return None
        if name == "responsible_id":
            return self.logins.get(value)
        if name in _FLAGS:
            return bool(value)
        return _moment(value) if name.endswith("_at") else value


_ALIAS = {RecordType.CLIENT: "c", RecordType.CONTACT: "p"}


class _Row:
    """What is known of a row that may be gone: its columns as they are, or as they were when it was removed."""

    def __init__(self, created: Creation | None, changes: list[Change]) -> None:
        removed = next((values_of(one.old) for one in reversed(changes) if one.op == "-"), {})
        self.entity = created.entity if created else changes[0].entity
        self.known: Mapping[str, Any] = created._asdict() if created else removed
        self.changes = changes
        self.last_value = self.known.get("value")
        if self.entity == "client_contact":
            self.last_value = "linked"

    @property
    def first_value(self) -> Any:
        return self._value_before(self.changes)

    def value_at(self, change: Change) -> Any:
        """The value that was removed, or put back, by this entry."""
        return self._value_before([one for one in self.changes if one.id > change.id])

    def _value_before(self, later: list[Change]) -> Any:
        """The value before the first of these entries: what the first to change it says it was."""
        olds = (values_of(one.old) for one in later)
        return next((old["value"] for old in olds if "value" in old), self.last_value)


def _line(run: Change | Creation | RunLine, field: str, old: Any, new: Any) -> HistoryLine:
    return HistoryLine(run.at, run.who, run.run, run.source, field, old, new)


def _moment(text: str) -> datetime:
    from datetime import UTC

    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
