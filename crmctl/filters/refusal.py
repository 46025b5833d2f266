"""A refusal knows where in the filter it happened; the error shown to the user points at it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from crmctl.errors import FilterError
from crmctl.i18n import _

SHOWN_BEFORE = 50
SHOWN_AFTER = 30


class Refusal(Exception):
    """Raised by the parts that see one word of the filter, not its whole text."""

    def __init__(self, reason: str, position: int, hint: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.position = position
        self.hint = hint


@contextmanager
def pointing_into(text: str) -> Iterator[None]:
    """Turn a refusal into a FilterError that shows the place in `text`."""
    try:
        yield
    except Refusal as refusal:
        raise pointed(refusal, text) from None


def pointed(refusal: Refusal, text: str) -> FilterError:
    """The error: a stretch of the text on one line, harmless on a terminal, with the mark under the right sign."""
    start = max(0, refusal.position - SHOWN_BEFORE)
    end = refusal.position + SHOWN_AFTER
    stretch = printable(text[start:end])
    before, after = "…" if start else "", "…" if end < len(text) else ""
    shown_at = refusal.position - start + len(before)
    error = FilterError(refusal.reason, f"{before}{stretch}{after}", shown_at, refusal.hint)
    error.position = refusal.position
    return error


def printable(text: str) -> str:
    """As long as the text, with a space for every sign that a terminal would obey."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def did_you_mean(written: str, known: Iterable[str]) -> str:
    """A question naming the known word nearest to what was written, or nothing."""
    from difflib import get_close_matches

    near = get_close_matches(written[:80].casefold(), list(known), n=1, cutoff=0.7)
    return _("Did you mean “{word}”?").format(word=near[0]) if near else ""
