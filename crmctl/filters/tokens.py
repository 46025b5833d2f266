"""The filter's text cut into tokens."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from crmctl.filters.refusal import Refusal
from crmctl.filters.words import SIGNS
from crmctl.i18n import _

MAX_LENGTH = 4096
"""Signs in a filter."""

WORD, QUOTED, SIGN, END = "word", "quoted", "sign", "end"

_NEVER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_SPACE = re.compile(r"\s*")
_SIGN = re.compile("|".join(sorted(map(re.escape, (*SIGNS, "(", ")", ",")), key=len, reverse=True)))
_WORD = re.compile(r"(?:(?!!=)[^\s=<>≤≥≠(),])+")
_PREFIX = re.compile(r"(\w+:)[\"'«]")
_QUOTED = {
    '"': re.compile(r'"((?:[^"]|"")*+)"'),
    "'": re.compile(r"'((?:[^']|'')*+)'"),
}


class Token(NamedTuple):
    """`text` is without quotes; `position` (from 0) is where it starts, quotes included."""

    kind: str
    text: str
    position: int


def tokens(text: str) -> Iterator[Token]:
    """The tokens in their order, the last of kind END. Refuses what is too long and signs no database should get."""
    if len(text) > MAX_LENGTH:
        raise Refusal(_("The filter is longer than {limit} signs.").format(limit=MAX_LENGTH), MAX_LENGTH)
    if never := _NEVER.search(text):
        raise Refusal(_("A control character has no place in a filter."), never.start())
    at = _past_space(text, 0)
    while at < len(text):
        token, at = _token(text, at)
        yield token
        at = _past_space(text, at)
    yield Token(END, "", len(text))


def _past_space(text: str, at: int) -> int:
    space = _SPACE.match(text, at)
    assert space is not None
    return space.end()


def _token(text: str, at: int) -> tuple[Token, int]:
    if sign := _SIGN.match(text, at):
        return Token(SIGN, sign[0], at), sign.end()
    if text[at] in "\"'«":
        value, end = _quoted(text, at)
        return Token(QUOTED, value, at), end
    word = _WORD.match(text, at)
    assert word is not None  # all that is neither space nor sign is a word
    return _word(text, word)


def _word(text: str, word: re.Match[str]) -> tuple[Token, int]:
    """A bare word; one that ends in a colon takes the quoted text after it along: `group:"North East"`."""
    if prefix := _PREFIX.match(word[0]):
        value, end = _quoted(text, word.start() + prefix.end(1))
        return Token(QUOTED, prefix[1] + value, word.start()), end
    return Token(WORD, word[0], word.start()), word.end()


def _quoted(text: str, at: int) -> tuple[str, int]:
    """The text between quotes and the place after them. A doubled quote stands for itself; « » nest."""
    quote = text[at]
    if quote == "«":
        return _nested(text, at)
    found = _QUOTED[quote].match(text, at)
    if not found:
        raise _unclosed(at)
    return found[1].replace(quote * 2, quote), found.end()


def _nested(text: str, at: int) -> tuple[str, int]:
    open_quotes = 0
    for here in range(at, len(text)):
        open_quotes += (text[here] == "«") - (text[here] == "»")
        if not open_quotes:
            return text[at + 1 : here], here + 1
    raise _unclosed(at)


def _unclosed(at: int) -> Refusal:
    return Refusal(_("The quote is not closed."), at)
