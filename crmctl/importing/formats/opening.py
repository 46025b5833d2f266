"""Any file as a table: told what it is, then opened by the module of its kind."""

from importlib import import_module
from pathlib import Path

from crmctl.errors import BadInput, UsageError
from crmctl.i18n import _
from crmctl.importing.formats.telling import Format, tell
from crmctl.importing.formats.unreadable import unreadable
from crmctl.importing.options import Hints
from crmctl.importing.table import Table

NO_HINTS = Hints()
_OPEN_MARKS = ("~$", ".~lock.")
"""How files begin that Excel and LibreOffice put beside a workbook that is open."""
OPTIONAL = ("path", "sheet", "table", "query")
"""Hints that only some kinds of files understand."""


def open_table(path: Path, hints: Hints = NO_HINTS) -> Table:
    """The file's header and rows.

    BadInput for what cannot be read, UncertainEncoding where a person has to confirm a guess, UsageError for hints
    that cannot be followed.
    """
    try:
        found = _told(path)
        _refuse_useless(hints, found)
        table: Table = import_module(f"crmctl.importing.formats.{found.module}").open_table(path, hints)
    except (OSError, UnicodeDecodeError) as error:
        raise unreadable(path, error) from None
    return table


def _told(path: Path) -> Format:
    file = str(path)
    if path.is_dir():
        raise BadInput(_("is a directory, not a file"), file=file)
    if path.exists() and not path.is_file():
        raise BadInput(_("is not a regular file"), _("Save it to disk first."), file=file)
    if path.name.startswith(_OPEN_MARKS):
        reason = _("only says that a workbook is open in a spreadsheet program")
        raise BadInput(reason, _("Close it there, and import the workbook itself."), file=file)
    found = tell(path)
    if not found.module:
        reason = _("is {format}, which cannot be read here").format(format=_(found.what))
        raise BadInput(reason, _(found.advice), file=file)
    return found


def _refuse_useless(hints: Hints, found: Format) -> None:
    """A hint that is given and means nothing for this kind of file is a mistake."""
    for name in OPTIONAL:
        if getattr(hints, name) and name not in found.hints:
            raise UsageError(_("--{option} means nothing for {format}.").format(option=name, format=_(found.what)))
