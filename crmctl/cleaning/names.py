"""A person's whole name taken apart: last, first and middle name, sex, and how sure that is."""

import re
from typing import Literal, NamedTuple

from crmctl.cleaning import name_words as words
from crmctl.cleaning.name_case import repaired
from crmctl.cleaning.placeholders import is_placeholder
from crmctl.cleaning.text import clean, key
from crmctl.i18n import _

Confidence = Literal["high", "medium", "low", "none"]


class NameParts(NamedTuple):
    """`sex` is m, f or empty; `confidence` is none, and every part empty, when the text is no person's name."""

    last_name: str = ""
    first_name: str = ""
    middle_name: str = ""
    sex: str = ""
    confidence: Confidence = "none"
    reason: str = ""


LONGEST = 200
_BRACKETS = re.compile(r"\s*[(\[{][^)\]}]*[)\]}]?\s*")
_BEFORE_POSITION = re.compile(r"\s*(?:[,;/|]|\s[-–—]\s)\s*")
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ`-][^\W\d_]+)*'?")
_INITIALS = re.compile(r"([^\W\d_])\.\s*(?:-?([^\W\d_])\.)?")
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)
_GENERATION = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "md", "esq", "мл", "ст"})
_MOST_WORDS, _TRIPLE, _PAIR = 5, 3, 2


def split_name(text: str) -> NameParts:
    """The parts of a whole name in any usual order; never raises."""
    bare = clean(text)[: LONGEST + 1]
    if not bare or len(bare) > LONGEST or is_placeholder(bare):
        return NameParts(reason=_("nothing that could be a name"))
    bare = _BRACKETS.sub(" ", bare).strip() or bare
    titled = words.FORM_OF_ADDRESS.match(bare.casefold())
    bare = bare[titled.end() :] if titled else bare
    surname, rest = _at_comma(bare)
    parts = _person(_tokens(rest), surname)
    last, first, middle = map(repaired, parts[:3])
    return parts._replace(last_name=last, first_name=first, middle_name=middle)


def _at_comma(text: str) -> tuple[str, str]:
    """`Last` and `First Middle` of `Last, First Middle`; a position behind a comma or a dash is dropped."""
    before, *behind = _BEFORE_POSITION.split(text)
    tail = " ".join(behind).strip()
    if not tail:
        return "", text
    is_surname = "," in text and len(before.split()) == 1 and not words.POSITION.fullmatch(key(tail))
    return (before, tail) if is_surname and _WORD.fullmatch(before) else ("", before)


def _tokens(text: str) -> list[str]:
    """Words and initials (`И.`), up to the first word of a position; empty when something else stands there."""
    spaced = _INITIALS.sub(lambda found: f" {found[1]}. " + (f"{found[2]}. " if found[2] else ""), text)
    tokens: list[str] = []
    for token in spaced.split():
        if tokens and words.POSITION.fullmatch(key(token)) and not _is_patronymic(token):
            break
        tokens.append(token)
    tokens = [token for token in tokens if token.casefold().strip(".,") not in _GENERATION]
    return tokens if all(_is_initial(token) or _WORD.fullmatch(token) for token in tokens) else []


def _person(tokens: list[str], surname: str) -> NameParts:
    if not tokens or len(tokens) > _MOST_WORDS or any(words.ORGANISATION.fullmatch(key(token)) for token in tokens):
        return NameParts(reason=_("no person's name"))
    if words.POSITION.fullmatch(key(tokens[0])) and len(tokens) == 1:
        return NameParts(reason=_("a position, not a name"))
    tokens = _particles_joined(tokens)
    if surname:
        return _with_surname(tokens, surname)
    return _by_turkic(tokens) or _by_initials(tokens) or _by_patronymic(tokens) or _by_dictionary(tokens)


def _particles_joined(tokens: list[str]) -> list[str]:
    """`ван Гог` as one token; a particle at the very end stays alone."""
    joined: list[str] = []
    held = ""
    for token in tokens:
        held = f"{held} {token}".strip()
        if key(token) not in words.NAME_PARTICLES:
            joined.append(held)
            held = ""
    return [*joined, held] if held else joined


def _with_surname(tokens: list[str], surname: str) -> NameParts:
    first, *middle = tokens
    sex = _sex(first, middle[-1] if middle else "", surname)
    return NameParts(surname, first, " ".join(middle), sex, "high", _("the surname stands before a comma"))


def _by_turkic(tokens: list[str]) -> NameParts | None:
    place = next((place for place, token in enumerate(tokens) if key(token) in words.PATRONYMIC_PARTICLES), 0)
    before, behind = tokens[: max(place - 1, 0)], tokens[place + 1 :]
    if not before or not 1 <= len(before) + len(behind) <= _PAIR:
        return None
    last = behind[0] if behind else "".join(before[:-1])
    middle = f"{tokens[place - 1]} {tokens[place].lower()}"
    sex = words.PATRONYMIC_PARTICLES[key(tokens[place])]
    return NameParts(last, before[-1], middle, sex, "high", _("a patronymic with its particle"))


def _by_initials(tokens: list[str]) -> NameParts | None:
    initials = [token for token in tokens if _is_initial(token)]
    full = [token for token in tokens if not _is_initial(token)]
    if not initials or len(initials) > _PAIR or len(full) > 1:
        return None
    first, *middle = initials
    if not full:
        return NameParts("", first, "".join(middle), "", "low", _("initials only"))
    return NameParts(full[0], first, "".join(middle), _sex("", "", full[0]), "medium", _("a surname with initials"))


def _by_patronymic(tokens: list[str]) -> NameParts | None:
    place = _patronymic_place(tokens)
    if not place:
        return None
    middle = tokens.pop(place)
    sex = patronymic_sex(middle)
    if len(tokens) == 1:
        return NameParts("", tokens[0], middle, sex, "high", _("a first name and a patronymic"))
    first_is_first = place == 1 or (_is_known(tokens[0]) and not _is_known(tokens[1]))
    first, last = tokens if first_is_first else reversed(tokens)
    return NameParts(last, first, middle, sex, "high", _("the patronymic's ending tells the order and the sex"))


def _patronymic_place(tokens: list[str]) -> int:
    """Where the patronymic stands among two or three words; 0 when there is none."""
    if not _PAIR <= len(tokens) <= _TRIPLE:
        return 0
    places = [place for place, token in enumerate(tokens) if place and _is_patronymic(token)]
    if not places and len(tokens) == _TRIPLE:
        places = [place for place in (2, 1) if words.LIKE_PATRONYMIC.fullmatch(key(tokens[place]))][:1]
    surname_like_last = len(places) == _PAIR and _is_known(tokens[0])
    return places[0 if surname_like_last else -1] if places else 0


def _by_dictionary(tokens: list[str]) -> NameParts:
    if len(tokens) == 1:
        return _single(tokens[0])
    capital = [token for token in tokens if token.isupper() and len(token) > 1]
    if len(capital) == 1:
        first, *middle = (token for token in tokens if token is not capital[0])
        sex = _sex(first, "", capital[0])
        return NameParts(capital[0], first, " ".join(middle), sex, "medium", _("the surname is written in capitals"))
    if all(_LATIN.match(token) for token in tokens):
        first, *middle, last = tokens
        return NameParts(
            last, first, " ".join(middle), _sex(first, "", ""), "medium", _("a Latin name, first name first")
        )
    return _two(tokens) if len(tokens) == _PAIR else _as_it_stands(tokens)


def _two(tokens: list[str]) -> NameParts:
    known = [place for place, token in enumerate(tokens) if _is_known(token)]
    surnames = [place for place, token in enumerate(tokens) if words.SURNAME_ENDING.fullmatch(key(token))]
    if len(known) == _PAIR and len(surnames) == 1:
        known = [1 - surnames[0]]
    if len(known) == 1:
        first, last = tokens[known[0]], tokens[1 - known[0]]
        return NameParts(last, first, "", _sex(first, "", last), "high", _("the first name is a known one"))
    if len(surnames) == 1 and not known:
        last, first = tokens[surnames[0]], tokens[1 - surnames[0]]
        return NameParts(last, first, "", _sex(first, "", last), "medium", _("the ending tells the surname"))
    return _as_it_stands(tokens)


def _as_it_stands(tokens: list[str]) -> NameParts:
    last, first, *middle = tokens
    sex = _sex(first, "", last)
    return NameParts(last, first, " ".join(middle), sex, "low", _("no ending and no known name tells the order"))


def _single(token: str) -> NameParts:
    if _is_patronymic(token) and patronymic_sex(token) == "f":
        return NameParts("", "", token, "f", "medium", _("a patronymic only"))
    sex = words.FIRST_NAMES.get(key(token))
    if sex is not None:
        return NameParts("", token, "", sex, "medium", _("a first name only"))
    if words.SURNAME_ENDING.fullmatch(key(token)):
        return NameParts(token, "", "", _sex("", "", token), "medium", _("a surname only"))
    return NameParts(token, "", "", "", "low", _("one word, taken for a surname"))


def _is_initial(token: str) -> bool:
    return token[1:] == "." and token[0].isalpha()


def _is_known(token: str) -> bool:
    return key(token) in words.FIRST_NAMES


def _is_patronymic(token: str) -> bool:
    return bool(words.PATRONYMIC.fullmatch(key(token)) or ("-" in token and _particle_sex(token)))


def patronymic_sex(text: str) -> str:
    """The sex a patronymic's ending tells, m or f; empty for a text with another ending."""
    found = words.PATRONYMIC.fullmatch(key(text)) or words.LIKE_PATRONYMIC.fullmatch(key(text))
    return _particle_sex(text) or (found.lastgroup[0] if found and found.lastgroup else "")


def _particle_sex(text: str) -> str:
    """The sex told by the particle of `Гасан оглы` or `Гасан-оглы`; empty when there is none."""
    return words.PATRONYMIC_PARTICLES.get(key(text).replace("-", " ").rpartition(" ")[2], "")


def _sex(first: str, middle: str, last: str) -> str:
    """By the patronymic, else the first name, else the surname's ending."""
    known = patronymic_sex(middle) or words.FIRST_NAMES.get(key(first), "")
    ending = words.SURNAME_ENDING.fullmatch(key(last))
    return known or (ending.lastgroup[0] if ending and ending.lastgroup else "")
