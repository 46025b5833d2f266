"""Headers as the systems write them, recognised without a mapping, and mappings where they are not."""

import re

import pytest

from crmctl import i18n
from crmctl.errors import BadInput
from crmctl.importing.column_map import ColumnMap
from crmctl.importing.fields import FIELDS, KINDS, REQUIRED, What
from crmctl.importing.headers import recognise, spelling
from crmctl.importing.spellings import COMPANY, SPELLINGS
from tests.importing.exports import EXPORTS
from tests.importing.files import columns


def fields(header: str, what: What) -> dict[str, str]:
    """Field by header of a `;` line of headers."""
    names = columns(header.split(";"))
    return {names[index].label: code for index, code in recognise(names, what).columns.items()}


@pytest.mark.parametrize(("what", "text"), [e[1:] for e in EXPORTS], ids=[e[0] for e in EXPORTS])
def test_an_export_is_recognised_whole(what: What, text: str) -> None:
    pairs = [pair.strip().split(" = ") for pair in text.split(";")]
    recognised = recognise(columns([header for header, _code in pairs]), what)
    assert list(recognised.columns.values()) == [code for _header, code in pairs]
    assert (recognised.unknown, recognised.unused) == ([], [])


@pytest.mark.parametrize("what", SPELLINGS)
def test_no_spelling_stands_for_two_fields(what: What) -> None:
    owners: dict[str, str] = {}
    for code, spellings in SPELLINGS[what].items():
        for text in spellings.split(";"):
            assert owners.setdefault(spelling(text), code) == code


@pytest.mark.parametrize("what", SPELLINGS)
def test_every_field_has_spellings_and_every_spelling_a_field(what: What) -> None:
    kinds = [] if what == "users" else KINDS
    assert SPELLINGS[what].keys() - {COMPANY} == {*FIELDS[what], *kinds}
    assert set(REQUIRED[what]) <= set(FIELDS[what])


@pytest.mark.parametrize("header", ["Эл. почта", "эл.почта", "ЭЛ_ПОЧТА", " эл   почта: ", "Эл. Почта*", "эл-почта"])
def test_case_and_punctuation_do_not_matter(header: str) -> None:
    assert fields(f"{header};Имя", "contacts")[header] == "email:main"


def test_the_surer_of_two_columns_gets_the_field() -> None:
    recognised = recognise(columns(["Контрагент", "Наименование", "Клиент"]), "clients")
    assert recognised.columns == {1: "name"}
    assert [column.name for column in recognised.unused] == ["Контрагент", "Клиент"]


def test_repeated_contact_points_and_comments_are_all_taken() -> None:
    recognised = recognise(columns(["Имя", "Телефон", "Телефон", "Комментарий", "Комментарий"]), "clients")
    assert recognised.columns == {0: "first_name", 1: "phone:main", 2: "phone:main", 3: "comment", 4: "comment"}


@pytest.mark.parametrize("header", [["Имя", "ИНН", "ИНН"], ["inn", "name", "INN"]])
def test_a_repeated_header_of_one_value_is_refused_until_a_mapping_says_which_counts(header: list[str]) -> None:
    with pytest.raises(BadInput) as refusal:
        recognise(columns(header), "clients", where="a.csv, line 1")
    label = columns(header)[2].label
    assert str(refusal.value).startswith(f"a.csv, line 1, column {label}: ")
    assert f'"{label}" = "ignore"' in refusal.value.hint
    recognised = recognise(columns(header), "clients", {label: "ignore"})
    assert [column.label for column in recognised.unused] == [label]


def test_unknown_columns_are_named_and_nameless_ones_left_out() -> None:
    recognised = recognise(columns(["Имя", "", "Любимый цвет", ""]), "contacts")
    assert [column.name for column in recognised.unknown] == ["Любимый цвет"]


def test_a_company_alone_is_the_client_and_beside_a_name_the_one_a_person_belongs_to() -> None:
    assert fields("Компания;Телефон", "clients") == {"Компания": "name", "Телефон": "phone:main"}
    assert fields("Имя;Фамилия;Компания", "clients")["Компания"] == "parent"


def test_a_full_name_is_the_name_where_there_is_no_other() -> None:
    assert fields("Полное наименование;ИНН", "clients")["Полное наименование"] == "name"
    assert fields("Наименование;Полное наименование", "clients")["Полное наименование"] == "legal_name"


def test_a_contact_s_only_name_is_the_whole_one() -> None:
    assert fields("Имя;Телефон", "contacts")["Имя"] == "display_name"
    assert fields("Имя;Фамилия", "contacts")["Имя"] == "first_name"


def test_parts_of_an_address_give_way_to_a_whole_one() -> None:
    assert fields("Имя;Адрес;Улица;Индекс;Город", "clients") == {
        "Имя": "first_name", "Адрес": "address:main", "Город": "city",
    }  # fmt: skip
    assert fields("Имя;Юридический адрес;Улица", "clients")["Улица"] == "address.street"


def test_the_column_that_names_a_kind_is_paired_with_its_value() -> None:
    names = ["First Name", "Phone 1 - Type", "Phone 1 - Value", "Phone 2 - Label", "Phone 2 - Value", "Phone 3 - Value"]
    recognised = recognise(columns(names), "contacts")
    assert recognised.labels == {2: 1, 4: 3}
    assert recognised.unknown == recognised.unused == []


def test_a_file_that_names_nobody_is_refused_with_what_was_looked_for_and_found() -> None:
    with pytest.raises(BadInput) as refusal:
        recognise(columns(["ИНН", "Цвет"]), "clients", where="x.csv, line 1")
    assert str(refusal.value).startswith("x.csv, line 1: ")
    assert "Name (name)" in str(refusal.value)
    assert "found ИНН, Цвет" in str(refusal.value)
    assert "--map" in refusal.value.hint


@pytest.mark.parametrize(
    ("language", "named"), [("en", "Name (name), Last Name"), ("ru", "Наименование (name), Фамилия")]
)
def test_the_columns_looked_for_are_named_in_the_language_of_the_reader(
    monkeypatch: pytest.MonkeyPatch, language: str, named: str
) -> None:
    monkeypatch.setattr(i18n, "language", language)
    with pytest.raises(BadInput, match=f"looked for {re.escape(named)}"):
        recognise(columns(["ИНН"]), "clients")


@pytest.mark.parametrize("data", ["+79161234567", "a@example.com"])
def test_data_instead_of_headers_is_said_and_not_shown(data: str) -> None:
    with pytest.raises(BadInput, match="the first row holds data") as refusal:
        recognise(columns(["Иванов", data]), "contacts")
    assert "Иванов" not in str(refusal.value)


def test_a_mapping_beats_the_dictionary_and_may_ignore_a_column() -> None:
    names = columns(["Имя", "Телефон", "Код", "Цвет"])
    recognised = recognise(names, "contacts", {"имя": "display_name", "Телефон": "phone:work", "Код": "ignore"})
    assert recognised.columns == {0: "display_name", 1: "phone:work"}
    assert [column.name for column in recognised.unused] == ["Код"]
    assert [column.name for column in recognised.unknown] == ["Цвет"]


def test_a_mapping_tells_repeated_headers_apart_by_number() -> None:
    names = columns(["Имя", "Телефон", "Телефон"])
    assert recognise(names, "contacts", {"Телефон#2": "phone:home"}).columns[2] == "phone:home"
    both = recognise(names, "contacts", {"Телефон": "phone:work"}).columns
    assert (both[1], both[2]) == ("phone:work", "phone:work")


def test_a_mapping_may_name_a_kind_of_the_base() -> None:
    kinds = {"messenger:vk"}
    assert (
        recognise(columns(["Имя", "ВК"]), "contacts", {"ВК": "messenger:vk"}, kinds=kinds).columns[1] == "messenger:vk"
    )


@pytest.mark.parametrize(
    ("entry", "said", "hint"),
    [
        ({"Телефонн": "phone:main"}, "the file has no column Телефонн", "Did you mean Телефон?"),
        ({"Телефон": "phone:mian"}, "there is no field phone:mian for contacts", "Did you mean phone:main?"),
        ({"Телефон": "inn"}, "there is no field inn for contacts", "There are: "),
        ({"Телефон": "role", "Имя": "role"}, "role is given to a second column", ""),
    ],
)
def test_a_wrong_entry_of_a_mapping_is_refused(entry: dict[str, str], said: str, hint: str) -> None:
    with pytest.raises(BadInput, match=said) as refusal:
        recognise(columns(["Имя", "Телефон"]), "contacts", entry)
    assert refusal.value.hint.startswith(hint)


def test_a_wrong_entry_of_a_mapping_file_is_placed() -> None:
    mapping = ColumnMap({"Цвет": "role"}, "m.toml", '[columns]\n\n"Цвет" = "role"\n')
    with pytest.raises(BadInput, match=r"^m\.toml, line 3: the file has no column"):
        recognise(columns(["Имя"]), "contacts", mapping)
