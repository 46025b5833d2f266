"""Columns nobody knows, asked of whoever runs `crmctl import` at a terminal."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from crmctl.context import Context
from crmctl.errors import BadInput, UsageError
from crmctl.files import whole
from crmctl.i18n import _
from crmctl.importing.column_map import ColumnMap, as_toml
from crmctl.importing.fields import FIELDS, What
from crmctl.importing.headers import Recognised, holds_data, settle, usual_name
from crmctl.importing.nested_headers import family
from crmctl.importing.table import Column, Table
from crmctl.store.queries.kinds import Kind
from crmctl.system import reason_of
from crmctl.ui.dialog import Terminal
from crmctl.ui.view import Lines
from crmctl.wizard.dialog import Choice, Dialog
from crmctl.wizard.mapping import NOTHING, Answers, Asked, ask_columns, offer
from crmctl.wizard.rewind import converse

_ROWS = 200
"""Rows in which values are looked for, to be shown."""


def completed(
    crm: Context, table: Table, what: What, mapping: ColumnMap, kinds: Sequence[Kind], *, wanted: bool
) -> ColumnMap:
    """The mapping, with what the person says of columns that are not known, and saved where he says so.

    UsageError where nobody is there to ask.
    """
    if not crm.can_ask or crm.json:
        raise UsageError(_("--ask-map asks at a terminal."), _("Elsewhere give --map FILE."))
    recognised = settle(table.header, what, mapping, kinds=[kind.code for kind in kinds], where=table.header_place)
    if holds_data(table.header) or not recognised.unknown:
        return mapping
    answers = _asked(crm, table, what, recognised, _fields(what, kinds), forced=wanted or not recognised.names(what))
    mapping = ColumnMap({**mapping, **answers.columns}, mapping.file)
    if answers.file:
        _save(mapping, Path(answers.file))
        crm.say(_("Saved; next time give --map {file}").format(file=answers.file))
    return mapping


def _asked(
    crm: Context, table: Table, what: What, recognised: Recognised, fields: Sequence[Choice[str]], *, forced: bool
) -> Answers:
    columns = list(_together(table, recognised.unknown))
    taken = set(recognised.columns.values())

    def wizard(dialog: Dialog) -> Answers:
        if not recognised.names(what):
            dialog.show(_("No column is known to hold a name; say which one does."))
        if not forced and not offer(dialog, columns):
            return NOTHING
        return ask_columns(dialog, columns, fields, taken, _unusable)

    return converse(wizard, Terminal(crm.screen, lambda said: [Lines([said])]))


def _together(table: Table, columns: Sequence[Column]) -> Iterator[Asked]:
    """What is asked about: each column, the columns of one list as one."""
    families: dict[str, list[int]] = {}
    for column in columns:
        families.setdefault(family(column), []).append(column.index)
    for label, indexes in families.items():
        yield Asked(label, _values(table, indexes), len(indexes))


def _fields(what: What, kinds: Sequence[Kind]) -> list[Choice[str]]:
    """What a column may hold, called as people call it, with its code."""
    found = [Choice(usual_name(what, code) or code, code, code) for code in FIELDS[what]]
    if what == "users":
        return found
    return found + [
        Choice(usual_name(what, kind.code) or kind.label, kind.code, kind.code) for kind in kinds if kind.active
    ]


def _values(table: Table, indexes: Sequence[int]) -> list[str]:
    """Different values of the columns, as they come."""
    cells = (row[index] for _line, row in islice(table.rows(), _ROWS) for index in indexes)
    return list(dict.fromkeys(cell for cell in cells if cell.strip()))


def _unusable(name: str) -> str | None:
    """Why the answers cannot be saved under this name."""
    path = Path(name)
    if path.exists():
        return _("There is such a file already.")
    return None if path.absolute().parent.is_dir() else _("There is no such folder.")


def _save(mapping: ColumnMap, path: Path) -> None:
    try:
        with whole(path) as partial:
            partial.write_text(as_toml(mapping), encoding="utf-8")
    except OSError as error:
        raise BadInput(_("cannot be written: {reason}").format(reason=reason_of(error)), file=str(path)) from None
