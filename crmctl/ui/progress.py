"""A bar on stderr while long work is done; nothing at all where nobody watches."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from crmctl.ui.safe import safe
from crmctl.ui.terminal import is_terminal

Advance = Callable[[int], None]


@contextmanager
def progress(label: str, total: int | None, *, colour: bool) -> Iterator[Advance]:
    """Gives a function that takes how much more is done, in the units of `total`; None when nobody knows the end."""
    if not is_terminal(sys.stderr):
        yield _nothing
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    console = Console(file=sys.stderr, no_color=not colour, markup=False, emoji=False, highlight=False)
    columns = TextColumn("{task.description}", markup=False), BarColumn(), TaskProgressColumn(), TimeRemainingColumn()
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(safe(label), total=total)
        yield lambda done: bar.advance(task, done)


def _nothing(_done: int) -> None:
    """Nobody watches."""
