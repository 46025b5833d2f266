"""A CSV file as a header and a stream of rows; what cannot be read is refused with its place."""

import csv
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from crmctl.errors import BadInput
from crmctl.i18n import _
from crmctl.importing.delimiter import Layout, detect_layout
from crmctl.importing.encoding import UncertainEncoding, detect_in
from crmctl.importing.fitting import Block, Fitting, Refuse
from crmctl.importing.foreign import HEAD, foreign_format
from crmctl.importing.quotes import find_open_quote
from crmctl.importing.records import LONGEST_CELL, Batch, Records, Row

SAMPLE = 1 << 16


@dataclass(frozen=True, slots=True)
class Column:
    """`index` counts from 0; `occurrence`, from 1, tells columns of the same name apart."""

    index: int
    name: str
    occurrence: int = 1

    @property
    def label(self) -> str:
        return self.name if self.occurrence == 1 else f"{self.name}#{self.occurrence}"


@dataclass(frozen=True)
class Table:
    """`lines` is about the number of lines, for a progress bar."""

    path: Path
    encoding: str
    layout: Layout
    lines: int
    ends_line: bool
    header: list[Column] = field(default_factory=list)
    header_line: int = 0

    @property
    def delimiter(self) -> str:
        return self.layout.delimiter

    def rows(self) -> Iterator[Row]:
        """The rows under the header in constant memory, blank ones left out; raises BadInput at the first bad one."""
        for block in self.blocks():
            yield from zip(block.lines, map(list, zip(*block.columns, strict=True)), strict=True)

    def blocks(self, refuse: Refuse | None = None) -> Iterator[Block]:
        """The same rows, some hundred at a time. A row that is too long goes to `refuse` where there is one."""
        fitting = Fitting(str(self.path), len(self.header), refuse)
        for batch in self._batches():
            block = fitting.fitted(batch, after=self.header_line)
            if block.lines:
                yield block
        fitting.finish(ends_line=self.ends_line)

    def records(self) -> Iterator[Row]:
        """Every record with the line it starts on, the header too."""
        for batch in self._batches():
            yield from zip(batch.lines, batch.records, strict=True)

    def _batches(self) -> Iterator[Batch]:
        """The records; what cannot be read is said with its place."""
        try:
            with self.path.open(encoding=self.encoding, newline="") as file:
                records = Records(file, self.layout)
                try:
                    yield from records.batches()
                except csv.Error as error:
                    raise self._explained(records.line, too_long="field limit" in str(error)) from None
        except (OSError, UnicodeDecodeError) as error:
            raise _unreadable(self.path, error) from None

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


def open_table(path: Path, *, encoding: str = "", delimiter: str = "") -> Table:
    """Look at the whole file once: its encoding, its delimiter, its header.

    BadInput for what cannot be read, UncertainEncoding where a person has to confirm a guess, UsageError for an
    encoding or a delimiter that does not exist.
    """
    file = str(path)
    _refuse_other_formats(path)
    try:
        with path.open("rb") as stream:
            decoded = detect_in(stream, encoding, file=file)
        if not decoded.certain:
            raise UncertainEncoding(decoded, file)
        with path.open(encoding=decoded.encoding, newline="") as text:
            sample = text.read(SAMPLE)
            whole = len(sample) < SAMPLE
    except OSError as error:
        raise _unreadable(path, error) from None
    csv.field_size_limit(LONGEST_CELL)
    layout = detect_layout(sample, delimiter, whole=whole)
    table = Table(path, decoded.encoding, layout, decoded.lines, decoded.ends_line)
    return _with_header(table)


def _with_header(table: Table) -> Table:
    for line, cells in table.records():
        if (table.layout.sep_line and line == 1) or not any(map(str.strip, cells)):
            continue
        return Table(
            table.path, table.encoding, table.layout, table.lines, table.ends_line, _columns(cells), header_line=line
        )
    raise BadInput(_("the file is empty"), file=str(table.path))


def _columns(cells: list[str]) -> list[Column]:
    names = [" ".join(cell.split()) for cell in cells]
    return [Column(at, name, names[: at + 1].count(name)) for at, name in enumerate(names)]


def _refuse_other_formats(path: Path) -> None:
    file = str(path)
    if path.is_dir():
        raise BadInput(_("is a directory, not a file"), file=file)
    if path.exists() and not path.is_file():
        raise BadInput(_("is not a regular file"), _("Save it to disk first."), file=file)
    try:
        with path.open("rb") as stream:
            head = stream.read(HEAD)
    except OSError as error:
        raise _unreadable(path, error) from None
    if what := foreign_format(head):
        reason = _("is {format}; only CSV can be read here").format(format=_(what))
        raise BadInput(reason, _("Save it as CSV."), file=file)


def _unreadable(path: Path, error: OSError | UnicodeDecodeError) -> BadInput:
    if isinstance(error, FileNotFoundError):
        return BadInput(_("there is no such file"), file=str(path))
    if isinstance(error, UnicodeDecodeError):
        return BadInput(_("the file changed while it was read"), file=str(path))
    return BadInput(os.strerror(error.errno or 0), file=str(path))
