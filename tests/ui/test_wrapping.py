"""A line that is too wide is broken, whatever it is made of; what fits is left as it is."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmctl.ui.width import width
from crmctl.ui.wrapping import wrapped
from tests.builders import Base
from tests.commands.conftest import Program, crm, env
from tests.running import on_terminal

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


def test_a_command_stays_in_one_piece_so_that_it_can_be_copied() -> None:
    text = "Next: `crmctl users add LOGIN`, `crmctl check run contact-info`."
    assert wrapped(text, 60) == ["Next: `crmctl users add LOGIN`,", "`crmctl check run contact-info`."]


def test_a_terminal_gets_what_is_said_broken_between_words(tmp_path: Path) -> None:
    shown = on_terminal("init", "--db", str(tmp_path / "new.db"), columns=44, CRMCTL_LANG="ru")
    assert "`crmctl check run contact-info`." in shown.out.splitlines()
