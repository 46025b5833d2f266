"""Files of other people's making, read where they lie beside the project."""

import csv
import random

import pytest

from crmctl.importing.belonging import row_filter
from crmctl.importing.encoding import detect
from crmctl.importing.fields import What
from crmctl.importing.guess import CANDIDATES
from crmctl.importing.headers import recognise
from tests.importing.files import given, open_csv


@pytest.mark.parametrize("name", ["clients", "contacts", "interactions"])
def test_three_encodings_of_one_company_give_the_same_rows(name: str) -> None:
    tables = [open_csv(given(f"company_1k/{name}.{suffix}")) for suffix in ("csv", "cp1251.csv", "utf8sig.comma.csv")]
    assert [table.encoding for table in tables] == ["utf-8", "cp1251", "utf-8-sig"]
    assert [table.delimiter for table in tables] == [";", ";", ","]
    first, *others = ([cells for _line, cells in table.rows()] for table in tables)
    assert len(first) >= 1000
    assert all(other == first for other in others)


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("company_1k/clients.cp1251.csv", "clients"),
        ("company_1k/contacts.csv", "contacts"),
        ("company_1k/managers.csv", "users"),
        ("company_ru_300/clients.cp1251.csv", "clients"),
        ("company_ru_300/contacts.csv", "contacts"),
        ("company_ru_300/managers.csv", "users"),
    ],
)
def test_every_column_of_the_companies_is_recognised(name: str, what: What) -> None:
    header = open_csv(given(name)).header
    recognised = recognise(header, what)
    assert len(recognised.columns) == len(header)


def test_the_companies_columns_mean_what_they_should() -> None:
    clients = recognise(open_csv(given("company_1k/clients.csv")).header, "clients")
    contacts = recognise(open_csv(given("company_1k/contacts.csv")).header, "contacts")
    assert [clients.index_of(code) for code in ("legal_name", "responsible")] == [3, 12]
    assert [contacts.index_of(code) for code in ("client", "display_name", "job_title")] == [1, 5, 6]


@pytest.mark.parametrize(("what", "expected"), [("clients", 4), ("contacts", 4)])
def test_odoo_s_companies_and_people_are_told_apart(what: What, expected: int) -> None:
    table = open_csv(given("crm/odoo8_o2m_customers_contacts.csv"))
    keep = row_filter(recognise(table.header, what), what)
    assert keep
    assert sum(keep(cells) for _line, cells in table.rows()) == expected


def test_atomic_s_contacts_are_recognised() -> None:
    recognised = recognise(open_csv(given("crm/atomic_contacts_export.csv")).header, "contacts")
    assert {"first_name", "last_name", "sex", "job_title", "client_name", "phone:work"} <= set(
        recognised.columns.values()
    )
    assert [column.name for column in recognised.unknown] == ["last_seen", "has_newsletter", "status", "tags"]


def test_short_samples_of_real_names_are_never_certain_and_wrong() -> None:
    """A cp866 word of three letters may be one Chinese sign in UTF-8, which is tried first."""
    with given("names/russiannames_surnames.tsv").open(encoding="utf-8", newline="") as file:
        names = [row[0] for row in csv.reader(file, delimiter="\t")][1:]
    chance = random.Random(7)
    sure = 0
    for size in (1, 2, 3, 5, 10):
        for style in (str, str.upper, str.lower):
            for encoding in CANDIDATES * 10:
                decoded = detect(style("\n".join(chance.sample(names, size))).encode(encoding, "ignore"))
                assert decoded.encoding in {encoding, "utf-8"} or not decoded.certain
                sure += decoded.certain
    assert sure > 360
