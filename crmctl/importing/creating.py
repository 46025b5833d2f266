"""New cards, written whole blocks at a time."""

from collections.abc import Mapping, Sequence
from typing import Any

from crmctl.importing.cards import Cards
from crmctl.importing.fields import What
from crmctl.importing.text_keys import shown_names
from crmctl.store.bulk import Inserter, literal
from crmctl.store.bulk_points import NO_OTHER_MASKS, Masks, PointInserter, mask_columns
from crmctl.store.work import Work
from crmctl.vocabulary import ROW, RecordType

RECORDS: Mapping[What, RecordType] = {"clients": RecordType.CLIENT, "contacts": RecordType.CONTACT}
TABLES: Mapping[RecordType, tuple[str, ...]] = {
    RecordType.CLIENT: ("client", "contact_point"),
    RecordType.CONTACT: ("contact", "contact_point", "client_contact"),
}
_DEFAULTS: Mapping[RecordType, Mapping[str, tuple[Any, str]]] = {
    RecordType.CLIENT: {"kind": ("company", "'company'"), "relation": ("client", "'client'")},
    RecordType.CONTACT: {"key_person": (False, "FALSE")},
}
"""What a new card has where the file says nothing, as a value and as SQL."""


class Creator:
    """Gives new cards their ids and writes them with their contact points, masks and links.

    What people added to a file by hand without an id is no card of its source.
    """

    def __init__(self, work: Work, record: RecordType, source: str, *, by_hand: bool = False) -> None:
        self._work = work
        self._record = record
        self._by_hand = by_hand
        self._source = source
        self._next = work.next_id(record.value)
        self._run = {"run_id": str(work.run_id), **NO_OTHER_MASKS}
        self._said = {**self._run, "source_name": literal(source), "no_middle_name": "FALSE"}
        self._points = PointInserter(work, record)
        self._links = Inserter(work, "client_contact", self._run)
        self._cards: dict[frozenset[str], Inserter] = {}

    def create(self, cards: Cards) -> None:
        """Write the cards, which have their keys, in their order."""
        ids = range(self._next, self._next + len(cards))
        self._next = ids.stop
        columns = {"id": ids, **mask_columns(cards.masks), **cards.fields, "external_id": cards.ids}
        if self._by_hand:
            columns["source_name"] = ["" if one.startswith(ROW) else self._source for one in cards.ids]
        if self._record is RecordType.CONTACT:
            columns["unlinked"] = [not links for links in cards.links]
        elif None in columns["name"]:
            columns["name"] = shown_names(cards)
        self._insert(columns)
        for kind, (places, values, normals) in cards.points.good.items():
            self._points.add_good(kind, [ids[at] for at in places], values, normals)
        if cards.points.others:
            at, *points = zip(*cards.points.others, strict=True)
            self._points.add(list(map(ids.__getitem__, at)), points)
        if any(cards.links):
            self._link(ids, cards)

    def finish(self) -> None:
        """Write what is left; the ids given are taken."""
        self._points.finish()
        self._links.finish()
        self._work.ids_taken(self._record.value, self._next - 1)

    def _insert(self, columns: dict[str, Sequence[Any]]) -> None:
        """Cards are written at once: what belongs to them refers to them."""
        constants = {**self._said}
        for name, (value, sql) in _DEFAULTS[self._record].items():
            if name not in columns:
                constants[name] = sql
            elif None in columns[name]:
                columns[name] = [value if one is None else one for one in columns[name]]
        constants = {name: sql for name, sql in constants.items() if name not in columns}
        inserter = self._cards.get(frozenset(constants)) or Inserter(self._work, self._record.value, constants)
        self._cards[frozenset(constants)] = inserter
        inserter.add(columns)
        inserter.finish()

    def _link(self, ids: Sequence[int], cards: Cards) -> None:
        """Links to clients in the order of the file, each with a copy of the contact's masks."""
        links = [(at, *link) for at, clients in enumerate(cards.links) for link in enumerate(clients, 1)]
        ats, places, clients = zip(*links, strict=True)
        ok, invalid, placeholder = cards.masks
        masks: Masks = [ok[at] for at in ats], [invalid[at] for at in ats], [placeholder[at] for at in ats]
        columns: dict[str, Sequence[Any]] = {"contact_id": [ids[at] for at in ats], "client_id": clients}
        columns |= {"position": places, **mask_columns(masks)}
        if cards.roles:
            columns["roles"] = [cards.roles[at] for at in ats]
        self._links.add(columns)
