"""A line that moves on stderr while something cannot be measured; nothing at all where nobody watches."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

from crmctl.ui.safe import safe
from crmctl.ui.terminal import is_terminal

PATIENCE = 0.4
"""Seconds; what takes no longer is not worth a line."""


@contextmanager
def waiting(said: str, *, colour: bool, patience: float = PATIENCE) -> Iterator[None]:
    """Shows what is being done while the block runs; the line is gone behind it, however it ends."""
    if not is_terminal(sys.stderr):
        yield
        return
    done = Event()
    line = Thread(target=_show, args=(said, done, colour, patience), daemon=True)
    line.start()
    try:
        yield
    finally:
        done.set()
        line.join()


def _show(said: str, done: Event, colour: bool, patience: float) -> None:  # noqa: FBT001
    if done.wait(patience):
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=sys.stderr, no_color=not colour, markup=False, emoji=False, highlight=False)
    with suppress(OSError, ValueError), console.status(Text(safe(said)), spinner="line"):  # the terminal may be gone
        done.wait()
