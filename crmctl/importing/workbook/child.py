"""The child's own program: a file comes in on stdin, its rows go out on stdout; it may die at any point."""

import sys
from collections.abc import Iterator
from typing import BinaryIO

from crmctl.errors import BadInput
from crmctl.i18n import _
from crmctl.importing.workbook.failed import Failed
from crmctl.importing.workbook.found import Found, Row
from crmctl.importing.workbook.limits import BIGGEST_FILE, LONGEST_ROW, LONGEST_TEXT, limit
from crmctl.importing.workbook.wire import Kind, send

ROWS, CHARACTERS = 1000, 1 << 20
"""A message has about so much, whichever is reached first."""


def main(sheet: str, encoding: str) -> None:
    """Send which sheet it is, its rows, and how many there were; or why it is refused.

    With an encoding the file is a page of HTML, else a workbook.
    """
    out = sys.stdout.buffer
    try:
        found = _found(sys.stdin.buffer, sheet, encoding)
        send(out, Kind.SHEET, [found.name, found.others, found.left])
        count, failed = 0, Failed()
        for rows in _messages(failed.noted(_worth_sending(found.rows()))):
            count += len(rows)
            send(out, Kind.ROWS, rows)
        send(out, Kind.END, [count, failed.count, failed.first])
    except BadInput as refusal:
        send(out, Kind.REFUSED, [refusal.message, refusal.hint])
    except MemoryError:
        sys.exit(1)
    except BaseException:  # noqa: BLE001 - the library's panics are no Exceptions
        send(out, Kind.REFUSED, [_("the workbook is damaged or cut off"), _("Save it again.")])
    out.flush()


def _found(stream: BinaryIO, sheet: str, encoding: str) -> Found:
    size = stream.seek(0, 2)
    if size > BIGGEST_FILE:
        raise BadInput(_("a workbook of over {size} MB").format(size=BIGGEST_FILE >> 20), _("Save it as CSV."))
    limit(size)
    if encoding:
        from crmctl.importing.workbook.pages import find_table

        return find_table(stream, encoding)
    from crmctl.importing.workbook.sheets import find_sheet

    return find_sheet(stream, size, sheet)


def _worth_sending(rows: Iterator[Row]) -> Iterator[Row]:
    """The rows that are not blank, no longer than what stands in them; BadInput for more text than any sheet has."""
    total = 0
    for row, cells in rows:
        while cells and not cells[-1].strip():
            cells.pop()
        if not cells:
            continue
        length = sum(map(len, cells))
        total += length
        if length > LONGEST_ROW or total > LONGEST_TEXT:
            raise BadInput(_("row {row} has more text than any sheet").format(row=row), _("Save it as CSV."))
        yield row, cells


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
    main(*sys.argv[1:])
