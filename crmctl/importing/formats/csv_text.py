"""CSV: text with a sign between cells; what cannot be read is refused with its place."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import ClassVar

from crmctl.errors import BadInput
from crmctl.i18n import _
from crmctl.importing.delimiter import Layout, detect_layout
from crmctl.importing.encoding import UncertainEncoding
from crmctl.importing.formats.unreadable import unreadable
from crmctl.importing.lines import open_lines
from crmctl.importing.looking import look
from crmctl.importing.options import Hints
from crmctl.importing.quotes import find_open_quote
from crmctl.importing.records import LONGEST_CELL, Batch, PlainBatch, Records
from crmctl.importing.table import Table, as_columns
from crmctl.importing.units import Unit

SAMPLE = 1 << 16


@dataclass(frozen=True, kw_only=True)
class CsvTable(Table):
    """`finished`: the file's last line ends as lines do. `lone_returns`: some end with nothing but a return."""

    unit: ClassVar[Unit] = Unit.LINE
    encoding: str
    layout: Layout
    finished: bool
    lone_returns: bool

    @property
    def delimiter(self) -> str:
        return self.layout.delimiter

    @property
    def ends_line(self) -> bool:
        return self.finished

    def batches(self) -> Iterator[Batch | PlainBatch]:
        """The records; what cannot be read is said with its place."""
        try:
            with open_lines(self.path, self.encoding, lone_returns=self.lone_returns) as lines:
                records = Records(lines, self.layout)
                try:
                    yield from records.batches(self.header_line)
                except csv.Error as error:
                    raise self._explained(records.line, too_long="field limit" in str(error)) from None
        except (OSError, UnicodeDecodeError) as error:
            raise unreadable(self.path, error) from None

    def _explained(self, start: int, *, too_long: bool) -> BadInput:
        with self.path.open(encoding=self.encoding, newline="") as lines:
            record = islice(lines, start - 1, None)
            quote = find_open_quote(record, start, self.delimiter, skip_space=self.layout.skip_space)
        file, hint = str(self.path), _("Close the quote, or double a quote that belongs to the text.")
        if too_long or quote is None:
            reason = _("a cell over {size} million characters; perhaps a quote is not closed").format(
                size=LONGEST_CELL // 1_000_000
            )
            return BadInput(reason, hint, file=file, line=quote.line if quote else start)
        if quote.stumble and quote.stumble[0] == quote.line:
            line, column = quote.stumble
            return BadInput(_("text after a closing quote"), hint, file=file, line=line, column=column)
        reason = _("the quote opened here is never closed, or the file is cut off")
        if quote.stumble:
            reason = _("the quote opened here is closed in line {line}, in the middle of another cell").format(
                line=quote.stumble[0]
            )
        return BadInput(reason, hint, file=file, line=quote.line, column=quote.column)


def open_table(path: Path, hints: Hints) -> CsvTable:
    """Look at the whole file once: its encoding, its delimiter, its header.

    BadInput for what cannot be read, UncertainEncoding where a person has to confirm a guess, UsageError for an
    encoding or a delimiter that does not exist.
    """
    decoded = look(path, hints.encoding)
    if not decoded.certain:
        raise UncertainEncoding(decoded, str(path))
    with path.open(encoding=decoded.encoding, newline="") as text:
        sample = text.read(SAMPLE)
        whole = len(sample) < SAMPLE
    csv.field_size_limit(LONGEST_CELL)
    layout = detect_layout(sample, hints.delimiter, whole=whole)
    table = CsvTable(
        path=path,
        encoding=decoded.encoding,
        layout=layout,
        lines=decoded.lines,
        finished=decoded.ends_line,
        lone_returns=decoded.lone_returns,
    )
    return _with_header(table)


def _with_header(table: CsvTable) -> CsvTable:
    for batch in table.batches():
        for line, cells in zip(batch.lines, batch.records, strict=True):
            if (table.layout.sep_line and line == 1) or not any(map(str.strip, cells)):
                continue
            return replace(table, header=as_columns(cells), header_line=line)
    raise BadInput(_("the file is empty"), file=str(table.path))
