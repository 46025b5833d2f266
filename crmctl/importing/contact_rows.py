"""Rows of contacts as cards with links to their clients."""

import re
from collections.abc import Mapping
from datetime import datetime, tzinfo

from crmctl.cleaning.placeholder_words import is_sheet_error
from crmctl.cleaning.text import clean, is_blank, key, unguarded
from crmctl.errors import BadInput
from crmctl.filters.choices import SEXES, YES_NO
from crmctl.i18n import N_, _
from crmctl.importing.cards import Cards
from crmctl.importing.columns import Texts
from crmctl.importing.fitting import Block
from crmctl.importing.headers import Recognised
from crmctl.importing.known import Known
from crmctl.importing.memo import Memo
from crmctl.importing.noticed import Noticed
from crmctl.importing.options import Orphans
from crmctl.importing.outcome import Reject
from crmctl.importing.row_reader import Fields, RowReader
from crmctl.importing.table import Table
from crmctl.importing.whole_names import split_names
from crmctl.vocabulary import RecordType

_NOBODY_NAMED, _NOBODY_KNOWN = N_("no client is named"), N_("there is no such client, or several")
_BETWEEN_IDS = re.compile(r"[;,|\s]+")
_SEXES = SEXES | {"женщина": "f", "мужчина": "m", "woman": "f", "man": "m"}


class ContactRows(RowReader):
    """Reads rows of contacts; a row whose client nobody knows is refused, or kept without one."""

    record = RecordType.CONTACT

    def __init__(  # noqa: PLR0913, PLR0917 - one more than the others
        self,
        table: Table,
        recognised: Recognised,
        known: Known,
        zone: tzinfo,
        now: datetime,
        orphans: Orphans = Orphans.REJECT,
    ) -> None:
        super().__init__(table, recognised, known, zone, now)
        self._orphans = orphans
        self._owner = recognised.index_of("client")
        self._owner_name = recognised.index_of("client_name")
        if (self._owner, self._owner_name, orphans) == (None, None, Orphans.REJECT) and not table.lone_people:
            raise _nobody_named(table)
        self._clients: Memo[tuple[int, ...]] = Memo(self._clients_of)
        if not self.columns.has("sex"):
            self.told.add("sex")
        self._sexes: Memo[str | None] = Memo(lambda cell: _SEXES.get(key(cell)))

    def refused(self, block: Block) -> Mapping[int, Reject]:
        if self._orphans is Orphans.KEEP:
            return {}
        lost = (at for at, links in enumerate(self._links(block)) if not links)
        return {at: self._orphan(block, at) for at in lost if not (self.table.lone_people and self._alone(block, at))}

    def filled(self, block: Block, ids: list[str], noticed: Noticed) -> Cards:
        fields = self.common_fields(block, noticed)
        parts = self.parts(block)
        displayed = self.columns.texts(block, "display_name")
        if displayed is not None:
            fields["display_name"] = displayed
        wholes = ((at, whole) for at, whole in enumerate(displayed or ()) if whole)
        fields |= self._with_sex(block, split_names(wholes, parts, len(ids), noticed), noticed)
        flags = self.columns.cells(block, "key_person")
        if flags is not None:
            fields["key_person"] = [None if is_blank(flag) else YES_NO.get(key(flag)) == "yes" for flag in flags]
        cards = Cards(block.lines, ids, fields, links=self._links(block), roles=self.columns.texts(block, "role") or [])
        cards.points, cards.masks = self.points.read(block, None)
        for at, links in enumerate(cards.links):
            if not links:
                noticed.add("orphan", at)
        return cards

    def _with_sex(self, block: Block, parts: dict[str, Texts], noticed: Noticed) -> Fields:
        """The sex by its column, else as the name tells it."""
        cells = self.columns.cells(block, "sex")
        if cells is None:
            return {**parts}
        said = list(map(self._sexes.__getitem__, cells))
        for at, (word, cell) in enumerate(zip(said, cells, strict=True)):
            if word is None and not is_blank(cell):
                noticed.add("sex", at)
        told = parts.get("sex") or [None] * len(said)
        return {**parts, "sex": [word or other for word, other in zip(said, told, strict=True)]}

    def _links(self, block: Block) -> list[tuple[int, ...]]:
        """The clients of each row: by their ids, else by the one client of that name."""
        count = len(block.lines)
        blank = [""] * count
        owners = blank if self._owner is None else block.columns[self._owner]
        names = blank if self._owner_name is None else block.columns[self._owner_name]
        return [self._clients[owner] or self._clients[name] for owner, name in zip(owners, names, strict=True)]

    def _clients_of(self, cell: str) -> tuple[int, ...]:
        text = clean(cell)
        if not text or is_sheet_error(text):
            return ()
        names = self.known.client_names
        found = self.known.clients.get(text) or names.get(key(unguarded(cell))) or names.get(key(text))
        if found:
            return (found,)
        several = [self.known.clients.get(one) for one in _BETWEEN_IDS.split(text)]
        return tuple(dict.fromkeys(filter(None, several))) if all(several) else ()

    def _alone(self, block: Block, at: int) -> bool:
        """Whether the row names no client at all."""
        indexes = (index for index in (self._owner, self._owner_name) if index is not None)
        return all(is_blank(block.columns[index][at]) for index in indexes)

    def _orphan(self, block: Block, at: int) -> Reject:
        index = self._owner if self._owner is not None else self._owner_name or 0
        cell = block.columns[index][at]
        reason = _(_NOBODY_NAMED if is_blank(cell) else _NOBODY_KNOWN)
        return Reject(block.lines[at], self.table.header[index].label, cell, reason)


def is_orphan(reject: Reject) -> bool:
    """Whether a contact was refused for want of a client."""
    return reject.reason in {_(_NOBODY_NAMED), _(_NOBODY_KNOWN)}


def _nobody_named(table: Table) -> BadInput:
    reason = _("the file does not say whose contacts these are")
    hint = _(
        "Name the column of their clients with --map, or give --orphans keep."
        " If these are clients, `crmctl import clients` reads them."
    )
    return BadInput(reason, hint, file=table.name)
