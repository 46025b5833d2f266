"""Companies and people in one file."""

import pytest

from crmctl.errors import BadInput
from crmctl.importing.belonging import row_filter
from crmctl.importing.fields import What
from crmctl.importing.headers import recognise
from crmctl.importing.options import Orphans
from tests.builders import Base
from tests.importing.files import columns
from tests.importing.loads import load

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


def test_rows_of_the_other_kind_name_the_other_command(base: Base) -> None:
    people = [{"Имя": "Анна", "Фамилия": "Ли", "Компания": "Ромашка"}]
    outcome = load(base, "clients", people)
    assert (outcome.read, outcome.warnings) == (
        0,
        ["1 row is a person of a company: `crmctl import contacts` reads it (line 2)"],
    )
    firms = [{"Name": "Ромашка", "Is a company": "1", "Related company": ""}] * 2
    outcome = load(base, "contacts", firms)
    assert (outcome.read, outcome.warnings) == (
        0,
        ["2 rows are clients: `crmctl import clients` reads them (lines 2, 3)"],
    )


def test_contacts_of_nobody_are_refused_at_once(base: Base) -> None:
    rows = [{"id": "1", "name": "Ромашка"}, {"id": "2", "name": "Лютик"}]
    with pytest.raises(BadInput, match="does not say whose contacts these are") as refusal:
        load(base, "contacts", rows)
    assert "--orphans keep" in refusal.value.hint
    assert "crmctl import clients" in refusal.value.hint
    assert load(base, "contacts", rows, orphans=Orphans.KEEP).created == 2
