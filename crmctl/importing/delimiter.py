"""The sign between the cells, told from several rows with their quotes respected, or from a `sep=` line."""

import csv
import io
import re
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from crmctl.errors import UsageError
from crmctl.i18n import _

ROWS = 50
NO_DELIMITER = "\x1f"
"""A table of one column is read with a sign that stands in no text."""
_CANDIDATES = ("\t", ";", "|", ",")
_NAMES = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
_SEP_LINE = re.compile(r'"?sep=(?P<sign>[^\r\n])"?[;,\t]*(?:\r\n?|\n|\Z)', re.IGNORECASE)


class Layout(NamedTuple):
    """`skip_space`: a blank after a delimiter belongs to it. `sep_line`: the first line names the delimiter."""

    delimiter: str
    skip_space: bool = False
    sep_line: bool = False


def detect_layout(sample: str, given: str = "", *, whole: bool = True) -> Layout:
    """How the rows at the start of a file are cut; `whole`: the sample is the whole file.

    `given` is one character or one of tab, comma, semicolon, pipe (UsageError otherwise).
    """
    announced = _SEP_LINE.match(sample)
    body = sample[announced.end() :] if announced else sample
    sign = _sign(given) or (announced["sign"] if announced else "")
    if not sign:
        sign = max((_score(body, sign, whole=whole) for sign in _CANDIDATES), default=(0.0, 0, NO_DELIMITER))[-1]
    return Layout(sign, _spaced(body, sign), bool(announced))


def _sign(given: str) -> str:
    sign = _NAMES.get(given.lower(), given)
    if len(sign) > 1 or sign in {'"', "\r", "\n", " "}:
        reason = _("a delimiter is one character, not {given}").format(given=repr(given))
        raise UsageError(reason, _("Give ; , | or tab."))
    return sign


def _score(sample: str, sign: str, *, whole: bool) -> tuple[float, int, str]:
    """Share of rows as wide as the header (a shorter one counts half), the header's width, the sign."""
    widths = [len(row) for row in _records(sample, sign) if row]
    if not whole and len(widths) > 1:
        widths.pop()
    if not widths or widths[0] == 1:
        return 0.0, 0, NO_DELIMITER
    header, rows = widths[0], widths[1:]
    fits = sum(1.0 if width == header else 0.5 if 1 < width < header else 0.0 for width in rows)
    return (fits / len(rows) if rows else 1.0), header, sign


def _records(sample: str, sign: str) -> Iterable[list[str]]:
    return islice(csv.reader(io.StringIO(sample, newline=""), delimiter=sign), ROWS)


def _spaced(sample: str, sign: str) -> bool:
    header = next((row for row in _records(sample, sign) if row), [])
    return len(header) > 1 and all(cell.startswith(" ") for cell in header[1:])
