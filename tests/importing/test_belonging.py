"""Companies and people in one file."""

import pytest

from crmctl.importing.belonging import row_filter
from crmctl.importing.fields import What
from crmctl.importing.headers import recognise
from tests.importing.files import columns

ODOO = ["Name", "Is a company", "Related company"]
AMO = ["Наименование", "Тип", "Компания"]
FIRM, EMPLOYEE, PRIVATE, SUBSIDIARY, UNSAID = "firm", "employee", "private person", "subsidiary", "unsaid"
WHO = (FIRM, EMPLOYEE, PRIVATE, SUBSIDIARY, UNSAID)


def kept(header: list[str], rows: list[list[str]], what: What) -> list[str]:
    keep = row_filter(recognise(columns(header), what), what)
    assert keep
    return [who for who, row in zip(WHO, rows, strict=True) if keep(row)]


@pytest.mark.parametrize(
    ("header", "company", "person"), [(ODOO, "1", "0"), (ODOO, "True", "False"), (AMO, "компания", "Контакт")]
)
def test_clients_are_companies_and_people_without_one(header: list[str], company: str, person: str) -> None:
    rows = [["А", company, ""], ["Б", person, "А"], ["В", person, " "], ["Г", company, "А"], ["Д", "", ""]]
    assert kept(header, rows, "clients") == [FIRM, PRIVATE, SUBSIDIARY, UNSAID]
    assert kept(header, rows, "contacts") == [EMPLOYEE, UNSAID]


def test_people_with_a_company_are_contacts_where_nothing_says_what_a_row_is() -> None:
    recognised = recognise(columns(["Имя", "Фамилия", "Компания"]), "clients")
    keep = row_filter(recognised, "clients")
    assert keep
    assert [keep(["Анна", "Ли", company]) for company in ("ООО", "")] == [False, True]


@pytest.mark.parametrize(
    ("header", "what"),
    [("Наименование;Вид;ИНН", "clients"), ("ФИО;Клиент", "contacts"), ("Логин;ФИО", "users")],
)
def test_other_files_are_taken_whole(header: str, what: What) -> None:
    assert row_filter(recognise(columns(header.split(";")), what), what) is None
