"""What a reader in the child found, before it is sent."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

Row = tuple[int, list[str]]


class Found(NamedTuple):
    """A sheet's name, those of the others, and its rows, each with its number from 1.

    `left` is the column, from 0, in which the rows begin.
    """

    name: str
    others: Sequence[str]
    rows: Callable[[], Iterator[Row]]
    left: int = 0
