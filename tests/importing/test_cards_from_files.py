"""What becomes of the cells of clients, contacts and users."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crmctl.errors import Refused
from crmctl.importing.loading import RowsRefused
from crmctl.importing.options import Orphans
from crmctl.store.points import ALL_MASKS, refresh_masks
from crmctl.vocabulary import Role
from tests.builders import Base
from tests.importing.loads import dump, load, one, rows, written

PHONE = "+7 926 125-04-05"
CLIENT = {"id": "1", "name": "Ромашка"}


def client(base: Base, columns: str, **cells: str) -> tuple[object, ...]:
    load(base, "clients", [CLIENT | cells])
    return rows(base, f"SELECT {columns} FROM client ORDER BY id DESC")[0]


@pytest.mark.parametrize(
    ("kind", "name", "told"),
    [
        ("company", "Ромашка", "company"),
        ("person", "Иванов Иван", "person"),
        ("Физическое лицо", "Иванов Иван", "person"),
        ("ЮрЛицо", "Ромашка", "company"),
        ("company", "ИП Иванов И. И.", "sole_trader"),
        ("company", "Индивидуальный предприниматель Иванов", "sole_trader"),
        ("company", "Иванов И. И. (ИП)", "sole_trader"),
        ("", "Ипотека плюс", "company"),
        ("company", "ООО ТИП", "company"),
        ("нечто", "Ромашка", "company"),
    ],
)
def test_the_kind_is_told_by_its_column_and_by_the_name(base: Base, kind: str, name: str, told: str) -> None:
    assert client(base, "kind", kind=kind, name=name) == (told,)


def test_whether_it_is_a_company_tells_the_kind_where_nothing_else_does(base: Base) -> None:
    load(base, "clients", [CLIENT | {"Is a company": "0"}, CLIENT | {"id": "2", "Is a company": "1"}])
    assert rows(base, "SELECT kind FROM client ORDER BY id") == [("person",), ("company",)]


@pytest.mark.parametrize(
    ("name", "parts", "proposals"),
    [
        ("Иванов Иван Иванович", ("Иванов", "Иван", "Иванович"), 0),
        ("ИП Иванов Иван Иванович", ("Иванов", "Иван", "Иванович"), 0),
        ("John Smith", (None, None, None), 1),
        ("ООО «Ромашка»", (None, None, None), 0),
    ],
)
def test_only_a_sure_name_is_split(base: Base, name: str, parts: tuple[object, ...], proposals: int) -> None:
    outcome = load(base, "clients", [CLIENT | {"name": name, "kind": "person"}])
    assert rows(base, "SELECT last_name, first_name, middle_name FROM client") == [parts]
    assert sum("not split" in warning for warning in outcome.warnings) == proposals


def test_a_split_name_follows_the_whole_one_only(base: Base) -> None:
    person = CLIENT | {"kind": "person", "name": "Иванов Иван Иванович"}
    load(base, "clients", [person])
    with base.write("edit") as work:
        work.execute("UPDATE client SET last_name = 'Иванофф'")
    assert load(base, "clients", [person], on_match="update").unchanged == 1
    load(base, "clients", [person | {"name": "Петров Пётр Петрович"}], on_match="update")
    assert rows(base, "SELECT last_name FROM client") == [("Петров",)]


@pytest.mark.parametrize(
    ("cells", "country"),
    [
        ({"country": "Германия"}, "DE"),
        ({"country": "us"}, "US"),
        ({"country": "Нарния"}, None),
        ({"name": "Acme Ltd", "phone": "+1 212 957 4609"}, "US"),
        ({"name": "Ромашка", "phone": "+1 212 957 4609"}, None),
        ({"name": "Ромашка", "phone": "+7 701 123 45 67"}, "KZ"),
        ({"name": "Acme Ltd", "phone": PHONE}, None),
        ({"name": "Acme Ltd", "phone": "+1 212 957 4609", "inn": "7707083893"}, None),
    ],
)
def test_the_country_is_given_or_told_by_phone_inn_and_script(
    base: Base, cells: dict[str, str], country: str | None
) -> None:
    assert client(base, "country", **cells) == (country,)


def test_a_phone_is_read_by_the_country_of_its_row(base: Base) -> None:
    load(base, "clients", [CLIENT | {"country": "США", "phone": "(212) 957-4609"}])
    assert one(base, "SELECT normalized FROM contact_point") == "+12129574609"


@pytest.mark.parametrize(("cell", "stored"), [("7707083893.0", "7707083893"), ("ИНН 7707083893", "7707083893")])
def test_codes_are_cleaned(base: Base, cell: str, stored: str) -> None:
    assert client(base, "inn", inn=cell) == (stored,)


def test_dates_are_read_in_the_zone_of_the_base_and_kept_in_utc(base: Base) -> None:
    assert client(base, "created_at", created_at="15.01.2026") == ("2026-01-15 00:00:00.000000",)
    outcome = load(base, "clients", [CLIENT | {"id": "2", "created_at": "вчера", "birthday": "32.01.2001"}])
    assert len(outcome.warnings) == 2
    assert rows(base, "SELECT created_at, birth_date FROM client WHERE id = 2") == [
        ("2026-03-02 09:00:00.000000", None)
    ]


def test_a_nameless_client_has_its_id_as_name_and_a_warning(base: Base) -> None:
    outcome = load(base, "clients", [{"id": "17", "name": " ", "phone": PHONE}])
    assert rows(base, "SELECT name, name_key FROM client") == [("17", "17")]
    assert [warning for warning in outcome.warnings if "without a name" in warning and "line 2" in warning]
    assert load(base, "clients", [{"id": "17", "name": " ", "phone": PHONE}], on_match="mirror").run is None


def test_several_comments_are_lines_of_one(base: Base) -> None:
    assert client(base, "comment, comment_key", Комментарий="Раз", Примечание="Два") == ("Раз\nДва", "раз два")


def test_responsible_by_login_name_or_e_mail(base: Base) -> None:
    base.user("m1")
    with base.write("edit") as work:
        work.execute("UPDATE app_user SET name = 'Пётр Ильин', name_key = 'петр ильин', email = 'P@co.ru' WHERE id = 2")
    load(base, "clients", [CLIENT | {"id": word, "manager": word} for word in ("M1", "петр ильин", "p@co.ru")])
    assert rows(base, "SELECT DISTINCT responsible_id FROM client") == [(2,)]


def test_an_unknown_or_inactive_responsible_is_kept_as_text_and_counted(base: Base) -> None:
    base.user("gone", active=False)
    words = ("уволен", "gone", "уволен", "", "  ")
    outcome = load(base, "clients", [CLIENT | {"id": str(at), "manager": word} for at, word in enumerate(words)])
    assert outcome.unknown_responsible == {"уволен": 2, "gone": 1}
    assert rows(base, "SELECT responsible_id, responsible_text FROM client") == [
        (None, "уволен"), (None, "gone"), (None, "уволен"), (None, None), (None, None),
    ]  # fmt: skip


def test_two_of_one_name_are_nobody(base: Base) -> None:
    for login in ("a", "b"):
        base.user(login)
    with base.write("edit") as work:
        work.execute("UPDATE app_user SET name = 'Ия', name_key = 'ия' WHERE id > 1")
    assert load(base, "clients", [CLIENT | {"manager": "Ия"}]).unknown_responsible == {"Ия": 1}


def test_a_row_that_repeats_is_left_out_one_that_contradicts_is_refused(base: Base) -> None:
    outcome = load(base, "clients", [CLIENT, CLIENT])
    assert (outcome.created, outcome.unchanged, outcome.read) == (1, 1, 2)
    with pytest.raises(RowsRefused) as refused:
        load(base, "clients", [{**CLIENT, "id": "5"}, {**CLIENT, "id": "5", "name": "Лютик"}])
    assert "line 3, column id" in str(refused.value)
    assert "Лютик" not in str(refused.value)


def test_rows_without_an_id_are_known_by_what_they_say(base: Base) -> None:
    file = [{"name": "Ромашка", "city": "Омск"}, {"name": "Ромашка", "city": "Тула"}]
    assert load(base, "clients", file).created == 2
    assert load(base, "clients", file).run is None


@pytest.mark.parametrize(
    ("way", "cells"),
    [("inn", {"inn": "7707083893"}), ("phone", {"phone": PHONE}), ("email", {"email": "info@romashka.ru"})],
)
def test_other_marks_match_only_when_asked_and_only_one_card(base: Base, way: str, cells: dict[str, str]) -> None:
    load(base, "clients", [CLIENT | cells], source="1c")
    assert load(base, "clients", [CLIENT | cells | {"id": "9", "city": "Омск"}], match=(way,)).updated == 1
    assert one(base, "SELECT city FROM client") == "Омск"
    assert load(base, "clients", [CLIENT | cells | {"id": "10"}]).created == 1
    several = load(base, "clients", [CLIENT | cells | {"id": "11"}], match=(way,))
    assert (several.created, len(several.warnings)) == (1, 1)


def test_another_kpp_is_another_client(base: Base) -> None:
    firm = CLIENT | {"inn": "7707083893", "kpp": "770701001"}
    load(base, "clients", [firm])
    assert load(base, "clients", [firm | {"id": "2", "kpp": "540602001"}], match=("inn",)).created == 1


def test_cards_of_the_same_file_are_not_matched_with_each_other(base: Base) -> None:
    twins = [CLIENT | {"id": str(at), "phone": PHONE} for at in range(2)]
    assert load(base, "clients", twins, match=("phone",)).created == 2


def test_a_contact_finds_its_client_by_id_or_by_the_one_name(base: Base) -> None:
    load(base, "clients", [CLIENT, CLIENT | {"id": "2", "name": "Лютик"}])
    people = [{"id": "1", "client": "1", "company": "", "fio": "Иванов Иван Иванович", "role": "ЛПР"},
              {"id": "2", "client": "", "company": "лютик", "fio": "", "role": ""},
              {"id": "3", "client": "1;2", "company": "", "fio": "", "role": ""}]  # fmt: skip
    load(base, "contacts", people)
    links = "SELECT contact_id, client_id, position, roles FROM client_contact ORDER BY contact_id, position"
    assert rows(base, links) == [(1, 1, 1, "ЛПР"), (2, 2, 1, None), (3, 1, 1, None), (3, 2, 2, None)]
    assert rows(base, "SELECT last_name, sex, name_key, unlinked FROM contact")[0] == (
        "Иванов", "m", "иванов иван иванович", 0,
    )  # fmt: skip


def test_a_patronymic_in_its_own_column_tells_the_sex_where_no_column_does(base: Base) -> None:
    load(base, "clients", [CLIENT])
    name = {"client": "1", "Фамилия": "Ким"}
    people = [name | {"id": "1", "Имя": "Мария", "Отчество": "Ильинична"},
              name | {"id": "2", "Имя": "Анар", "Отчество": "Гасан оглы"},
              name | {"id": "3", "Имя": "Саша", "Отчество": "Ли"}]  # fmt: skip
    load(base, "contacts", people)
    assert rows(base, "SELECT sex FROM contact ORDER BY id") == [("f",), ("m",), (None,)]


@pytest.mark.parametrize("company", ["", "Астра", "Ромашка"])
def test_a_contact_of_no_one_client_is_refused_or_kept(base: Base, company: str) -> None:
    load(base, "clients", [CLIENT, CLIENT | {"id": "2"}])
    orphan = [{"id": "1", "company": company, "fio": "Иванов Иван Иванович", "phone": PHONE}]
    with pytest.raises(RowsRefused) as refused:
        load(base, "contacts", [orphan[0] | {"id": str(at)} for at in range(3)])
    assert "3 contacts have no client here: import the clients first, or keep them without" in refused.value.hint
    assert "--orphans keep. Nothing was imported" in refused.value.hint
    assert load(base, "contacts", orphan, orphans=Orphans.KEEP).created == 1
    assert rows(base, "SELECT unlinked, ok_kinds FROM contact") == [(1, 1)]


def test_a_mirrored_contact_moves_with_the_file(base: Base) -> None:
    load(base, "clients", [CLIENT, CLIENT | {"id": "2", "name": "Лютик"}])
    person = {"id": "1", "client": "1", "fio": "Иванов Иван Иванович", "phone": PHONE}
    load(base, "contacts", [person])
    moved = load(base, "contacts", [person | {"client": "2"}], on_match="mirror")
    links = "SELECT client_id, position, ended, ok_kinds FROM client_contact ORDER BY id"
    assert (moved.updated, rows(base, links)) == (1, [(1, 1, "2026-03-02", 1), (2, 2, None, 1)])
    assert load(base, "contacts", [person | {"client": "2"}], on_match="mirror").run is None


def test_users_make_their_groups_and_keep_the_last_admin(base: Base) -> None:
    first = {"login": "m1", "name": "Пётр", "group": "Юг, Север", "active": "1", "capacity": "40", "role": ""}
    second = {"login": "M2", "name": "", "group": "Юг", "active": "нет", "capacity": "", "role": "руководитель"}
    file = [first, second]
    assert load(base, "users", file).created == 2
    assert rows(base, "SELECT login, name, active, capacity, role FROM app_user WHERE id > 1") == [
        ("m1", "Пётр", 1, 2400, "manager"), ("M2", "M2", 0, None, "supervisor"),
    ]  # fmt: skip
    assert one(base, "SELECT COUNT(*) FROM user_group_member") == 3
    assert load(base, "users", file).run is None
    with pytest.raises(Refused):
        load(base, "users", [{"login": "admin", "active": "0"}], on_match="update")
    assert base.user("m3", role=Role.ADMIN)


def test_a_rehearsal_says_the_same_and_writes_nothing(base: Base) -> None:
    load(base, "clients", [CLIENT])
    file = [CLIENT | {"phone": PHONE}, CLIENT | {"id": "2", "name": ""}]
    before = dump(base)
    rehearsed = load(base, "clients", file, dry_run=True)
    assert dump(base) == before
    real = load(base, "clients", file)
    assert {**real.counts(), "run": None} == {**rehearsed.counts(), "run": None}
    assert rehearsed.warnings == real.warnings


CELLS = st.sampled_from(
    ["", " ", "нет", "-", PHONE, "8 (495) 351-40-94", "12", "a@b-romashka.ru", "x@@y", "a@c.ru, b@d.ru"]
)
COLUMNS = ("phone", "Мобильный телефон", "Phone 2", "email", "website", "address")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.lists(st.lists(CELLS, min_size=len(COLUMNS), max_size=len(COLUMNS)), min_size=1, max_size=4))
def test_masks_are_what_the_store_would_compute(base: Base, tmp_path: Path, cells: list[list[str]]) -> None:
    number = one(base, "SELECT COALESCE(MAX(id), 0) FROM client")
    points = [dict(zip(COLUMNS, row, strict=True)) for row in cells]
    load(base, "clients", [{"id": f"{number}-{at}", "name": "Р", **row} for at, row in enumerate(points)])
    people = [{"id": f"{number}-{at}", "client": f"{number}-{at}", "fio": "", **row} for at, row in enumerate(points)]
    load(base, "contacts", written(tmp_path / "contacts.csv", people))
    masks = ", ".join(ALL_MASKS)
    stored = [
        rows(base, f"SELECT {masks}{more} FROM {table} ORDER BY id")
        for table, more in (("client", ""), ("contact", ", unlinked"), ("client_contact", ", position"))
    ]
    with base.write("edit") as work:
        refresh_masks(work, clients=range(1, 10_000), contacts=range(1, 10_000))
        again = [
            work.execute(f"SELECT {masks}{more} FROM {table} ORDER BY id").fetchall()
            for table, more in (("client", ""), ("contact", ", unlinked"), ("client_contact", ", position"))
        ]
    assert stored == again
