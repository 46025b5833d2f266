"""What every kind of file is to an import: a header, and rows under it."""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import ClassVar

from crmctl.importing.fitting import Block, Fitting, Refuse, of_equal_size
from crmctl.importing.records import SIZE, Batch, PlainBatch, Row
from crmctl.importing.units import Unit, places


@dataclass(frozen=True, slots=True)
class Column:
    """`index` counts from 0; `occurrence`, from 1, tells columns of the same name apart."""

    index: int
    name: str
    occurrence: int = 1

    @property
    def label(self) -> str:
        return self.name if self.occurrence == 1 else f"{self.name}#{self.occurrence}"


def as_columns(cells: Sequence[str]) -> list[Column]:
    """A header's cells."""
    names = [" ".join(cell.split()) for cell in cells]
    seen, columns = Counter[str](), []
    for at, name in enumerate(names):
        seen[name] += 1
        columns.append(Column(at, name, seen[name]))
    return columns


@dataclass(frozen=True, kw_only=True)
class Table(ABC):
    """A file that is open for reading, again and again.

    `lines` is about the number of its rows, for a progress bar; `header_line` is 0 where the header stands in no
    place of its own; `part` says in words which part of the file it is (`sheet Clients`); `notes` are sentences for
    the summary; `left` is the column of a sheet, from 0, in which the table begins.
    """

    unit: ClassVar[Unit] = Unit.ROW
    fixed: ClassVar[bool] = True
    """Whether the next file of this kind has the same columns, also where some of them are blank throughout."""
    lone_people: ClassVar[bool] = False
    """Whether a contact that names no client has none, and is not an orphan."""
    path: Path
    lines: int
    header: list[Column] = field(default_factory=list)
    header_line: int = 0
    part: str = ""
    notes: Sequence[str] = ()
    left: int | None = None

    @abstractmethod
    def batches(self) -> Iterator[Batch | PlainBatch]:
        """What stands in the file, some hundred rows at a time, each with its place; raises BadInput."""

    @property
    def ends_line(self) -> bool:
        """Whether the last row is finished for certain."""
        return True

    @property
    def name(self) -> str:
        """The file and its part, as errors name them."""
        return ", ".join(filter(None, (str(self.path), self.part)))

    @property
    def header_place(self) -> str:
        """Where the header stands, as errors name it."""
        return f"{self.name}, {self.at(self.header_line)}" if self.header_line else self.name

    def at(self, *lines: int) -> str:
        """`line 3`, or `rows 3, 5`."""
        return places(lines, self.unit)

    def rows(self) -> Iterator[Row]:
        """The rows under the header in constant memory, blank ones left out; raises BadInput at the first bad one."""
        for block in self.blocks():
            yield from zip(block.lines, map(list, zip(*block.columns, strict=True)), strict=True)

    def blocks(self, refuse: Refuse | None = None) -> Iterator[Block]:
        """The same rows, SIZE at a time. A row that is too long goes to `refuse` where there is one."""
        fitting = Fitting(self.name, len(self.header), refuse, self.unit, self.left)
        yield from of_equal_size((fitting.fitted(batch, after=self.header_line) for batch in self.batches()), SIZE)
        fitting.finish(ends_line=self.ends_line)


@dataclass(frozen=True, kw_only=True)
class ListedTable(Table):
    """A table of whatever gives its rows one by one: `read` begins anew each time, and yields a place and its cells."""

    read: Callable[[], Iterator[Row]]

    def batches(self) -> Iterator[Batch]:
        rows = self.read()
        while some := list(islice(rows, SIZE)):
            lines, records = zip(*some, strict=True)
            yield Batch(lines, records)


@dataclass(frozen=True, kw_only=True)
class RecordTable(ListedTable):
    """A table of records, which are counted and stand in no rows."""

    unit: ClassVar[Unit] = Unit.RECORD
