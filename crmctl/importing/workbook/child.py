"""The child's own program: a workbook comes in on stdin, its sheet goes out on stdout; it may die at any point."""

import sys
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from python_calamine import (
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
from crmctl.importing.workbook.limits import BIGGEST_FILE, LONGEST_ROW, LONGEST_TEXT, limit
from crmctl.importing.workbook.merged import Merged
from crmctl.importing.workbook.wire import Kind, send

Row = tuple[int, list[str]]
ROWS, CHARACTERS = 1000, 1 << 20
"""A message has about so much, whichever is reached first."""


def main(sheet: str) -> None:
    """Send what the sheet is called, its rows, and how many there were; or why it is refused."""
    out = sys.stdout.buffer
    try:
        _send_sheet(sys.stdin.buffer, sheet, out)
    except BadInput as refusal:
        send(out, Kind.REFUSED, [refusal.message, refusal.hint])
    except PasswordError:
        send(out, Kind.REFUSED, [_("the workbook is protected by a password"), _("Save it without one.")])
    except MemoryError:
        sys.exit(1)
    except BaseException:  # noqa: BLE001 - the library's panics are no Exceptions
        send(out, Kind.REFUSED, [_("the workbook is damaged or cut off"), _("Save it again.")])
    out.flush()


def _send_sheet(stream: BinaryIO, wanted: str, out: BinaryIO) -> None:
    limit(_size(stream))
    stream.seek(0)
    workbook = CalamineWorkbook.from_filelike(stream)
    names = [one.name for one in workbook.sheets_metadata if one.typ is SheetTypeEnum.WorkSheet]
    sheet = _given(workbook, wanted, names) if wanted else _first_with_data(workbook)
    send(out, Kind.SHEET, [sheet.name, [name for name in names if name != sheet.name]])
    count = 0
    for rows in _messages(_rows(sheet)):
        count += len(rows)
        send(out, Kind.ROWS, rows)
    send(out, Kind.END, count)


def _size(stream: BinaryIO) -> int:
    """Bytes the workbook has unpacked; BadInput for one that must not be read."""
    head, size = stream.read(8), stream.seek(0, 2)
    if size > BIGGEST_FILE:
        raise BadInput(_("a workbook of over {size} MB").format(size=BIGGEST_FILE >> 20), _("Save it as CSV."))
    if head.startswith(b"PK"):
        limit(size)
        return unpacked_size(stream)
    stream.seek(0)
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
    """The first sheet that has a header and a row; hidden ones are not looked at."""
    begun = None
    for one in workbook.sheets_metadata:
        if one.typ is not SheetTypeEnum.WorkSheet or one.visible is not SheetVisibleEnum.Visible:
            continue
        sheet = workbook.get_sheet_by_name(one.name)
        rows = _rows(sheet)
        if next(rows, None):
            if next(rows, None):
                return sheet
            begun = begun or sheet
    if begun is None:
        raise BadInput(_("the workbook has no sheet with data"), _("A hidden sheet is read when --sheet names it."))
    return begun


def _rows(sheet: CalamineSheet) -> Iterator[Row]:
    """The rows that are not blank, each with its number from 1; BadInput for more text than any sheet has."""
    merged = Merged(sheet.merged_cell_ranges or (), sheet.start[1] if sheet.start else 0)
    total = 0
    for at, values in enumerate(sheet.iter_rows()):
        cells = list(map(text, values))
        merged.fill(at, cells)
        while cells and not cells[-1].strip():
            cells.pop()
        if not cells:
            continue
        length = sum(map(len, cells))
        total += length
        if length > LONGEST_ROW or total > LONGEST_TEXT:
            raise BadInput(_("row {row} has more text than any sheet").format(row=at + 1), _("Save it as CSV."))
        yield at + 1, cells


def _messages(rows: Iterator[Row]) -> Iterator[list[Row]]:
    message: list[Row] = []
    characters = 0
    for row in rows:
        message.append(row)
        characters += sum(map(len, row[1]))
        if len(message) == ROWS or characters > CHARACTERS:
            yield message
            message, characters = [], 0
    if message:
        yield message


if __name__ == "__main__":
    main(sys.argv[1])
