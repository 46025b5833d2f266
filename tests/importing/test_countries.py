"""Which phones may tell that a client is of another country."""

import pytest

from crmctl.importing.countries import may_be_foreign


@pytest.mark.parametrize(
    ("numbers", "foreign"),
    [
        pytest.param(["+74951234567", "+79161234567"], False, id="all of them at home"),
        pytest.param(["+74951234567", "+77272501234"], True, id="Kazakhstan has +7, too"),
        pytest.param(["+375291234567", "+74951234567"], True, id="one abroad, first"),
        pytest.param(["+74951234567", "+4930123456"], True, id="one abroad, last"),
        pytest.param([], False, id="none"),
    ],
)
def test_one_number_from_abroad_is_enough(numbers: list[str], foreign: bool) -> None:
    assert may_be_foreign(numbers, "+7") is foreign
