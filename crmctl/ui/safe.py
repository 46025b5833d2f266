"""Makes any text harmless to show: what a terminal would obey, or nobody would see, is written out."""

from collections.abc import Callable

_WHITE_SPACE = frozenset(
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
_INVISIBLE = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"  # letters and marks without a picture
)


def safe(text: str, *, keep: str = "", write: Callable[[str], str] | None = None) -> str:
    """`text` with each control, direction and zero-width character written out by `write`; those in `keep` stay."""
    if text.isprintable() and _INVISIBLE.isdisjoint(text):
        return text
    write = write or written_out
    return "".join(ch if ch in keep or _harmless(ch) else write(ch) for ch in text)


def _harmless(ch: str) -> bool:
    return (ch.isprintable() and ch not in _INVISIBLE) or ch in _WHITE_SPACE


def written_out(ch: str) -> str:
    """The character as Python would write it, in ASCII."""
    return ch.encode("unicode_escape").decode("ascii")
