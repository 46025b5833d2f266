"""One file into the base: read, match, create, change; whole, or not at all."""

from collections.abc import Callable, Iterator
from datetime import datetime, tzinfo
from typing import NamedTuple

from crmctl.errors import BadInput
from crmctl.i18n import _, ngettext
from crmctl.importing.belonging import row_filter
from crmctl.importing.cards import Cards, blocks
from crmctl.importing.client_rows import ClientRows
from crmctl.importing.contact_rows import ContactRows
from crmctl.importing.creating import RECORDS, TABLES, Creator
from crmctl.importing.fields import What
from crmctl.importing.headers import Recognised
from crmctl.importing.known import Known, look_around
from crmctl.importing.noticed import sentences, shown_lines
from crmctl.importing.options import Options
from crmctl.importing.outcome import Outcome, Reject
from crmctl.importing.row_reader import RowReader
from crmctl.importing.table import Row, Table
from crmctl.importing.user_rows import UserRows
from crmctl.importing.users import Users
from crmctl.store.bulk import indexes_later
from crmctl.store.reader import Reader
from crmctl.store.work import Work

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

    def rows(self) -> Iterator[Row]:
        """The rows that are for this import."""
        keep = row_filter(self.recognised, self.what)
        rows = self.table.rows()
        return rows if keep is None else (row for row in rows if keep(row[1]))


def load_file(reader: Reader, work: Work | None, source: Source, options: Options, advance: Advance) -> Outcome:
    """Import the file, or without `work` find out what would happen. `advance` is told how many rows are done.

    Raises RowsRefused unless rows that cannot be imported may stay out; BadInput for a file that cannot be read.
    """
    outcome = Outcome(source.table.path, options.source)
    outcome.unknown_columns = [column.label for column in source.recognised.unknown]
    noticed: dict[str, list[int]] = {}
    if source.what == "users":
        _import_users(reader, work, source, options, outcome, noticed)
    else:
        _import_cards(reader, work, source, options, outcome, noticed, advance)
    if outcome.rejects and not options.keep_going:
        raise RowsRefused(outcome.rejects, str(source.table.path))
    outcome.warnings = sentences(noticed)
    return outcome


def _import_users(
    reader: Reader, work: Work | None, source: Source, options: Options, outcome: Outcome, noticed: dict[str, list[int]]
) -> None:
    rows, users = UserRows(source.table, source.recognised), Users(reader, work, options)
    for row in source.rows():
        outcome.read += 1
        user = rows.read(row)
        reject = user if isinstance(user, Reject) else users.take(user, outcome)
        if reject:
            outcome.rejects.append(reject)
    users.finish(outcome)
    noticed |= rows.noticed


def _import_cards(
    reader: Reader,
    work: Work | None,
    source: Source,
    options: Options,
    outcome: Outcome,
    noticed: dict[str, list[int]],
    advance: Advance,
) -> None:
    known = look_around(reader, source.what, options.source)
    rows = _row_reader(source, known, options)
    record = RECORDS[source.what]
    assert work
    creator = Creator(work, record, options.source)
    with indexes_later(work, TABLES[record], source.table.lines):
        for block in blocks(source.rows()):
            cards = rows.cards(block)
            fresh = [at for at, one in enumerate(cards.ids) if one not in known.cards]
            outcome.unchanged += len(cards) - len(fresh) + cards.repeated
            outcome.created += len(fresh)
            if fresh:
                creator.create(cards if len(fresh) == len(cards) else cards.picked(fresh))
            outcome.rejects += cards.rejects
            _count(cards, outcome, noticed)
            advance(cards.read)
    creator.finish()


def _count(cards: Cards, outcome: Outcome, noticed: dict[str, list[int]]) -> None:
    outcome.read += cards.read
    for what, lines in cards.warnings.items():
        noticed.setdefault(what, []).extend(lines)
    for text in cards.unknown_responsible:
        outcome.unknown_responsible[text] = outcome.unknown_responsible.get(text, 0) + 1


def _row_reader(source: Source, known: Known, options: Options) -> RowReader:
    if source.what == "clients":
        return ClientRows(source.table, source.recognised, known, source.zone, source.now)
    return ContactRows(source.table, source.recognised, known, source.zone, source.now, options.orphans)


def _hint(rejects: list[Reject]) -> str:
    others = [reject.line for reject in rejects[1:]]
    more = (
        ngettext("{count} more row is refused ({lines}).", "{count} more rows are refused ({lines}).", len(others))
        if others
        else ""
    ).format(count=len(others), lines=shown_lines(others))
    how = _("Nothing was imported; --keep-going imports the good rows, --rejects FILE lists the others.")
    return f"{more} {how}".strip()
