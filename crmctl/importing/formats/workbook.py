"""Spreadsheets: XLSX, XLSM, XLSB, XLS and ODS."""

from pathlib import Path

from crmctl.errors import BadInput
from crmctl.i18n import _, ngettext
from crmctl.importing.formats.sheet_table import sheet_table
from crmctl.importing.options import Hints
from crmctl.importing.table import ListedTable
from crmctl.importing.workbook.reading import Sheet, read_sheet


def open_table(path: Path, hints: Hints) -> ListedTable:
    """The sheet that `hints` name, or the first with data; BadInput for a workbook that cannot be read."""
    sheet = read_sheet(path, hints.sheet)
    if not sheet.height:
        raise BadInput(_("the sheet {name} is empty").format(name=sheet.name), file=str(path))
    return sheet_table(path, sheet, hints.what, part=_("sheet {name}").format(name=sheet.name), notes=_others(sheet))


def _others(sheet: Sheet) -> list[str]:
    if not sheet.others:
        return []
    said = ngettext(
        "Only the sheet {name} was read; {count} other was left out: {others} (--sheet NAME reads another).",
        "Only the sheet {name} was read; {count} others were left out: {others} (--sheet NAME reads another).",
        len(sheet.others),
    )
    return [said.format(name=sheet.name, count=len(sheet.others), others=", ".join(sheet.others))]
