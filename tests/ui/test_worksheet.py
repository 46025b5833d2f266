"""Real key presses through a pipe: what the terminal sends is what the sheet gets."""

import asyncio
import os
import re
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.application import create_app_session
from prompt_toolkit.formatted_text.utils import to_plain_text
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.layout.processors import TransformationInput
from prompt_toolkit.output import DummyOutput

import crmctl
from crmctl.ui.fieldtext import Harmless
from crmctl.ui.frame import Frame, Look, Span, cut, flowed, span, wrapped
from crmctl.ui.width import width
from crmctl.ui.worksheet import Ended, Worksheet, one_line

KEYS = {"enter": "save", "escape": "back", "f6": "skip", "c-n": "skip", "c-c": "leave", "tab": "down"}


class Noted:
    """A sheet that writes down what reaches it; saving `wait` waits for two ticks."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.text = ""
        self.typing = True
        self.waiting = False
        self.left = False
        self.drawn: list[tuple[int, int]] = []

    def draw(self, columns: int, lines: int) -> Frame:
        self.drawn.append((columns, lines))
        field = 1 if self.typing else None
        return Frame([[Span("head", Look.STRONG)], [], *([[Span("rest")]] * (lines - 2))], field, 4, self.text)

    def press(self, key: str) -> None:
        self.heard.append(key)
        if key == "save":
            self.waiting = self.text == "wait"
            self.text = ""
        self.left = key == "leave"
        if key == "skip":
            self.typing = not self.typing

    def typed(self, text: str) -> None:
        self.text = text

    def letter(self, letter: str) -> None:
        self.heard.append(f"letter {letter}")

    def tick(self) -> None:
        self.heard.append("tick")
        self.waiting = self.heard.count("tick") < 2


def run(
    *chunks: str, sheet: Noted | None = None, before: Callable[[Worksheet[str]], Any] = lambda _sheet: None
) -> Noted:
    """Feed the chunks one after another, so that a lone Esc is one, then leave."""
    sheet = sheet or Noted()
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        worksheet = Worksheet(sheet, KEYS, colour=True, tick=0.01)

        def begin() -> None:
            before(worksheet)
            worksheet.app.create_background_task(feed())

        async def feed() -> None:
            for chunk in (*chunks, "\x03"):
                pipe.send_text(chunk)
                await asyncio.sleep(0.2)

        worksheet.run(begin)
    return sheet


def test_letters_go_into_the_field_cyrillic_ones_too() -> None:
    sheet = run("8 916 ёЖ")
    assert sheet.text == "8 916 ёЖ"
    assert sheet.heard == ["leave"]


def test_keys_reach_the_sheet_and_empty_the_field_when_it_says_so() -> None:
    sheet = run("abc", "\r", "d", "\x1b[17~", "\x0e")
    assert sheet.heard == ["save", "skip", "skip", "leave"]
    assert sheet.text == "d"


def test_the_field_can_be_edited_as_anywhere() -> None:
    assert run("abcd", "\x1b[D", "\x7f", "\x01", "x").text == "xabd"


def test_a_lone_escape_is_a_key_and_an_alt_key_is_none() -> None:
    assert run("\x1b").heard == ["back", "leave"]
    assert run("\x1bq").heard == ["leave"]


def test_without_a_field_letters_are_told_one_by_one() -> None:
    sheet = run("\x1b[17~", "дy")
    assert sheet.heard == ["skip", "letter д", "letter y", "leave"]
    assert sheet.text == ""


def test_what_is_pasted_stays_on_one_line() -> None:
    assert run("\x1b[200~8 916 123-45-67\r\n  8 926 125-04-05\n\x1b[201~").text == "8 916 123-45-67, 8 926 125-04-05"
    assert run("\x1b[17~", "\x1b[200~ya\x1b[201~").heard == ["skip", "leave"]
    assert one_line("a\n\n b ") == "a, b"


def test_what_waits_is_tried_again_by_itself() -> None:
    assert run("wait", "\r").heard == ["save", "tick", "tick", "leave"]


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_ends_it_with_the_code_a_shell_expects(name: str) -> None:
    number = signal.Signals[name]
    with pytest.raises(Ended) as ended:
        run(before=lambda _sheet: os.kill(os.getpid(), number))
    assert ended.value.code == 128 + number


def test_a_closed_terminal_ends_it() -> None:
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        sheet = Noted()
        worksheet = Worksheet(sheet, KEYS, colour=False, tick=0.01)
        with pytest.raises(Ended):
            worksheet.run(pipe.close)


def test_only_the_ui_imports_prompt_toolkit() -> None:
    home = Path(crmctl.__file__).parent
    importing = re.compile(r"^\s*(from|import) prompt_toolkit\b", re.MULTILINE)
    users = {
        path.relative_to(home).parts[0] for path in home.rglob("*.py") if importing.search(path.read_text("utf-8"))
    }
    assert users == {"ui"}


def test_the_field_writes_out_what_a_terminal_would_obey() -> None:
    text = "a\u202eb\x1b[31mя"
    given: Any = TransformationInput(None, None, 0, lambda at: at, [("", text)], 80, 1)  # type: ignore[arg-type]
    shown = Harmless().apply_transformation(given)
    assert to_plain_text(shown.fragments) == "a\\u202eb\\x1b[31mя"
    assert [shown.source_to_display(at) for at in (0, 1, 2, 3, len(text))] == [0, 1, 7, 8, 17]
    assert [shown.display_to_source(at) for at in (0, 1, 5, 7, 8, 17)] == [0, 1, 1, 2, 3, len(text)]


def test_pieces_flow_over_lines_and_stay_whole_where_they_can() -> None:
    pieces = [span("Анна"), span(" (директор)"), span("  8 926 125-04-05"), span("  anna@example.com", Look.WARN)]

    def flow(columns: int) -> list[str]:
        return ["".join(one.text for one in line) for line in flowed(pieces, columns, indent=2)]

    assert flow(60) == ["Анна (директор)  8 926 125-04-05  anna@example.com"]
    assert flow(34) == ["Анна (директор)  8 926 125-04-05", "  anna@example.com"]
    assert flow(20) == ["Анна (директор)", "  8 926 125-04-05", "  anna@example.com"]
    assert flow(12) == ["Анна", "  (директор)", "  8 926 125-", "  04-05", "  anna@examp", "  le.com"]
    assert flowed(pieces, 34, indent=2)[1][1].look is Look.WARN


@given(st.lists(st.text("абя @株\u0301 ", max_size=20), max_size=5), st.integers(2, 40))
def test_what_flows_fits_and_loses_nothing(texts: list[str], columns: int) -> None:
    lines = ["".join(one.text for one in line) for line in flowed(map(span, texts), columns, indent=2)]
    assert all(width(line) <= max(4, columns) for line in lines)
    assert "".join(lines).replace(" ", "") == "".join(texts).replace(" ", "")


TEXTS = ("", "abc", "аб вг", "株式会社 кот", "e\u0301\u0301a", "a" * 50, "слово " * 9, "\u202ex\x1b[31m")


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("columns", [1, 2, 3, 7, 20, 60])
def test_a_text_is_cut_and_broken_to_fit(text: str, columns: int) -> None:
    text = span(text).text
    assert width(cut(text, columns)) <= columns
    lines = wrapped(text, columns)
    assert all(width(line) <= max(2, columns) for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert len(wrapped(text, columns, 2)) <= 2
