"""HTML tables, which Bitrix24 and others save under the name of a spreadsheet."""

import re
from contextlib import suppress
from io import BytesIO
from pathlib import Path

from crmctl.errors import BadInput, UsageError
from crmctl.i18n import _
from crmctl.importing.encoding import Decoded, UncertainEncoding, detect_in
from crmctl.importing.formats.sheet_table import sheet_table
from crmctl.importing.options import Hints
from crmctl.importing.table import ListedTable
from crmctl.importing.workbook.reading import Sheet, read_sheet

_SAMPLE = 1 << 20
_CHARSET = re.compile(
    rb"<(?:meta|\?xml)\b[^>]{0,500}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE
)
_HEAD = 4096
_MARKS = b"\xff\xfe", b"\xfe\xff"
"""Of UTF-16 and UTF-32, whose signs are not to be cut apart."""


def open_table(path: Path, hints: Hints) -> ListedTable:
    """The largest table of the page.

    BadInput for what cannot be read, UncertainEncoding where a person has to confirm a guess, UsageError for an
    encoding that does not exist.
    """
    with path.open("rb") as stream:
        head = stream.read(_SAMPLE)
    whole = len(head) // 4 * 4 if head.startswith(_MARKS) else head.rfind(b">") + 1
    decoded = _encoding(head[:whole], hints.encoding, str(path))
    if not decoded.certain:
        raise UncertainEncoding(decoded, str(path))
    sheet = read_sheet(path, encoding=decoded.encoding)
    return sheet_table(path, sheet, hints.what, notes=_others(sheet))


def _encoding(sample: bytes, given: str, file: str) -> Decoded:
    """What is given, else what the page says of itself where that is true, else what the bytes look like."""
    said = _CHARSET.search(sample[:_HEAD])
    if said and not given:
        with suppress(BadInput, UsageError):
            return detect_in(BytesIO(sample), said[1].decode("ascii"), file=file)
    return detect_in(BytesIO(sample), given, file=file)


def _others(sheet: Sheet) -> list[str]:
    if not sheet.others:
        return []
    return [_("The largest of the page's {count} tables was read.").format(count=len(sheet.others) + 1)]
