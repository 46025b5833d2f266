"""E-mail addresses that somebody made up to fill the field."""

import re
from collections.abc import Iterable


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NOBODY = _words("""
    noemail nomail nomailbox noemailgiven noaddress noadress nomailaddress none nonegiven notgiven notavailable
    unknown nobody noexist notexist notexists nosuchmail donotmail dontmail withoutemail nonexistent нет нету
    нетпочты нетemail нетмейла отсутствует неизвестно неуказан неуказано netpochty netpochti netemail netmaila
    neukazan neukazano otsutstvuet neizvestno bezemail bezpochty
""")
"""Mailbox names that say there is no mailbox, at whatever domain."""

_STAND_INS = _words("""
    test tests testing tester testtest teste tst example examples email mail mailbox adres address adres sample fake
    dummy foo bar temp tmp name username user login yourname your noreply youremail yourmail myemail mymail someone
    somebody anybody anyone no non nope net na nil null nul empty void blank xxx asdf qwerty spam pochta pusto тест
    пример почта адрес имя пусто ххх
""")
"""Mailbox names that are fake at a public provider or beside a fake domain."""

_FAKE_DOMAINS = _words("""
    example tests testing email mail mailbox no net domain site sample dummy foo bar asdf qwerty null nil na empty
    somewhere anywhere yourcompany noreply mycompany company website server host temp xxx pochta пример сайт почта
""")
"""Domains that are made up when what stands before them is, too."""

_NO_DOMAIN = _words("""
    test noemail nomail noemails nomails nodomain none nowhere nosite fake fakemail fakeemail yourdomain mydomain
    invalid localhost unknown netpochty нет нету тест домен неизвестно
""")
"""Domains that are made up whatever stands before them."""

_PROVIDERS = _words("""
    mail.ru inbox.ru list.ru bk.ru internet.ru xmail.ru yandex.ru ya.ru yandex.com yandex.by yandex.kz yandex.ua
    rambler.ru lenta.ru ro.ru autorambler.ru myrambler.ru gmail.com googlemail.com hotmail.com outlook.com live.com
    msn.com yahoo.com icloud.com me.com mac.com aol.com protonmail.com proton.me mail.com gmx.com gmx.de gmx.net
    web.de ukr.net i.ua meta.ua tut.by qip.ru pochta.ru nextmail.ru vk.com mail.ua mail.kz mail.by zoho.com
    fastmail.com
""")
_SECOND_LEVEL = _words("co com org net ac gov edu msk spb in")
_ADDRESS = re.compile(r"[^@\s]+@[\w.-]+")
_WHOLE_ADDRESS = re.compile(r"[^@\s]+@\w[\w.-]*\.[^\W\d_]{2,}")
_SIGNS = re.compile(r"[\W_]+")
_ROWS = (
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "йцукенгшщзхъ",
    "фывапролджэ",
    "ячсмитьбю",
    "abcdefgh",
    "абвгде",
    "1234567890",
)
_RUNS = frozenset(row[:end] for way in _ROWS for row in (way, way[::-1]) for end in range(2, len(row) + 1))
_DIGITS = "0123456789"
_RUN_STARTS = frozenset(run for run in _RUNS if len(run) == len("qw"))


def _starts(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word[:2] for word in words)


_PLAIN_SIGNS = "abcdefghijklmnopqrstuvwxyz0123456789"
_PLAIN_STARTS = frozenset(one + other for one in _PLAIN_SIGNS for other in _PLAIN_SIGNS if one != other) - (
    _starts(_NOBODY) | _starts(_STAND_INS) | _RUN_STARTS
)
"""With these begins no name that stands for nobody: most names are told from their first two signs."""
_DOUBTFUL_LABELS = _starts(_NO_DOMAIN) | _starts(_SECOND_LEVEL)


def is_whole_address(text: str) -> bool:
    """Whether the text has the form of an address at a domain of two labels or more: `info@telefon.no`, not `нет@`."""
    return "@" in text and _WHOLE_ADDRESS.fullmatch(text) is not None


def is_made_up_mailbox(address: str) -> bool:
    """Whether the text has the form of an address that stands for none: `test@test.ru`, `no@mail.ru`, `1@1.ru`."""
    if not _ADDRESS.fullmatch(address):
        return False
    local, _, domain = address.casefold().rpartition("@")
    return is_made_up(local, domain.strip("."))


def is_plainly_somebodys(local: str, label: str) -> bool:
    """A quick look at a lower-case name and the last label but one of its domain; False says nothing yet."""
    return local[:2] in _PLAIN_STARTS and label[:2] not in _DOUBTFUL_LABELS


def is_made_up(local: str, domain: str) -> bool:
    """The same for the parts of a lower-case address."""
    name = local if local.isalnum() else _SIGNS.sub("", local)
    label = _own_label(domain)
    label = label.rstrip(_DIGITS) or label
    if name in _NOBODY or label in _NO_DOMAIN:
        return True
    if label in _FAKE_DOMAINS or domain in _PROVIDERS:
        return name.rstrip(_DIGITS) in _STAND_INS or _is_junk(name)
    if not _is_junk(label):
        return False
    return _is_junk(name) or (name.rstrip(_DIGITS) in _STAND_INS and len(label) > 1 and label.isalpha())


def _own_label(domain: str) -> str:
    """The label its owner chose: `test` of test.co.uk, `example` of mail.example.org."""
    rest, dot, _top = domain.rpartition(".")
    if not dot:
        return domain
    above, _dot, label = rest.rpartition(".")
    return above.rpartition(".")[2] if above and label in _SECOND_LEVEL else label


def _is_junk(name: str) -> bool:
    """Nothing, one sign repeated, or a run along the keyboard, the alphabet or the digits, once or over and over."""
    if not name or name == name[0] * len(name):
        return True
    if name[:2] not in _RUNS or name in _RUN_STARTS:
        return False
    return name[: (name + name).find(name, 1)] in _RUNS
