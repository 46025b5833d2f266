"""How many columns of a terminal a text takes, without importing Rich."""

from functools import cache
from unicodedata import category, east_asian_width


def width(text: str) -> int:
    """Columns of a text that is safe to show: combining marks take none, East Asian and emoji two."""
    if text.isascii():
        return len(text)
    return sum(map(_char_width, text))


@cache
def _char_width(ch: str) -> int:
    if category(ch) in ("Mn", "Me"):
        return 0
    return 2 if east_asian_width(ch) in "WF" else 1


def padded(text: str, columns: int, *, right: bool = False) -> str:
    """`text` filled with spaces to `columns`; never cut."""
    gap = " " * (columns - width(text))
    return gap + text if right else text + gap
