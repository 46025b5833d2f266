"""Hands a long text to the user's pager."""

import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_NOT_STARTED = (126, 127)
"""How a shell inside PAGER says that it found no program."""


def page(text: str, pager: str) -> None:
    """Show `text` in `pager` (the value of PAGER); a pager that does not start leaves the text on stdout."""
    command = _words(pager)
    if not (command and _shown(text, command)):
        sys.stdout.write(text)


def _words(pager: str) -> list[str]:
    """None where a quote is left open."""
    try:
        return shlex.split(pager)
    except ValueError:
        return []


def _shown(text: str, command: list[str]) -> bool:
    """Whether the pager started; it may end before it has read all."""
    environment = {"LESS": "FRX", **os.environ}
    stdout = sys.stdout
    stdout.flush()
    try:
        child = subprocess.Popen(command, stdin=subprocess.PIPE, env=environment)  # noqa: S603
    except OSError:
        return False
    with _interrupts_left_to_the_pager():
        child.communicate(text.encode(stdout.encoding or "utf-8", stdout.errors or "replace"))
    return child.returncode not in _NOT_STARTED


@contextmanager
def _interrupts_left_to_the_pager() -> Iterator[None]:
    """In a pager Ctrl-C ends a search, not the pager; ending without it would leave two programs on one terminal."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
