import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.ru import inn as stdnum_inn

from crmctl.cleaning.codes import is_inn
from crmctl.cleaning.values import Cleaner
from crmctl.vocabulary import State

CLEANER = Cleaner()


@given(st.text("0123456789", min_size=1, max_size=14))
def test_an_inn_is_judged_as_stdnum_does_save_for_one_repeated_digit(number: str) -> None:
    assert is_inn(number) == (stdnum_inn.is_valid(number) and len(set(number)) > 1)


@given(st.text("0123456789", min_size=9, max_size=11))
def test_a_right_check_digit_is_found(digits: str) -> None:
    if len(digits) == 9:
        number = digits + stdnum_inn.calc_company_check_digit(digits)
    else:
        number = digits[:10] + stdnum_inn.calc_personal_check_digits(digits[:10])
    assert is_inn(number) == (len(set(number)) > 1)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7707083893", "7707083893"),
        ("ИНН 7707083893", "7707083893"),
        ("инн: 77 0708 3893", "7707083893"),
        ("7707083893.0", "7707083893"),
        ("'7707083893", "7707083893"),
        ("\u00a07707083893 ", "7707083893"),
        ("200002686", "0200002686"),
        ("200002686.0", "0200002686"),
        ("ИНН/КПП 7707083893/770701001", "7707083893"),
        ("5826107187", "5826107187"),
    ],
)
def test_an_inn_is_put_right(text: str, number: str) -> None:
    assert CLEANER.clean_field("inn", text) == number


def test_a_lost_zero_comes_back_only_when_the_check_digit_then_holds() -> None:
    assert CLEANER.clean_field("inn", "850000000") == "850000000"
    assert CLEANER.field_state("inn", "850000000") is State.INVALID


def test_nine_digits_of_a_person_are_no_company_inn_that_lost_its_zero() -> None:
    assert CLEANER.field_state("inn", "830000014") is State.OK
    assert CLEANER.field_state("inn", "830000014", client_kind="person") is State.INVALID


def test_a_personal_inn_gets_its_zero_back() -> None:
    assert CLEANER.clean_field("inn", "5826107187", client_kind="person") == "5826107187"
    assert CLEANER.clean_field("inn", "05826107187", client_kind="person") == "005826107187"


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        ("inn", "7707083893", State.OK),
        ("inn", "790000000261", State.OK),
        ("inn", "7707083894", State.INVALID),
        ("inn", "12345678901", State.PLACEHOLDER),
        ("inn", "0000000000", State.PLACEHOLDER),
        ("inn", "1111111111", State.PLACEHOLDER),
        ("inn", "нет", State.PLACEHOLDER),
        ("inn", "не указано", State.PLACEHOLDER),
        ("inn", " \u00a0", State.MISSING),
        ("inn", "", State.MISSING),
        ("kpp", "770701001", State.OK),
        ("kpp", "ИНН/КПП 7707083893/770701001", State.OK),
        ("kpp", "7707AB001", State.OK),
        ("kpp", "77070100", State.INVALID),
        ("kpp", "000000000", State.PLACEHOLDER),
        ("ogrn", "1022200525819", State.OK),
        ("ogrn", "ОГРН 1022200525819", State.OK),
        ("ogrn", "1022500001328", State.INVALID),
        ("ogrn", "-", State.PLACEHOLDER),
    ],
)
def test_the_state_of_a_register_number(field: str, text: str, expected: State) -> None:
    assert CLEANER.field_state(field, text) is expected


def test_a_kpp_that_lost_its_zero_gets_it_back() -> None:
    assert CLEANER.clean_field("kpp", "27401001") == "027401001"
    assert CLEANER.field_state("kpp", "27401001") is State.OK


def test_numbers_of_another_country_follow_no_russian_rule() -> None:
    assert CLEANER.field_state("inn", "100582333", country="BY") is State.OK
    assert CLEANER.field_state("inn", "нет", country="BY") is State.PLACEHOLDER
