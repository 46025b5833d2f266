"""Whoever types a value that will not do is told what is wrong with it."""

import pytest

from crmctl.cleaning.phones import spelled
from crmctl.cleaning.reasons import Reason, why_invalid
from crmctl.vocabulary import PointType


@pytest.mark.parametrize(
    ("kind", "text", "reason"),
    [
        (PointType.PHONE, "8 926 125", Reason.TOO_SHORT),
        (PointType.PHONE, "+", Reason.TOO_SHORT),
        (PointType.PHONE, "8", Reason.TOO_SHORT),
        (PointType.PHONE, "+7 926 125-04-05-06-07-08-09", Reason.TOO_LONG),
        (PointType.FAX, "+7 026 125-04-05", Reason.NO_SUCH_NUMBER),
        (PointType.PHONE, "спросить", Reason.NO_NUMBER),
        (PointType.EMAIL, "boss", Reason.NO_AT),
        (PointType.EMAIL, "boss@", Reason.NO_DOMAIN),
        (PointType.EMAIL, "@romashka.ru", Reason.NO_DOMAIN),
        (PointType.EMAIL, "boss@romashka", Reason.NO_DOMAIN),
        (PointType.EMAIL, "bo ss@romashka.ru", Reason.UNKNOWN),
        (PointType.WEBSITE, "x", Reason.UNKNOWN),
    ],
)
def test_what_is_wrong_is_named_where_that_can_be_told(kind: PointType, text: str, reason: Reason) -> None:
    assert why_invalid(kind, text, "RU") is reason


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("+79161234567", "+7 916 123-45-67"),
        ("+79161234567;ext=652", "+7 916 123-45-67 #652"),
        ("+442083661177", "+44 20 8366 1177"),
    ],
)
def test_a_number_is_spelled_as_it_is_dialled(number: str, shown: str) -> None:
    assert spelled(number) == shown
