"""A terminal held between questions: what is typed ahead waits, unseen and unchanged, for the next one."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

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
    handlers = _when_killed(put_back)
    termios.tcsetattr(file, termios.TCSADRAIN, held)
    try:
        yield
    finally:
        put_back()
        for number, handler in handlers.items():
            signal.signal(number, handler)


def _when_killed(put_back: Any) -> dict[int, Any]:
    """Do it before a deadly signal does its work; returns what was there before."""
    from crmctl.ui.asking import DEADLY

    def end(number: int, _frame: Any) -> None:
        put_back()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    before = {number: signal.getsignal(number) for number in DEADLY}
    for number, handler in before.items():
        if handler is signal.SIG_DFL:
            signal.signal(number, end)
    return before
