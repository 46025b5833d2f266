"""A line that is too wide is broken, whatever it is made of; what fits is left as it is."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmctl.ui.width import width
from crmctl.ui.wrapping import wrapped
from tests.builders import Base
from tests.commands.conftest import Program, crm, env

__all__ = ["crm", "env"]


@given(st.text("aя漢 \u0301ﷺ-", max_size=300), st.integers(20, 120))
def test_no_line_is_wider_than_the_screen(text: str, columns: int) -> None:
    assert max(map(width, wrapped(text, columns))) <= columns


@given(st.text("aя漢\u0301", max_size=300))
def test_nothing_is_lost_of_a_word_that_is_broken(text: str) -> None:
    assert "".join(wrapped(text, 40)) == text


@pytest.mark.parametrize("name", ["x" + "a" * 90, "x" + "漢" * 60, "слово " * 30, "a" * 75 + "\u0301" * 30 + "b" * 75])
def test_a_card_headed_by_a_long_name_fits_its_screen(
    crm: Program, base: Base, env: pytest.MonkeyPatch, name: str
) -> None:
    base.contact(base.client(name), last_name=name)
    env.setenv("COLUMNS", "80")
    env.setenv("FORCE_COLOR", "1")
    for view in (["contacts", "show", "1"], ["clients", "show", "1"]):
        drawn = re.sub(r"\x1b\[[0-9;]*m", "", crm(*view).out)
        assert max(map(width, drawn.split("\n"))) <= 80, view
