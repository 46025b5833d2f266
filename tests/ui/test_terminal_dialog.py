"""The terminal dialog, with real key presses: what TRAPS of questionary and prompt_toolkit would do to it."""

import os
import signal
import time
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from prompt_toolkit.formatted_text.utils import to_plain_text
from prompt_toolkit.output import ColorDepth

from crmctl.errors import Busy
from crmctl.ui.amounts import _Sheet
from crmctl.ui.dialog import Terminal
from crmctl.ui.leafing import _Book
from crmctl.ui.lists import marks
from crmctl.ui.view import Cell, Lines, Tone
from crmctl.wizard.dialog import Amount, Back, Choice, Dialog, Line
from crmctl.wizard.rewind import converse
from tests.dialogs import SCREEN, keyboard

DOWN, UP, RIGHT, LEFT, ESC, ENTER, CTRL_A, BACKSPACE = (
    "\x1b[B",
    "\x1b[A",
    "\x1b[C",
    "\x1b[D",
    "\x1b",
    "\r",
    "\x01",
    "\x7f",
)
PAGE_DOWN, HOME, END, TAB = "\x1b[6~", "\x1b[H", "\x1b[F", "\t"
CITIES = [Choice("Москва", "msk"), Choice("Орёл", "orel"), Choice("Омск", "omsk"), Choice("Tomsk", "tomsk", "Сибирь")]


def picked(*keys: str, choices: Any = CITIES, **more: Any) -> Any:
    with keyboard() as at:
        return at.press(*keys).pick("City", choices, **more)


def ticked(*keys: str, **more: Any) -> Any:
    with keyboard() as at:
        return at.press(*keys).pick_many("Cities", CITIES, **more)


def test_enter_picks_where_the_pointer_stands() -> None:
    assert picked(ENTER) == "msk"
    assert picked(DOWN, DOWN, ENTER) == "omsk"
    assert picked(UP, ENTER) == "tomsk"
    assert picked(ENTER, default="orel") == "orel"
    assert picked(END, ENTER) == "tomsk"
    assert picked(END, HOME, ENTER) == "msk"


def test_a_list_is_searched_in_cyrillic_and_latin_whatever_the_case_and_yo() -> None:
    assert picked("омс", ENTER) == "omsk"
    assert picked("ОМС", ENTER) == "omsk"
    assert picked("оре", ENTER) == "orel"
    assert picked("орё", ENTER) == "orel"
    assert picked("tom", ENTER) == "tomsk"
    assert picked("сибир", ENTER) == "tomsk", "a note is searched too"


def test_a_choice_is_found_by_words_that_are_not_shown() -> None:
    choices = [Choice("phone", 1), Choice("Telegram", 2, also="телеграм тг")]
    assert picked("телегр", ENTER, choices=choices) == 2


def test_escape_ends_a_search_before_it_goes_back_and_a_space_begins_none() -> None:
    assert picked("оре", ESC, ENTER) == "orel", "the pointer stays at what was found"
    assert picked("xyz", ESC, ENTER) == "msk"
    assert picked(" ", DOWN, ENTER) != "msk"
    assert ticked("xyz", ESC, " ", ENTER) == ["msk"]
    with pytest.raises(Back):
        picked("оре", ESC, ESC)


def test_a_list_without_any_cyrillic_is_searched_too() -> None:
    assert picked("E-M", ENTER, choices=[Choice("phone", 1), Choice("e-mail", 2)]) == 2


@pytest.mark.parametrize("broken", ["check", "says"])
def test_an_error_under_a_question_comes_out_without_a_word_on_the_screen(
    broken: str, capfd: pytest.CaptureFixture[str]
) -> None:
    def busy(_text: str) -> Any:
        raise Busy("busy")

    functions: Any = {broken: busy}
    with keyboard() as at, pytest.raises(Busy):
        at.press("x").text("Filter", **functions)
    assert capfd.readouterr() == ("", "")


def test_backspace_takes_a_letter_of_the_search_back() -> None:
    assert picked("омсч", BACKSPACE, ENTER) == "omsk"


def test_what_is_found_nowhere_is_not_picked() -> None:
    assert picked("ъъъ", ENTER, BACKSPACE, BACKSPACE, BACKSPACE, DOWN, ENTER) == "orel"


def test_a_value_none_is_answered_as_none() -> None:
    assert picked(ENTER, choices=[Choice("everything", None), Choice("one", 1)]) is None
    assert picked(DOWN, ENTER, choices=[Choice("zero", 0), Choice("nothing", None)]) is None


def test_more_than_36_choices_and_equal_labels_will_do() -> None:
    many = [Choice(f"client {number % 50}", number) for number in range(100)]
    assert picked(END, ENTER, choices=many) == 99
    assert picked(PAGE_DOWN, ENTER, choices=many) == 12


def test_space_ticks_the_row_that_was_searched_for() -> None:
    assert ticked("омск", " ", ENTER) == ["omsk"]
    assert ticked(" ", DOWN, " ", ENTER) == ["msk", "orel"]
    assert ticked(DOWN, " ", UP, " ", ENTER) == ["msk", "orel"], "in the order of the list"


def test_a_tick_ends_the_search_so_that_the_next_begins_anew() -> None:
    assert ticked("омск", " ", "орё", " ", ENTER) == ["orel", "omsk"]
    assert ticked("омск", " ", "омск", " ", " ", ENTER) == ["omsk"], "where the search ended, the pointer stays"


def test_ctrl_a_ticks_all_and_none_again() -> None:
    assert ticked(CTRL_A, ENTER) == ["msk", "orel", "omsk", "tomsk"]
    assert ticked(CTRL_A, CTRL_A, " ", ENTER) == ["msk"]


def test_enter_with_nothing_ticked_is_no_answer_unless_none_will_do() -> None:
    assert ticked(ENTER, " ", ENTER) == ["msk"]
    assert ticked(ENTER, least=0) == []
    assert ticked(ENTER, ticked=["orel"]) == ["orel"]


def test_an_empty_list_is_answered_without_asking() -> None:
    with keyboard() as at:
        assert at.dialog.pick_many("Cities", []) == []


def test_a_text_is_taken_by_enter_and_its_default_by_enter_alone() -> None:
    with keyboard() as at:
        assert at.press("зав", ENTER).text("Due") == "зав"
        assert at.press(ENTER).text("Due", default="+5bd") == "+5bd"
        assert at.press("fri", ENTER).text("Due", default="+5bd") == "fri"
        assert at.press(TAB, BACKSPACE * 2, "d", ENTER).text("Due", default="+5bd") == "+5d"
        assert at.press(" and x", ENTER).text("Filter", default="a", filled=True) == "a and x"
        assert at.press(BACKSPACE, ENTER).text("Filter", default="a", filled=True) == ""


def test_a_text_that_will_not_do_is_not_taken() -> None:
    with keyboard() as at:
        said = at.press("x", ENTER, BACKSPACE, "7", ENTER).text(
            "Number", check=lambda text: None if text == "7" else "!"
        )
    assert said == "7"


def test_amounts_are_typed_and_stepped_and_kept_in_bounds() -> None:
    lines = [Line("anna", 6, 10), Line("bob", 4, 10)]
    with keyboard() as at:
        assert at.press(ENTER).amounts("Clients", lines, says=str) == [6, 4]
        assert at.press("10", DOWN, "0", ENTER).amounts("Clients", lines, says=str) == [10, 0]
        assert at.press(RIGHT, RIGHT, DOWN, LEFT, ENTER).amounts("Clients", lines, says=str) == [8, 3]
        assert at.press(RIGHT * 9, DOWN, LEFT * 9, ENTER).amounts("Clients", lines, says=str) == [10, 0]


def test_an_amount_beyond_what_there_is_is_told_and_not_taken() -> None:
    sheet = _Sheet("Clients", [Line("anna", 6, 10, note="Анна")], str, lambda _all: None, marks(unicode=True))
    sheet._type("12")
    assert "anna: there are no more than 10." in to_plain_text(sheet.below())
    assert "anna     12  Анна" in to_plain_text(sheet.draw())
    sheet._type("9")
    assert "no more than" not in to_plain_text(sheet.below())
    with keyboard() as at:
        lines = [Line("anna", 6, 10), Line("bob", 4, 10)]
        assert at.press("99", DOWN, ENTER, BACKSPACE, ENTER).amounts("Clients", lines, says=str) == [9, 4]


def test_amounts_that_will_not_do_together_are_not_taken() -> None:
    def check(amounts: Sequence[Amount]) -> str | None:
        return "too many" if sum(amounts) > 10 else None

    lines = [Line("anna", 6, 10), Line("bob", 6, 10)]
    with keyboard() as at:
        assert at.press(ENTER, "4", ENTER).amounts("Clients", lines, says=str, check=check) == [4, 6]


def test_weights_may_be_broken_numbers_with_either_sign() -> None:
    lines = [Line("anna", Fraction(1, 2), is_weight=True), Line("bob", Fraction(1, 3), is_weight=True)]
    with keyboard() as at:
        assert at.press(ENTER).amounts("Weights", lines, says=str) == [Fraction(1, 2), Fraction(1, 3)]
        assert at.press("0,25", DOWN, "1.5", ENTER).amounts("Weights", lines, says=str) == [0.25, 1.5]
        assert at.press(RIGHT, DOWN, ".5", ENTER).amounts("Weights", lines, says=str) == [1.5, 0.5]
        assert at.press(LEFT, BACKSPACE, "75", ENTER).amounts("Weights", lines, says=str) == [0.75, Fraction(1, 3)]


def test_a_weight_of_nothing_is_not_taken() -> None:
    lines = [Line("anna", 2, is_weight=True), Line("bob", 1, is_weight=True)]
    with keyboard() as at:
        assert at.press("0", DOWN, ENTER, "7", ENTER).amounts("Weights", lines, says=str) == [7, 1]
        assert at.press(LEFT * 5, ENTER).amounts("Weights", lines, says=str) == [1, 1]


def test_counts_stay_whole() -> None:
    with keyboard() as at:
        assert at.press("1", ",", "5", ENTER).amounts("Clients", [Line("anna", 6, 20)], says=str) == [15]


def test_pages_are_turned_both_ways_and_only_those_looked_at_are_made() -> None:
    made: list[int] = []
    with keyboard() as at:
        at.press(PAGE_DOWN, PAGE_DOWN, "p", ENTER).leaf("Found", 9, lambda page: made.append(page) or page)  # type: ignore[func-returns-value]
    assert made == [0, 1, 2, 1]


@pytest.mark.parametrize("turn", [PAGE_DOWN, DOWN])
def test_a_page_longer_than_the_screen_is_scrolled_before_the_next_comes(turn: str) -> None:
    made: list[int] = []

    def page(at: int) -> str:
        made.append(at)
        return "\n".join("x" * 60)

    with keyboard(lambda what: [*_lines(what)]) as at:
        at.press(turn, ENTER).leaf("Found", 2, page)
    assert made == [0]


def test_the_head_of_a_table_stays_when_it_is_scrolled_and_that_of_several_does_not() -> None:
    table = ["Client  Phone", "─────────────", *map(str, range(30))]
    book = _Book(1, lambda _at: table, 10)
    book.turn(1)
    assert to_plain_text(book.page()).split("\n") == [*table[:2], *map(str, range(8, 16))]
    book = _Book(1, lambda _at: table + table, 10)
    book.turn(1)
    assert to_plain_text(book.page()).split("\n") == [*map(str, range(8, 18))]


def test_how_much_of_a_page_is_out_of_view_is_said() -> None:
    book = _Book(2, lambda _at: list(map(str, range(30))), 10)
    assert to_plain_text(book.place()).startswith("… 20 more below\n")
    book.turn(1)
    assert to_plain_text(book.place()).startswith("… 10 more above, 10 more below\n")
    assert "more" not in to_plain_text(_Book(2, lambda _at: ["a"], 10).place())


def test_a_sentence_with_a_mark_is_broken_within_the_screen(capsys: pytest.CaptureFixture[str]) -> None:
    narrow = SCREEN._replace(width=20)
    Terminal(narrow, lambda what: [Lines([Cell(what, Tone.WARN), what])]).show("one two three four five six")
    assert capsys.readouterr().out == ("⚠ one two three four\n  five six\none two three four\nfive six\n")


def _lines(what: str) -> Any:
    return [Lines(what.split("\n"))]


QUESTIONS = {
    "text": lambda ask: ask.text("Due"),
    "pick": lambda ask: ask.pick("City", CITIES),
    "pick_many": lambda ask: ask.pick_many("Cities", CITIES),
    "amounts": lambda ask: ask.amounts("Clients", [Line("anna", 1)], says=str),
    "leaf": lambda ask: ask.leaf("Found", 2, str),
}
every_question = pytest.mark.parametrize("ask", QUESTIONS.values(), ids=QUESTIONS)


@every_question
def test_esc_is_the_way_back(ask: Any) -> None:
    with keyboard() as at, pytest.raises(Back):
        ask(at.press(ESC))


@every_question
def test_ctrl_c_is_never_an_answer(ask: Any) -> None:
    with keyboard() as at, pytest.raises(KeyboardInterrupt):
        ask(at.press("\x03"))


@every_question
def test_ctrl_d_is_never_an_answer_even_behind_what_was_typed(ask: Any) -> None:
    with keyboard() as at, pytest.raises(EOFError):
        ask(at.press("7", "\x04"))


@every_question
def test_a_terminal_that_is_gone_is_never_an_answer(ask: Any) -> None:
    with keyboard() as at:
        at.keys.close()
        with pytest.raises(EOFError):
            ask(at.dialog)


@every_question
def test_a_question_can_be_asked_twice(ask: Any) -> None:
    with keyboard() as at:
        first = ask(at.press(" " if ask is QUESTIONS["pick_many"] else "", ENTER))
        assert ask(at.press(" " if ask is QUESTIONS["pick_many"] else "", ENTER)) == first


def test_a_lone_esc_does_not_wait_half_a_second() -> None:
    from crmctl.ui import asking

    assert asking.ESCAPE_SECONDS <= 0.1


def test_an_enter_typed_before_the_question_came_is_an_enter() -> None:
    assert picked(DOWN, "\n") == "orel"
    assert ticked(" ", "\n") == ["msk"]
    with keyboard() as at:
        assert at.press("fri\n").text("Due") == "fri"


def test_arrow_keys_are_no_esc() -> None:
    assert picked(DOWN, DOWN, UP, ENTER) == "orel"


def test_back_through_a_whole_conversation_by_keys() -> None:
    def wizard(ask: Dialog) -> Any:
        return ask.pick_many("Cities", CITIES), ask.pick("City", CITIES), ask.text("Due")

    with keyboard() as at:
        dialog = at.press(" ", ENTER, ENTER)
        # a lone Esc is one only when nothing follows it at once
        asked = iter([(ESC,), (ESC,), (DOWN, " ", ENTER), ("омс", ENTER), ("завтра", ENTER)])
        said = converse(wizard, _Pressing(dialog, at, asked))
    assert said == (["msk", "orel"], "omsk", "завтра")


class _Pressing:
    """Presses the next keys once those before are used up."""

    def __init__(self, inner: Any, at: Any, keys: Any) -> None:
        self.inner, self.at, self.keys, self.left = inner, at, keys, 2

    def __getattr__(self, name: str) -> Any:
        def ask(*args: Any, **more: Any) -> Any:
            if self.left:
                self.left -= 1
            else:
                self.at.press(*next(self.keys))
            return getattr(self.inner, name)(*args, **more)

        return ask


def test_without_colour_nothing_is_coloured() -> None:
    with keyboard() as at:
        assert at.dialog._drawn() == {"color_depth": ColorDepth.DEPTH_1_BIT}
        at.dialog.screen = SCREEN._replace(colour=True)
        assert at.dialog._drawn() == {}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_deadly_signal_ends_by_itself_once_the_terminal_is_in_order(number: int, tmp_path: Path) -> None:
    asked = tmp_path / "asked"
    child = os.fork()
    if not child:
        with keyboard() as at:
            asked.touch()
            at.dialog.text("Due")
        os._exit(1)
    while not asked.exists():
        time.sleep(0.01)
    ended = 0
    for _attempt in range(100):
        os.kill(child, number)
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            break
        time.sleep(0.05)
    assert ended
    assert os.WTERMSIG(status) == number
