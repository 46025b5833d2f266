"""One file into the base: read, match, create, change; whole, or not at all."""

import gc
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from pathlib import Path

from crmctl.errors import BadInput
from crmctl.i18n import _, ngettext
from crmctl.importing.absent import note_absent
from crmctl.importing.ahead import ahead, can_fork
from crmctl.importing.cards import Cards
from crmctl.importing.changing import Changer
from crmctl.importing.contact_rows import is_orphan
from crmctl.importing.creating import TABLES, Creator
from crmctl.importing.finding import Finder
from crmctl.importing.known import look_around
from crmctl.importing.nested_headers import labels
from crmctl.importing.noticed import sentences
from crmctl.importing.options import OnMatch, Options
from crmctl.importing.other_source import OtherSource
from crmctl.importing.outcome import Outcome, Reject
from crmctl.importing.own.creating import OwnCreator
from crmctl.importing.own.known import refuse_what_own_cannot, with_own_identities
from crmctl.importing.reading import Source, read_cards, row_reader
from crmctl.importing.same_names import SameNames
from crmctl.importing.table import Table
from crmctl.importing.text_keys import TextKeys
from crmctl.importing.user_rows import UserRows
from crmctl.importing.users import Users
from crmctl.store.bulk import indexes_later
from crmctl.store.reader import Reader
from crmctl.store.work import Work
from crmctl.vocabulary import RecordType

Progress = AbstractContextManager[Callable[[int], None]]
"""A bar: entered once nothing is to be forked any more, then told how many rows are done."""
_WORTH_A_PROCESS = 20_000
"""Lines of a file from which on a second process pays."""


class RowsRefused(BadInput):
    """Some rows cannot be imported, so none is; `rejects` holds their values and is not for messages."""

    def __init__(self, rejects: list[Reject], table: Table) -> None:
        first = rejects[0]
        place = f"{table.name}, {table.at(first.line)}"
        super().__init__(first.reason, _hint(rejects, table), file=place, column=first.column or None)
        self.rejects = rejects
        self._table = table

    def listed(self, file: Path) -> None:
        """The rows stand in this file: the hint says so instead of how to have them."""
        self.hint = _hint(self.rejects, self._table, file)


def load_file(reader: Reader, work: Work | None, source: Source, options: Options, progress: Progress) -> Outcome:
    """Import the file, or without `work` find out what would happen.

    Raises RowsRefused unless rows that cannot be imported may stay out; BadInput for a file that cannot be read.
    """
    outcome = Outcome(source.table.path, options.source, dry_run=work is None)
    outcome.unknown_columns = labels(source.recognised.unknown)
    if source.what == "users":
        _load_users(reader, work, source, options, outcome)
    else:
        _Cards(reader, work, source, options, outcome).load(progress)
    if outcome.rejects and not options.keep_going:
        raise RowsRefused(outcome.rejects, source.table)
    return outcome


def _load_users(reader: Reader, work: Work | None, source: Source, options: Options, outcome: Outcome) -> None:
    rows, users = UserRows(source.table, source.recognised), Users(reader, work, options)
    for row in source.table.rows():
        outcome.read += 1
        user = rows.read(row)
        reject = user if isinstance(user, Reject) else users.take(user, outcome)
        if reject:
            outcome.rejects.append(reject)
    users.finish(outcome)
    outcome.warnings = [*source.table.notes, *sentences(rows.noticed, source.table.unit)]


class _Cards:
    """The import of one file of clients or contacts."""

    def __init__(self, reader: Reader, work: Work | None, source: Source, options: Options, outcome: Outcome) -> None:
        self._reader, self._work, self._source, self._options, self._outcome = reader, work, source, options, outcome
        self._record = RecordType.CLIENT if source.what == "clients" else RecordType.CONTACT
        own = source.recognised.own
        known = look_around(reader, source.what, options.source, by_hand=options.by_hand)
        if own:
            refuse_what_own_cannot(options)
            known = with_own_identities(reader, source.what, known)
        self._rows = row_reader(source, known, options)
        self._finder = Finder(reader, self._record, known, options)
        self._changer = Changer(reader, self._record, self._rows, options, outcome, source.today)
        self._creator = _creator(work, self._record, options, own=own) if work else None
        self._keys = TextKeys(self._record)
        self._other = OtherSource(options)
        self._same = SameNames(reader)
        self._noticed: dict[str, list[int]] = {}
        self._unseen = set(known.cards.values())

    def load(self, progress: Progress) -> None:
        big = self._source.table.lines >= _WORTH_A_PROCESS
        stream = map(self._ready, read_cards(self._source, self._rows, self._options))
        with ExitStack() as stack:
            if big:
                stack.enter_context(_no_garbage_hunt())
            if big and can_fork() and not self._source.recognised.own:
                packed = (cards.packed() for cards in stream)
                stream = map(Cards.unpacked, stack.enter_context(closing(ahead(packed))))
            if self._work:
                stack.enter_context(indexes_later(self._work, TABLES[self._record], self._source.table.lines))
            self._write(stream, stack.enter_context(progress))
        if self._options.on_match is OnMatch.MIRROR:
            note_absent(self._reader, self._work, self._record, self._unseen, self._options.absent, self._outcome)
        self._outcome.warnings = [
            *self._source.table.notes,
            *self._other.warnings(self._reader, self._record),
            *self._same.warnings,
            *self._changer.left.warnings(),
            *sentences(self._noticed | self._changer.noticed, self._source.table.unit),
        ]

    def _ready(self, cards: Cards) -> Cards:
        """The cards with all that new ones need; where all of them are there it would be for nothing."""
        new = self._creator and not self._rows.known.cards.keys() >= set(cards.ids)
        return self._keys.added(cards) if new else cards

    def _write(self, stream: Iterator[Cards], advance: Callable[[int], None]) -> None:
        for cards in stream:
            self._take(cards)
            self._count(cards)
            advance(cards.read)
        if self._creator:
            self._creator.finish()

    def _take(self, cards: Cards) -> None:
        """Create what is new and change what is there."""
        found = self._finder.find(cards)
        new = [at for at, card in enumerate(found) if card is None]
        if len(new) < len(found):
            self._change(cards, found)
            cards = cards.picked(new)
        self._other.see(len(found) - len(new), cards.ids)
        self._same.see(cards)
        self._outcome.created += len(new)
        if new and self._creator:
            self._creator.create(cards)

    def _change(self, cards: Cards, found: list[int | None]) -> None:
        there = {at: card for at, card in enumerate(found) if card is not None}
        self._unseen.difference_update(there.values())
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


def _creator(work: Work, record: RecordType, options: Options, *, own: bool) -> Creator:
    return OwnCreator(work, record) if own else Creator(work, record, options.source, by_hand=options.by_hand)


@contextmanager
def _no_garbage_hunt() -> Iterator[None]:
    """Millions of values come and go, none in circles."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _hint(rejects: list[Reject], table: Table, listed: Path | None = None) -> str:
    others = [reject.line for reject in rejects[1:]]
    more = ngettext("{count} more row is refused ({lines}).", "{count} more rows are refused ({lines}).", len(others))
    how = _("Nothing was imported; --keep-going imports the good rows, --rejects FILE lists the others.")
    if listed:
        how = _("Nothing was imported; --keep-going imports the good rows, {file} lists the others.").format(
            file=listed
        )
    said = [more.format(count=len(others), lines=table.at(*others))] if others else []
    return " ".join([*said, *_about_orphans(sum(map(is_orphan, rejects))), how])


def _about_orphans(count: int) -> list[str]:
    if not count:
        return []
    said = ngettext(
        "{count} contact has no client here: import the clients first, or keep it without one by --orphans keep.",
        "{count} contacts have no client here: import the clients first, or keep them without one by --orphans keep.",
        count,
    )
    return [said.format(count=count)]
