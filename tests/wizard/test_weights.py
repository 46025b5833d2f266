"""Weights as they are typed, kept and shown."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmctl.wizard.weights import read_weight, shown_number, weight_text

NO_WEIGHTS = ["", "0", "0,0", "-1", "1/0", "0/3", "1e9999999999", "½", "٣", "nan", "1.2.3", "1" * 99]


@pytest.mark.parametrize(
    ("text", "weight"),
    [("2", 2), (" 0.5 ", Fraction(1, 2)), ("0,5", Fraction(1, 2)), ("1/3", Fraction(1, 3)), ("1,", 1)],
)
def test_a_weight_is_a_number_above_nothing(text: str, weight: Fraction) -> None:
    assert read_weight(text) == weight


@pytest.mark.parametrize("text", NO_WEIGHTS)
def test_anything_else_is_none(text: str) -> None:
    assert read_weight(text) is None


@given(st.from_regex(r"[1-9]\d{0,5}([.,]\d{0,6})?|[1-9]\d{0,5}/[1-9]\d{0,5}", fullmatch=True, alphabet="0123456789.,/"))
def test_what_is_written_is_read_again(text: str) -> None:
    weight = read_weight(text)
    assert weight is not None
    assert read_weight(weight_text(weight)) == weight
    assert read_weight(shown_number(weight)) == weight
