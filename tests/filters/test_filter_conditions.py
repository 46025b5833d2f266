from datetime import datetime

import pytest

from crmctl.filters.compile import condition
from crmctl.filters.cond import EVERYTHING
from crmctl.vocabulary import RecordType
from tests.filters.conftest import TODAY, ZONE, Base

CLIENT, CONTACT = RecordType.CLIENT, RecordType.CONTACT


def test_a_blank_filter_is_everything() -> None:
    assert condition(" \n", CLIENT, today=TODAY, zone=ZONE) is EVERYTHING


def test_two_filters_of_one_query_join_when_their_prefixes_differ(base: Base) -> None:
    clients = condition("city = x", CLIENT, today=TODAY, zone=ZONE, prefix="c")
    contacts = condition("sex = m", CONTACT, today=TODAY, zone=ZONE, prefix="p")
    assert (clients & contacts).values == {"c_0": "x", "p_0": "m"}


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("city = омск", [1, 2]),
        ("город = 'ОМСК '", [1, 2]),
        ("city in (Омск, орел)", [1, 2, 3]),
        ("city = Орёл", [3]),
        ("city != Омск", [3, 4, 5]),
        ("not city = Омск", [3, 4, 5]),
        ("city not in (Омск, Орёл)", [4, 5]),
        ("city is empty", [4]),
        ("city is filled", [1, 2, 3, 5]),
        ("city contains мс", [1, 2]),
        ("city contains %", [5]),
        ("city contains _", []),
        ("city contains !", [5]),
        ("city like О%", [1, 2, 3]),
        ("city like о__к", [1, 2]),
        ("city not like О%", [4, 5]),
        ("city > омск and city <= орёл", [3]),
        ("city = Омск or city is empty", [1, 2, 4]),
        ("not (city = Омск or city is empty)", [3, 5]),
    ],
)
def test_text_is_compared_by_its_key(base: Base, text: str, ids: list[int]) -> None:
    for city in ("Омск", "омск", "Орёл", None, "100 %!"):
        base.add("client", city=city)
    assert base.found(text) == ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("last_name = иванов", [1, 2]),
        ("фамилия contains ИВАН", [1, 2]),
        ("фамилия like иван%", [1, 2]),
        ("фамилия like O'NEIL", [3]),
        ("фамилия in (Петров, o'neil)", [3]),
        ("фамилия is empty", [4, 5]),
        ("not фамилия = иванов", [3, 4, 5]),
    ],
)
def test_text_without_a_key_is_found_in_its_usual_capitals(base: Base, text: str, ids: list[int]) -> None:
    for name in ("Иванов", "ИВАНОВ", "O'Neil", None, ""):
        base.add("client", last_name=name)
    assert base.found(text) == ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("responsible = ivanov", [1]),
        ("ответственный = 'Иванов  ИВАН'", [1]),
        ("responsible in (ivanov, orlov)", [1, 3]),
        ("responsible contains иван", [1]),
        ("responsible = group:North", [1, 2]),
        ("responsible in group:North", [1, 2]),
        ("responsible in (группа:'Отдел  продаж', orlov)", [2, 3]),
        ("responsible != group:North", [3, 4]),
        ("responsible not in (group:North, orlov)", [4]),
        ("responsible = nobody", []),
        ("responsible is empty", [4]),
        ("responsible is filled", [1, 2, 3]),
    ],
)
def test_a_user_is_asked_about_by_login_name_or_group(base: Base, text: str, ids: list[int]) -> None:
    for user in (1, 2, 3, None):
        base.add("client", responsible_id=user)
    assert base.found(text) == ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("phone is filled", [1, 2]),
        ("телефон заполнен", [1, 2]),
        ("phone is empty", [3, 4, 5]),
        ("phone contains 495", [1, 3]),
        ("phone contains '(495) 123'", [1]),
        ("phone = '8 (495) 123-45-67'", [1]),
        ("phone in (+74951234567, 79160000001)", [1, 2]),
        ("phone like +7916%", [2]),
        ("phone = нет", [4]),
        ("not phone contains 495", [2, 4, 5]),
        ("email is filled", [5]),
        ("email like '%@MAIL.ru'", [5]),
        ("почта содержит mail", [5]),
        ("fax is filled", []),
    ],
)
def test_contact_points_count_when_current_and_are_filled_when_ok(base: Base, text: str, ids: list[int]) -> None:
    points = [
        [{"kind_id": 1, "value": "8(495)123 45 67", "normalized": "+74951234567"}],
        [
            {"kind_id": 2, "value": "+79160000001", "normalized": "+79160000001"},
            {"kind_id": 1, "value": "495", "state": "invalid", "is_current": False},
        ],
        [{"kind_id": 1, "value": "495", "state": "invalid"}],
        [{"kind_id": 1, "value": "нет", "state": "placeholder"}],
        [{"kind_id": 3, "value": "Sales@Mail.ru", "normalized": "sales@mail.ru"}],
    ]
    for one in points:
        base.add_points("client_id", base.add("client"), one)
    base.add_points("contact_id", base.add("contact"), points[0])
    assert base.found(text) == ids
    assert base.found("phone is filled", CONTACT) == [1]


def test_choices_are_said_in_english_or_russian(base: Base) -> None:
    for kind in ("company", "person", "sole_trader", None):
        base.add("client", kind=kind)
    assert base.found("kind = ИП") == base.found("вид = 'sole trader'") == base.found("kind = sole_trader") == [3]
    assert base.found("kind in (юрлицо, физлицо)") == [1, 2]
    assert base.found("kind != company") == [2, 3, 4]


def test_yes_and_no_have_no_third(base: Base) -> None:
    for key_person in (True, False):
        base.add("contact", key_person=key_person)
    assert base.found("key_person = yes", CONTACT) == base.found("ключевое лицо != нет", CONTACT) == [1]
    assert base.found("key_person = нет", CONTACT) == [2]
    assert base.found("key_person in (да, нет)", CONTACT) == [1, 2]


def test_tasks_are_filtered_by_what_lists_show(base: Base) -> None:
    end_of_day = datetime(2026, 11, 30, 23, 59, 59, 999999, tzinfo=ZONE)
    base.add(
        "task", title="Нет телефона", kind="contact-info", assignee_id=1, project_id=1, due_at=end_of_day, status="new"
    )
    base.add("task", title="Обзвон", kind="manual", assignee_id=2, status="done", priority="high")
    assert base.found("срок <= сегодня и исполнитель = ivanov и статус = новая", "task") == [1]
    assert base.found("due < today", "task") == []
    assert base.found("проект = 'Весна 2026' or priority = высокий", "task") == [1, 2]
    assert base.found("project is empty and kind = manual and title contains звон", "task") == [2]
    assert base.found("assignee in group:'отдел продаж'", "task") == [2]


def test_archived_is_a_field_like_others(base: Base) -> None:
    base.add("client", archived_at=datetime(2026, 11, 1, tzinfo=ZONE))
    base.add("client")
    assert base.found("archived is filled") == base.found("в архиве заполнено") == base.found("archived < today") == [1]
    assert base.found("archived is empty") == [2]


@pytest.mark.parametrize(
    "value",
    ["'; DROP TABLE client; --", '" OR 1=1 --', ":f_0", "%s {where} :name", "a\u202eb", "\\", "!%_", "0x00", "NULL"],
)
def test_hostile_values_are_only_ever_bound(base: Base, value: str) -> None:
    mine = base.add("client", name=value, last_name=value)
    base.add("client", name="other", last_name="other")
    quoted = '"' + value.replace('"', '""') + '"'
    cond = condition(f"name = {quoted}", CLIENT, today=TODAY, zone=ZONE)
    assert cond.sql == "c.name_key IN (:f_0)"
    for field in ("name", "last_name"):
        assert base.found(f"{field} = {quoted}") == base.found(f"{field} contains {quoted}") == [mine]


def test_the_largest_filters_run(base: Base) -> None:
    base.add("client", name="1", created_at=datetime(2026, 11, 30, tzinfo=ZONE))
    assert base.found(" or ".join(["name = 1"] * 200)) == [1]
    assert base.found("(" * 16 + " and ".join(["phone is empty"] * 200) + ")" * 16) == [1]
    assert base.found("not " * 16 + "name = 1") == [1]
    assert base.found(f"name in ({','.join('1' * 1_000)})") == [1]
    assert base.found(f"created in ({','.join(f'today-{n}d' for n in range(370))})") == [1]
    assert base.found(f"last_name in ({','.join(f'{n:x}' for n in range(1_000))})") == []
