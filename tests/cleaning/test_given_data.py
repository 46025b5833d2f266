"""The data sets that lie beside the project, by their independently computed answers."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from crmctl.cleaning.names import patronymic_sex, split_name
from crmctl.cleaning.text import key
from crmctl.cleaning.values import Cleaner
from crmctl.vocabulary import PointType, State, ValueState

DATA = Path(__file__).parents[3] / "shared" / "data"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the data sets do not lie beside the project")

CLEANER = Cleaner()
COLUMNS = {
    "id": "Код",
    "kind": "Вид",
    "name": "Наименование",
    "phone": "Телефон",
    "email": "Эл. почта",
    "inn": "ИНН",
    "segment": "Сегмент",
    "industry": "Отрасль",
    "fio": "ФИО",
}
SETS = [(company, table) for company in ("company_1k", "company_ru_300") for table in ("clients", "contacts")]
MEANT_FOR_LATER = {"тел. уточнить", "#Н/Д"}
"""The data call them invalid phones; the rules here call them placeholders. Neither is ok."""


def rows(path: str, delimiter: str = ";") -> Iterator[dict[str, str]]:
    with (DATA / path).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter=delimiter)


def with_truth(company: str, table: str) -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    truth = {row["id"]: row for row in rows(f"{company}/truth_{table}.csv")}
    for row in rows(f"{company}/{table}.csv"):
        known = {name: row.get(name, row.get(caption, "")) for name, caption in COLUMNS.items()}
        yield known, truth[known["id"]]


@pytest.mark.parametrize(("company", "table"), SETS)
@pytest.mark.parametrize(("kind", "normal"), [(PointType.PHONE, "e164"), (PointType.EMAIL, "email_norm")])
def test_every_phone_and_email_has_its_true_state(company: str, table: str, kind: PointType, normal: str) -> None:
    wrong = []
    for row, truth in with_truth(company, table):
        cell, state = row[kind], truth[f"{kind}_state"]
        found = [(value.normal.partition(";ext=")[0], value.state) for value in CLEANER.points(kind, cell)]
        if state in {"ok", "recoverable"}:
            expected = [(truth[normal], ValueState.OK)]
        elif state in {"empty", "spaces"}:
            expected = []
        else:
            expected = [("", ValueState.PLACEHOLDER if cell in MEANT_FOR_LATER else ValueState(state))]
        if found != expected:
            wrong.append((cell, state, found))
    assert wrong == []


@pytest.mark.parametrize("company", ["company_1k", "company_ru_300"])
@pytest.mark.parametrize("field", ["inn", "segment", "industry"])
def test_every_field_has_its_true_state(company: str, field: str) -> None:
    states = {"empty": State.MISSING, "spaces": State.MISSING, "not_applicable": State.MISSING, "recoverable": State.OK}
    wrong = []
    for row, truth in with_truth(company, "clients"):
        state = truth[f"{field}_state"]
        kind = "sole_trader" if row["name"].startswith("ИП ") else row["kind"]
        found = CLEANER.field_state(field, row[field], client_kind=kind)
        if found is not (states.get(state) or State(state)):
            wrong.append((row[field], state, found))
    assert wrong == []


@pytest.mark.parametrize("company", ["company_1k", "company_ru_300"])
def test_every_whole_name_is_split_as_it_is_true(company: str) -> None:
    wrong = []
    for row, truth in with_truth(company, "contacts"):
        if not row["fio"].strip() or "initials" in truth["form"]:
            continue
        parts = split_name(row["fio"])
        true = [truth[f"true_{part}"] if truth[f"has_{part}"] == "1" else "" for part in ("last", "first", "middle")]
        if [key(part) for part in parts[:3]] != [key(part) for part in true] or parts.sex not in {"", truth["sex"]}:
            wrong.append((row["fio"], parts))
    assert wrong == []


def test_a_patronymics_ending_tells_the_sex_of_all_six_thousand() -> None:
    assert [
        row for row in rows("names/russiannames_midnames.tsv", "\t") if patronymic_sex(row["text"]) != row["gender"]
    ] == []


def test_the_vectors_of_isemail_are_refused_and_accepted() -> None:
    refused = accepted = 0
    for row in rows("valid/email_isemail.tsv", "\t"):
        values = CLEANER.points(PointType.EMAIL, json.loads(row["address_json"]))
        states = {value.state for value in values}
        if row["category"] == "ERR":
            refused += ValueState.OK not in states
        elif row["category"] in {"VALID_CATEGORY", "DNSWARN"}:
            accepted += ValueState.INVALID not in states
    assert (refused, accepted) == (66, 22)


def test_the_example_numbers_of_the_library_are_good_unless_they_run() -> None:
    """Some examples are running sequences; the metadata of the day decide about three more, in Benin and Zimbabwe."""
    refused, running = [], "01234567890"
    for row in rows("valid/phone_examples.tsv", "\t"):
        (value,) = CLEANER.points(PointType.PHONE, row["e164"], row["region"])
        is_run = row["national"] in running or len(row["national"]) >= len(running)
        if value.normal != row["e164"] and not (is_run and value.state is ValueState.PLACEHOLDER):
            refused.append((row["region"], row["type"]))
    assert set(refused) <= {("BJ", "uan"), ("BJ", "voip"), ("ZW", "fixedLine")}


def test_the_vectors_of_inn_and_ogrn_are_judged_right() -> None:
    for row in rows("valid/inn_ogrn.tsv", "\t"):
        assert (CLEANER.field_state(row["kind"], row["number"]) is State.OK) == (row["expect"] == "valid"), row
