"""Lists of clients and contacts, and the one card."""

from collections.abc import Iterator
from typing import NamedTuple

from crmctl.cards.documents import Document, RowLine, documents, links_of, name_of, points_of
from crmctl.cards.finding import Card, require_seen, stored_card
from crmctl.cleaning.text import key
from crmctl.filters.cond import EVERYTHING, Cond
from crmctl.rights import Actor, visible
from crmctl.store.queries import clients, contacts, tasks
from crmctl.store.reader import Reader
from crmctl.vocabulary import RecordType

NO_LIMIT = 1 << 60
ORDERS = {RecordType.CLIENT: tuple(clients.LISTS), RecordType.CONTACT: tuple(contacts.LISTS)}
"""The names of the orders a list can have."""
_ALIAS = {RecordType.CLIENT: "c", RecordType.CONTACT: "p"}


class Wanted(NamedTuple):
    """Which cards: a filter over c or p, words of the name; archived ones when asked, or when the filter asks."""

    where: Cond = EVERYTHING
    words: str = ""
    archived: bool = False
    client: int | None = None
    """Contacts of this client only, those who left it too."""

    def condition(self, record: RecordType) -> Cond:
        alias = _ALIAS[record]
        wanted = self.where
        for at, word in enumerate(key(self.words).split()):
            escaped = word.replace("!", "!!").replace("%", "!%").replace("_", "!_")
            wanted &= Cond(f"{alias}.name_key LIKE :word_{at} ESCAPE '!'", {f"word_{at}": f"%{escaped}%"})
        if not self.archived and f"{alias}.archived_at" not in self.where.sql:
            wanted &= Cond(f"{alias}.archived_at IS NULL")
        if self.client is not None:
            linked = "SELECT wl.contact_id FROM client_contact wl WHERE wl.client_id = :at_client"
            wanted &= Cond(f"p.id IN ({linked})", {"at_client": self.client})
        return wanted


def list_cards(  # noqa: PLR0913 - each narrows the list in its own way
    reader: Reader,
    actor: Actor,
    record: RecordType,
    wanted: Wanted,
    *,
    order: str = "name",
    limit: int | None = None,
) -> Iterator[Document]:
    """The cards visible to the actor, in one of ORDERS, with their contact points; as they come."""
    slots = {"visible": visible(actor, record), "where": wanted.condition(record)}
    cut = NO_LIMIT if limit is None else limit
    found: Iterator[clients.StoredClient] | Iterator[contacts.StoredContact]
    if record is RecordType.CLIENT:
        found = reader.rows(clients.LISTS[order], slots, limit=cut)
    else:
        found = reader.rows(contacts.LISTS[order], slots, limit=cut)
    return documents(reader, record, found)


def cards_called(reader: Reader, actor: Actor, record: RecordType, name: str, *, limit: int) -> list[Document]:
    """The cards of exactly this name, else those whose names have all its words; archived ones where no other is."""
    words = key(name)
    if not words:
        return []
    exact = Cond(f"{_ALIAS[record]}.name_key = :whole_name", {"whole_name": words})
    for archived in (False, True):
        for wanted in (Wanted(exact, archived=archived), Wanted(words=words, archived=archived)):
            if found := list(list_cards(reader, actor, record, wanted, limit=limit)):
                return found
    return []


def count_cards(reader: Reader, actor: Actor, record: RecordType, wanted: Wanted) -> int:
    """How many there are without a limit."""
    query = clients.COUNT if record is RecordType.CLIENT else contacts.COUNT
    return reader.one(query, {"visible": visible(actor, record), "where": wanted.condition(record)}).total


def show_card(reader: Reader, actor: Actor, card: Card) -> Document:
    """The whole card. Raises NotFound or NoPermission."""
    require_seen(reader, actor, card)
    return changed_card(reader, actor, card)


def changed_card(reader: Reader, actor: Actor, card: Card) -> Document:
    """The whole card for whoever has just changed it, even when it is not his any more."""
    about, fields = {"about": card.id}, stored_card(reader, card)
    if card.record is RecordType.CLIENT:
        links = links_of(reader, Cond("l.client_id = :about", about), card.record)
        rows = Cond("r.client_id = :about", about)
    else:
        owners = Cond("l.contact_id = :about", about) & visible(actor, RecordType.CLIENT)
        links = links_of(reader, owners, card.record)
        rows = Cond("r.contact_id = :about", about)
    points = points_of(reader, card.record, [card.id]).get(card.id, [])
    return Document(fields, name_of(fields), points, links, _open_rows(reader, actor, rows))


def _open_rows(reader: Reader, actor: Actor, about: Cond) -> list[RowLine]:
    found = reader.rows(tasks.OPEN_ROWS, {"visible": visible(actor, "task"), "about": about})
    return [
        RowLine(f"{one.task_id}.{one.number}", one.title, one.assignee, one.contact_id, one.requirement, one.state)
        for one in found
    ]
