"""A card by its number, for those who may see it."""

from typing import NamedTuple

from crmctl.errors import NoPermission, NotFound
from crmctl.i18n import _
from crmctl.rights import Actor, visible
from crmctl.store.queries import clients, contacts
from crmctl.store.queries.clients import StoredClient
from crmctl.store.queries.contacts import StoredContact
from crmctl.store.reader import Reader
from crmctl.vocabulary import RecordType


class Card(NamedTuple):
    """Which card."""

    record: RecordType
    id: int


def require_seen(reader: Reader, actor: Actor, card: Card) -> None:
    """Raises NotFound when there is no such card, NoPermission when the actor does not see it."""
    query = clients.SEEN if card.record is RecordType.CLIENT else contacts.SEEN
    found = reader.first(query, {"visible": visible(actor, card.record)}, id=card.id)
    if found is None:
        raise NotFound(_no_such(card), _hint(card))
    if not found.seen:
        raise NoPermission(_not_yours(card), _("Ask the one in charge of it, or a supervisor."))


def stored_card(reader: Reader, card: Card) -> StoredClient | StoredContact:
    """The fields of a card that is there."""
    if card.record is RecordType.CLIENT:
        return reader.one(clients.ONE, id=card.id)
    return reader.one(contacts.ONE, id=card.id)


def _no_such(card: Card) -> str:
    text = _("There is no client {id}.") if card.record is RecordType.CLIENT else _("There is no contact {id}.")
    return text.format(id=card.id)


def _hint(card: Card) -> str:
    return _("See `crmctl clients list`.") if card.record is RecordType.CLIENT else _("See `crmctl contacts list`.")


def _not_yours(card: Card) -> str:
    text = (
        _("Client {id} is not in your charge.")
        if card.record is RecordType.CLIENT
        else _("Contact {id} is not in your charge.")
    )
    return text.format(id=card.id)
