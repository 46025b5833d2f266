"""Rows that sum up a table are left out and told of."""

import pytest

from tests.builders import Base
from tests.importing.loads import load, rows


@pytest.mark.parametrize(
    "label",
    [
        "Итого",
        "ИТОГО:",
        "Всего",
        "итого: 2",
        "Итого 2 клиента",
        "Всего клиентов: 2",
        "Общий итог",
        "Total",
        "Grand total",
    ],
)
@pytest.mark.parametrize("column", ["Код", "Наименование"])
def test_a_row_of_totals_is_no_card(base: Base, label: str, column: str) -> None:
    file = [
        {"Код": "1", "Наименование": "Ромашка", "Сумма": "7"},
        {"Код": "", "Наименование": "", column: label, "Сумма": "7"},
    ]
    outcome = load(base, "clients", file)
    assert (outcome.read, outcome.created) == (1, 1)
    assert "1 row of totals is left out (line 3)" in outcome.warnings


@pytest.mark.parametrize(
    "amount",
    [
        *(
            "1 234 567 890,00",
            "1\u00a0234\u00a0567\u00a0890",
            "1,234,567,890.00",
            "1.234.567.890,5",
            "1'234'567'890.00",
        ),
        *("1234567890,00", "-1234567890.00", "12345678901234.56", "123456789", "12,5 %", "98 765 432 109 876"),
    ],
)
def test_an_amount_is_one_however_large(base: Base, amount: str) -> None:
    outcome = load(
        base, "clients", [{"Наименование": "Ромашка", "Сумма": "7"}, {"Наименование": "Итого", "Сумма": amount}]
    )
    assert outcome.created == 1


@pytest.mark.parametrize("number", ["7700000016", "89261250405", "8 926 125-04-05", "8 926 125 04 05", "1234567890,5"])
def test_a_bare_run_of_digits_may_be_a_telephone_and_the_row_a_client(base: Base, number: str) -> None:
    outcome = load(
        base, "clients", [{"Наименование": "Ромашка", "Номер": "7"}, {"Наименование": "Итого", "Номер": number}]
    )
    assert outcome.created == 2


@pytest.mark.parametrize("name", ["Всего хорошего", "ООО «Итого»", "Total Energies", "Итог-Сервис", "ООО Всего"])
def test_a_client_of_such_a_name_is_one(base: Base, name: str) -> None:
    assert load(base, "clients", [{"Код": "", "Наименование": name}]).created == 1


@pytest.mark.parametrize(
    "more",
    [
        {"ИНН": "7700000016"},
        {"Телефон": "8 926 125-04-05"},
        {"Телефон": "нет"},
        {"Электронная почта": "a@b.ru"},
        {"Город": "Омск"},
    ],
)
def test_so_is_one_of_whom_more_is_known(base: Base, more: dict[str, str]) -> None:
    assert load(base, "clients", [{"Наименование": "Total", "Сумма": "7", **more}]).created == 1


def test_so_is_one_with_an_id(base: Base) -> None:
    load(base, "clients", [{"Код": "1", "Наименование": "Итого"}])
    assert rows(base, "SELECT name FROM client") == [("Итого",)]
