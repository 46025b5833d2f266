"""One file into the base: read, match, create, change; whole, or not at all."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date, datetime, tzinfo
from typing import NamedTuple

from crmctl.errors import BadInput
from crmctl.i18n import _, ngettext
from crmctl.importing.absent import note_absent
from crmctl.importing.belonging import row_filter
from crmctl.importing.cards import Cards, blocks
from crmctl.importing.changing import Changer
from crmctl.importing.client_rows import ClientRows
from crmctl.importing.contact_rows import ContactRows
from crmctl.importing.creating import TABLES, Creator
from crmctl.importing.fields import What
from crmctl.importing.finding import Finder
from crmctl.importing.headers import Recognised
from crmctl.importing.known import Known, look_around
from crmctl.importing.noticed import sentences, shown_lines
from crmctl.importing.options import OnMatch, Options
from crmctl.importing.outcome import Outcome, Reject
from crmctl.importing.row_reader import RowReader
from crmctl.importing.table import Row, Table
from crmctl.importing.user_rows import UserRows
from crmctl.importing.users import Users
from crmctl.store.bulk import indexes_later
from crmctl.store.reader import Reader
from crmctl.store.work import Work
from crmctl.vocabulary import RecordType

Advance = Callable[[int], None]


class RowsRefused(BadInput):
    """Some rows cannot be imported, so none is; `rejects` holds their values and is not for messages."""

    def __init__(self, rejects: list[Reject], file: str) -> None:
        first = rejects[0]
        super().__init__(first.reason, _hint(rejects), file=file, line=first.line, column=first.column or None)
        self.rejects = rejects


class Source(NamedTuple):
    """A file that is about to be imported. `zone` is that of moments without one."""

    table: Table
    recognised: Recognised
    what: What
    zone: tzinfo
    now: datetime
    today: date

    def rows(self) -> Iterator[Row]:
        """The rows that are for this import."""
        keep = row_filter(self.recognised, self.what)
        rows = self.table.rows()
        return rows if keep is None else (row for row in rows if keep(row[1]))


def load_file(reader: Reader, work: Work | None, source: Source, options: Options, advance: Advance) -> Outcome:
    """Import the file, or without `work` find out what would happen. `advance` is told how many rows are done.

    Raises RowsRefused unless rows that cannot be imported may stay out; BadInput for a file that cannot be read.
    """
    outcome = Outcome(source.table.path, options.source, dry_run=work is None)
    outcome.unknown_columns = [column.label for column in source.recognised.unknown]
    if source.what == "users":
        _load_users(reader, work, source, options, outcome)
    else:
        _Cards(reader, work, source, options, outcome).load(advance)
    if outcome.rejects and not options.keep_going:
        raise RowsRefused(outcome.rejects, str(source.table.path))
    return outcome


def _load_users(reader: Reader, work: Work | None, source: Source, options: Options, outcome: Outcome) -> None:
    rows, users = UserRows(source.table, source.recognised), Users(reader, work, options)
    for row in source.rows():
        outcome.read += 1
        user = rows.read(row)
        reject = user if isinstance(user, Reject) else users.take(user, outcome)
        if reject:
            outcome.rejects.append(reject)
    users.finish(outcome)
    outcome.warnings = sentences(rows.noticed)


class _Cards:
    """The import of one file of clients or contacts."""

    def __init__(self, reader: Reader, work: Work | None, source: Source, options: Options, outcome: Outcome) -> None:
        self._reader, self._work, self._source, self._options, self._outcome = reader, work, source, options, outcome
        self._record = RecordType.CLIENT if source.what == "clients" else RecordType.CONTACT
        known = look_around(reader, source.what, options.source)
        self._rows = self._row_reader(known)
        self._finder = Finder(reader, self._record, known, options)
        self._changer = Changer(reader, self._record, self._rows, options, outcome, source.today)
        self._creator = Creator(work, self._record, options.source) if work else None
        self._noticed: dict[str, list[int]] = {}
        self._seen: set[int] = set()

    def load(self, advance: Advance) -> None:
        with ExitStack() as stack:
            if self._work:
                stack.enter_context(indexes_later(self._work, TABLES[self._record], self._source.table.lines))
            for block in blocks(self._source.rows()):
                cards = self._rows.cards(block)
                self._take(cards)
                self._count(cards)
                advance(cards.read)
            if self._creator:
                self._creator.finish()
        if self._options.on_match is OnMatch.MIRROR:
            note_absent(self._reader, self._work, self._record, self._seen, self._options.absent, self._outcome)
        self._outcome.warnings = sentences(self._noticed)

    def _row_reader(self, known: Known) -> RowReader:
        source = self._source
        if source.what == "clients":
            return ClientRows(source.table, source.recognised, known, source.zone, source.now)
        orphans = self._options.orphans
        return ContactRows(source.table, source.recognised, known, source.zone, source.now, orphans)

    def _take(self, cards: Cards) -> None:
        """Create what is new and change what is there."""
        found = self._finder.find(cards)
        new = [at for at, card in enumerate(found) if card is None]
        if len(new) < len(found):
            self._change(cards, found)
            cards = cards.picked(new)
        self._outcome.created += len(new)
        if new and self._creator:
            self._creator.create(cards)

    def _change(self, cards: Cards, found: list[int | None]) -> None:
        there = {at: card for at, card in enumerate(found) if card is not None}
        self._seen.update(there.values())
        if self._options.on_match is OnMatch.FAIL:
            reason = _("this card is there already")
            self._outcome.rejects += [Reject(cards.lines[at], "", cards.ids[at], reason) for at in there]
        elif self._options.on_match is OnMatch.SKIP:
            self._outcome.unchanged += len(there)
        else:
            matched = cards if len(there) == len(found) else cards.picked(list(there))
            self._changer.change(matched, list(there.values()), self._work)

    def _count(self, cards: Cards) -> None:
        outcome = self._outcome
        outcome.read += cards.read
        outcome.unchanged += cards.repeated
        outcome.rejects += cards.rejects
        for what, lines in cards.warnings.items():
            self._noticed.setdefault(what, []).extend(lines)
        for text in cards.unknown_responsible:
            outcome.unknown_responsible[text] = outcome.unknown_responsible.get(text, 0) + 1


def _hint(rejects: list[Reject]) -> str:
    others = [reject.line for reject in rejects[1:]]
    more = ngettext("{count} more row is refused ({lines}).", "{count} more rows are refused ({lines}).", len(others))
    how = _("Nothing was imported; --keep-going imports the good rows, --rejects FILE lists the others.")
    return f"{more.format(count=len(others), lines=shown_lines(others))} {how}" if others else how
