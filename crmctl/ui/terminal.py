"""What stands at the other end of the streams: a terminal or not, its width, colours and letters."""

import os
import sys
from collections.abc import Mapping
from typing import NamedTuple, TextIO

from crmctl.ui.streams import encodable
from crmctl.ui.view import Tone

DEFAULT_WIDTH = 80
_MARKS = {Tone.GOOD: ("✓", "+"), Tone.WARN: ("⚠", "!"), Tone.BAD: ("✗", "x")}


class Screen(NamedTuple):
    """How to write to stdout: `width` in columns, `height` in lines, `unicode` when its encoding knows our marks."""

    terminal: bool
    colour: bool
    width: int
    height: int
    unicode: bool


def screen(env: Mapping[str, str], *, colour: str = "auto") -> Screen:
    """The screen behind stdout; `colour` is what the user configured: auto, always or never."""
    terminal = is_terminal(sys.stdout)
    width, height = _size(env)
    return Screen(terminal, _coloured(env, colour, terminal=terminal), width, height, encodable("✓⚠✗─█", sys.stdout))


def mark(tone: Tone, *, unicode: bool) -> str:
    """The sign and space that say the tone without colour; empty where the tone says nothing."""
    signs = _MARKS.get(tone)
    return f"{signs[0 if unicode else 1]} " if signs else ""


def can_ask() -> bool:
    """Somebody is there: a piped stdin would be read as key strokes, a piped stdout would receive the prompt."""
    return is_terminal(sys.stdin) and is_terminal(sys.stdout)


def is_terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


def talk_width() -> int | None:
    """Columns of the terminal behind stderr; None where it is none, or does not tell."""
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or None
    except (OSError, ValueError, AttributeError):
        return None


def _size(env: Mapping[str, str]) -> tuple[int, int]:
    try:
        width, height = os.get_terminal_size(sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        width, height = 0, 0
    asked = env.get("COLUMNS", "")
    if asked.isdecimal() and int(asked) > 0:
        width = int(asked)
    return width or DEFAULT_WIDTH, height or 24


def _coloured(env: Mapping[str, str], wish: str, *, terminal: bool) -> bool:
    """--no-color and `never` first, then NO_COLOR, then a wish for colour, then what the terminal can do."""
    if wish == "never" or env.get("NO_COLOR"):
        return False
    if wish == "always" or env.get("FORCE_COLOR", "0").lower() not in ("", "0", "false"):
        return True
    return terminal and env.get("TERM") != "dumb"
