"""Which encoding a file is in, and what is refused."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmctl.errors import BadInput, UsageError
from crmctl.importing.encoding import UncertainEncoding, detect
from crmctl.importing.guess import CANDIDATES
from crmctl.importing.options import Hints
from tests.importing.files import open_csv, write

LIST = "Код;Наименование;Город\n1;ООО «Ромашка»;Санкт-Петербург\n2;ИП Щербаков Пётр;Нижний Новгород\n"
PLAIN = LIST.replace("«", '"').replace("»", '"')
NAMES = ["Иванова Мария", "ОАО СТРОЙМОНТАЖ", "Кузнецов", "Екатеринбург", "торговля оптовая", "Пётр Ильич", "ЖУКОВА"]


@pytest.mark.parametrize("encoding", CANDIDATES)
@pytest.mark.parametrize("text", [PLAIN, PLAIN.upper(), PLAIN.lower()], ids=["as written", "capitals", "small"])
def test_a_russian_list_is_told_for_certain(encoding: str, text: str) -> None:
    assert detect(text.encode(encoding))[:2] == (encoding, True)


@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=9), st.sampled_from(CANDIDATES))
def test_a_guess_may_be_uncertain_but_not_certain_and_wrong(names: list[str], encoding: str) -> None:
    decoded = detect("\n".join(names).encode(encoding))
    assert decoded.encoding == encoding or not decoded.certain


@pytest.mark.parametrize("word", ["Ян", "имя", "ИП"])
def test_a_word_or_two_are_not_enough_to_be_certain(word: str) -> None:
    assert not detect(f"name\n{word}\n".encode("cp1251")).certain


@pytest.mark.parametrize(
    "text", ["Name\nJosé Müller\n", "nom;ville\nHélène;Orléans\nFrançois;Besançon\n", "Ærø Ångström"]
)
def test_western_text_is_not_taken_for_russian(text: str) -> None:
    decoded = detect(text.encode("latin-1"))
    assert (decoded.encoding, decoded.certain) == ("cp1252", False)
    assert decoded.preview.splitlines()[0] in text


def test_ukrainian_letters_do_not_confuse() -> None:
    text = "Назва;Місто\nПідприємство «Їжак»;Львів\nТовариство «Ґанок»;Київ\n"
    assert detect(text.encode("cp1251"))[:2] == ("cp1251", True)


def test_an_uncertain_file_is_refused_with_the_option_that_helps(tmp_path: Path) -> None:
    with pytest.raises(UncertainEncoding) as refusal:
        open_csv(write(tmp_path, "id;name\n1;Ян\n".encode("cp1251")))
    assert "--encoding" in refusal.value.hint
    assert (refusal.value.guess, refusal.value.preview) == ("cp1251", "1;Ян")
    assert "Ян" not in f"{refusal.value}{refusal.value.hint}"
    assert open_csv(tmp_path / "file.csv", Hints("cp1251")).encoding == "cp1251"


@pytest.mark.parametrize(
    ("data", "encoding", "place", "said"),
    [
        pytest.param("id\n1\nab Анна".encode("cp1251"), "utf-8", "line 3, column 4", "not utf-8", id="cp1251 as UTF-8"),
        pytest.param("id\r1\rПП".encode() + b"\xff", "utf-8", "line 3, column 3", "not utf-8", id="CR, and two bytes"),
        pytest.param(PLAIN.encode("cp1251"), "cp866", "line 1, column 1", "reads as cp1251", id="cp1251 as cp866"),
        pytest.param(PLAIN.encode("cp866"), "latin-1", "line 1, column 1", "reads as cp866", id="cp866 as latin-1"),
        pytest.param(("id\n" + LIST).encode(), "koi8-r", "line 2, column 1", "reads as utf-8", id="UTF-8 as koi8-r"),
        pytest.param(b"\xef\xbb\xbfid\n", "cp1251", "line 1, column 1", "marked as utf-8-sig", id="a mark says other"),
        pytest.param(b"\xef\xbb\xbfid\n\xff\n", "", "line 2, column 1", "not utf-8-sig", id="a mark lies"),
        pytest.param(LIST.encode()[:-20] + b"\xd0", "", "line 3, column 25", "not utf-8", id="cut in a letter"),
        pytest.param(LIST.encode().replace(b";", b";\xff", 1), "", "line 1, column 5", "not utf-8", id="damaged UTF-8"),
        pytest.param(LIST.encode("utf-16-le"), "", "line 1, column 8", "NUL", id="UTF-16 without a mark"),
        pytest.param("a;b\nП;2\n".encode("utf-16")[:-1], "", "line 2, column 4", "not utf-16", id="cut UTF-16"),
    ],
)
def test_bytes_that_do_not_fit_are_placed(data: bytes, encoding: str, place: str, said: str) -> None:
    with pytest.raises(BadInput) as refusal:
        detect(data, encoding)
    assert str(refusal.value).startswith(f"{place}: ")
    assert said in str(refusal.value)


@pytest.mark.parametrize("order", ["le", "be"])
def test_utf_16_without_a_mark_is_named_in_the_hint(order: str) -> None:
    data = ("id;name;city\n" * 9).encode(f"utf-16-{order}")
    with pytest.raises(BadInput) as refusal:
        detect(data)
    assert f"--encoding utf-16-{order}" in refusal.value.hint
    assert detect(data, f"utf-16-{order}").certain


@pytest.mark.parametrize("name", ["no-such", "rot13", "base64", "\0"])
def test_an_unknown_encoding_is_a_usage_error(name: str) -> None:
    with pytest.raises(UsageError, match="no encoding called"):
        detect(b"a", name)


@pytest.mark.parametrize("name", ["utf8", "UTF-8", "utf_8", "utf-8-sig"])
def test_a_mark_agrees_with_its_encoding_however_it_is_spelled(name: str) -> None:
    assert detect("\ufeffимя".encode(), name).encoding == "utf-8-sig"


def test_a_mark_that_was_promised_but_is_not_there_takes_nothing_off(tmp_path: Path) -> None:
    table = open_csv(write(tmp_path, b"id;name\n1;a\n"), Hints("utf-8-sig"))
    assert [column.name for column in table.header] == ["id", "name"]
    assert detect(b"id;name\n", "utf_8_sig").encoding == "utf-8"


def test_plain_ascii_fits_any_given_encoding() -> None:
    assert detect(b"a;b\n", "cp866")[:2] == ("cp866", True)


@pytest.mark.parametrize("word", ["тан", "ран", "сад"])
def test_a_given_encoding_stands_where_a_short_word_is_utf_8_by_accident(word: str) -> None:
    assert detect(word.encode("cp866"), "cp866").encoding == "cp866"


def test_bytes_that_only_latin_1_knows_are_still_shown_for_a_person_to_judge() -> None:
    assert detect("Name\nJosé \x81\n".encode("latin-1")) == ("iso8859-1", False, "José \x81", 2, True, False)


@pytest.mark.parametrize("given", ["", "cp1251"])
@pytest.mark.parametrize("at", [0, 3, 6_000])
def test_utf_8_amid_another_encoding_is_refused_with_its_place(at: int, given: str) -> None:
    rows = ["7;Ромашка;Омск\n".encode("cp1251")] * 6_001
    rows[at] = "7;Лютик;Омск\n".encode()
    with pytest.raises(BadInput) as refused:
        detect(b"".join(rows), given)
    assert f"line {at + 1}, column 3: this text is UTF-8, other text is cp1251" in refused.value.message


def test_capitals_and_signs_of_cp1251_are_no_utf_8() -> None:
    text = "РЁ Рё СЃ С° «РЎ» РСФСР, СССР; Р°±І\n" * 50 + "обычный русский текст\n" * 50
    assert detect(text.encode("cp1251")).encoding == "cp1251"
