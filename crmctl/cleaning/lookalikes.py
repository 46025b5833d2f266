"""One word in the spellings that look alike: Latin for Cyrillic, Cyrillic for Latin, the wrong keyboard layout."""

import re
import unicodedata
from collections.abc import Iterator

from crmctl.cleaning.text import key, visible

_CYRILLIC = re.compile("[а-яёіїєґқ]", re.IGNORECASE)
_LATIN = re.compile("[a-z]", re.IGNORECASE)
_CYRILLIC_WORD = re.compile("[а-яё\\W_]+", re.IGNORECASE)
_LATIN_WORD = re.compile("[a-z\\W_]+", re.IGNORECASE)
_MIXED = re.compile("[а-яёіїєґқ][a-z036]|[a-z036][а-яёіїєґқ]", re.IGNORECASE)
_CAPITALS = str.maketrans("ABCEHKMOPTXY", "АВСЕНКМОРТХУ")
_TO_CYRILLIC = str.maketrans("ABCEHKMOPTXYaceopxykmnthuiё036", "АВСЕНКМОРТХУасеорхукмптнииеозб")
_TO_LATIN = str.maketrans("АВСЕНКМОРТХУасеорхукмтіё0", "ABCEHKMOPTXYaceopxykmtieo")
_ENGLISH_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
_RUSSIAN_KEYS = "йцукенгшщзхъфывапролджэячсмитьбю"
_OTHER_LAYOUT = str.maketrans(_ENGLISH_KEYS + _RUSSIAN_KEYS, _RUSSIAN_KEYS + _ENGLISH_KEYS)
_GREEK = str.maketrans("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαεικνορτυχ", "ABEZHIKMNOPTYXaeiknoptux")
_MARKS = re.compile("[\u0300-\u036f\u0483-\u0489\u20d0-\u20ff]")
_ONLY_CAPITAL_LOOKALIKES = re.compile(r"[ABCEHKMOPTXY\W\d_]+")
_ORDINARY = re.compile("[\x20-\x7eА-яЁё«»–—]*")
_LONGEST_IN_WRONG_LAYOUT = 15


def spellings(text: str) -> Iterator[str]:
    """The key of the text, then of what it may have been meant to spell; at most three."""
    plain = text
    if not _ORDINARY.fullmatch(text):
        plain = _MARKS.sub("", unicodedata.normalize("NFKC", visible(text))).translate(_GREEK)
    plain_key = key(plain)
    yield plain_key
    if _MIXED.search(plain):
        yield key(plain.translate(_TO_CYRILLIC))
        yield key(plain.translate(_TO_LATIN))
    elif _ONLY_CAPITAL_LOOKALIKES.fullmatch(plain):
        yield key(plain.translate(_CAPITALS))
    elif "0" in plain and _LATIN.search(plain):
        yield key(plain.translate(_TO_LATIN))
    if len(plain) <= _LONGEST_IN_WRONG_LAYOUT and (_LATIN_WORD.fullmatch(plain) or _CYRILLIC_WORD.fullmatch(plain)):
        yield plain_key.translate(_OTHER_LAYOUT)


def is_mixed_script(word: str) -> bool:
    """Whether Latin and Cyrillic letters stand in one word."""
    return bool(_CYRILLIC.search(word) and _LATIN.search(word))
