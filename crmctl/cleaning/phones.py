"""Phone numbers: what people type around them, and libphonenumber's verdict on what is left."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from crmctl.cleaning.phone_patterns import main_country, sure_pattern
from crmctl.cleaning.placeholders import is_digit_junk
from crmctl.cleaning.text import as_lines, clean

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

LONGEST = 120
"""Characters of a cell that may hold phone numbers."""

_SHORTEST_TAIL = 7
_FEWEST_DIGITS, _MOST_DIGITS = 5, 20
_WORTH_SEARCHING = re.compile(r"[^\W\d_]|[/,;|]|\d\s+[+\d]")
_MOST_OTHER_DIGITS = 4
_LONGEST_EXTENSION = 5
"""Of those the library finds behind a comma: a longer one is another number, cut off."""
_SUSPECT = frozenset(three for three in map("{:03}".format, range(1000)) if is_digit_junk(three))
_WORDS = (
    r"контактн\w*|конт|мобильн\w*|моб|сотов\w*|сот|рабоч\w*|раб|домашн\w*|дом|городск\w*|гор|служебн\w*|личн\w*|основн\w*|доп"
    r"|телефон\w*|тел|тлф|т|факс|ф|номер|phone|telephone|tel|mobile|mob|cell|work|home|office|main|fax|p|m|t|c|w|h"
    r"|whats\s?app|ватсап|вотсап|viber|вайбер|telegram|телеграм|tg|wa|callto|sms"
)
_LABEL = re.compile(rf"(?:(?:{_WORDS})\b(?:[\s.,:;№#/()–—-]|\(?s\)?:)*)+(?=[+＋(\d])", re.IGNORECASE)
_FLOAT = re.compile(r"(\+?\d{5,17})[.,]0{1,2}")
_EXTENSION = re.compile(
    r"[\s,;(]*(?:(?<![^\W\d_])(?:доб(?:авочный)?|вн(?:утр(?:енний)?)?|ext(?:ension)?|extn|int|x)(?![^\W\d_])\.?|(?<=[\d\s)])[xх]|#)\s*[.:№]?\s*(\d{1,7})\s*\)?\s*$",
    re.IGNORECASE,
)
_EXTENSION_MARK = re.compile(r";ext=(\d{1,7})$")
_SIGNS_ONLY = re.compile(r"[+\d\s().,\-‐-―−_/*xхXХ№#:;]+")
_BETWEEN = re.compile(r"[,;/|\n\r]+|\s+(?:или|либо|и|or|and)\s+|\s{2,}|(?<=\d)\s+(?=\+)", re.IGNORECASE)


def sure_numbers(cells: Sequence[str], country: str) -> list[str]:
    """The numbers in E.164 (`;ext=N` behind it) that are plainly good ones; the library is not asked."""
    pattern, code = sure_pattern(country)
    found = pattern.findall(_squeezed(as_lines(cells)))[: len(cells)]
    return [
        code + national
        if national and not extension and national[:3] not in _SUSPECT
        else _sure_number(cell, code, national, extension)
        if national or cell[:1] == "+"
        else ""
        for cell, (national, extension) in zip(cells, found, strict=True)
    ]


def _sure_number(cell: str, code: str, national: str, extension: str) -> str:
    """The number that needs a second look: it may be foreign, junk, or have an extension."""
    if not national and "\n" not in cell:
        squeezed = _squeezed(cell)
        pattern, code = sure_pattern(main_country(squeezed[1:4]))
        national, extension = pattern.findall(squeezed)[0]
    if not national or is_junk_national(national):
        return ""
    return f"{code}{national};ext={extension}" if extension else code + national


def _squeezed(text: str) -> str:
    return text.replace(" ", "").replace("-", "").replace("(", "").replace(")", "").replace("\u00a0", "")


def is_junk_national(national: str) -> bool:
    """Whether all the national digits are one repeated digit or one running sequence."""
    return national[:3] in _SUSPECT and is_digit_junk(national)


def bare(cell: str) -> str:
    """The cell without blanks, quotes, labels and a spreadsheet's `.0`."""
    text = clean(cell).rstrip(",;/ \n\r")
    text = clean(_LABEL.sub("", text, count=1) if _LABEL.match(text) else text)
    number = _FLOAT.fullmatch(text)
    return number[1] if number else text


def normal(text: str, country: str) -> str:
    """The bare text's number in E.164 with its extension; empty when it is none by libphonenumber's rules.

    The rules of the country are tried first, then the text with a `+` before it.
    """
    main, extension = _split_extension(text)
    if len(main) > LONGEST or not _FEWEST_DIGITS <= sum(map(str.isdigit, main)) <= _MOST_DIGITS:
        return ""
    number = _valid(main, country) or (_valid("+" + main, country) if main[0].isdigit() and "/" not in main else "")
    return f"{number};ext={extension}" if number and extension and ";ext=" not in number else number


def is_junk(text: str, number: str) -> bool:
    """Whether a bare text with its normal number, or empty, says nothing: one repeated digit or a running sequence."""
    if number:
        return is_junk_national(national_digits(number))
    digits = "".join(filter(str.isdecimal, _split_extension(text)[0]))
    if not digits or not _SIGNS_ONLY.fullmatch(text):
        return False
    longest_code = 3 if text.startswith("+") else 1
    rests = (digits[cut:] for cut in range(1, longest_code + 1) if len(digits) - cut >= _SHORTEST_TAIL)
    return digits == digits[0] * len(digits) or is_digit_junk(digits) or any(map(is_digit_junk, rests))


def national_digits(number: str) -> str:
    """The national digits of a normal number."""
    from phonenumbers import national_significant_number, parse

    return national_significant_number(parse(number))


def spelled(number: str) -> str:
    """A normal number as it is read aloud and dialled: `+7 916 123-45-67`, with ` #652` when it has an extension."""
    from phonenumbers import PhoneNumberFormat, format_number, parse

    main, _sign, extension = number.partition(";ext=")
    shown = format_number(parse(main), PhoneNumberFormat.INTERNATIONAL)
    return f"{shown} #{extension}" if extension else shown


def pieces(text: str) -> list[str]:
    """The parts of a cell that may each be a number."""
    return [piece for part in _BETWEEN.split(text) if (piece := part.strip())]


def embedded(text: str, country: str) -> list[tuple[str, str]]:
    """The numbers standing among words, each as written and in E.164; none when many other digits stand there too."""
    from phonenumbers import Leniency, PhoneNumberMatcher

    if len(text) > LONGEST or sum(map(str.isdigit, text)) < _FEWEST_DIGITS or not _WORTH_SEARCHING.search(text):
        return []
    rest, found = text, []
    for match in PhoneNumberMatcher(text, country, leniency=Leniency.VALID):
        found.append((match.raw_string, _format(match.number)))
        rest = rest.replace(match.raw_string, "", 1)
    return found if sum(map(str.isdigit, rest)) <= _MOST_OTHER_DIGITS else []


def _split_extension(text: str) -> tuple[str, str]:
    marked = _EXTENSION_MARK.search(text) or _EXTENSION.search(text)
    return (text[: marked.start()], marked[1]) if marked else (text, "")


def _valid(text: str, country: str) -> str:
    from phonenumbers import NumberParseException, is_valid_number, parse

    try:
        number = parse(text, country)
    except NumberParseException:
        return ""
    too_long = len(number.extension or "") > _LONGEST_EXTENSION
    return "" if too_long or not is_valid_number(number) else _format(number)


def _format(number: "PhoneNumber") -> str:
    from phonenumbers import PhoneNumberFormat, format_number

    e164 = format_number(number, PhoneNumberFormat.E164)
    return f"{e164};ext={number.extension}" if number.extension else e164
