"""The line that moves while a file is read."""

import io
import sys
import time

import pytest

from crmctl.ui.waiting import waiting
from tests.running import PATIENCE


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Given a stream, the test puts it where stderr is; earlier the capture would take it away again."""
    monkeypatch.setenv("TERM", "xterm")
    return monkeypatch


def said_meanwhile(watched: pytest.MonkeyPatch, text: str) -> Terminal:
    """What the terminal is sent until the line stands there, and behind it."""
    terminal = Terminal()
    watched.setattr(sys, "stderr", terminal)
    end = time.monotonic() + PATIENCE
    with waiting(text, colour=False, patience=0):
        while "Reading" not in terminal.getvalue() and time.monotonic() < end:
            time.sleep(0.01)
    return terminal


def test_a_terminal_is_told_what_is_waited_for_and_the_line_is_taken_away(watched: pytest.MonkeyPatch) -> None:
    _before, line, behind = said_meanwhile(watched, "Reading book.xlsx").getvalue().rpartition("Reading book.xlsx")
    assert line
    assert "\x1b[2K" in behind


def test_a_name_with_escape_codes_in_it_moves_nothing(watched: pytest.MonkeyPatch) -> None:
    said = said_meanwhile(watched, "Reading \x1b]0;x\x07").getvalue()
    assert "Reading" in said
    assert "\x1b]0" not in said


def test_nothing_is_written_into_a_pipe(watched: pytest.MonkeyPatch) -> None:
    pipe = io.StringIO()
    watched.setattr(sys, "stderr", pipe)
    with waiting("Reading", colour=False, patience=0):
        time.sleep(0.05)
    assert pipe.getvalue() == ""


def test_what_is_done_at_once_shows_nothing(watched: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    watched.setattr(sys, "stderr", terminal)
    with waiting("Reading", colour=False, patience=PATIENCE):
        pass
    assert terminal.getvalue() == ""


def test_what_goes_wrong_inside_comes_out_and_the_line_is_gone(watched: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    watched.setattr(sys, "stderr", terminal)
    with pytest.raises(KeyboardInterrupt), waiting("Reading", colour=False, patience=0):
        raise KeyboardInterrupt
    written = terminal.getvalue()
    assert "Traceback" not in written
    time.sleep(0.2)
    assert terminal.getvalue() == written
