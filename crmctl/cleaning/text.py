"""The shape of text: the key it is compared by, whether it is blank, and what a cell really says."""

import re
import unicodedata
from collections.abc import Sequence

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\x00]"
)
_ODD_SPACE = re.compile(r"[^\S\n ]")
_SPACES = re.compile(r"[^\S\r\n]")
GUARD = "'"
"""What spreadsheets put before a text that looks like a formula."""
_FORMULA = "=+-@\u2212"
_QUOTES = {'"': '"', "'": "'", "«": "»", "“": "”", "„": "“”", "‘": "’", "`": "`'", "’": "’"}


def key(text: str) -> str:
    """The form names are searched and compared by: NFKC, casefold, ё→е, one space for a run of white space."""
    return " ".join(_folded(text).split())


def keys(texts: Sequence[str]) -> list[str]:
    """The keys of many texts at once, which is several times as quick."""
    folded = _folded("\n".join(texts))
    found = folded.split("\n")
    spaced_out = any(map(folded.__contains__, ("  ", " \n", "\n "))) or _ODD_SPACE.search(folded)
    return list(map(key, texts)) if spaced_out or folded != folded.strip(" ") or len(found) != len(texts) else found


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    if not unicodedata.is_normalized("NFKC", folded):
        folded = unicodedata.normalize("NFKC", folded).casefold().replace("ё", "е")
    return folded


def visible(text: str) -> str:
    """The text without characters of no width."""
    return text if text.isascii() and "\0" not in text else _INVISIBLE.sub("", text)


def as_lines(cells: Sequence[str]) -> str:
    """The cells as lines of one text, for a pattern that matches line by line; one of several lines is left empty."""
    text = "\n".join(cells)
    return text if text.count("\n") < len(cells) else "\n".join("" if "\n" in cell else cell for cell in cells)


def is_blank(text: str) -> bool:
    """Whether the text is empty or only white space, no-break and zero-width characters included."""
    return not text or text.isspace() or not visible(text).strip()


def clean(text: str) -> str:
    """The text without what spreadsheets and copying leave around it.

    No-break and other odd spaces become plain ones; edges, a leading apostrophe and quotes around the whole go.
    Line breaks inside stay.
    """
    bare = text.strip() if text.isascii() else _SPACES.sub(" ", visible(text)).strip()
    while bare:
        inner = _unquoted(bare).strip()
        if inner == bare:
            break
        bare = inner
    return bare


def _unquoted(text: str) -> str:
    """One pair of quotes around the whole, or a spreadsheet's leading apostrophe, taken off."""
    opening, closing = text[0], text[-1]
    if len(text) > 1 and closing in _QUOTES.get(opening, ""):
        inside = text[1:-1]
        if opening not in inside and closing not in inside:
            return inside
    return text[1:] if opening == "'" else text


def is_formula(text: str) -> bool:
    """Whether a spreadsheet may take the text for a formula, blanks and full-width signs included."""
    first = unicodedata.normalize("NFKC", text.lstrip()[:1])
    return bool(first) and first in _FORMULA


def guarded(text: str) -> str:
    """An apostrophe before what a spreadsheet would take for a formula, and before what is guarded already.

    So whoever takes one off again has the text as it was.
    """
    return GUARD + text if is_formula(text.lstrip(GUARD)) else text


def typed(text: str) -> str:
    """The text for a cell that is a text by its type, where a formula needs no guard.

    An apostrophe before what looks guarded already, so that `unguarded` gives the text as it was.
    """
    return GUARD + text if _is_guarded(text) else text


def unguarded(text: str) -> str:
    """The text without the apostrophe that keeps a spreadsheet from calculating it."""
    return text[1:] if _is_guarded(text) else text


def _is_guarded(text: str) -> bool:
    return text[:1] == GUARD and is_formula(text.lstrip(GUARD))
