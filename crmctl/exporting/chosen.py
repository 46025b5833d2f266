"""Which cards are exported, and their contact points and links, some hundred at a time."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol, TypeVar

from crmctl.cards.documents import Document
from crmctl.cards.listing import Wanted, count_cards, list_cards
from crmctl.filters.cond import EVERYTHING, Cond
from crmctl.rights import Actor, visible
from crmctl.store.queries import clients, contacts
from crmctl.store.queries.clients import StoredClient
from crmctl.store.queries.contacts import StoredContact
from crmctl.store.queries.exporting import LINKS, SOURCES, ClientLink
from crmctl.store.reader import Query, Reader
from crmctl.vocabulary import RecordType

_AT_ONCE = 500
_FOLLOW = """EXISTS (
    SELECT 1 FROM client_contact xl JOIN client c ON c.id = xl.client_id WHERE xl.contact_id = p.id AND ({clients}))"""


class _Card(Protocol):
    @property
    def id(self) -> int: ...


Numbered = TypeVar("Numbered", bound=_Card)
Fields = StoredClient | StoredContact


class Chosen(NamedTuple):
    """The cards of one type that an actor sees and filters leave; archived ones when asked."""

    reader: Reader
    actor: Actor
    record: RecordType
    where: Cond
    archived: bool

    @property
    def condition(self) -> Cond:
        return self._wanted().condition(self.record)

    def _wanted(self, after: int = 0) -> Wanted:
        alias = "c" if self.record is RecordType.CLIENT else "p"
        where = self.where & Cond(f"{alias}.id > :after", {"after": after}) if after else self.where
        return Wanted(where, archived=self.archived)

    def total(self) -> int:
        return count_cards(self.reader, self.actor, self.record, self._wanted())

    def sources(self) -> list[str]:
        """Those that have ids for the cards; the one without a name is an empty text."""
        slots = {"visible": visible(self.actor, self.record), "where": self.condition}
        return [one.name for one in self.reader.rows(SOURCES[self.record], slots)]

    def with_links(self) -> Iterator[tuple[Document, Sequence[ClientLink]]]:
        """The cards by their numbers; contacts with their links to clients the actor sees.

        While a page is written nothing is being read, so that a slow pipe keeps nobody from writing to the base.
        """
        after = 0
        while page := self._page(after):
            links = self._linked([one.fields.id for one in page])
            yield from ((one, links.get(one.fields.id, ())) for one in page)
            after = page[-1].fields.id

    def pages(self, query: Query[Numbered], **values: Any) -> Iterator[list[Numbered]]:
        """The answer's rows, cards by their numbers, some hundred at a time."""
        after, slots = 0, {"visible": visible(self.actor, self.record), "where": self.condition}
        while page := self.reader.all(query, slots, after=after, limit=_AT_ONCE, **values):
            yield page
            after = page[-1].id

    def those(self, ids: Sequence[int]) -> Iterator[tuple[Fields, Sequence[ClientLink]]]:
        """The fields of the cards with these numbers, with links as `with_links`; read before the first is given."""
        alias = "c" if self.record is RecordType.CLIENT else "p"
        numbers = Cond(f"{alias}.id IN ({', '.join(map(str, ids))})")
        slots = {"visible": visible(self.actor, self.record), "where": numbers}
        listed: Query[Any] = (clients if self.record is RecordType.CLIENT else contacts).LISTS["id"]
        found: list[Fields] = self.reader.all(listed, slots, limit=len(ids))
        links = self._linked([one.id for one in found])
        yield from ((one, links.get(one.id, ())) for one in found)

    def _page(self, after: int) -> list[Document]:
        wanted = self._wanted(after)
        return list(list_cards(self.reader, self.actor, self.record, wanted, order="id", limit=_AT_ONCE))

    def _linked(self, cards: Sequence[int]) -> Mapping[int, Sequence[ClientLink]]:
        """Of contacts their links to clients; a client has none."""
        if self.record is RecordType.CLIENT:
            return {}
        names = {f"owner_{at}": one for at, one in enumerate(cards)}
        owners = Cond(f"l.contact_id IN ({', '.join(f':{name}' for name in names)})", names)
        found: dict[int, list[ClientLink]] = {}
        slots = {"owners": owners, "visible": visible(self.actor, RecordType.CLIENT)}
        for link in self.reader.rows(LINKS, slots):
            found.setdefault(link.contact_id, []).append(link)
        return found


def contacts_of(of: Cond, wanted: Cond) -> Cond:
    """The contacts for which `wanted` holds, of clients for which `of` does."""
    if of == EVERYTHING:
        return wanted
    return Cond(_FOLLOW.format(clients=of.sql), of.values) & wanted
