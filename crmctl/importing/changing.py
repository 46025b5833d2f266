"""Cards that were there before: what of the file goes into them."""

from collections.abc import Sequence
from datetime import date

from crmctl.importing.cards import Cards
from crmctl.importing.field_changes import FieldChanges, write_fields
from crmctl.importing.left_alone import LeftAlone
from crmctl.importing.link_changes import LinkChanges
from crmctl.importing.matched import Matcher
from crmctl.importing.options import Options
from crmctl.importing.outcome import Outcome
from crmctl.importing.point_changes import PointRules
from crmctl.importing.row_reader import CardReader
from crmctl.importing.untaken import ByHand, Untaken
from crmctl.store.bulk_points import change_points
from crmctl.store.reader import Reader
from crmctl.store.work import Work
from crmctl.vocabulary import RecordType


class Changer:
    """Changes the cards that the rows of one file were matched with, and counts them."""

    def __init__(  # noqa: PLR0913, PLR0917 - an import in its surroundings
        self, reader: Reader, record: RecordType, rows: CardReader, options: Options, outcome: Outcome, today: date
    ) -> None:
        self._reader, self._record, self._mode, self._today = reader, record, options.on_match, today
        self._outcome = outcome
        self.noticed: dict[str, list[int]] = {}
        """Lines on which something was noticed, by its code."""
        by_hand = ByHand(options, lambda what, line: self.noticed.setdefault(what, []).append(line))
        self.left = LeftAlone(reader, record)
        untaken = Untaken(outcome.conflicts, by_hand, self.left)
        self._matcher = Matcher(reader, record, options)
        codes = {kind.id: kind.code for kind in rows.known.kinds.values()}
        self._fields = FieldChanges(record, rows.known, options, rows.told, untaken)
        self._points = PointRules(options.on_match, rows.point_kinds, codes, untaken)

    def change(self, cards: Cards, ids: Sequence[int], work: Work | None) -> None:
        """Bring the cards into the stored ones with these ids; without `work` only count."""
        matched = self._matcher.beside(cards, ids)
        fields, points = self._fields.plan(matched), self._points.plan(matched)
        links = LinkChanges(self._mode, self._today, self.left)
        if self._record is RecordType.CONTACT:
            links.plan(self._reader, matched)
        self.left.settle(matched)
        updated = len(fields.keys() | points.owners | links.contacts)
        self._outcome.updated += updated
        self._outcome.unchanged += len(ids) - updated
        if work is not None:
            write_fields(work, self._record, fields)
            links.write(work)
            change_points(work, self._record, points, also=links.contacts)
