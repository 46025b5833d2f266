"""A company as a workbook and as CSV makes the same base."""

import csv
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from crmctl.importing.fields import What
from tests.builders import Base
from tests.importing.files import given
from tests.importing.formats.books import workbook
from tests.importing.loads import dump, load

CLIENTS = [
    ["id", "name", "inn", "phone", "email", "created_at", "comment"],
    ["1", "ООО «Ромашка»", "7707083893", "+7 926 125-04-05", "a@romashka.example.com", "2026-01-15", '=HYPERLINK("x")'],
    ["2", "ИП Филиппов", "500100732259", "79161234567", "", "15.01.2026", "two\nlines"],
    ["3", "Без телефона", "", "", "нет", "", ""],
]
CONTACTS = [
    ["id", "client_id", "last_name", "first_name", "middle_name", "phone"],
    ["1", "1", "Попова", "Екатерина", "Ивановна", "88123266243"],
    ["2", "3", "Гусев", "Семён", "", "8 (812) 326-62-43; 8 (812) 326-62-44"],
]


def as_typed(cell: str) -> Any:
    """Digits become a number, as they do for whoever types them into a sheet."""
    return int(cell) if cell.isdecimal() else cell


def test_a_workbook_makes_the_same_base_as_its_csv(base: Base, founded: Path, tmp_path: Path) -> None:
    with other(founded, tmp_path) as second:
        files: dict[What, list[list[str]]] = {"clients": CLIENTS, "contacts": CONTACTS}
        for what, rows in files.items():
            text = tmp_path / f"{what}.csv"
            with text.open("w", newline="", encoding="utf-8") as file:
                csv.writer(file, delimiter=";").writerows(rows)
            sheet = workbook(tmp_path / f"{what}.xlsx", {"Лист1": [list(map(as_typed, row)) for row in rows]})
            assert load(base, what, text).created == load(second, what, sheet).created == len(rows) - 1
        assert dump(base) == dump(second)
        assert load(second, "clients", tmp_path / "clients.xlsx").unchanged == len(CLIENTS) - 1


@pytest.mark.parametrize("company", ["company_1k", "company_ru_300"])
def test_the_given_companies_do_too(base: Base, founded: Path, tmp_path: Path, company: str) -> None:
    """But for leading zeros: the workbooks hold `000` and `0200000` as the numbers 0 and 200000."""
    with other(founded, tmp_path) as second:
        for one, suffix in ((base, "csv"), (second, "xlsx")):
            load(one, "users", given(f"{company}/managers.csv"))
            assert load(one, "clients", given(f"{company}/clients.{suffix}")).created >= 300
            assert load(one, "contacts", given(f"{company}/contacts.{suffix}")).created >= 300
        assert without_zeros(dump(base)) == without_zeros(dump(second))


def other(founded: Path, folder: Path) -> Base:
    return Base(str(shutil.copy(founded, folder / "other.db")))


def without_zeros(tables: Mapping[str, list[tuple[Any, ...]]]) -> dict[str, list[list[Any]]]:
    return {name: [list(map(_without_zeros, row)) for row in rows] for name, rows in tables.items()}


def _without_zeros(value: Any) -> Any:
    return value.lstrip("0") if isinstance(value, str) and value.isdecimal() else value
