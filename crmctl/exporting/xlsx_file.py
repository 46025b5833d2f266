"""Rows as a workbook of Excel, a row at a time in bounded memory."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from crmctl.cleaning.text import typed
from crmctl.errors import Refused
from crmctl.exporting.excel_text import LONGEST, harmless
from crmctl.exporting.out_file import unwritable
from crmctl.exporting.patient import Patient
from crmctl.exporting.sheet import Kind, Sheet
from crmctl.i18n import _
from crmctl.signals import before_the_end

MOST_ROWS = 1_048_575
"""Under the header; a sheet of Excel has no more."""
_FIRST_YEAR = 1900
_FORMATS = {Kind.DAY: _("yyyy-mm-dd"), Kind.MOMENT: _("yyyy-mm-dd hh:mm"), Kind.TEXT: "@", Kind.NUMBER: "0"}


def write_xlsx(sheet: Sheet, stream: BinaryIO, *, now: datetime) -> None:
    """Every text is a text, whatever it begins with. `now` is what the workbook says of its making.

    Raises Refused for more rows than Excel can show; BadInput when the temporary folder, which takes the rows
    meanwhile, cannot; OSError when the stream cannot be written.
    """
    from shutil import rmtree
    from tempfile import TemporaryDirectory

    with (
        TemporaryDirectory(prefix="crmctl-") as folder,
        before_the_end(lambda: rmtree(folder, ignore_errors=True)),
    ):
        _make(sheet, stream, now, folder)


def _make(sheet: Sheet, stream: BinaryIO, now: datetime, folder: str) -> None:
    """`folder` takes the rows meanwhile, and goes with them, whatever happens."""
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    patient = Patient(stream)
    book = Workbook(patient, {"constant_memory": True, "tmpdir": folder})
    page = book.add_worksheet(sheet.name[:31])
    try:
        book.set_properties({"created": now.replace(tzinfo=None)})
        _fill(book, page, sheet)
        book.close()
    except (OSError, FileCreateError) as error:  # the stream never fails
        raise unwritable(Path(folder).parent, _cause(error)) from error
    finally:
        patient.let_go()
        page.row_data_fh.close()
        book.fileclosed = True  # else its destructor tries once more, and complains
    if patient.error:
        raise patient.error


def _cause(error: Exception) -> OSError:
    return next((one for one in (error, *error.args) if isinstance(one, OSError)), OSError(str(error)))


def _fill(book: Any, page: Any, sheet: Sheet) -> None:
    heading = book.add_format({"bold": True, "num_format": "@"})
    formats = {kind: book.add_format({"num_format": text}) for kind, text in _FORMATS.items()}
    write = _Writer(page, formats)
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width, formats[column.kind])
        page.write_string(0, at, harmless(column.caption), heading)
    page.freeze_panes(1, 0)
    last = 0
    for last, row in enumerate(sheet.rows, 1):
        if last > MOST_ROWS:
            raise Refused(_("A sheet of Excel has no more than a million rows."), _("Export CSV, or less by --where."))
        for at, value in enumerate(row):
            write(last, at, value)
    page.autofilter(0, 0, last, len(sheet.columns) - 1)


class _Writer:
    """Writes a value as what it is; Excel knows no day before 1900, so such a one is a text."""

    def __init__(self, page: Any, formats: Mapping[Kind, Any]) -> None:
        self._page = page
        self._text, self._number, self._day, self._moment = (
            formats[kind] for kind in (Kind.TEXT, Kind.NUMBER, Kind.DAY, Kind.MOMENT)
        )

    def __call__(self, row: int, column: int, value: Any) -> None:
        if value is None or value == "":
            return
        if isinstance(value, int):
            self._page.write_number(row, column, value, self._number)
        elif isinstance(value, date) and value.year >= _FIRST_YEAR:
            form = self._moment if isinstance(value, datetime) else self._day
            self._page.write_datetime(row, column, value, form)
        else:
            self._page.write_string(row, column, typed(harmless(str(value)))[:LONGEST], self._text)
