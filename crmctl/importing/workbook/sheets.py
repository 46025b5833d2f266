"""The wanted sheet of a workbook."""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from crmctl.errors import BadInput
from crmctl.i18n import _
from crmctl.importing.workbook.archive import unpacked_size
from crmctl.importing.workbook.cells import text
from crmctl.importing.workbook.formula_errors import NO_ERRORS, Errors, errors_of
from crmctl.importing.workbook.found import Found, Row
from crmctl.importing.workbook.limits import limit
from crmctl.importing.workbook.merged import Merged
from crmctl.importing.workbook.short_cells import refuse_short_cells


def find_sheet(stream: BinaryIO, size: int, wanted: str) -> Found:
    """The sheet called so, or the first visible one with data; BadInput for a workbook that must not be read."""
    try:
        limit(_unpacked(stream, size))
        refuse_short_cells(stream)
        stream.seek(0)
        workbook = CalamineWorkbook.from_filelike(stream)
        names = [one.name for one in workbook.sheets_metadata if one.typ is SheetTypeEnum.WorkSheet]
        sheet = _given(workbook, wanted, names) if wanted else _first_with_data(workbook)
    except PasswordError:
        raise BadInput(_("the workbook is protected by a password"), _("Save it without one.")) from None
    except CalamineError:
        raise BadInput(_("the workbook is damaged or cut off"), _("Save it again.")) from None
    errors = errors_of(stream, sheet.name, [one.name for one in workbook.sheets_metadata].index(sheet.name))
    others = [name for name in names if name != sheet.name]
    return Found(sheet.name, others, lambda: _rows(sheet, errors), _left(sheet))


def _unpacked(stream: BinaryIO, size: int) -> int:
    """Bytes the workbook has unpacked."""
    stream.seek(0)
    if stream.read(2) == b"PK":
        return unpacked_size(stream)
    if "EncryptedPackage".encode("utf-16-le") in stream.read():
        raise PasswordError
    return size


def _given(workbook: CalamineWorkbook, wanted: str, names: Sequence[str]) -> CalamineSheet:
    found = next((name for name in names if name.strip().casefold() == wanted.strip().casefold()), None)
    if found is None:
        hint = _("There are: {names}.").format(names=", ".join(names))
        raise BadInput(_("there is no sheet {name}").format(name=wanted), hint)
    return workbook.get_sheet_by_name(found)


def _first_with_data(workbook: CalamineWorkbook) -> CalamineSheet:
    """The first sheet that has a header and a row, or at least a header; hidden ones are not looked at."""
    begun = None
    for one in workbook.sheets_metadata:
        if one.typ is not SheetTypeEnum.WorkSheet or one.visible is not SheetVisibleEnum.Visible:
            continue
        sheet = workbook.get_sheet_by_name(one.name)
        rows = (cells for _row, cells in _rows(sheet) if any(map(str.strip, cells)))
        if next(rows, None):
            if next(rows, None):
                return sheet
            begun = begun or sheet
    if begun is None:
        raise BadInput(_("the workbook has no sheet with data"), _("A hidden sheet is read when --sheet names it."))
    return begun


def _rows(sheet: CalamineSheet, errors: Errors = NO_ERRORS) -> Iterator[Row]:
    left = _left(sheet)
    merged = Merged(sheet.merged_cell_ranges or (), left)
    for at, values in enumerate(sheet.iter_rows()):
        cells = list(map(text, values))
        for column, said in errors.get(at, {}).items():
            if left <= column < left + len(cells):
                cells[column - left] = cells[column - left] or said
        merged.fill(at, cells)
        yield at + 1, cells


def _left(sheet: CalamineSheet) -> int:
    """The column, from 0, in which its rows begin."""
    return sheet.start[1] if sheet.start else 0
