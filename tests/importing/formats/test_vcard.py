"""Address books in vCard 2.1, 3.0 and 4.0 as contacts and as clients."""

from pathlib import Path

import pytest

from crmctl.errors import BadInput
from crmctl.importing.fields import What
from crmctl.importing.formats.opening import open_table
from crmctl.importing.options import Hints
from tests.builders import Base
from tests.importing.files import given
from tests.importing.loads import load, one, rows

POINTS = "SELECT k.code, p.value FROM contact_point p JOIN contact_kind k ON k.id = p.kind_id ORDER BY k.code, p.value"


def write(folder: Path, *cards: str, encoding: str = "utf-8") -> Path:
    """A file of these cards, each given by the lines between its version and its end."""
    path = folder / "file.vcf"
    text = "".join(f"BEGIN:VCARD\nVERSION:3.0\n{card}\nEND:VCARD\n" for card in cards)
    path.write_bytes(text.replace("\n", "\r\n").encode(encoding))
    return path


def read(path: Path, what: What = "contacts") -> list[dict[str, str]]:
    table = open_table(path, Hints(what=what))
    labels = [column.label for column in table.header]
    return [{at: cell for at, cell in zip(labels, cells, strict=True) if cell} for _line, cells in table.rows()]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("FN:Иван Петров", {"FN": "Иван Петров"}, id="plain"),
        pytest.param("FN:Ив\n ан\n\t Петров", {"FN": "Иван Петров"}, id="folded"),
        pytest.param(r"FN:Роза\, Иван\; и \\К", {"FN": "Роза, Иван; и \\К"}, id="escaped"),
        pytest.param("item1.FN;LANGUAGE=ru:Иван", {"FN": "Иван"}, id="group and parameter"),
        pytest.param('FN;X-A="a:b;c":Иван', {"FN": "Иван"}, id="signs in a parameter"),
        pytest.param(
            "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=9F;=D0=98=\n=D0=92;;;",
            {"N.family": "П", "N.given": "ИВ"},
            id="soft line break",
        ),
        pytest.param("FN;CHARSET=windows-1251;QUOTED-PRINTABLE:=C8=E2=E0=ED", {"FN": "Иван"}, id="another charset"),
        pytest.param("FN;CHARSET=nonsense;QUOTED-PRINTABLE:=C8=E2=E0=ED", {"FN": "Иван"}, id="an unknown charset"),
        pytest.param("FN:Х\nNOTE:a\\nb", {"FN": "Х", "NOTE[]": "a\nb"}, id="line break in a value"),
        pytest.param("FN:Х\nPHOTO;BASE64:\n /9j/\n ABC=\n\nTITLE:Шеф", {"FN": "Х", "TITLE": "Шеф"}, id="photo"),
        pytest.param(
            "FN:Х\nPHOTO;ENCODING=b:/9j/\n" + "A" * 70 + "\n" + "A" * 30 + "==\nTITLE:Директор",
            {"FN": "Х", "TITLE": "Директор"},
            id="photo whose lines are not folded",
        ),
        pytest.param("FN:Х\nBDAY:--0203", {"FN": "Х", "BDAY": "--0203"}, id="birthday without a year"),
        pytest.param("FN:Х\nBDAY;VALUE=text:ум\nBDAY:2001-02-03", {"FN": "Х", "BDAY": "2001-02-03"}, id="two days"),
        pytest.param("FN:Х\nROLE:Закупки", {"FN": "Х", "TITLE": "Закупки"}, id="a role is a job where no title is"),
        pytest.param("FN:Х\nX-SHOE-SIZE:43", {"FN": "Х", "X-SHOE-SIZE": "43"}, id="anything else"),
        pytest.param(
            "FN:Х\nAGENT:\nBEGIN:VCARD\nFN:Секретарь\nEND:VCARD\nTITLE:Директор",
            {"FN": "Х", "TITLE": "Директор"},
            id="a card within",
        ),
    ],
)
def test_a_card_is_read(tmp_path: Path, line: str, expected: dict[str, str]) -> None:
    assert read(write(tmp_path, line)) == [expected]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251"])
def test_a_file_in_another_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    names = [f"Петров Иван Сергеевич, кладовщик {at}" for at in range(10)]
    assert [card["FN"] for card in read(write(tmp_path, *(f"FN:{name}" for name in names), encoding=encoding))] == names


def test_contact_points_are_of_the_kinds_their_types_say(base: Base, tmp_path: Path) -> None:
    card = (
        "FN:Х\nTEL;TYPE=WORK,VOICE:+7 495 123-45-67\nTEL;CELL;PREF:+7 916 240-18-33\n"
        'TEL;TYPE=fax;TYPE=home:+74951234568\nTEL;VALUE=uri;TYPE="home,voice":tel:+7-495-123-45-69;ext=102\nitem1.TEL:+74951234570\nitem1.X-ABLabel:Мобильный\n'
        "EMAIL;INTERNET;WORK:a@firma.ru\nEMAIL:mailto:b@firma.ru\nURL:https\\://firma.ru\nX-TELEGRAM:@firma\n"
        "IMPP;X-SERVICE-TYPE=WhatsApp:whatsapp:+79162401833\nADR;TYPE=WORK:;оф. 5;ул. Мира, 1;Омск;;644000;Россия"
    )
    load(base, "contacts", write(tmp_path, card))
    assert rows(base, POINTS) == [
        ("address:main", "644000, Россия, Омск, ул. Мира, 1, оф. 5"),
        ("email:main", "b@firma.ru"),
        ("email:work", "a@firma.ru"),
        ("fax:main", "+74951234568"),
        ("messenger:telegram", "@firma"),
        ("messenger:whatsapp", "+79162401833"),
        ("phone:home", "+7-495-123-45-69 ext. 102"),
        ("phone:mobile", "+7 916 240-18-33"),
        ("phone:mobile", "+74951234570"),
        ("phone:work", "+7 495 123-45-67"),
        ("website:main", "https://firma.ru"),
    ]


def test_organisations_and_those_who_name_none_are_clients(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "FN:Иван\nORG:Ромашка;Склад",
        "FN:Анна\nORG:РОМАШКА",
        "KIND:org\nFN:Лютик\nTEL:1",
        "FN:Пётр\nORG:Лютик",
        "FN:Ромашка 2\nORG:Ромашка 2\nTEL:2",
        "FN:Одиночка\nTEL:3",
        "KIND:group\nFN:Все",
    )
    assert read(path, "clients") == [
        {"KIND": "company", "FN": "Ромашка"},
        {"KIND": "company", "FN": "Лютик", "TEL[].value": "1"},
        {"KIND": "company", "FN": "Ромашка 2", "TEL[].value": "2"},
        {"KIND": "person", "FN": "Одиночка", "TEL[].value": "3"},
    ]
    assert [card["FN"] for card in read(path)] == ["Иван", "Анна", "Пётр", "Одиночка"]


def test_people_are_linked_to_their_organisations_and_the_others_kept(base: Base, tmp_path: Path) -> None:
    path = write(tmp_path, "FN:Иван\nORG:Ромашка", "FN:Одиночка\nTEL:3")
    load(base, "clients", path)
    outcome = load(base, "contacts", path)
    assert (outcome.created, one(base, "SELECT count(*) FROM client_contact")) == (2, 1)
    assert any("without a client" in warning for warning in outcome.warnings)


def test_somebody_whose_organisation_is_unknown_is_refused(base: Base, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="line 1, column ORG: there is no such client"):
        load(base, "contacts", write(tmp_path, "FN:Иван\nORG:Ромашка"))


def test_a_card_without_an_id_stays_the_same_when_others_come(base: Base, tmp_path: Path) -> None:
    load(base, "contacts", write(tmp_path, "FN:Иван"))
    outcome = load(base, "contacts", write(tmp_path, "FN:Анна\nTEL:+79162401833", "FN:Иван"))
    assert (outcome.created, outcome.unchanged) == (1, 1)


def test_a_line_that_is_no_property_is_told(tmp_path: Path) -> None:
    table = open_table(write(tmp_path, "FN:Иван\nпросто текст"), Hints(what="contacts"))
    assert table.notes == ["1 line that is no property of a card was left out (line 4)"]


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        pytest.param("BEGIN:VCARD\nFN:x\n", "line 1", "never ended", id="cut off"),
        pytest.param("BEGIN:VCARD\nEND:VCARD\nBEGIN:VCARD\nFN:x\n", "line 3", "never ended", id="second card"),
        pytest.param("BEGIN:VCARD\nFN:x\nBEGIN:VCARD\nEND:VCARD\n", "line 1", "never ended", id="one end missing"),
        pytest.param("BEGIN:VCARD\nEND:VCARD\nFN:x\n", "line 3", "belongs to no card", id="property outside"),
        pytest.param("BEGIN:VCARD\nEND:VCARD\n\nx\n", "line 4", "belongs to no card", id="text outside"),
        pytest.param("BEGIN:VCARD\nKIND:group\nFN:x\nEND:VCARD\n", "", "no contacts", id="nobody"),
        pytest.param("BEGIN:VCARD\nFN:\0\nEND:VCARD\n", "line 2, column 4", "NUL", id="NUL"),
    ],
)
def test_a_bad_file_is_refused_with_its_place(tmp_path: Path, text: str, place: str, said: str) -> None:
    path = tmp_path / "file.vcf"
    path.write_text(text)
    with pytest.raises(BadInput) as refusal:
        read(path)
    assert str(refusal.value).startswith(", ".join(filter(None, [str(path), place])))
    assert said in str(refusal.value)


def test_a_book_of_companies_only_names_the_other_command(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no contacts") as refusal:
        read(write(tmp_path, "KIND:org\nFN:Ромашка"))
    assert "crmctl import clients" in refusal.value.hint


@pytest.mark.parametrize(
    ("name", "contacts", "phones"),
    [("ez_gmail-list", 3, 0), ("ez_rfc2426-example", 2, 2), ("ez_fullcontact", 1, 7), ("khard_tel-value-uri", 1, 1)],
)
def test_the_given_books(base: Base, name: str, contacts: int, phones: int) -> None:
    path = given(f"vcf/{name}.vcf")
    load(base, "clients", path)
    assert load(base, "contacts", path).created == contacts
    sql = (
        "SELECT count(*) FROM contact_point p JOIN contact_kind k ON k.id = p.kind_id"
        " WHERE k.type = 'phone' AND contact_id IS NOT NULL"
    )
    assert one(base, sql) == phones


def test_all_given_books_but_the_broken_one_are_read() -> None:
    books = sorted(given("vcf").glob("*.vcf"))
    assert all(read(path, "clients") for path in books if path.name != "khard_unparsable.vcf")
    with pytest.raises(BadInput, match=r"khard_unparsable\.vcf, line 1: the card that begins here is never ended"):
        read(given("vcf/khard_unparsable.vcf"))
