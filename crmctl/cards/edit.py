"""Changing a card: its fields and its contact points, judged on the way in."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from crmctl.cards.changes import Change, FieldChange, PointChange, read_changes
from crmctl.cards.fields import Kind
from crmctl.cards.finding import Card, require_seen, stored_card
from crmctl.cards.reading import stored_columns
from crmctl.cleaning.values import Cleaner, Value
from crmctl.errors import Refused
from crmctl.i18n import _
from crmctl.rights import Actor
from crmctl.settings import read_settings
from crmctl.store import persons, points
from crmctl.store.queries import contacts, kinds
from crmctl.store.queries.clients import StoredClient
from crmctl.store.queries.contacts import StoredContact
from crmctl.store.reader import Reader
from crmctl.store.work import Work
from crmctl.vocabulary import State


class Doubt(NamedTuple):
    """A value that was stored as it is, though it will not do: `name` is the field or kind."""

    name: str
    state: State


def edit_card(  # noqa: PLR0913 - three ways to change a card
    work: Work,
    actor: Actor,
    card: Card,
    *,
    sets: Iterable[str] = (),
    adds: Iterable[str] = (),
    clears: Iterable[str] = (),
) -> list[Doubt]:
    """Change what the texts say (`city=Омск`, `phone:mobile=+7…`); returns the values that will not do.

    Raises NotFound, NoPermission, Refused for an archived card, UsageError.
    """
    require_seen(work.reader, actor, card)
    return change_card(work, card, sets=sets, adds=adds, clears=clears)


def change_card(
    work: Work, card: Card, *, sets: Iterable[str] = (), adds: Iterable[str] = (), clears: Iterable[str] = ()
) -> list[Doubt]:
    """As `edit_card`, when it is known that the actor may."""
    changes = read_changes(card.record, work.reader.all(kinds.ALL), sets=sets, adds=adds, clears=clears)
    return _Editor(work, card).all(changes)


def company_cleaner(reader: Reader) -> Cleaner:
    """The judge of values by this company's settings."""
    settings = read_settings(reader)
    return Cleaner(settings["default_country"], settings["placeholder_words"])


class _Editor:
    def __init__(self, work: Work, card: Card) -> None:
        self.work = work
        self.card = card
        self.cleaner = company_cleaner(work.reader)
        self.stored = stored_card(work.reader, card)
        if self.stored.archived:
            raise Refused(_("The card is archived."), _("Take the archiving back with `crmctl undo RUN`."))
        self.country, self.client_kind = _client_facts(work.reader, card, self.stored)
        self.doubts: list[Doubt] = []

    def all(self, changes: list[Change]) -> list[Doubt]:
        self._fields([change for change in changes if isinstance(change, FieldChange)])
        for change in changes:
            if isinstance(change, PointChange):
                self._points(change)
        return self.doubts

    def _fields(self, changes: list[FieldChange]) -> None:
        """One UPDATE; the kind and the country come first, for the others are judged by them."""
        columns: dict[str, Any] = {}
        for change in sorted(changes, key=lambda one: one.field.name not in ("kind", "country")):
            columns |= stored_columns(
                self.work.reader, self.cleaner, change.field, change.text, client_kind=self.client_kind
            )
            self.client_kind = columns.get("kind", self.client_kind)
            self.country = columns.get("country", self.country) or ""
            self._doubt_field(change)
        _update(self.work, self.card, self._changed(columns))

    def _changed(self, columns: Mapping[str, Any]) -> dict[str, Any]:
        """The columns that differ from what is stored, so that a change of nothing leaves no trace."""
        table = self.card.record.value
        if not columns:
            return {}
        row = self.work.execute(f"SELECT {', '.join(columns)} FROM {table} WHERE id = :id", {"id": self.card.id})
        old = dict(zip(columns, row.fetchone(), strict=True))
        new = {name: value for name, value in columns.items() if self.work.encoded(value) != old[name]}
        if isinstance(self.stored, StoredContact) and _NAMES & new.keys():
            parts = {name: new.get(name, getattr(self.stored, name)) for name in _NAME_PARTS}
            new["name_key"] = persons.name_key(*parts.values())
        return new

    def _doubt_field(self, change: FieldChange) -> None:
        if change.text is None or change.field.kind not in (Kind.TEXT, Kind.KEYED) or change.field.name == "comment":
            return
        text = self.cleaner.clean_field(change.field.name, change.text, client_kind=self.client_kind)
        state = self.cleaner.field_state(change.field.name, text, client_kind=self.client_kind, country=self.country)
        if state is not State.OK:
            self.doubts.append(Doubt(change.field.name, state))

    def _points(self, change: PointChange) -> None:
        record, owner = self.card
        if change.how == "clear":
            points.clear(self.work, record, owner, change.kinds)
            return
        (kind,) = change.kinds
        values: list[Value] = []
        for text in change.texts:
            values += self.cleaner.points(kind.type, text, self.country)
        if change.how == "replace":
            points.replace(self.work, record, owner, kind, values)
        else:
            points.enter(self.work, record, owner, kind, values)
        self.doubts += [Doubt(kind.code, State(value.state)) for value in values if value.state != State.OK.value]


_NAME_PARTS = ("last_name", "first_name", "middle_name", "display_name")
_NAMES = frozenset(_NAME_PARTS)


def _client_facts(reader: Reader, card: Card, stored: StoredClient | StoredContact) -> tuple[str, str]:
    """The country and the kind of the client by whom values are judged: of a contact his first client's country."""
    if isinstance(stored, StoredClient):
        return stored.country or "", stored.kind
    first = reader.first(contacts.CLIENT_OF, id=card.id)
    return (first.country or "" if first else ""), "person"


def _update(work: Work, card: Card, columns: Mapping[str, Any]) -> None:
    if columns:
        assignments = ", ".join(f"{name} = :{name}" for name in columns)
        work.execute(f"UPDATE {card.record.value} SET {assignments} WHERE id = :id", {**columns, "id": card.id})
