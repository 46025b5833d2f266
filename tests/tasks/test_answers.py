"""What a typed text would do to a row, before it is saved."""

from typing import NamedTuple

import pytest

from crmctl.cleaning.reasons import Reason
from crmctl.tasks.answers import AnswerReader
from crmctl.vocabulary import Level
from tests.builders import Base

PHONE, EMAIL = 0b11111, 0b1111 << 5


class Row(NamedTuple):
    requirement: str = "phone"
    bits: int = PHONE
    country: str | None = None
    level: Level = Level.VALID


EITHER = Row("phone|email", PHONE | EMAIL)


@pytest.mark.parametrize(
    ("row", "text", "kind", "normals"),
    [
        (Row(), "8 916 123-45-67", "phone:main", ["+79161234567"]),
        (Row(), "phone:mobile=8 916 123-45-67", "phone:mobile", ["+79161234567"]),
        (Row(), "Телефон = 8 916 123-45-67", "phone:main", ["+79161234567"]),
        (EITHER, "почта=boss@romashka.ru", "email:main", ["boss@romashka.ru"]),
        (Row(), "8 916 123-45-67, 8 926 125-04-05", "phone:main", ["+79161234567", "+79261250405"]),
        (Row(country="GB"), "020 8366 1177", "phone:main", ["+442083661177"]),
        (EITHER, "boss@romashka.ru", "email:main", ["boss@romashka.ru"]),
    ],
)
def test_a_good_value_fills_its_row(base: Base, row: Row, text: str, kind: str, normals: list[str]) -> None:
    verdict = AnswerReader(base.reader).verdict(row, text)
    assert verdict.kind is not None
    assert (verdict.fills, verdict.kind.code, [one.normal for one in verdict.values]) == (True, kind, normals)


@pytest.mark.parametrize(
    ("row", "text", "kind", "reason"),
    [
        (Row(), "нет", "phone:main", Reason.UNKNOWN),
        (Row(), "8 916", "phone:main", Reason.TOO_SHORT),
        (EITHER, "boss@romashka", "email:main", Reason.NO_DOMAIN),
        (EITHER, "8 916", "phone:main", Reason.TOO_SHORT),
    ],
)
def test_a_value_that_will_not_do_says_why(base: Base, row: Row, text: str, kind: str, reason: Reason) -> None:
    verdict = AnswerReader(base.reader).verdict(row, text)
    assert verdict.kind is not None
    assert (verdict.fills, verdict.kind.code, verdict.reason) == (False, kind, reason)


def test_at_the_level_of_presence_anything_fills(base: Base) -> None:
    assert AnswerReader(base.reader).verdict(Row(level=Level.PRESENCE), "нет").fills


@pytest.mark.parametrize(("row", "text"), [(Row(), "email=a@b.ru"), (Row(), "phone="), (Row("inn", 0), "7707083893")])
def test_what_cannot_be_stored_for_the_row_is_a_problem(base: Base, row: Row, text: str) -> None:
    verdict = AnswerReader(base.reader).verdict(row, text)
    assert verdict.problem
    assert not verdict.fills
