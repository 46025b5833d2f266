"""Weights of those who share: numbers above 0, fractions among them, as people type and read them."""

import re
from fractions import Fraction

from crmctl.i18n import language

_NUMBER = re.compile(r"\d{1,6}([.,]\d{0,6})?|\d{1,6}/\d{1,6}", re.ASCII)


def read_weight(text: str) -> Fraction | None:
    """`2`, `0.5`, `0,5` or `1/3`; None for anything else, and for 0."""
    said = text.strip().replace(",", ".")
    try:
        weight = Fraction(said.rstrip(".")) if _NUMBER.fullmatch(said) else Fraction(0)
    except ZeroDivisionError:
        return None
    return weight if weight > 0 else None


def weight_text(weight: float | Fraction) -> str:
    """As options have it: `0.5`; `1/3` where no decimal fraction is the same."""
    decimal = f"{float(weight):.6f}".rstrip("0").rstrip(".")
    return decimal if Fraction(decimal) == weight else str(weight)


def shown_number(number: float | Fraction) -> str:
    """As people read it: `0,5` in Russian."""
    return weight_text(number).replace(".", "," if language == "ru" else ".")
