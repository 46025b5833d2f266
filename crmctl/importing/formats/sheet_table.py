"""A sheet that was read, as a table."""

from collections.abc import Sequence
from pathlib import Path

from crmctl.i18n import _, ngettext
from crmctl.importing.fields import What
from crmctl.importing.formats.sheet_header import find_header
from crmctl.importing.table import ListedTable, as_columns
from crmctl.importing.units import cell_name
from crmctl.importing.workbook.reading import Sheet


def sheet_table(path: Path, sheet: Sheet, what: What, *, part: str = "", notes: Sequence[str] = ()) -> ListedTable:
    """The table of a sheet that has rows, as it is wanted for records of this kind."""
    header = find_header(sheet.rows(), what)
    return ListedTable(
        path=path,
        part=part,
        lines=sheet.height,
        header=as_columns(header.cells),
        header_line=header.end,
        notes=[*notes, *_two_rows(header.lines), *_failed(sheet)],
        left=sheet.left,
        read=sheet.rows,
    )


def _two_rows(lines: Sequence[int]) -> list[str]:
    if len(lines) == 1:
        return []
    upper, lower = lines
    return [_("The header is taken from rows {upper} and {lower}.").format(upper=upper, lower=lower)]


def _failed(sheet: Sheet) -> list[str]:
    if not sheet.failed:
        return []
    said = ngettext(
        "{count} cell shows the error of a formula and counts as not filled: {cells}",
        "{count} cells show errors of formulas and count as not filled: {cells}",
        sheet.failed,
    )
    cells = ", ".join(cell_name(row, sheet.left + column) for row, column in sheet.first_failed)
    return [said.format(count=sheet.failed, cells=f"{cells} …" if sheet.failed > len(sheet.first_failed) else cells)]
