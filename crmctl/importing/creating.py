"""New cards, written whole blocks at a time."""

from collections.abc import Mapping, Sequence
from typing import Any

from crmctl.cleaning.text import key
from crmctl.importing.cards import Cards
from crmctl.importing.fields import What
from crmctl.importing.row_ids import ROW
from crmctl.store.bulk import insert
from crmctl.store.bulk_points import NO_OTHER_MASKS, Masks, insert_points, mask_columns
from crmctl.store.work import Work
from crmctl.vocabulary import RecordType

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
    """Gives new cards their ids and writes them with their contact points, masks and links."""

    def __init__(self, work: Work, record: RecordType, source: str) -> None:
        self._work = work
        self._record = record
        self._source = source
        self._next = work.next_id(record.value)

    def create(self, cards: Cards) -> Sequence[int]:
        """Returns the ids of the new cards."""
        ids = range(self._next, self._next + len(cards))
        self._next = ids.stop
        columns: dict[str, Sequence[Any]] = {
            "id": ids,
            **mask_columns(cards.masks),
            **cards.fields,
            "external_id": cards.ids,
            "source_name": [self._source] * len(cards),
        }
        constants = {**self._constants(), "no_middle_name": "FALSE"}
        for name, (value, sql) in _DEFAULTS[self._record].items():
            if name not in columns:
                constants[name] = sql
            elif None in columns[name]:
                columns[name] = [value if one is None else one for one in columns[name]]
        if self._record is RecordType.CONTACT:
            columns["unlinked"] = [not links for links in cards.links]
        elif None in columns["name"]:
            columns["name"] = [
                name or one.removeprefix(ROW) for name, one in zip(columns["name"], cards.ids, strict=True)
            ]
            columns["name_key"] = list(map(key, columns["name"]))
        insert(self._work, self._record.value, columns, constants)
        points = cards.points
        owners = [ids[at] for at in points.at]
        insert_points(self._work, self._record, owners, points.columns()[1:])
        if self._record is RecordType.CONTACT:
            self._link(ids, cards)
        return ids

    def finish(self) -> None:
        """The ids given are taken."""
        self._work.ids_taken(self._record.value, self._next - 1)

    def _constants(self) -> dict[str, str]:
        return {"run_id": str(self._work.run_id), **NO_OTHER_MASKS}

    def _link(self, ids: Sequence[int], cards: Cards) -> None:
        """Links to clients in the order of the file, each with a copy of the contact's masks."""
        links = [
            (at, place, client) for at, clients in enumerate(cards.links) for place, client in enumerate(clients, 1)
        ]
        if not links:
            return
        ats, places, clients = zip(*links, strict=True)
        ok, invalid, placeholder = cards.masks
        masks: Masks = [ok[at] for at in ats], [invalid[at] for at in ats], [placeholder[at] for at in ats]
        columns = {
            "contact_id": [ids[at] for at in ats],
            "client_id": clients,
            "position": places,
            **mask_columns(masks),
        }
        if cards.roles:
            columns["roles"] = [cards.roles[at] for at in ats]
        insert(self._work, "client_contact", columns, self._constants())
