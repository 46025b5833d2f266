"""JSON and JSONL files as tables of the records they hold."""

import json
from pathlib import Path
from typing import Any

import pytest

from crmctl.errors import BadInput, UsageError
from crmctl.importing.fields import What
from crmctl.importing.formats import whole_text
from crmctl.importing.formats.flattening import MOST_ITEMS
from crmctl.importing.formats.opening import open_table
from crmctl.importing.headers import recognise
from crmctl.importing.options import Hints, Orphans
from tests.builders import Base
from tests.importing.files import given
from tests.importing.loads import load, one, rows

Dicts = list[dict[str, str]]


def write(folder: Path, content: Any, name: str = "file.json") -> Path:
    path = folder / name
    if not isinstance(content, str | bytes):
        content = json.dumps(content, ensure_ascii=False)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read(path: Path, what: What = "clients", list_path: str = "") -> Dicts:
    """The filled cells of each row by header."""
    table = open_table(path, Hints(what=what, path=list_path))
    labels = [column.label for column in table.header]
    return [{at: cell for at, cell in zip(labels, cells, strict=True) if cell} for _line, cells in table.rows()]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param([{"name": "Ромашка"}, {"name": "Лютик"}], id="list"),
        pytest.param({"records": [{"name": "Ромашка"}, {"name": "Лютик"}], "total": 2}, id="only list"),
        pytest.param({"ответ": {"клиенты": [{"name": "Ромашка"}, {"name": "Лютик"}]}}, id="list within"),
        pytest.param(
            {"contacts": [{"name": "X"}], "companies": [{"name": "Ромашка"}, {"name": "Лютик"}]}, id="by name"
        ),
        pytest.param('{"name": "Ромашка"}\r\n\r\n{"name": "Лютик"}\r\n', id="lines"),
        pytest.param('\ufeff[{"name": "Ромашка"},\n\n{"name": "Лютик"}]\n', id="BOM"),
    ],
)
def test_the_records_are_found_wherever_they_are(tmp_path: Path, content: Any) -> None:
    assert read(write(tmp_path, content)) == [{"name": "Ромашка"}, {"name": "Лютик"}]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1251"])
def test_other_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    names = [{"name": f"Ромашка и сыновья, общество {at}"} for at in range(20)]
    assert read(write(tmp_path, json.dumps(names, ensure_ascii=False).encode(encoding))) == names


def test_one_object_is_one_record_also_with_a_list_in_it(tmp_path: Path) -> None:
    path = write(tmp_path, {"name": "Ромашка", "emails": [{"email": "a@firma.ru"}, {"email": "b@firma.ru"}]})
    assert read(path) == [{"name": "Ромашка", "emails[].email": "a@firma.ru", "emails[].email#2": "b@firma.ru"}]


def test_a_path_names_the_list(tmp_path: Path) -> None:
    path = write(tmp_path, {"old": {"firms": [{"name": "А"}]}, "new": {"firms": [{"name": "Б"}]}})
    assert read(path, list_path="new.firms") == [{"name": "Б"}]
    with pytest.raises(BadInput) as refusal:
        read(path)
    assert "--path" in refusal.value.hint
    assert "old.firms, new.firms" in refusal.value.hint
    with pytest.raises(BadInput) as refusal:
        read(path, list_path="new.firm")
    assert "new.firms" in refusal.value.hint


def test_a_list_of_people_is_not_taken_for_clients(tmp_path: Path) -> None:
    for content in ({"contacts": [{"name": "Иван"}]}, [{"attributes": {"type": "Contact"}, "Name": "Иван"}]):
        with pytest.raises(BadInput, match="no clients") as refusal:
            read(write(tmp_path, content))
        assert "crmctl import contacts" in refusal.value.hint


def test_two_lists_that_could_be_meant_are_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="which list holds the clients") as refusal:
        read(write(tmp_path, {"clients": [{"name": "А"}], "companies": [{"name": "Б"}]}))
    assert "clients, companies" in refusal.value.hint


def test_lists_are_named_but_not_where_their_names_are_data(tmp_path: Path) -> None:
    people = {"+79162401833": [{"a": 1}], "x@firma.ru": [{"a": 1}]}
    with pytest.raises(BadInput) as refusal:
        read(write(tmp_path, {**people, **{f"list{at}": [{"a": 1}] for at in range(60)}}))
    assert "list0, list1" in refusal.value.hint
    assert "…" in refusal.value.hint
    assert "7916" not in refusal.value.hint
    assert "firma" not in refusal.value.hint


def test_users_are_read_too(base: Base, tmp_path: Path) -> None:
    users = [{"login": "anna", "fullName": "Анна Ли", "active": True, "capacity": 40}]
    assert load(base, "users", write(tmp_path, {"users": users, "clients": [{"name": "А"}]})).created == 1
    assert rows(base, "SELECT login, name, capacity FROM app_user WHERE login = 'anna'") == [("anna", "Анна Ли", 2400)]


def test_nested_values_are_columns_with_dots(tmp_path: Path) -> None:
    address = {"city": "Омск", "street": "Мира, 1"}
    path = write(tmp_path, [{"name": "А", "address": address, "tags": ["x", "y"], "empty": {}, "none": []}])
    found = {"name": "А", "address.city": "Омск", "address.street": "Мира, 1", "tags[]": "x", "tags[]#2": "y"}
    assert read(path) == [found]


def test_scalars_are_text(tmp_path: Path) -> None:
    text = (
        '[{"a": 79161234567, "b": 79161234567.0, "c": 7.9161234567e10, "d": true, "e": false, "f": null, "g": NaN,'
        f' "h": -Infinity, "i": 1e999, "j": {"9" * 5000}, "k": 1.50, "l": 0}}]'
    )
    (row,) = read(write(tmp_path, text))
    assert row.pop("j") == "9" * 5000
    phone = "79161234567"
    assert row == {"a": phone, "b": phone, "c": phone, "d": "true", "e": "false", "i": "1e999", "k": "1.50", "l": "0"}


def test_halves_of_characters_and_nuls_are_harmless(tmp_path: Path) -> None:
    path = write(tmp_path, r'[{"name": "А\ud800Б\u0000В", "\udc00": "x", "emoji": "\ud83d\ude00"}]')
    assert read(path) == [{"name": "А\N{REPLACEMENT CHARACTER}БВ", "\N{REPLACEMENT CHARACTER}": "x", "emoji": "😀"}]


def test_a_long_list_says_what_is_left_out(tmp_path: Path) -> None:
    phones = [{"number": str(at)} for at in range(MOST_ITEMS + 5)]
    table = open_table(write(tmp_path, [{"name": "А", "phones": phones}]))
    recognised = recognise(table.header, "clients")
    assert list(recognised.columns.values()).count("phone:main") == MOST_ITEMS
    assert [column.name for column in recognised.unknown] == [f"phones[] beyond the first {MOST_ITEMS}"]


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        pytest.param('[{"a": 1},\n {"a" 2}]', "line 2, column 7", "not JSON", id="no colon"),
        pytest.param('[{"a": 1},\n {"a": 2}', "line 2, column 10", "not JSON", id="cut off"),
        pytest.param('[{"a": 1},]', "line 1, column 11", "not JSON", id="comma before the end"),
        pytest.param('[{"a": 1}]\n]', "line 2, column 1", "not JSON", id="more behind the end"),
        pytest.param('{"a": 1}\n{"a" 2}', "line 2, column 6", "not JSON", id="broken line"),
        pytest.param('{"a": 1}\n{"a": 2} x', "line 2, column 10", "not JSON", id="more on a line"),
        pytest.param('{"a": 1}\n{"a": 2}\n[3]', "line 3, column 1", "object was expected", id="line of no object"),
        pytest.param('[{"a": 1},\n7]', "line 2, column 1", "object was expected", id="item of no object"),
        pytest.param('[\n{"a": 1, "a": 2}]', "line 2, column 1", "key stands twice", id="key twice"),
        pytest.param('{"x": {"a": 1, "a": 2}}', "line 1, column 1", "key stands twice", id="key twice within"),
        pytest.param('[\n{"a": ' + "[" * 30 + "1" + "]" * 30 + "}]", "line 2, column 1", "too deeply", id="deep"),
        pytest.param('{"a":' * 90_000, "line 1, column", "too deeply", id="very deep"),
        pytest.param("[" * 90_000, "line 1, column", "too deeply", id="very deep list"),
        pytest.param("[]", "", "no records", id="empty list"),
        pytest.param("{}", "", "no records", id="empty object"),
        pytest.param("[" + ",".join(f'{{"{at}": 1}}' for at in range(2100)) + "]", "line 1", "2000", id="wide"),
    ],
)
def test_a_bad_file_is_refused_with_its_place(tmp_path: Path, text: str, place: str, said: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(BadInput) as refusal:
        read(path)
    assert str(refusal.value).startswith(", ".join(filter(None, [str(path), place])))
    assert said in str(refusal.value)


def test_a_document_that_is_too_big_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole_text, "LARGEST", 10 << 20)
    with pytest.raises(BadInput, match="over 10 MB"):
        read(write(tmp_path, '[{"a": 1}' + "\n" * (11 << 20) + "]"))


def test_a_path_means_nothing_where_there_is_no_document(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--path"):
        read(write(tmp_path, '{"a": 1}\n{"a": 2}'), list_path="x")
    with pytest.raises(UsageError, match="--path means nothing for a CSV file"):
        read(write(tmp_path, "name\nX\n", "file.csv"), list_path="x")
    with pytest.raises(BadInput, match="one list"):
        read(write(tmp_path, [{"a": 1}]), list_path="x")


def test_records_on_one_line_are_counted(tmp_path: Path) -> None:
    table = open_table(write(tmp_path, '[{"name": "А"}, {"name": "Б"}]'))
    assert [line for line, _cells in table.rows()] == [1, 2]
    assert table.at(2) == "record 2"
    table = open_table(write(tmp_path, '[{"name": "А"},\n\n {"name": "Б"}]'))
    assert [line for line, _cells in table.rows()] == [1, 3]
    assert table.at(3) == "line 3"


def test_values_of_a_list_become_contact_points_of_the_kinds_they_name(base: Base, tmp_path: Path) -> None:
    phones = [{"number": 79161234567, "type": "mobile"}, {"number": "+7 495 123-45-67", "type": "Work"}]
    client = {"id": 7, "name": "Ромашка", "phones": phones, "email_jsonb": [{"email": "info@romashka.ru"}]}
    outcome = load(base, "clients", write(tmp_path, [client, {"id": 8, "name": "Лютик"}]))
    assert (outcome.created, outcome.unknown_columns) == (2, [])
    sql = "SELECT k.code, p.normalized FROM contact_point p JOIN contact_kind k ON k.id = p.kind_id ORDER BY k.code"
    points = [("email:main", "info@romashka.ru"), ("phone:mobile", "+79161234567"), ("phone:work", "+74951234567")]
    assert rows(base, sql) == points


def test_a_record_without_an_id_stays_the_same_when_others_bring_new_fields(base: Base, tmp_path: Path) -> None:
    load(base, "clients", write(tmp_path, [{"name": "Ромашка", "city": "Омск"}]))
    outcome = load(
        base, "clients", write(tmp_path, [{"inn": "7707083893", "name": "Лютик"}, {"name": "Ромашка", "city": "Омск"}])
    )
    assert (outcome.created, outcome.unchanged) == (1, 1)


def test_salesforce_records_refer_to_each_other(base: Base, tmp_path: Path) -> None:
    account = {"attributes": {"type": "Account", "referenceId": "Ref1"}, "Name": "Alpha", "Phone": "4152568563"}
    contact = {"attributes": {"type": "Contact", "referenceId": "Ref2"}, "AccountId": "@Ref1", "LastName": "Taylor"}
    path = write(tmp_path, {"records": [account, contact]})
    assert load(base, "clients", path).created == 1
    assert load(base, "contacts", path).created == 1
    sql = (
        "SELECT c.external_id, p.external_id FROM client_contact l"
        " JOIN client c ON c.id = l.client_id JOIN contact p ON p.id = l.contact_id"
    )
    assert rows(base, sql) == [("Ref1", "Ref2")]


FIRM = {"id": 7, "name": "Ромашка", "contacts": [{"name": "Анна", "email": "a@firma.ru"}, {"name": "Пётр"}]}
ACCOUNT = {
    "attributes": {"type": "Account", "referenceId": "Ref1"},
    "Name": "Ромашка",
    "Contacts": {"records": [{"attributes": {"type": "Contact", "referenceId": "Ref2"}, "LastName": "Анна"}]},
}


@pytest.mark.parametrize(
    ("content", "people"), [({"clients": [FIRM, {"name": "Лютик"}]}, 2), ({"records": [ACCOUNT]}, 1)]
)
def test_contacts_within_their_clients_are_linked_to_them(
    base: Base, tmp_path: Path, content: Any, people: int
) -> None:
    path = write(tmp_path, content)
    load(base, "clients", path)
    assert load(base, "contacts", path).created == people
    sql = "SELECT count(*) FROM client_contact l JOIN client c ON c.id = l.client_id WHERE c.name = 'Ромашка'"
    assert one(base, sql) == people


def test_contact_points_called_contacts_are_no_people(tmp_path: Path) -> None:
    path = write(tmp_path, {"clients": [{"name": "Ромашка", "contacts": [{"type": "phone", "value": "1"}]}]})
    with pytest.raises(BadInput, match="no contacts"):
        read(path, "contacts")


def test_a_field_that_is_a_list_in_some_records_is_taken_from_the_others(tmp_path: Path) -> None:
    table = open_table(write(tmp_path, [{"name": "А", "id": ["1"]}, {"name": "Б", "id": 2}]))
    labels = {column.label: recognise(table.header, "clients").columns.get(column.index) for column in table.header}
    assert labels == {"name": "name", "id[]": None, "id": "external_id"}


def test_the_given_files_of_salesforce(base: Base) -> None:
    assert load(base, "clients", given("crm/sf_lwc_Accounts.json")).created == 10
    assert load(base, "contacts", given("crm/sf_lwc_Contacts.json")).created == 6
    assert one(base, "SELECT count(*) FROM client_contact") == 6
    assert load(base, "contacts", given("crm/sf_dreamhouse_contacts.json"), orphans=Orphans.KEEP).created == 5


def test_the_given_file_of_atomic_crm(base: Base) -> None:
    path = given("crm/atomic_import_sample.json")
    assert load(base, "clients", path).created == 2
    outcome = load(base, "contacts", path, orphans=Orphans.KEEP)
    assert (outcome.created, one(base, "SELECT count(*) FROM client_contact")) == (2, 1)
    assert one(base, "SELECT count(*) FROM contact_point WHERE contact_id IS NOT NULL") == 3
