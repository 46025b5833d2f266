"""The fields of stored cards that a file changes."""

from collections.abc import Collection
from operator import itemgetter
from typing import Any, NamedTuple

from crmctl.cleaning.text import key
from crmctl.importing.field_rules import FieldRules
from crmctl.importing.known import Known
from crmctl.importing.matched import Before, Matched
from crmctl.importing.options import OnMatch, Options
from crmctl.importing.outcome import Conflict
from crmctl.importing.text_keys import TEXTS
from crmctl.importing.untaken import EMPTIED, WORSE, Untaken
from crmctl.importing.whole_names import PARTS
from crmctl.store.persons import name_key
from crmctl.store.work import Work
from crmctl.vocabulary import ROW, RecordType

Values = dict[str, Any]
RESPONSIBLE = "responsible_id", "responsible_text"
_WHOLE_NAMES = ("name", "display_name")
_BY_NAME = {*PARTS, "display_name"}


class _Card(NamedTuple):
    """A stored card, what the file gives for it, and what is new so far."""

    before: Before
    given: Values
    new: Values
    matched: Matched
    line: int


class FieldChanges:
    """Compares and decides; `told` are fields the file has no column for, which its other columns only let one tell."""

    def __init__(
        self, record: RecordType, known: Known, options: Options, told: Collection[str], untaken: Untaken
    ) -> None:
        self._keyed = {"name", *TEXTS[record]}
        self._people = known.people
        self._logins = {user.id: user.login for user in known.people.all}
        self._source = options.source
        self._mode = options.on_match
        self._matching = bool(options.match)
        self._rules = FieldRules(known.cleaner, options.on_match)
        self._told = told
        self._untaken = untaken

    def plan(self, matched: Matched) -> dict[int, Values]:
        """New values of columns, by card."""
        stored_names = next(iter(matched.before.values()))._fields
        names = [name for name in stored_names if name in matched.cards.fields]
        stored_values = itemgetter(*map(stored_names.index, names))
        rows = zip(*(matched.cards.fields[name] for name in names), strict=True)
        plan: dict[int, Values] = {}
        for at, (number, given) in enumerate(zip(matched.ids, rows, strict=True)):
            before = matched.before[number]
            if stored_values(before) == given and not self._lacks_id(before) and before.archived_at is None:
                continue
            card = _Card(before, dict(zip(names, given, strict=True)), {}, matched, matched.cards.lines[at])
            self._identify(card, matched.cards.ids[at])
            self._compare(card)
            if card.new:
                plan[number] = card.new | self._keys(card)
        return plan

    def _identify(self, card: _Card, external_id: str) -> None:
        """A card matched by something else learns its id; a mirrored one that was gone comes back."""
        if self._lacks_id(card.before) and not external_id.startswith(ROW):
            card.new.update(source_name=self._source, external_id=external_id)
        edits = card.matched.edits
        if card.before.archived_at is not None and edits and not edits.keep(card.before.id, "archived_at", None):
            card.new.update(archived_at=None, archive_reason=None)

    def _lacks_id(self, before: Before) -> bool:
        """Whether no source knows the card; rows that people added by hand have ids that were made here."""
        own = before.external_id
        return own is None or (self._matching and before.by_hand and own.startswith(ROW))

    def _compare(self, card: _Card) -> None:
        for field, given in card.given.items():
            stored = _plain(getattr(card.before, field))
            if stored == given or field in RESPONSIBLE:
                continue
            if self._wins(card, field, stored, given):
                self._put(card, field, {field: given}, stored)
            elif field not in self._told:
                if self._rules.leaves(field, stored, given, **_client(card)):
                    self._untaken.left.field(card.before.id, stored, given, {field: given})
                self._untaken.by_hand.add(EMPTIED if given is None else WORSE, card.line)
        if "responsible_id" in card.given:
            self._compare_responsible(card)

    def _wins(self, card: _Card, field: str, stored: Any, given: Any) -> bool:
        client = _client(card)
        if field not in self._told:
            return self._rules.wins(field, stored, given, **client)
        follows = field in PARTS and given is not None and not card.new.keys().isdisjoint(_WHOLE_NAMES)
        return follows or self._rules.fills(field, stored, given, **client)

    def _compare_responsible(self, card: _Card) -> None:
        stored = tuple(getattr(card.before, column) for column in RESPONSIBLE)
        given = tuple(card.given[column] for column in RESPONSIBLE)
        wins = {
            OnMatch.FILL_EMPTY: stored[0] is None and given[0] is not None,
            OnMatch.UPDATE: any(given),
            OnMatch.MIRROR: True,
        }
        if stored == given or self._is_same(stored[0], given[1]):
            return
        if wins[self._mode]:
            self._put(card, "responsible", dict(zip(RESPONSIBLE, given, strict=True)), self._who(*stored))
        elif self._mode is OnMatch.FILL_EMPTY and given[0] is not None:
            self._untaken.left.field(card.before.id, stored[0], given[0], {"responsible_id": given[0]})
        elif any(stored) and not any(given):
            self._untaken.by_hand.add(EMPTIED, card.line)

    def _is_same(self, user: int | None, text: str | None) -> bool:
        """Whether the file names who is in charge already: his client stays his when he is no longer active."""
        named = self._people.named(text) if text and user else None
        return named is not None and named.id == user

    def _put(self, card: _Card, field: str, values: Values, stored: Any) -> None:
        """The file's values go in, unless they were edited here."""
        edits = card.matched.edits
        said = _said(self._who(*values.values()) if field == "responsible" else values[field])
        if edits and (
            any(edits.keep(card.before.id, column, value) for column, value in values.items())
            or edits.disputed(card.before.id, field, said)
        ):
            self._untaken.conflicts.append(
                Conflict(card.before.id, card.before.external_id, field, _said(stored), said)
            )
        else:
            card.new.update(values)

    def _who(self, number: int | None, text: str | None) -> str | None:
        return text if number is None else self._logins.get(number)

    def _keys(self, card: _Card) -> Values:
        """The keys of the texts that are new."""
        keys = {
            f"{field}_key": key(value) if value else None for field, value in card.new.items() if field in self._keyed
        }
        if "display_name" in card.before._fields and not _BY_NAME.isdisjoint(card.new):
            parts = (card.new.get(name, getattr(card.before, name)) for name in (*PARTS, "display_name"))
            keys["name_key"] = name_key(*parts)
        return keys


def write_fields(work: Work, record: RecordType, plan: dict[int, Values]) -> None:
    """Write what was planned: one statement for all cards that change in the same columns."""
    alike: dict[tuple[str, ...], list[Values]] = {}
    for card, new in plan.items():
        alike.setdefault(tuple(new), []).append({**new, "id": card})
    for columns, values in alike.items():
        changes = ", ".join(f"{column} = :{column}" for column in columns)
        work.execute_many(f"UPDATE {record.value} SET {changes} WHERE id = :id", values)


def _client(card: _Card) -> dict[str, str]:
    """What its values are judged by."""
    return {
        "kind": getattr(card.before, "kind", "person"),
        "country": getattr(card.before, "country", None) or "",
    }


def _plain(value: Any) -> Any:
    """A stored value as a file's is held: days as ISO text."""
    return value.isoformat() if hasattr(value, "isoformat") else value


def _said(value: Any) -> str:
    return "" if value is None else str(value)
