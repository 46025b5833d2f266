"""A client's card beside the rows to be filled: who he is, how to reach him, what happened last."""

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from crmctl.cards.documents import Document, LinkLine, PointLine, name_of, points_of
from crmctl.cards.finding import Card, stored_card
from crmctl.cards.history import HistoryLine, card_history
from crmctl.cards.listing import changed_card, show_card
from crmctl.errors import NoPermission
from crmctl.rights import Actor
from crmctl.store.queries.clients import StoredClient
from crmctl.store.reader import Reader
from crmctl.tasks.pages import PageRow
from crmctl.vocabulary import RecordType

_CONTACTS = 12
"""So many contacts are told in short; the whole card has them all."""
_CHANGES = 3


class Person(NamedTuple):
    """A current contact with his contact points."""

    link: LinkLine
    points: Sequence[PointLine]


class ClientCard(NamedTuple):
    """The client in short; `fields` is None for contacts without a client, and for who may not see him."""

    name: str
    fields: StoredClient | None = None
    points: Sequence[PointLine] = ()
    people: Sequence[Person] = ()
    changes: Sequence[HistoryLine] = ()
    names: Mapping[str, str] = MappingProxyType({})
    """Of all his contacts, those who left too, as changes call them: `contact 12`."""


class WholeCard(NamedTuple):
    """The card with all there is, his current contacts with their contact points, and its history."""

    document: Document
    people: Sequence[Person]
    history: Sequence[HistoryLine]
    drawn: dict[int, list[str]]
    """Its lines by the columns of the screen, once they were drawn: who leafs through it waits for no page."""


def client_card(reader: Reader, actor: Actor, client: int | None, rows: Sequence[PageRow]) -> ClientCard:
    """The card of a task's client; contacts that rows are about come first."""
    if client is None:
        return ClientCard("")
    card = Card(RecordType.CLIENT, client)
    try:
        changes = _changes(card_history(reader, actor, card))
    except NoPermission:
        return ClientCard(name_of(stored_card(reader, card)))
    document = changed_card(reader, actor, card)
    assert isinstance(document.fields, StoredClient)
    links = document.links or ()
    asked = {row.id for row in rows if row.record is RecordType.CONTACT}
    people = _people(reader, links, asked, most=max(_CONTACTS, len(asked)))
    names = {f"{RecordType.CONTACT} {link.id}": link.name for link in links}
    return ClientCard(document.name, document.fields, document.contact_points, people, changes, names)


def whole_card(reader: Reader, actor: Actor, client: int) -> WholeCard:
    """Raises NotFound or NoPermission."""
    card = Card(RecordType.CLIENT, client)
    document = show_card(reader, actor, card)
    links = document.links or ()
    return WholeCard(document, _people(reader, links, most=len(links)), card_history(reader, actor, card), {})


def _changes(history: Sequence[HistoryLine]) -> list[HistoryLine]:
    """The latest, without what a new card began with."""
    first = {line.run for line in history if line.field == "created"}
    return [line for line in history if line.run not in first or line.field == "created"][:_CHANGES]


def _people(reader: Reader, links: Sequence[LinkLine], asked: Collection[int] = (), *, most: int) -> list[Person]:
    current = sorted((link for link in links if link.ended is None), key=lambda link: link.id not in asked)[:most]
    points = points_of(reader, RecordType.CONTACT, [link.id for link in current]) if current else {}
    return [Person(link, points.get(link.id, ())) for link in current]
