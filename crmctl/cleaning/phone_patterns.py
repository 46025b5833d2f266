"""The numbers libphonenumber need not be asked about: a pattern built from the library's own metadata."""

import re
from functools import lru_cache
from typing import Any

_TYPES = (
    "fixed_line",
    "mobile",
    "toll_free",
    "premium_rate",
    "shared_cost",
    "personal_number",
    "voip",
    "pager",
    "uan",
    "voicemail",
)
_CAPTURING = re.compile(r"\((?!\?)")
_NEVER = r"(?!)()()"
_EXTENSION = r"(?:(?:доб|ext)\.?(\d{1,7}))?"


def has_phones(country: str) -> bool:
    """Whether the library knows the phones of the country: it does not for UK, which is GB."""
    from phonenumbers import SUPPORTED_REGIONS

    return country in SUPPORTED_REGIONS


@lru_cache(maxsize=1000)
def main_country(digits: str) -> str:
    """The first country of the calling code the three digits begin with; empty when none has it."""
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

    codes = (int(digits[:length]) for length in (1, 2, 3) if digits[:length].isdecimal())
    return next((COUNTRY_CODE_TO_REGION_CODE[code][0] for code in codes if code in COUNTRY_CODE_TO_REGION_CODE), "")


@lru_cache(maxsize=64)
def sure_pattern(country: str) -> tuple[re.Pattern[str], str]:
    """A pattern over lines of digits, `+` and `доб.N`, and the calling code with its plus.

    It matches every line. The groups are the national digits and the extension of a number that the library holds
    valid when parsed for the country (two letters, ISO), else empty: that one may still be valid.
    """
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata

    meta = PhoneMetadata.metadata_for_region(country)
    if meta is None or meta.country_code is None or meta.national_prefix_transform_rule:
        return _by_line(_NEVER), ""
    regions = COUNTRY_CODE_TO_REGION_CODE[meta.country_code]
    upto = regions[: regions.index(country) + 1]
    valid = _valid_in_order([PhoneMetadata.metadata_for_region(region) for region in upto])
    main = PhoneMetadata.metadata_for_region(regions[0])
    if main is None or main.national_prefix_transform_rule:
        return _by_line(_NEVER), ""
    unprefixed = "".join(dict.fromkeys(map(_unprefixed, (main, meta))))
    source = f"{_beginnings(meta)}(?!0){unprefixed}({valid})(?!\\d){_EXTENSION}"
    return _by_line(source), f"+{meta.country_code}"


def _by_line(source: str) -> re.Pattern[str]:
    return re.compile(rf"^(?:{source})$|^.*$", re.ASCII | re.MULTILINE)


def _beginnings(meta: Any) -> str:
    """What may stand before the national number: `+7`, `7`, the national prefix, nothing; never an exit code."""
    code, general = meta.country_code, meta.general_desc.national_number_pattern
    idd = f"(?!{meta.international_prefix})" if meta.international_prefix else ""
    forms = [rf"\+{code}", rf"{idd}(?!(?:{general})(?!\d)){code}", rf"{idd}(?!{code})"]
    prefix = meta.national_prefix
    if prefix and prefix == meta.national_prefix_for_parsing and not prefix.startswith(str(code)):
        forms.append(rf"{idd}(?!{code}){prefix}")
    return f"(?:{'|'.join(forms)})"


def _unprefixed(meta: Any) -> str:
    """The national number is possible, and the library would not take a national prefix off it."""
    general = meta.general_desc.national_number_pattern
    prefix = meta.national_prefix_for_parsing
    not_cut = rf"(?!(?:{_CAPTURING.sub('(?:', prefix)})(?:{general})(?!\d))" if prefix else ""
    return rf"{not_cut}(?=(?:{general})(?!\d))"


def _valid_in_order(metas: list[Any]) -> str:
    """The library gives a number to the first region that claims it; it is valid when it has a type there."""
    alternatives, taken = [], ""
    for meta in metas:
        types = "|".join(f"(?:{pattern})" for pattern in _type_patterns(meta))
        claim = meta.leading_digits or f"(?:{types})(?!\\d)"
        alternatives.append(f"{taken}(?={claim})(?:{types})(?!\\d)")
        taken += f"(?!{claim})"
    return "|".join(alternatives)


def _type_patterns(meta: Any) -> list[str]:
    descriptions = (getattr(meta, kind) for kind in _TYPES)
    return [d.national_number_pattern for d in descriptions if d is not None and d.national_number_pattern]
