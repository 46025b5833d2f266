"""A word that is copied from the screen into a shell stays that word."""

import shlex
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmctl.quoting import quoted


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20))
def test_a_quoted_word_is_read_back(word: str) -> None:
    assert shlex.split(quoted(word)) == [word]


@pytest.mark.parametrize("word", ["ночь", "Весна 2026", "+3рд", "a'b", "$HOME", "*", "~", "ёлка:2,Ян"])
def test_a_shell_takes_it_as_it_was(word: str) -> None:
    said = subprocess.run(["sh", "-c", f"printf %s {quoted(word)}"], capture_output=True, check=True)
    assert said.stdout.decode() == word


def test_letters_of_any_alphabet_need_no_quotes() -> None:
    assert quoted("ночь") == "ночь"
    assert quoted("Весна 2026") == "'Весна 2026'"
