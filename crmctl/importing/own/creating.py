"""New cards out of an export: with the numbers they had, where those are still to be given."""

from collections.abc import Sequence
from typing import Any

from crmctl.importing.cards import Cards
from crmctl.importing.creating import Creator
from crmctl.importing.own.cards import OwnCards
from crmctl.store.bulk import Inserter
from crmctl.store.points import ALL_MASKS
from crmctl.store.work import Work
from crmctl.vocabulary import RecordType

Columns = dict[str, Sequence[Any]]


class OwnCreator(Creator):
    """Writes cards as they were in the base they come from."""

    def __init__(self, work: Work, record: RecordType) -> None:
        super().__init__(work, record, "")
        run = {"run_id": str(work.run_id)}
        self._own_points = Inserter(work, "contact_point", run)
        self._own_links = Inserter(work, "client_contact", run)

    def create(self, cards: Cards) -> None:
        assert isinstance(cards, OwnCards)
        ids = self._numbers(cards.wanted)
        masks = dict(zip(ALL_MASKS, (cards.masks[0], cards.stale, *cards.masks[1:], cards.opted_out), strict=True))
        columns: Columns = {"id": ids, **masks, **cards.fields, **cards.made}
        columns["external_id"] = _external_ids(cards, ids)
        if self._record is RecordType.CONTACT:
            columns["unlinked"] = [not links for links in cards.links]
        self._insert(columns)
        self._add_points(cards, ids)
        self._add_links(cards, ids, masks)

    def finish(self) -> None:
        self._own_points.finish()
        self._own_links.finish()
        super().finish()

    def _numbers(self, wanted: Sequence[int]) -> list[int]:
        """A number that was given away here, if only once, is not given again."""
        ids = []
        for number in wanted:
            ids.append(max(number, self._next))
            self._next = ids[-1] + 1
        return ids

    def _add_points(self, cards: OwnCards, ids: Sequence[int]) -> None:
        if not cards.details:
            return
        at, kinds, states, values, normals, notes = zip(*cards.points.others, strict=True)
        _kinds, _values, primary, current, entered, verified, verifiers, ways, opted_out, reasons = zip(
            *cards.details, strict=True
        )
        self._own_points.add({
            f"{self._record.value}_id": [ids[one] for one in at], "kind_id": kinds, "state": states, "value": values,
            "normalized": normals, "note": notes, "is_primary": primary, "is_current": current, "entered_at": entered,
            "verified_at": verified, "verified_by_id": [cards.logins.get(login) for login in verifiers],
            "verified_how": ways, "opted_out_at": opted_out, "opt_out_reason": reasons,
        })  # fmt: skip

    def _add_links(self, cards: OwnCards, ids: Sequence[int], masks: dict[str, Any]) -> None:
        links = [
            (at, client, link)
            for at, (clients, details) in enumerate(zip(cards.links, cards.link_details, strict=True))
            for client, link in zip(clients, details, strict=True)
        ]
        if not links:
            return
        columns: Columns = {name: [mask[at] for at, _client, _link in links] for name, mask in masks.items()}
        columns |= {"contact_id": [ids[at] for at, *_ in links], "client_id": [client for _at, client, _link in links]}
        for name in ("position", "roles", "started", "ended"):
            columns[name] = [getattr(link, name) for *_, link in links]
        self._own_links.add(columns)


def _external_ids(cards: OwnCards, ids: Sequence[int]) -> list[str | None]:
    """Who has neither an id of a source nor the old number goes on under what told it from all others."""
    had = cards.made["external_id"]
    rows = zip(had, cards.wanted, ids, cards.ids, strict=True)
    return [own if own or wanted == given else known for own, wanted, given, known in rows]
