"""Records as amoCRM gives them, and people in charge by number."""

import json
from pathlib import Path
from typing import Any

import pytest

from crmctl.importing.fields import What
from crmctl.importing.formats.amocrm import as_fields, is_amocrm
from crmctl.importing.formats.opening import open_table
from crmctl.importing.options import Hints, Orphans
from tests.builders import Base
from tests.importing.loads import load, one, rows


def own(name: str, *values: Any, code: str | None = None, kind: str = "text") -> dict[str, Any]:
    return {"field_id": "1", "field_name": name, "field_code": code, "field_type": kind, "values": list(values)}


def card(*fields: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": "3", "name": "Анна Ли", "custom_fields_values": list(fields) or None, "account_id": "99", **more}


def page(what: str, *cards: dict[str, Any]) -> dict[str, Any]:
    return {"_page": 1, "_links": {"self": {"href": "x"}}, "_embedded": {what: list(cards)}}


def written(folder: Path, content: Any) -> Path:
    path = folder / "amo.json"
    path.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    return path


def headers(path: Path, what: What) -> list[str]:
    return [column.label for column in open_table(path, Hints(what=what)).header]


PHONES = own(
    "Телефон", {"value": "+79162401833", "enum_code": "MOB"}, {"value": "+74951234567", "enum": "WORK"},
    code="PHONE", kind="multitext",
)  # fmt: skip


def test_own_fields_are_columns_by_their_names(tmp_path: Path) -> None:
    mail = own("Email", {"value": "a@firma.ru", "enum_code": "PRIV"}, code="EMAIL", kind="multitext")
    path = written(tmp_path, page("contacts", card(PHONES, mail, own("Канал", {"value": "Сайт"}))))
    assert headers(path, "contacts") == [
        *("id", "name", "Phone[].value", "Phone[].value#2", "Phone[].type", "Phone[].type#2"),
        *("Email[].value", "Email[].type", "Канал"),
    ]


def test_phones_and_mails_come_with_their_kinds_and_the_client_by_its_number(base: Base, tmp_path: Path) -> None:
    load(base, "clients", written(tmp_path, page("companies", {**card(), "id": 1, "name": "Ромашка"})), source="amo")
    person = card(PHONES, own("Место", {"value": "Директор"}, code="POSITION"), _embedded={"companies": [{"id": 1}]})
    assert load(base, "contacts", written(tmp_path, page("contacts", person)), source="amo").created == 1
    points = "SELECT k.code, p.value FROM contact_point p JOIN contact_kind k ON k.id = p.kind_id ORDER BY p.id"
    assert rows(base, points) == [("phone:mobile", "+79162401833"), ("phone:work", "+74951234567")]
    assert rows(base, "SELECT job_title FROM contact") == [("Директор",)]
    assert one(base, "SELECT count(*) FROM client_contact") == 1


def test_moments_are_seconds_and_days_are_those_of_the_account_s_own_midnight() -> None:
    midnight_in_moscow = own("День рождения", {"value": "315522000"}, kind="birthday")
    found = as_fields(card(midnight_in_moscow, created_at="1582117331"))
    assert found["День рождения"] == "1980-01-01"
    assert found["created_at"] == "2020-02-19T13:02:11+00:00"
    assert as_fields(card(created_at="нет"))["created_at"] == "нет"


def test_a_legal_entity_is_its_codes_and_name() -> None:
    legal: dict[str, dict[str, str | None]] = {
        "value": {"name": "ООО Ромашка", "vat_id": "7707083893", "kpp": "770701001", "entity_type": "2"}
    }
    legal["value"] |= {"tax_registration_reason_code": "1027700132195", "real_address": "Москва", "address": None}
    found = as_fields(card(own("Юр. лицо", legal, kind="legal_entity")))
    assert (found["Legal name"], found["INN"], found["KPP"]) == ("ООО Ромашка", "7707083893", "770701001")
    assert (found["OGRN"], found["Address"]) == ("1027700132195", "Москва")
    assert "Legal address" not in found


def test_several_choices_are_one_text_and_tags_are_too() -> None:
    found = as_fields(card(own("Темы", {"value": "А"}, {"value": "Б"}), _embedded={"tags": [{"name": "VIP"}]}))
    assert (found["Темы"], found["Tags"]) == ("А, Б", "VIP")


def test_a_field_called_as_what_is_there_already_takes_nothing_away() -> None:
    found = as_fields(card(own("name", {"value": "x"})))
    assert (found["name"], found["fields.name"]) == ("Анна Ли", "x")


def test_fields_of_the_older_form_are_read_too() -> None:
    old = {
        "custom_fields": [{"id": "1", "name": "Телефон", "code": "PHONE", "values": [{"value": "1", "enum": "WORK"}]}]
    }
    assert is_amocrm(old)
    assert as_fields(old) == {"Phone": [{"value": "1", "type": "WORK"}]}


@pytest.mark.parametrize(
    "odd",
    [None, "x", {}, [None], [[]], [{}], [{"values": "x"}], [{"field_name": ["x"], "values": [{}]}], [own("x", 1)]],
)
def test_what_is_no_list_of_fields_is_passed_over(odd: Any) -> None:
    assert as_fields({"name": "А", "custom_fields_values": odd, "_embedded": odd}) == {"name": "А"}


@pytest.mark.parametrize("odd", [{"custom_fields": {"a": "b"}}, {"custom_fields": ["a"]}, {"name": "А"}])
def test_other_programs_records_are_left_alone(odd: dict[str, Any]) -> None:
    assert not is_amocrm(odd)


def test_who_is_in_charge_is_found_by_number_in_the_same_document(base: Base, tmp_path: Path) -> None:
    base.user("olga")
    sales = [
        {"id": 5, "first_name": "Olga"},
        {"id": 6, "first_name": "Ян", "last_name": "Ли"},
    ]
    clients = [{"id": at, "name": f"А{at}", "sales_id": at} for at in (5, 6, 7)]
    outcome = load(base, "clients", written(tmp_path, {"sales": sales, "companies": clients}))
    assert rows(base, "SELECT u.login FROM client c LEFT JOIN app_user u ON u.id = c.responsible_id ORDER BY c.id") == [
        ("olga",),
        (None,),
        (None,),
    ]
    assert outcome.unknown_responsible == {"Ян Ли": 1, "7": 1}


def test_without_a_list_of_users_the_number_is_who_is_in_charge(base: Base, tmp_path: Path) -> None:
    path = written(tmp_path, page("companies", card(responsible_user_id=504141)))
    assert load(base, "clients", path, orphans=Orphans.KEEP).unknown_responsible == {"504141": 1}
