"""External ids: the file's own, or made from what the row says."""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from crmctl.cleaning.placeholder_words import is_sheet_error
from crmctl.cleaning.text import clean
from crmctl.i18n import _
from crmctl.importing.fitting import Block
from crmctl.importing.outcome import Reject
from crmctl.importing.table import Table
from crmctl.vocabulary import ROW


class Ids(NamedTuple):
    """The ids of a block's rows; `repeated` are the places of rows that say again what an earlier one said.

    `made` are those of rows that have none of their own.
    """

    ids: list[str]
    made: list[int]
    repeated: list[int]
    rejects: dict[int, Reject]


class RowIds:
    """Gives every row of one file its id, and each id to one row."""

    def __init__(self, table: Table, index: int | None) -> None:
        self._table = table
        self._index = index
        self._lines: dict[str, int] = {}

    def of(self, block: Block) -> Ids:
        ids = self._given(block)
        made = [at for at, found in enumerate(ids) if not found] if "" in ids else []
        for at in made:
            ids[at] = ROW + self._digest([column[at] for column in block.columns])
        once = set(ids)
        if len(once) == len(ids) and self._lines.keys().isdisjoint(once):
            self._lines.update(zip(ids, block.lines, strict=True))
            return Ids(ids, made, [], {})
        return self._told_apart(block, ids, made)

    def _given(self, block: Block) -> list[str]:
        if self._index is None:
            return [""] * len(block.lines)
        cells = block.columns[self._index]
        if "".join(cells).isalnum() and "" not in cells:
            return list(cells)
        return [cell if cell.isalnum() else _id(cell) for cell in cells]

    def _told_apart(self, block: Block, ids: list[str], made: list[int]) -> Ids:
        repeated, rejects = [], {}
        for at, (line, found) in enumerate(zip(block.lines, ids, strict=True)):
            first = self._lines.setdefault(found, line)
            if first == line:
                continue
            if self._digests[first] == self._digests[line]:
                repeated.append(at)
            else:
                reason = _("the id is there already, with other values: {place}").format(place=self._table.at(first))
                rejects[at] = Reject(line, self._column, found, reason)
        return Ids(ids, made, repeated, rejects)

    @property
    def _column(self) -> str:
        return "" if self._index is None else self._table.header[self._index].label

    @cached_property
    def _digests(self) -> dict[int, str]:
        """What each line says, read again once it matters: ids that repeat are rare."""
        blocks = self._table.blocks(lambda *_row: None)
        rows = (zip(block.lines, zip(*block.columns, strict=True), strict=True) for block in blocks)
        return {line: self._digest(cells) for block in rows for line, cells in block}

    def _digest(self, cells: Sequence[str]) -> str:
        if self._table.fixed:
            return _digest(cells)
        named = zip(self._table.header, cells, strict=True)
        return _digest(sorted(f"{column.label}\x1e{cell}" for column, cell in named if cell.strip()))


def _id(cell: str) -> str:
    """The id in a cell; where its formula failed there is none."""
    return "" if is_sheet_error(cell) else clean(cell)


def _digest(cells: Sequence[str]) -> str:
    from hashlib import blake2b  # most files have ids of their own

    content = "\x1f".join(map(str.strip, cells))
    return blake2b(content.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
