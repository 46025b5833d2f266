"""Numbers of the Russian registers, by their check digits: INN, KPP, OGRN."""

import re
from operator import mul

_LABEL = re.compile(r"^\s*(?:(?:инн|кпп|огрн(?:ип)?|inn|kpp|ogrn)\b\s*[/:№#.\-–]*\s*)+", re.IGNORECASE)
_INN_AND_KPP = re.compile(r"(\d{10})[/\\](\d{9})")
_FLOAT = re.compile(r"(\d+)[.,]0+")
_KPP = re.compile(r"\d{4}[0-9A-Z]{2}\d{3}", re.ASCII)
_WEIGHTS = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
"""Of a personal INN's last digit; the digits before take the weights from the right."""

_LOST_ZERO_KPP = re.compile(r"[1-9]\d{2}(?:01|4[345]|50)\d{3}", re.ASCII)
"""A KPP of the regions 01 to 09 without its first digit, told by the usual reasons of registration."""

_COMPANY_INN, _PERSONAL_INN = 10, 12


def bare_number(text: str) -> str:
    """The number without its label, its spaces and a spreadsheet's `.0`."""
    bare = re.sub(r"\s+", "", _LABEL.sub("", text))
    number = _FLOAT.fullmatch(bare)
    return number[1] if number else bare


def is_inn(number: str) -> bool:
    """Whether it is an INN: 10 or 12 digits whose check digits hold and that are not all the same.

    Counted here and not by stdnum, which takes six times as long; a law compares the two.
    """
    if not _digits(number) or _all_same(number):
        return False
    if len(number) == _COMPANY_INN:
        return _inn_digit(number[:9]) == number[9]
    return (
        len(number) == _PERSONAL_INN and _inn_digit(number[:10]) == number[10] and _inn_digit(number[:11]) == number[11]
    )


def _inn_digit(digits: str) -> str:
    weights = _WEIGHTS[-len(digits) :]
    return str((sum(map(mul, weights, digits.encode())) - 48 * sum(weights)) % 11 % 10)


def is_ogrn(number: str) -> bool:
    """Whether it is an OGRN (13 digits) or OGRNIP (15), by its check digit."""
    if not _digits(number) or _all_same(number):
        return False
    from stdnum.ru import ogrn

    return bool(ogrn.is_valid(number))


def is_kpp(number: str) -> bool:
    """Whether it is a KPP: four digits of the tax office, two signs of the reason, three digits; not all the same."""
    return bool(_KPP.fullmatch(number)) and not _all_same(number)


def _part_of_pair(number: str, part: int) -> str:
    """The INN (1) or the KPP (2) of `7707083893/770701001`, as 1C prints them; any other number as it is."""
    pair = _INN_AND_KPP.fullmatch(number)
    return pair[part] if pair else number


def clean_inn(text: str, *, personal: bool = False) -> str:
    """The INN's digits, with the leading zero a spreadsheet took when the check digit then holds.

    A person's has 12 digits, so nine are not what is left of it.
    """
    if len(text) in {_COMPANY_INN, _PERSONAL_INN} and _digits(text):
        return text
    number = _part_of_pair(bare_number(text), 1)
    lost = len(number) == _PERSONAL_INN - 1 or (len(number) == _COMPANY_INN - 1 and not personal)
    return "0" + number if lost and is_inn("0" + number) else number


def clean_code(field: str, text: str, *, personal: bool = False) -> str:
    """The value of the field `inn`, `kpp` or `ogrn` as it should have been entered; other signs are left in."""
    if field == "inn":
        return clean_inn(text, personal=personal)
    number = _part_of_pair(bare_number(text), 2).upper()
    return "0" + number if field == "kpp" and _LOST_ZERO_KPP.fullmatch(number) else number


CODES = {"inn": is_inn, "kpp": is_kpp, "ogrn": is_ogrn}
"""The fields judged by check digits, each with its judge."""


def _digits(number: str) -> bool:
    return number.isascii() and number.isdigit()


def _all_same(number: str) -> bool:
    return number == number[0] * len(number)
