import pytest

from crmctl.cleaning.values import Cleaner
from crmctl.vocabulary import PointType, ValueState


def state(cell: str) -> ValueState:
    (value,) = Cleaner().points(PointType.ADDRESS, cell)
    return value.state


@pytest.mark.parametrize(
    "cell", ["Москва", "г. Москва, ул. Ленина, 1", "Россия, Казань", "РФ, 101000", "10 Downing St, UK"]
)
def test_more_than_a_country_is_an_address(cell: str) -> None:
    assert state(cell) is ValueState.OK


@pytest.mark.parametrize("cell", ["Россия", "РОССИЙСКАЯ  ФЕДЕРАЦИЯ", "Russia.", "USA", "Адрес: Россия", "101000"])
def test_a_country_or_mere_digits_are_no_address(cell: str) -> None:
    assert state(cell) is ValueState.INVALID


def test_white_space_inside_is_evened_out() -> None:
    (value,) = Cleaner().points(PointType.ADDRESS, " Казань,\u00a0\n ул. Баумана ")
    assert value.normal == "Казань, ул. Баумана"
