"""What a value is worth, decided once: the report, the row's colour, the import and the batch all ask here."""

from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from typing import NamedTuple

from crmctl.cleaning import addresses, codes, emails, phones, websites
from crmctl.cleaning.dates import parse_date
from crmctl.cleaning.messengers import messenger_name
from crmctl.cleaning.placeholders import is_placeholder
from crmctl.cleaning.text import clean, is_blank
from crmctl.vocabulary import ClientKind, PointType, State, ValueState

_PHONE, _EMAIL, _WEBSITE, _OK = PointType.PHONE, PointType.EMAIL, PointType.WEBSITE, ValueState.OK
_FREE_TEXT = frozenset({PointType.ADDRESS, PointType.OTHER})
_LONGEST = 600
"""Characters of a cell of contact points; patterns over longer ones would take their time."""

_PHONES = frozenset({PointType.PHONE, PointType.FAX})
_COMPANY = ClientKind.COMPANY
_VERBATIM = frozenset({"name", "legal_name", "display_name", "comment", "text", "summary"})


SureOfMany = Callable[[Sequence[str], str], Sequence[str]]
"""Takes cells and a country, gives the normal form of each that is plainly good, an empty text for the others."""


class Value(NamedTuple):
    """One value of a cell; `normal` is the form it is compared by, empty unless the state is ok.

    A phone's is E.164, `;ext=652` behind it when it has an extension; an e-mail's is in lower case; a site's is a URL.
    """

    text: str
    normal: str
    state: ValueState
    note: str = ""


class Cleaner:
    """The judge of values for one company: its country (ISO, two letters) and its own placeholder words."""

    def __init__(self, country: str = "RU", words: Collection[str] = ()) -> None:
        self.country = country.upper()
        self.words = frozenset(words)
        self._sure: dict[PointType, SureOfMany] = {}
        if not any(map(str.isdigit, "".join(self.words))):
            self._sure[_PHONE] = phones.sure_numbers
        if not any("@" in word for word in self.words):
            self._sure[_EMAIL] = lambda cells, _country: emails.sure_addresses(cells)
        if not self.words:
            self._sure[_WEBSITE] = lambda cells, _country: websites.sure_sites(cells)
        self._judged = lru_cache(maxsize=8192)(self._judge)

    def points(self, type: PointType, cell: str, country: str = "") -> list[Value]:  # noqa: A002
        """The contact points a cell holds; none when it is blank.

        Several only when every piece is good by itself, else the whole cell is one value. `country` is the client's.
        """
        country = country or self.country
        (normal,) = self.sure_of_many(type)((cell,), country)
        return [Value(cell, normal, _OK)] if normal else list(self.doubtful_points(type, cell, country))

    def doubtful_points(self, type: PointType, cell: str, country: str) -> tuple[Value, ...]:  # noqa: A002
        """The same for a cell that the quick judge was not sure of; what was asked lately is remembered."""
        return self._judged(type, cell, country)

    def sure_of_many(self, type: PointType) -> SureOfMany:  # noqa: A002
        """A quick judge of plainly good values; where it gives nothing, `doubtful_points` is to be asked."""
        return self._sure.get(type, _unsure)

    def field_state(self, field: str, text: str, *, client_kind: str = "company", country: str = "") -> State:
        """The state of a field's text; of one that is no register number and no date: ok, placeholder or missing.

        INN, KPP and OGRN of clients of other countries follow no rule here.
        """
        if is_blank(text):
            return State.MISSING
        judge = codes.CODES.get(field)
        if judge is not None and (country or self.country).upper() == "RU":
            return self._code_state(judge, codes.clean_code(field, clean(text), personal=client_kind != _COMPANY))
        if self.is_placeholder(clean(text) or text):
            return State.PLACEHOLDER
        if field == "birth_date" and parse_date(text) is None:
            return State.INVALID
        return State.OK

    def clean_field(self, field: str, text: str, *, client_kind: str = "company") -> str:
        """The text as it should have been entered: edges, wrapping quotes, labels and lost zeros put right."""
        if field in codes.CODES:
            return codes.clean_code(field, clean(text), personal=client_kind != _COMPANY)
        if field in _VERBATIM:
            return text.replace("\u00a0", " ").strip()
        return clean(text)

    def is_placeholder(self, text: str) -> bool:
        """Whether the text means nothing, by the general rules or the company's words."""
        return is_placeholder(text, self.words)

    def _code_state(self, judge: Callable[[str], bool], code: str) -> State:
        if judge(code):
            return State.OK
        return State.PLACEHOLDER if self.is_placeholder(code) else State.INVALID

    def _judge(self, kind: PointType, cell: str, country: str) -> tuple[Value, ...]:
        if is_blank(cell):
            return ()
        text = clean(cell)
        if kind not in _FREE_TEXT and len(text) > _LONGEST:
            return (Value(cell, "", ValueState.INVALID),)
        if kind in _PHONES:
            return self._phones(cell, phones.bare(cell), country.upper())
        if kind == _EMAIL:
            return self._emails(cell, emails.bare(cell))
        if kind == _WEBSITE:
            return self._websites(cell, websites.bare(cell))
        return (self._single(kind, cell, text, country.upper()),)

    def _phones(self, cell: str, text: str, country: str) -> tuple[Value, ...]:
        (sure,) = self.sure_of_many(_PHONE)((text,), country)
        if sure:
            return (Value(cell, sure, _OK),)
        number = phones.normal(text, country)
        if self._says_nothing(cell, text) or phones.is_junk(text, number):
            return (Value(cell, "", ValueState.PLACEHOLDER),)
        if number:
            return (Value(cell, number, _OK),)
        pieces = [(piece, self._one_phone(piece, country)) for piece in phones.pieces(text)]
        if len(pieces) > 1 and all(normal for _, normal in pieces):
            return _distinct(pieces)
        return _several_or_whole(
            cell, [one for one in phones.embedded(text, country) if self._one_phone(one[0], country)]
        )

    def _one_phone(self, piece: str, country: str) -> str:
        bare = phones.bare(piece)
        number = phones.normal(bare, country)
        return "" if not number or phones.is_junk(bare, number) or self.is_placeholder(bare) else number

    def _emails(self, cell: str, text: str) -> tuple[Value, ...]:
        (sure,) = self.sure_of_many(_EMAIL)((text,), self.country)
        if sure:
            return (Value(cell, sure, _OK),)
        address = emails.normal(text)
        if self._says_nothing(cell, text) or (address and emails.is_made_up_address(address)):
            return (Value(cell, "", ValueState.PLACEHOLDER),)
        if address:
            return (Value(cell, address, _OK, emails.note(address)),)
        pieces = [(piece, self._one_email(piece)) for piece in emails.pieces(text)]
        if len(pieces) > 1 and all(normal for _, normal in pieces):
            return tuple(value._replace(note=emails.note(value.normal)) for value in _distinct(pieces))
        return (Value(cell, "", ValueState.INVALID),)

    def _one_email(self, piece: str) -> str:
        return "" if self.is_placeholder(piece) else emails.normal(piece)

    def _websites(self, cell: str, text: str) -> tuple[Value, ...]:
        if self._says_nothing(cell, text) or websites.is_made_up_site(text):
            return (Value(cell, "", ValueState.PLACEHOLDER),)
        url = websites.normal(text)
        if url:
            return (Value(cell, url, _OK),)
        pieces = [(piece, websites.normal(piece)) for piece in websites.pieces(text)]
        if len(pieces) > 1 and all(normal for _, normal in pieces):
            return _distinct(pieces)
        return (Value(cell, "", ValueState.INVALID),)

    def _says_nothing(self, cell: str, text: str) -> bool:
        return not text or self.is_placeholder(text) or (text != cell and self.is_placeholder(cell))

    def _single(self, kind: PointType, cell: str, text: str, country: str) -> Value:
        if self._says_nothing(cell, text):
            return Value(cell, "", ValueState.PLACEHOLDER)
        if kind == PointType.ADDRESS:
            normal = " ".join(text.split()) if addresses.is_address(text) else ""
        elif kind == PointType.MESSENGER:
            normal = phones.normal(phones.bare(text), country) or messenger_name(text)
        else:
            normal = " ".join(text.split())
        return Value(cell, normal, _OK if normal else ValueState.INVALID)


def _unsure(cells: Sequence[str], _country: str) -> list[str]:
    return [""] * len(cells)


def _distinct(pieces: list[tuple[str, str]]) -> tuple[Value, ...]:
    """One value per normal form, the first spelling of each."""
    first = {normal: piece for piece, normal in reversed(pieces)}
    return tuple(Value(first[normal], normal, _OK) for normal in dict.fromkeys(normal for _, normal in pieces))


def _several_or_whole(cell: str, found: list[tuple[str, str]]) -> tuple[Value, ...]:
    if not found:
        return (Value(cell, "", ValueState.INVALID),)
    if len(found) == 1:
        return (Value(cell, found[0][1], _OK, "among-words"),)
    return _distinct(found)
