"""A terminal held between questions: what is typed ahead waits, unseen and unchanged, for the next one."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from crmctl.signals import before_the_end
from crmctl.ui.terminal import is_terminal

_LOCAL, _INPUT, _SPECIAL = 3, 0, 6
"""Places in what termios tells of a terminal."""


@contextmanager
def holding() -> Iterator[None]:
    """No echo, no lines, an Enter that stays one. The terminal is as it was afterwards, whatever ends it."""
    if sys.platform == "win32" or not is_terminal(sys.stdin):
        yield
        return
    import termios

    file = sys.stdin.fileno()
    before = termios.tcgetattr(file)

    def put_back() -> None:
        with suppress(termios.error):  # it was closed: there is nothing to put back
            termios.tcsetattr(file, termios.TCSADRAIN, before)

    held: list[Any] = [*before]
    held[_LOCAL] = before[_LOCAL] & ~(termios.ECHO | termios.ICANON)
    held[_INPUT] = before[_INPUT] & ~termios.ICRNL
    held[_SPECIAL] = [*before[_SPECIAL]]
    held[_SPECIAL][termios.VMIN], held[_SPECIAL][termios.VTIME] = 1, 0
    with before_the_end(put_back):
        termios.tcsetattr(file, termios.TCSADRAIN, held)
        try:
            yield
        finally:
            put_back()
