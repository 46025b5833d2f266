"""A file as a stream of cards."""

from collections.abc import Iterator
from datetime import date, datetime, tzinfo
from typing import NamedTuple

from crmctl.importing.belonging import RowFilter, row_filter
from crmctl.importing.cards import Cards
from crmctl.importing.client_rows import ClientRows
from crmctl.importing.contact_rows import ContactRows
from crmctl.importing.fields import What
from crmctl.importing.fitting import Block
from crmctl.importing.headers import Recognised
from crmctl.importing.known import Known
from crmctl.importing.options import Options
from crmctl.importing.outcome import Reject
from crmctl.importing.own.rows import OwnRows
from crmctl.importing.row_reader import CardReader
from crmctl.importing.table import Table


class Source(NamedTuple):
    """A file that is about to be imported. `zone` is that of moments without one."""

    table: Table
    recognised: Recognised
    what: What
    zone: tzinfo
    now: datetime
    today: date


def row_reader(source: Source, known: Known, options: Options) -> CardReader:
    """What makes cards of the rows of clients or contacts."""
    if source.recognised.own:
        return OwnRows(source.what, source.table, known, options.orphans)
    if source.what == "clients":
        return ClientRows(source.table, source.recognised, known, source.zone, source.now)
    return ContactRows(source.table, source.recognised, known, source.zone, source.now, options.orphans)


def read_cards(source: Source, rows: CardReader, options: Options) -> Iterator[Cards]:
    """The cards of the whole file, and with them the rows that are refused; BadInput where one stops the import."""
    refused: list[Reject] = []

    def refuse(line: int, column: str, value: str, reason: str) -> None:
        refused.append(Reject(line, column, value, reason))

    keep = row_filter(source.recognised, source.what)
    for block in source.table.blocks(refuse if options.keep_going else None):
        yield _with(refused, rows.cards(block) if keep is None else _kept_cards(block, keep, rows, source.what))
    if refused:
        yield _with(refused, Cards([], [], {}))


def _kept_cards(block: Block, keep: RowFilter, rows: CardReader, what: What) -> Cards:
    """The cards of the rows that are for this import; the lines of the others are among the warnings."""
    others = {at for at, row in enumerate(zip(*block.columns, strict=True)) if not keep(row)}
    cards = rows.cards(block.without(others))
    if others:
        cards.warnings["people" if what == "clients" else "companies"] = [block.lines[at] for at in sorted(others)]
    return cards


def _with(refused: list[Reject], cards: Cards) -> Cards:
    """The cards, and the rows refused meanwhile."""
    cards.rejects = [*refused, *cards.rejects]
    cards.read += len(refused)
    refused.clear()
    return cards
