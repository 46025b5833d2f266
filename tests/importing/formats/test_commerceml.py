"""Counterparties of CommerceML as clients, and their representatives as contacts."""

from pathlib import Path

import pytest

from crmctl.errors import BadInput
from crmctl.importing.fields import What
from crmctl.importing.formats import commerceml_nodes
from crmctl.importing.formats.opening import open_table
from crmctl.importing.options import Hints
from tests.builders import Base
from tests.importing.files import given
from tests.importing.loads import load, one, rows

FIRM = """<Контрагент><Ид>f1</Ид><Наименование>Ромашка</Наименование>
<ОфициальноеНаименование>ООО «Ромашка»</ОфициальноеНаименование><ИНН>7707083893</ИНН><КПП>770701001</КПП>
<ЮридическийАдрес><Представление>Москва, ул. Мира, 1</Представление></ЮридическийАдрес><Роль>Покупатель</Роль>
<Контакты><Контакт><Тип>Телефон рабочий</Тип><Значение>+7 495 123-45-67</Значение></Контакт>
<Контакт><Тип>Почта</Тип><Значение>info@romashka.ru</Значение></Контакт>
<Контакт><Тип>Факс</Тип><Значение>+7 495 123-45-68</Значение></Контакт>
<Контакт><Тип>Прочее</Тип><Значение>что-то</Значение></Контакт></Контакты>
<Представители><Представитель><Ид>p1</Ид><Наименование>Иванова Анна Сергеевна</Наименование>
<Отношение>Бухгалтер</Отношение></Представитель>
<Представитель><Контрагент><Ид>p2</Ид><Фамилия>Петров</Фамилия><Имя>Иван</Имя>
<Контакты><Контакт><Тип>Телефон мобильный</Тип><Значение>+7 916 240-18-33</Значение></Контакт></Контакты>
</Контрагент></Представитель></Представители></Контрагент>"""
PERSON = """<Контрагент><Ид>f2</Ид><Наименование>Сидоров П.</Наименование><Фамилия>Сидоров</Фамилия><Имя>Пётр</Имя>
<АдресРегистрации><АдресноеПоле><Тип>Индекс</Тип><Значение>644000</Значение></АдресноеПоле>
<АдресноеПоле><Тип>Улица</Тип><Значение>ул. Мира, 1</Значение></АдресноеПоле></АдресРегистрации></Контрагент>"""


def write(folder: Path, body: str, *, encoding: str = "utf-8", head: str = "", root: str = "") -> Path:
    """A CommerceML file of two documents that name these counterparties, and goods between."""
    head = head or f'<?xml version="1.0" encoding="{encoding}"?>'
    root = root or '<КоммерческаяИнформация xmlns="urn:1C.ru:commerceml_2" ВерсияСхемы="2.08">'
    document = f"<Документ><Контрагенты>{body}</Контрагенты><Товары><Товар><Ид>t</Ид></Товар></Товары></Документ>"
    path = folder / "orders.xml"
    path.write_bytes(f"{head}\n{root}{document}{document}</КоммерческаяИнформация>".encode(encoding))
    return path


def read(path: Path, what: What = "clients") -> list[dict[str, str]]:
    table = open_table(path, Hints(what=what))
    labels = [column.label for column in table.header]
    return [{at: cell for at, cell in zip(labels, cells, strict=True) if cell} for _line, cells in table.rows()]


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "utf-16"])
def test_a_counterparty_of_several_documents_is_one_client(base: Base, tmp_path: Path, encoding: str) -> None:
    outcome = load(base, "clients", write(tmp_path, FIRM + PERSON, encoding=encoding))
    assert (outcome.read, outcome.created, outcome.warnings, outcome.unknown_columns) == (2, 2, [], [])
    assert rows(base, "SELECT external_id, kind, name, legal_name, inn, kpp, relation FROM client ORDER BY id") == [
        ("f1", "company", "Ромашка", "ООО «Ромашка»", "7707083893", "770701001", "client"),
        ("f2", "person", "Сидоров П.", None, None, None, "client"),
    ]
    sql = "SELECT k.code, p.value FROM contact_point p JOIN contact_kind k ON k.id = p.kind_id ORDER BY k.code"
    assert rows(base, sql) == [
        ("address:legal", "Москва, ул. Мира, 1"),
        ("address:main", "644000, ул. Мира, 1"),
        ("email:main", "info@romashka.ru"),
        ("fax:main", "+7 495 123-45-68"),
        ("other:other", "что-то"),
        ("phone:work", "+7 495 123-45-67"),
    ]


def test_representatives_are_contacts_of_their_counterparty(base: Base, tmp_path: Path) -> None:
    path = write(tmp_path, FIRM + PERSON)
    load(base, "clients", path)
    assert load(base, "contacts", path).created == 2
    sql = (
        "SELECT p.external_id, p.last_name, p.job_title, c.external_id FROM client_contact l"
        " JOIN contact p ON p.id = l.contact_id JOIN client c ON c.id = l.client_id ORDER BY p.id"
    )
    assert rows(base, sql) == [("p1", "Иванова", "Бухгалтер", "f1"), ("p2", "Петров", None, "f1")]


def test_a_later_mention_says_what_the_first_left_blank(tmp_path: Path) -> None:
    first = "<Контрагент><Ид>1</Ид><Наименование>А</Наименование></Контрагент>"
    later = "<Контрагент><Ид>1</Ид><Наименование>Б</Наименование><ИНН>7707083893</ИНН></Контрагент>"
    assert read(write(tmp_path, first + later)) == [{"Ид": "1", "Наименование": "А", "ИНН": "7707083893"}]


def test_counterparties_without_ids_are_told_apart(tmp_path: Path) -> None:
    two = (
        "<Контрагент><Наименование>А</Наименование></Контрагент><Контрагент><Наименование>Б</Наименование></Контрагент>"
    )
    assert [client["Наименование"] for client in read(write(tmp_path, two))] == ["А", "Б"]


BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("body", "options", "place", "said"),
    [
        pytest.param("<Контрагент><Ид>1</Контрагент>", {}, "line 2, column", "not well-formed", id="crossed tags"),
        pytest.param("\n\n&amp", {}, "line 4, column", "not well-formed", id="broken entity"),
        pytest.param("<Контрагент>&b;</Контрагент>", {"head": BOMB}, "line 1", "entity", id="bomb"),
        pytest.param("<Контрагент>&a;</Контрагент>", {"head": OUTSIDE}, "line 1", "entity", id="file from outside"),
        pytest.param("", {}, "", "holds no clients", id="nobody"),
        pytest.param("<a>" * 20, {}, "line 2", "not well-formed", id="cut off"),
        pytest.param("<Контрагент>" + "<a>" * 20, {}, "line 2", "too big", id="deep"),
    ],
)
def test_a_bad_file_is_refused_with_its_place(
    tmp_path: Path, body: str, options: dict[str, str], place: str, said: str
) -> None:
    path = write(tmp_path, body, **options)
    with pytest.raises(BadInput) as refusal:
        read(path)
    assert str(refusal.value).startswith(", ".join(filter(None, [str(path), place])))
    assert said in str(refusal.value)
    assert "passwd" not in str(refusal.value)


def test_a_huge_counterparty_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commerceml_nodes, "LONGEST", 1000)
    with pytest.raises(BadInput, match="too big"):
        read(write(tmp_path, f"<Контрагент><Ид>{'1' * 2000}</Ид></Контрагент>"))


def test_an_unknown_encoding_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"orders\.xml, line 1"):
        read(write(tmp_path, FIRM, head='<?xml version="1.0" encoding="martian"?>'))


def test_a_file_without_representatives_names_the_other_command(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no contacts") as refusal:
        read(write(tmp_path, PERSON), "contacts")
    assert "crmctl import clients" in refusal.value.hint


def test_other_xml_is_said_to_be_that(tmp_path: Path) -> None:
    path = tmp_path / "file.xml"
    path.write_text("<?xml version='1.0'?><x>КоммерческаяИнформация</x>")
    with pytest.raises(BadInput, match="no CommerceML"):
        read(path)


def test_the_given_exchange(base: Base) -> None:
    path = given("onec/commerceml203_orders_official_doc.xml")
    assert load(base, "clients", path).created == 1
    assert rows(base, "SELECT name, last_name, kind FROM client") == [("admin", "Иванов", "person")]
    assert load(base, "contacts", path).created == 1
    assert one(base, "SELECT count(*) FROM client_contact") == 1
