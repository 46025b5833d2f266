"""The desk of `tasks work` under real key presses, sent through a pipe: the field is a line editor like any other."""

from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from crmctl.commands._work import KEYS, WorkSheet
from crmctl.tasks.desk.keys import Key
from crmctl.tasks.desk.state import Desk, Mode
from crmctl.ui.worksheet import Worksheet
from tests.wizard.working import GOOD, JUNK, Seat, values
from tests.work_screens import seated, surroundings

ENTER, CTRL_A, CTRL_K, CTRL_U, CTRL_W = "\r", "\x01", "\x0b", "\x15", "\x17"
LEFT, HOME, END, DELETE, BACKSPACE, F2 = "\x1b[D", "\x1b[H", "\x1b[F", "\x1b[3~", "\x7f", "\x1bOQ"
AWAY = "\x03" * 3
"""From a question back, to the question whether to leave, and away."""


def after(seat: Seat, keys: str) -> Desk:
    """The desk as it was when these keys had been pressed, before somebody went away without saving."""
    sheet = WorkSheet(surroundings(), seat.session, seat.desk)
    seen: list[Desk] = []
    press = sheet.press

    def pressed(key: Key) -> None:
        if key is Key.LEAVE:
            seen.append(sheet.desk)
        press(key)

    sheet.press = pressed  # type: ignore[method-assign]
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        pipe.send_text(keys + AWAY)
        Worksheet(sheet, KEYS, colour=True, tick=0.01).run()
    return seen[0]


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        (CTRL_U, ""),
        (CTRL_U + GOOD, GOOD),
        (CTRL_W, "спросить "),
        (BACKSPACE, "спросить нигд"),
        (HOME + "не ", "не спросить нигде"),
        (CTRL_A + CTRL_K, ""),
        (HOME + END + "!", "спросить нигде!"),
        (LEFT + DELETE, "спросить нигд"),
        ("\x1b[200~, да\x1b[201~", "спросить нигде, да"),
        ("!", "спросить нигде!"),
    ],
)
@pytest.mark.parametrize("save", [ENTER, F2])
def test_a_refused_value_is_edited_as_in_any_line_editor(founded: Path, save: str, keys: str, text: str) -> None:
    with seated(founded) as seat:
        before = values(seat.base)
        desk = after(seat, "спросить нигде" + save + keys)
        assert (desk.text, desk.mode) == (text, Mode.WORK)
        assert values(seat.base) == before


def test_a_refused_value_stays_in_the_field_with_the_question(founded: Path) -> None:
    with seated(founded) as seat:
        desk = after(seat, JUNK + ENTER + HOME)
        assert (desk.text, desk.mode) == (JUNK, Mode.SURE)


def test_what_is_typed_in_place_of_a_refused_value_is_saved(founded: Path) -> None:
    with seated(founded) as seat:
        after(seat, JUNK + ENTER + CTRL_U + GOOD + ENTER)
        assert (1, None, GOOD) in values(seat.base)
