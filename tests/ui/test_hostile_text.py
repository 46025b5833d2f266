"""Whatever stands in the data, no output obeys it: laws over every way out."""

import json
import re
import unicodedata
from datetime import UTC
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmctl.ui import output, plain
from crmctl.ui.jsonout import as_json
from crmctl.ui.safe import safe
from crmctl.ui.screen import draw
from crmctl.ui.terminal import Screen
from crmctl.ui.view import Card, Cell, Column, Field, Lines, Table, Tone
from tests.running import on_terminal, run

OWN_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
NASTY = "\x00\x07\x1b[2J\x9b31m\u202e\u2066\u200b\u200d\ufeff\u2028\u00ad\U000e0001\x7f[red]:id:\r\n\tИ漢"
texts = st.text(st.sampled_from(NASTY) | st.characters(), max_size=20) | st.just("\udcff") | st.just("\u3164")
cells = texts | st.builds(Cell, texts, st.sampled_from(Tone))
views = (
    st.builds(
        lambda rows, title, footer: Table([Column("a", title), Column("b", "B", wrap=True)], rows, title, [footer]),
        st.lists(st.tuples(cells, cells), max_size=4),
        texts,
        texts,
    )
    | st.builds(Card, texts, st.lists(st.builds(Field, st.just("key"), texts, cells), max_size=3))
    | st.builds(Lines, st.lists(cells, max_size=3))
)


def dangerous(text: str, allowed: str = "\n") -> set[str]:
    hidden = ("Cc", "Cf", "Cs", "Zl", "Zp")
    return {ch for ch in text if (unicodedata.category(ch) in hidden or ch in "\u3164\u115f") and ch not in allowed}


@given(texts)
def test_safe_text_holds_nothing_a_terminal_obeys(text: str) -> None:
    assert not dangerous(safe(text), allowed="")


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs", "Mn"], max_codepoint=0x1000)))
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert safe(text) == text.replace("\u034f", "\\u034f")


def test_what_is_hidden_is_written_out() -> None:
    assert safe("a\x1b[31m\u202eb\nc\x00") == "a\\x1b[31m\\u202eb\\nc\\x00"
    assert safe("a\nb\x1b", keep="\n") == "a\nb\\x1b"


@given(views)
def test_pipes_get_harmless_text(view: Table | Card | Lines) -> None:
    assert not dangerous("\n".join(plain.aligned(view, unicode=True)))
    assert not dangerous("\n".join(plain.tabbed(view)), allowed="\n\t")


@given(views, st.booleans(), st.integers(min_value=20, max_value=120))
def test_terminals_get_harmless_text_and_our_colours_only(view: Table | Card | Lines, colour: bool, width: int) -> None:
    stream = StringIO()
    draw((view,), Screen(terminal=True, colour=colour, width=width, height=24, unicode=True), stream)
    drawn = OWN_COLOURS.sub("", stream.getvalue()) if colour else stream.getvalue()
    assert not dangerous(drawn)


@given(st.recursive(texts, lambda inner: st.lists(inner) | st.dictionaries(texts, inner), max_leaves=8))
def test_json_is_harmless_and_still_exact(data: object) -> None:
    for indent in (None, 2):
        text = as_json(data, zone=UTC, indent=indent)
        assert not dangerous(text, allowed="\n")
        assert json.loads(text) == data


def test_talk_is_harmless_and_keeps_its_lines(capsys: pytest.CaptureFixture[str]) -> None:
    output.say("one\ntwo\x1b[2J")
    assert capsys.readouterr().err == "one\ntwo\\x1b[2J\n"


@pytest.mark.parametrize("option", ["--plain", "--json", "--no-color"])
def test_the_whole_program_keeps_hostile_names_harmless(option: str) -> None:
    ended = run("demo", "list", option)
    assert not dangerous(ended.out, allowed="\n\t")
    assert "[red]" in ended.out
    assert ":id:" in ended.out


def test_markup_and_emoji_codes_are_shown_as_they_are_on_a_terminal() -> None:
    drawn = OWN_COLOURS.sub("", on_terminal("demo", "list", columns=140).out)
    assert "ООО «Рога» [red]\\x1b[31m\\u202eабв\\x00 :id:" in drawn
    assert not dangerous(drawn)


def test_a_hostile_word_on_the_command_line_is_shown_harmless() -> None:
    assert not dangerous(run("de\x1b[31mmo").err)
    assert not dangerous(run("demo", "list", "--x\u202e").err)
