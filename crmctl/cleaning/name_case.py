"""Capital letters of names, put right only where a rule is sure."""

import re

from crmctl.cleaning.name_words import NAME_PARTICLES, PATRONYMIC_PARTICLES

_PART = re.compile(r"[^\W\d_]+")
_UNSURE = re.compile(r"(?:mc|mac|о['’]|de|di|la|le|van|von)\w", re.IGNORECASE)


def repaired(name: str) -> str:
    """The name with each part capitalised when it came in capitals or in small letters; a mixed spelling stays."""
    return " ".join(_word(word) for word in name.split(" "))


def _word(word: str) -> str:
    if not (word.isupper() or word.islower()) or word.rstrip(".").lower() in PATRONYMIC_PARTICLES:
        return word
    if word.lower() in NAME_PARTICLES:
        return word if word.islower() else word.lower()
    if word.isupper() and word.isascii() and _UNSURE.match(word):
        return word
    return _PART.sub(lambda part: part[0][:1].upper() + part[0][1:].lower(), word)
