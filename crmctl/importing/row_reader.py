"""Blocks of rows as cards: what clients and contacts have in common."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any, ClassVar, Protocol

from crmctl.importing.cards import Cards
from crmctl.importing.columns import Columns, Texts
from crmctl.importing.fitting import Block
from crmctl.importing.headers import Recognised
from crmctl.importing.known import Known
from crmctl.importing.noticed import Noticed
from crmctl.importing.outcome import Reject
from crmctl.importing.point_columns import PointColumns
from crmctl.importing.row_ids import RowIds
from crmctl.importing.table import Table
from crmctl.importing.text_keys import TEXTS
from crmctl.importing.totals import rows_of_totals
from crmctl.importing.units import Unit
from crmctl.importing.whole_names import PARTS
from crmctl.vocabulary import RecordType

Fields = dict[str, Sequence[Any]]


class CardReader(Protocol):
    """What makes cards of a file's rows. `told` are fields without a column, which others may let one tell.

    `point_kinds` are the contact kinds by id that the file speaks of.
    """

    @property
    def known(self) -> Known: ...

    @property
    def told(self) -> Collection[str]: ...

    @property
    def point_kinds(self) -> Collection[int]: ...

    def cards(self, block: Block) -> Cards:
        """What the rows say; rows that cannot be imported are among the rejects."""


class RowReader(ABC):
    """Reads the rows of one file, block by block; knows the base as it was before."""

    record: ClassVar[RecordType]

    def __init__(self, table: Table, recognised: Recognised, known: Known, zone: tzinfo, now: datetime) -> None:
        self.table = table
        self.known = known
        self.columns = Columns(recognised, known, zone, now)
        self.points = PointColumns(recognised, known)
        self.told = {code for code in PARTS if not self.columns.has(code)}
        """Fields that no column holds, which other columns may let one tell."""
        self._ids = RowIds(table, recognised.index_of("external_id"))

    @property
    def point_kinds(self) -> Collection[int]:
        return self.points.kinds

    def cards(self, block: Block) -> Cards:
        """What the rows say; rows that cannot be imported are among the rejects."""
        totals = rows_of_totals(block) if self.table.unit is not Unit.RECORD else []
        summed_up = [block.lines[at] for at in totals]
        block = block.without(totals)
        read = len(block.lines)
        found = self._ids.of(block)
        rejects = found.rejects | {at: why for at, why in self.refused(block).items() if at not in found.repeated}
        gone = {*rejects, *found.repeated}
        ids = [one for at, one in enumerate(found.ids) if at not in gone] if gone else found.ids
        without_id = [block.lines[at] for at in found.made if at not in gone]
        block = block.without(gone)
        noticed = Noticed(block.lines)
        if summed_up:
            noticed.lines["totals"] = summed_up
        if without_id:
            noticed.lines["no-id"] = without_id
        cards = self.filled(block, ids, noticed)
        cards.rejects = [rejects[at] for at in sorted(rejects)]
        cards.warnings = noticed.lines
        cards.read, cards.repeated = read, len(found.repeated)
        return cards

    @abstractmethod
    def filled(self, block: Block, ids: list[str], noticed: Noticed) -> Cards:
        """The cards of rows that are all right."""

    def refused(self, block: Block) -> Mapping[int, Reject]:  # noqa: ARG002 - contacts have orphans
        """The places of rows that must not come in, and why."""
        return {}

    def common_fields(self, block: Block, noticed: Noticed) -> Fields:
        fields = self.columns.all_texts(block, TEXTS[self.record])
        fields["created_at"] = self.columns.moments(block, "created_at", noticed.at("created_at"))
        days = self.columns.days(block, "birth_date", noticed.at("birth_date"))
        return fields if days is None else fields | {"birth_date": days}

    def parts(self, block: Block) -> dict[str, Texts]:
        """The columns of last, first and middle names that the file has."""
        found = ((code, self.columns.texts(block, code)) for code in PARTS)
        return {code: texts for code, texts in found if texts is not None}
