"""Keys of many texts are the keys of each."""

from hypothesis import given
from hypothesis import strategies as st

from crmctl.cleaning.text import key, keys

TEXTS = st.text(st.one_of(st.characters(), st.sampled_from(" \n\t\u00a0ЁёЙß\u2028\x1f")), max_size=8)


@given(st.lists(TEXTS, max_size=5))
def test_many_keys_are_the_keys_of_each(texts: list[str]) -> None:
    assert keys(texts) == list(map(key, texts))


def test_plain_names_are_folded() -> None:
    assert keys(["ООО «Ёлка»", "Acme Ltd"]) == ["ооо «елка»", "acme ltd"]
