import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmctl.cleaning.text import clean, is_blank, key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Фёдоров", "ФЕДОРОВ"),
        ("  ООО\u00a0 Ромашка ", "ооо ромашка"),
        ("ＡＢＣ", "abc"),
        ("е\u0308лка", "Ёлка"),
        ("Straße", "STRASSE"),
        ("a\tb\nc", "A B C"),
    ],
)
def test_spellings_people_take_for_one_share_a_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@given(st.text())
def test_a_key_is_its_own_key(text: str) -> None:
    assert key(key(text)) == key(text)


@given(st.text())
def test_a_key_has_single_spaces_and_no_yo(text: str) -> None:
    found = key(text)
    assert found == " ".join(found.split())
    assert "ё" not in found


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_the_short_way_for_ascii_agrees_with_the_long_one(text: str) -> None:
    assert key(text) == " ".join(unicodedata.normalize("NFKC", text).casefold().split())


@pytest.mark.parametrize("text", ["", " ", "\t\n", "\u00a0", "\u200b", "\ufeff \u2060", "\u3000\u2003", "\u2800"])
def test_white_space_of_any_kind_is_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", [".", "0", "\u200b-\u200b", "я"])
def test_any_sign_is_not_blank(text: str) -> None:
    assert not is_blank(text)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("\u00a0+7\u00a0916", "+7 916"),
        ("'0123", "0123"),
        ('"Иван"', "Иван"),
        ("«Ромашка»", "Ромашка"),
        ("„Ромашка“", "Ромашка"),
        ("' «Ромашка» '", "Ромашка"),
        ("ООО «Ромашка»", "ООО «Ромашка»"),
        ("«А» и «Б»", "«А» и «Б»"),
        ('"test@iana.org', '"test@iana.org'),
        ("а\nб", "а\nб"),
        ("'", ""),
    ],
)
def test_clean_takes_off_what_stands_around_the_text(cell: str, said: str) -> None:
    assert clean(cell) == said


@given(st.text())
def test_a_cleaned_text_is_clean(text: str) -> None:
    assert clean(clean(text)) == clean(text)
