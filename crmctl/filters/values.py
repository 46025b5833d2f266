"""A filter's words read as values of a field."""

import re

from crmctl.cleaning.text import key
from crmctl.filters.field import Field
from crmctl.filters.refusal import Refusal, did_you_mean
from crmctl.filters.tree import Word
from crmctl.i18n import _

ESCAPE = "!"
"""Makes the next sign of a LIKE pattern stand for itself; not a backslash, which some servers read before LIKE does."""

_NUMBER = re.compile(r"[0-9]{1,15}")
_PHONE_FILLERS = re.compile(r"[\s().‐-―-]+")


def number(word: Word) -> int:
    if not _NUMBER.fullmatch(word.text.strip()):
        raise Refusal(_("Expected a whole number."), word.position)
    return int(word.text)


def choice(field: Field, word: Word) -> str:
    """The stored value of one of the field's spellings."""
    choices = field.choices or {}
    written = key(word.text)
    if written not in choices:
        hint = did_you_mean(written, choices)
        listing = _("Values: {names}.").format(names=", ".join(dict.fromkeys(choices.values())))
        raise Refusal(_("“{field}” has no such value.").format(field=field.code), word.position, hint or listing)
    return choices[written]


def text_key(word: Word) -> str:
    """The key of a value. A blank one is refused: nothing equals it, and everything contains it."""
    found = key(word.text)
    if not found:
        raise Refusal(_("The value is blank."), word.position, _("Ask “is empty” or “is filled”."))
    return found


def spellings(word: Word) -> list[str]:
    """The ways in which a value without a stored key may have been written."""
    written, plain = " ".join(word.text.split()), text_key(word)
    return list(dict.fromkeys((written, plain, plain.upper(), plain.title())))


def containing(text: str) -> str:
    """The LIKE pattern, with ESCAPE, of everything that contains a text."""
    return f"%{_escaped(text, '%_')}%"


def pattern(text: str) -> str:
    """A user's pattern, where % is any text and _ any one sign, as LIKE reads it with ESCAPE."""
    return _escaped(text)


def _escaped(text: str, also: str = "") -> str:
    return "".join(ESCAPE + sign if sign in ESCAPE + also else sign for sign in text)


def as_phone(text: str) -> str:
    """A phone number, part or pattern without what people put between digits; 8 before ten digits is read as +7."""
    compact = _PHONE_FILLERS.sub("", text) or text
    if re.fullmatch(r"8[0-9]{10}", compact):
        return f"+7{compact[1:]}"
    return f"+{compact}" if re.fullmatch(r"[0-9]{11,15}", compact) else compact


def ascii_lower(text: str) -> str:
    """As SQLite's lower() does it, so that a pattern meets lower(column)."""
    return re.sub("[A-Z]+", lambda found: found[0].lower(), text)


def split_groups(words: tuple[Word, ...]) -> tuple[list[Word], list[Word]]:
    """Users, and the names of groups after `group:`."""
    users: list[Word] = []
    groups: list[Word] = []
    for word in words:
        name = _group_name(word)
        (groups if name else users).append(name or word)
    return users, groups


def _group_name(word: Word) -> Word | None:
    found = re.match(r"\s*(?:group|группа)\s*:", word.text, re.IGNORECASE)
    return Word(word.text[found.end() :], word.position) if found else None
