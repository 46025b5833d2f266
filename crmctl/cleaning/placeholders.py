"""Texts that fill a field and mean nothing: general rules, a grammar of absence, and words the user adds."""

import re
from collections.abc import Collection
from functools import lru_cache

from crmctl.cleaning.lookalikes import spellings
from crmctl.cleaning.mailboxes import is_made_up_mailbox, is_whole_address
from crmctl.cleaning.placeholder_words import (
    ALPHABETS,
    CLOSED_UP,
    FAKE_RUNS,
    NEEDS_COMPANY,
    SHEET_ERRORS,
    SHORT_FORM,
    is_companion,
    is_core,
)
from crmctl.cleaning.text import is_blank

DEFAULT_WORDS: frozenset[str] = frozenset()
"""No word but those the rules know; a company adds its own in the settings."""

LONGEST = 80
"""Characters; a longer text says something."""

_TOKEN = re.compile(r"[^\W_]+")
_DECIMAL = re.compile(r"[-+]?\d+[.,]\d+")
_RATINGS = frozenset({"AAA", "III", "CCC", "BBB", "ААА", "ВВВ", "ССС"})
_TEN_DIGITS = "0123456789"
_TWO_CROSSES = frozenset({"xx", "хх"})
_SHORTEST_RUN = 3
_NO_ACCIDENT = 5
_THRICE = re.compile(r"(.)\1\1")
_STRETCHED = re.compile(r"(.)\1{2,}")
_ROWS = (*FAKE_RUNS, *ALPHABETS)
_FROM_THE_EDGE = frozenset(row[:end] for row in _ROWS for end in range(_SHORTEST_RUN, len(row) + 1)) | frozenset(
    row[-length:] for row in ALPHABETS for length in range(_SHORTEST_RUN, _NO_ACCIDENT)
)
_WITHIN = frozenset(
    row[at : at + _NO_ACCIDENT]
    for one in _ROWS
    for row in (one, one[::-1])
    for at in range(len(row) - _NO_ACCIDENT + 1)
)
_MOST_DIGITS_BEHIND = 4
_LONGEST_ABBREVIATED = 2


def is_placeholder(text: str, words: Collection[str] = DEFAULT_WORDS) -> bool:
    """Whether the text means nothing: by rule, or as one of `words` in any case, spacing or look-alike spelling.

    A blank text is missing, not a placeholder.
    """
    if len(text) > LONGEST:
        return not any(map(str.isalnum, text)) and not is_blank(text)
    return _is_placeholder(text, words if isinstance(words, frozenset) else frozenset(words))


@lru_cache(maxsize=16384)
def _is_placeholder(text: str, words: frozenset[str]) -> bool:
    if is_blank(text):
        return False
    if not any(map(str.isalnum, text)):
        return True
    bare = text.strip()
    if bare in _RATINGS:
        return False
    mine = _folded(words) if words else frozenset()
    if is_whole_address(bare):  # info@telefon.no is no phrase
        return is_made_up_mailbox(bare) or any(_closed_up(spelling) in mine for spelling in spellings(bare))
    return ("@" in bare and is_made_up_mailbox(bare)) or any(
        _means_nothing(spelling, mine) for spelling in spellings(bare)
    )


def _closed_up(spelling: str) -> str:
    return "".join(_TOKEN.findall(spelling))


@lru_cache(maxsize=16)
def _folded(words: frozenset[str]) -> frozenset[str]:
    return frozenset(_closed_up(spelling) for word in words for spelling in spellings(word))


def _means_nothing(spelling: str, mine: frozenset[str]) -> bool:
    tokens, closed_up = _TOKEN.findall(spelling), _closed_up(spelling)
    if closed_up in mine or closed_up in CLOSED_UP or spelling in SHEET_ERRORS:
        return True
    if closed_up.isdecimal():
        return is_digit_junk(closed_up, decimal=bool(_DECIMAL.fullmatch(spelling)))
    if any(len(token) > _LONGEST_ABBREVIATED and not _weight(token) for token in tokens):
        return is_letter_junk(closed_up)
    return is_letter_junk(closed_up) or _is_phrase_of_absence(spelling)


def _is_phrase_of_absence(spelling: str) -> bool:
    """Whether all of it says only that the value is absent, unknown, promised for later or a stand-in."""
    label, colon, value = spelling.partition(":")
    weights = []
    for token in _TOKEN.findall(SHORT_FORM.sub(" нет ", spelling)):
        weight = _weight(token)
        if not weight:
            return False
        weights.append(weight)
    unsaid = bool(colon and label) and not any(map(str.isalnum, value))
    return bool(weights) and (unsaid or _CORE in weights or (len(weights) > 1 and bool(NEEDS_COMPANY.search(spelling))))


_CORE, _COMPANION = 2, 1


@lru_cache(maxsize=16384)
def _weight(token: str) -> int:
    """What a token adds to a phrase of absence: its core, its company, or 0 when it says something."""
    return _CORE if is_core(token) else _COMPANION if is_companion(token) else 0


def is_digit_junk(digits: str, *, decimal: bool = False) -> bool:
    """Whether the digits are all zeros, one digit three times or more, or a running sequence of three or more."""
    if not digits.strip("0"):
        return True
    if decimal or len(digits) < _SHORTEST_RUN:
        return False
    return digits == digits[0] * len(digits) or is_running(digits)


def is_running(digits: str) -> bool:
    """Whether each digit follows the one before, upwards or downwards; 0 follows 9 at the end or in a long run."""
    ascending = _TEN_DIGITS + "0"
    if len(digits) >= len(ascending):
        ascending = _TEN_DIGITS * (len(digits) // len(_TEN_DIGITS) + 2)
    return digits in ascending or digits[::-1] in ascending


def is_letter_junk(word: str) -> bool:
    """Whether it is one letter thrice, a run along the keyboard or the alphabet, or such a thing repeated.

    A few digits may stand behind: `qwe123`.
    """
    letters = word.rstrip(_TEN_DIGITS)
    if len(letters) < _SHORTEST_RUN or len(word) - len(letters) > _MOST_DIGITS_BEHIND:
        return word in _TWO_CROSSES
    if _THRICE.search(letters):
        stretched = _STRETCHED.sub(r"\1", letters)
        if len(stretched) == 1 or stretched in CLOSED_UP:
            return True
    return _is_run(letters[: (letters + letters).find(letters, 1)])


def _is_run(letters: str) -> bool:
    """Whether they lie along a row of keys or the alphabet: from its edge on, or long enough to be no accident."""
    if letters in _FROM_THE_EDGE or letters in CLOSED_UP:
        return True
    return letters[:_NO_ACCIDENT] in _WITHIN and any(letters in row or letters[::-1] in row for row in _ROWS)
