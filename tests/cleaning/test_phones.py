import pytest
from hypothesis import given
from hypothesis import strategies as st
from phonenumbers import (
    SUPPORTED_REGIONS,
    NumberParseException,
    PhoneMetadata,
    PhoneNumberFormat,
    country_code_for_region,
    format_number,
    is_valid_number,
    parse,
)

from crmctl.cleaning.phones import sure_numbers
from crmctl.cleaning.values import Cleaner, Value
from crmctl.vocabulary import PointType, ValueState

CLEANER = Cleaner()


def phones(cell: str, country: str = "") -> list[Value]:
    return CLEANER.points(PointType.PHONE, cell, country)


def normals(cell: str, country: str = "") -> list[str]:
    return [value.normal for value in phones(cell, country)]


def state(cell: str) -> ValueState:
    (value,) = phones(cell)
    return value.state


@pytest.mark.parametrize(
    "cell",
    [
        "+79031242486",
        "8 903 124-24-86",
        "8(903)1242486",
        "89031242486",
        "903-124-24-86",
        "79031242486",
        "79031242486.0",
        "'+7 (903) 124-24-86",
        "тел.: +7 903 124 24 86",
        "Тел 89031242486",
        "моб. 8-903-124-24-86",
        "т. 8 903 1242486",
        "phone: +7 903 124-24-86",
        "tel:+79031242486",
        "+7\u00a0(903)\u00a0124-24-86",
        "\u00a089031242486",
        "8.903.124.24.86",
        "＋7 903 124 24 86",
        "89031242486,",
        '"89031242486"',
        "89031242486 89031242486",
    ],
)
def test_one_number_in_the_spellings_people_use(cell: str) -> None:
    assert normals(cell) == ["+79031242486"]


@pytest.mark.parametrize(
    "cell",
    [
        "+7 903 124-24-86 доб. 652",
        "8 903 124-24-86, доб. 652",
        "8 903 124 24 86 доб.652",
        "89031242486 ext 652",
        "89031242486x652",
        "89031242486#652",
        "89031242486 вн. 652",
        "89031242486 (доб. 652)",
        "тел.: 8 903 124-24-86 добавочный 652",
        "+79031242486;ext=652",
        "+79031242486доб652",
    ],
)
def test_an_extension_is_kept(cell: str) -> None:
    assert normals(cell) == ["+79031242486;ext=652"]


@pytest.mark.parametrize("between", [" ", ""])
def test_a_long_extension_is_one_with_a_blank_before_it_and_without(between: str) -> None:
    assert normals(f"8 (903) 1242486{between}ext1234567") == ["+79031242486;ext=1234567"]
    assert normals(f"8 (903) 1242486.{between}ext1234567") == ["+79031242486;ext=1234567"]


@pytest.mark.parametrize(
    "cell",
    [
        "89031242486, 89161282081",
        "89031242486/89161282081",
        "8 903 124-24-86; 8 916 128-20-81",
        "89031242486\n89161282081",
        "89031242486 или 89161282081",
        "+79031242486 +79161282081",
        "моб. 89031242486, раб. 89161282081",
        "89031242486  89161282081",
    ],
)
def test_a_cell_of_two_good_numbers_gives_two(cell: str) -> None:
    assert normals(cell) == ["+79031242486", "+79161282081"]


def test_a_cell_with_a_bad_piece_stays_whole() -> None:
    assert phones("89031242486, 8916128") == [Value("89031242486, 8916128", "", ValueState.INVALID)]


def test_a_number_among_words_is_found_and_marked() -> None:
    assert phones("+7 903 124-24-86 (Иван)") == [
        Value("+7 903 124-24-86 (Иван)", "+79031242486", ValueState.OK, "among-words")
    ]


def test_the_clients_country_decides_what_a_bare_number_means() -> None:
    assert normals("(646) 246-0000", "US") == ["+16462460000"]
    assert normals("029 123-45-67", "BY") == ["+375291234567"]


def test_a_foreign_number_without_its_plus_is_good() -> None:
    assert normals("14158560074") == ["+14158560074"]


@pytest.mark.parametrize(
    "cell",
    [
        "0",
        "000",
        "8 000 000 00 00",
        "+7 (999) 999-99-99",
        "1234567890",
        "+7 123 456-78-90",
        "777-77-77",
        "1234567",
        "+7 (___) ___-__-__",
        "+7",
        "нет",
        "Нет телефона",
        "-",
        "?",
        "n/a",
        "тел. уточнить",
        "тел.: нет",
        "'",
        "+1 000 000 0000",
        "8 (987) 654-32-10",
    ],
)
def test_a_number_nobody_has_is_a_placeholder(cell: str) -> None:
    assert state(cell) is ValueState.PLACEHOLDER


@pytest.mark.parametrize(
    "cell", ["+7 (495) 12З-45", "8,95E+10", "13123", "позвонить Ивану", "7903-26", "790334756447903347", "911"]
)
def test_what_cannot_be_a_phone_is_invalid(cell: str) -> None:
    assert state(cell) is ValueState.INVALID


@pytest.mark.parametrize("cell", ["+7 495 777-77-77", "8-800-000-00-00", "+7 (903) 000-00-00"])
def test_a_number_that_only_looks_repeated_is_good(cell: str) -> None:
    assert state(cell) is ValueState.OK


def test_a_word_of_the_company_makes_a_good_number_a_placeholder() -> None:
    assert (
        Cleaner(words={"+7 903 124-24-86"}).points(PointType.PHONE, "+79031242486")[0].state is ValueState.PLACEHOLDER
    )


def by_the_library(text: str, country: str) -> str:
    for attempt in (text, "+" + text):
        try:
            number = parse(attempt, country)
        except NumberParseException:
            continue
        if is_valid_number(number):
            return format_number(number, PhoneNumberFormat.E164)
    return ""


@st.composite
def numbers(draw: st.DrawFn, country: str) -> str:
    """An example number of the country with some digits changed, written with one of its prefixes, or plain digits."""
    meta = PhoneMetadata.metadata_for_region(country)
    assert meta is not None
    kinds = (meta.mobile, meta.fixed_line, meta.toll_free, meta.voip, meta.premium_rate)
    examples = [kind.example_number for kind in kinds if kind is not None and kind.example_number]
    digits = list(draw(st.sampled_from(examples) if examples else st.text("0123456789", min_size=5, max_size=12)))
    for place in draw(st.lists(st.integers(0, len(digits) - 1), max_size=4)):
        digits[place] = draw(st.sampled_from("0123456789"))
    code = country_code_for_region(country)
    trunk = meta.national_prefix or ""
    prefix = draw(
        st.sampled_from(
            ["", "+", f"+{code}", f"+{code} ", str(code), trunk, f"+{code}{trunk}", "8", "7", "1", "00", "+7", "8 ("]
        )
    )
    return prefix + "".join(digits)


@given(st.data())
def test_the_short_way_never_contradicts_the_library(data: st.DataObject) -> None:
    country = data.draw(
        st.sampled_from(["RU", "RU", "US", "KZ", "BY", "UA", "DE", "GB", "IT", *sorted(SUPPORTED_REGIONS)])
    )
    text = data.draw(numbers(country))
    (sure,) = sure_numbers([text], country)
    assert sure in {"", by_the_library(text, country)}


@given(st.data())
def test_many_cells_at_once_are_judged_as_each_by_itself(data: st.DataObject) -> None:
    country = data.draw(st.sampled_from(["RU", "US", "KZ", *sorted(SUPPORTED_REGIONS)]))
    cells = data.draw(st.lists(numbers(country) | st.text("+7 9\n(-)", max_size=9), max_size=5))
    assert sure_numbers(cells, country) == [number for cell in cells for number in sure_numbers([cell], country)]


@given(st.text("0123456789", min_size=10, max_size=10), st.sampled_from(["8", "+7", "7", ""]))
def test_the_short_way_answers_most_good_russian_numbers(digits: str, prefix: str) -> None:
    found = by_the_library(prefix + digits, "RU")
    if (
        found.startswith("+7")
        and digits[0] in "349"
        and found.endswith(digits)
        and sure_numbers([prefix + digits], "RU") == [""]
    ):
        assert state(prefix + digits) is ValueState.PLACEHOLDER
