"""What `crmctl import` does with each of its files."""

import csv
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from crmctl.context import Context
from crmctl.errors import BadInput, Refused, UsageError
from crmctl.files import whole
from crmctl.i18n import _
from crmctl.importing.change_list import is_change_list, turned
from crmctl.importing.column_map import ColumnMap, load_map
from crmctl.importing.encoding import UncertainEncoding
from crmctl.importing.fields import What
from crmctl.importing.formats.opening import open_table
from crmctl.importing.headers import Recognised, recognise
from crmctl.importing.loading import RowsRefused, load_file
from crmctl.importing.options import Hints, Options, Unknown
from crmctl.importing.outcome import Outcome, Reject
from crmctl.importing.reading import Source
from crmctl.importing.table import Table
from crmctl.rights import SUPERVISORS, require
from crmctl.store.queries import kinds
from crmctl.system import reason_of
from crmctl.vocabulary import Source as RunSource

_AGE = re.compile(r"(\d{1,6})\s*(m|h|d)")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


class Given(NamedTuple):
    """How the files are to be read, as the options say."""

    hints: Hints
    map_: Path | None
    ask_map: bool
    dry_run: bool
    rejects: Path | None
    unknown: Unknown
    max_age: str


def import_file(crm: Context, what: What, file: Path, options: Options, given: Given) -> Outcome:
    """Import one file, as a run of its own. Raises BadInput, Refused for a file too old."""
    require(crm.actor, *(() if what == "users" else SUPERVISORS))
    _refuse_old(file, given.max_age, crm.now)
    table = _open(crm, file, given)
    changes = is_change_list(table)
    table = turned(table, what) if changes else table
    source = Source(table, _recognise(crm, table, what, given, known_by_id=changes), what, crm.zone, crm.now, crm.today)
    progress = crm.progress(file.name, table.lines or None)
    try:
        if given.dry_run:
            outcome = load_file(crm.reader, None, source, options, progress)
            _list_rejects(given.rejects, outcome.rejects)
            return outcome
        with crm.write("import", source=RunSource.MANUAL if options.by_hand else RunSource.IMPORT) as work:
            outcome = load_file(work.reader, work, source, options, progress)
            work.summary = {"what": what, **outcome.remembered()}
            _list_rejects(given.rejects, outcome.rejects)  # before the rest is kept: rows left out must stand somewhere
        outcome.run = work.run_id if work.written else None
    except RowsRefused as refused:
        _list_rejects(given.rejects, refused.rejects)
        if given.rejects:
            refused.listed(given.rejects)
        raise
    return outcome


def _refuse_old(file: Path, age: str, now: datetime) -> None:
    if not age:
        return
    parsed = _AGE.fullmatch(age.strip())
    if parsed is None:
        raise UsageError(_("--max-age is a number of minutes, hours or days: 90m, 26h, 2d."))
    try:
        changed = datetime.fromtimestamp(file.stat().st_mtime, tz=now.tzinfo)
    except OSError:
        return  # opening it says what is wrong
    if now - changed > timedelta(**{_UNITS[parsed[2]]: int(parsed[1])}):
        raise Refused(
            _("{file} is older than {age}.").format(file=file, age=age), _("Nothing was imported; export it again.")
        )


def _open(crm: Context, file: Path, given: Given) -> Table:
    """The table; where its encoding is uncertain a person at a terminal is shown the text and asked."""
    reading = _("Reading {file}").format(file=file.name)
    try:
        with crm.waiting(reading):
            return open_table(file, given.hints)
    except UncertainEncoding as error:
        if not crm.can_ask:
            raise
        crm.say(error.preview)
        crm.confirm(_("Is this text readable ({encoding})?").format(encoding=error.guess), yes=False)
        with crm.waiting(reading):
            return open_table(file, given.hints._replace(encoding=error.guess))


def _recognise(crm: Context, table: Table, what: What, given: Given, *, known_by_id: bool) -> Recognised:
    mapping = load_map(given.map_) if given.map_ else ColumnMap({})
    known = crm.reader.all(kinds.ALL)
    nobody_asks = given.map_ or known_by_id or crm.json or not crm.can_ask
    if given.ask_map or not nobody_asks:
        from crmctl.commands._mapping import completed

        mapping = completed(crm, table, what, mapping, known, wanted=given.ask_map)
    codes = [kind.code for kind in known]
    recognised = recognise(table.header, what, mapping, kinds=codes, where=table.header_place, known_by_id=known_by_id)
    if given.unknown is Unknown.FAIL and recognised.unknown:
        column = recognised.unknown[0]
        hint = _("Map it with --map, or leave --unknown fail out.")
        raise BadInput(_("unknown column"), hint, file=table.header_place, column=column.label)
    return recognised


def _list_rejects(path: Path | None, rejects: Sequence[Reject]) -> None:
    """Writes the rows that are refused to the file, if one is wanted and there is any."""
    if not (path and rejects):
        return
    try:
        with whole(path) as fresh, fresh.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow((_("row"), _("column"), _("value"), _("reason")))
            writer.writerows(rejects)
    except OSError as error:
        raise BadInput(_("cannot be written: {reason}").format(reason=reason_of(error)), file=str(path)) from None
