"""Where the header of a sheet is found."""

import pytest

from crmctl.importing.formats.sheet_header import Header, find_header

Rows = list[list[str]]


def found(rows: Rows) -> Header:
    return find_header(list(enumerate(rows, 1)), "clients")


RECORD = ["1", "Ромашка", "+7 916 240-18-33", "a@b.ru", "Омск"]


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        pytest.param(
            ["Код", "Наименование", "Контакты", "", "Город"], ["", "", "Телефон", "E-mail", ""], id="blank below"
        ),
        pytest.param(
            ["Код", "Наименование", "Контакты", "", "Город"],
            ["Код", "Наименование", "Телефон", "E-mail", "Город"],
            id="merged downwards",
        ),
        pytest.param(
            ["О клиенте", "", "Связь", "", "Где"],
            ["Код", "Наименование", "Телефон", "E-mail", "Город"],
            id="all in groups",
        ),
    ],
)
def test_a_header_of_two_rows_is_both_of_them(upper: list[str], lower: list[str]) -> None:
    assert found([["Клиенты"], upper, lower, RECORD, RECORD]) == (
        (2, 3),
        ["Код", "Наименование", "Телефон", "E-mail", "Город"],
        3,
    )


def test_a_group_lends_its_name_to_columns_that_say_too_little_alone() -> None:
    rows = [["Код", "Имя", "Телефоны", ""], ["", "", "Рабочий", "Мобильный"], ["1", "Анна", "1", "2"]]
    assert found(rows).cells == ["Код", "Имя", "Телефоны Рабочий", "Мобильный"]


@pytest.mark.parametrize(
    "first",
    [
        pytest.param(["К-1", "Компания", "Клиент", "Телефон"], id="words that are names of columns too"),
        pytest.param(["1", "Телефон", "", ""], id="a number among them"),
        pytest.param(["а@б.рф", "Телефон", "E-mail", "Город"], id="an address among them"),
    ],
)
def test_a_record_is_no_second_row_of_the_header(first: list[str]) -> None:
    header = ["Код", "Наименование", "Вид", "Что-то"]
    assert found([header, first, ["2", "Б", "x", "y"]]) == ((1,), header, 1)


def test_a_row_that_numbers_the_columns_belongs_to_the_header() -> None:
    header = ["Код", "Наименование", "Телефон"]
    assert found([header, ["1", "2", "3"], ["1", "Ромашка", "x"]]) == ((1,), header, 2)
    assert found([header, ["1", "2", ""], ["1", "Ромашка", "x"]]).end == 1


def test_names_merged_over_both_rows_tell_a_header_whatever_else_is_known() -> None:
    rows = [
        ["Код", "Имя", "Связь", ""],
        ["Код", "Имя", "Канал 1", "Канал 2"],
        ["1", "2", "3", "4"],
        ["1", "Анна", "x", "y"],
    ]
    assert found(rows) == ((1, 2), ["Код", "Имя", "Канал 1", "Канал 2"], 3)


def test_a_group_title_over_few_columns_is_passed_over() -> None:
    header = ["Код", "Наименование", "Телефон", "E-mail", "Город"]
    assert found([["", "", "Контакты", "", ""], header, RECORD]) == ((2,), header, 2)
