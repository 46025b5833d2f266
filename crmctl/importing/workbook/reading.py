"""The sheet a child process read: kept packed, so that a million rows are some ten megabytes."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import IO, BinaryIO, NamedTuple

from crmctl import i18n
from crmctl.errors import BadInput
from crmctl.i18n import _
from crmctl.importing.records import Row
from crmctl.importing.workbook.limits import seconds_for
from crmctl.importing.workbook.wire import Kind, receive, unpack

_CHILD = "crmctl.importing.workbook.child"
_ROOT = Path(__file__).parents[3]
_MOST_PACKED = 1 << 29
"""Bytes of a sheet's rows, packed."""
_LARGEST_RATIO = 20
"""Of a file to what it may hold, for the time that is waited."""
_PATIENCE = 3
"""Seconds on the clock for each of the processor's: others want it too."""


class Sheet(NamedTuple):
    """`others` are the workbook's sheets that were not read; `height` is the number of its rows.

    `left` is the column, from 0, in which the rows begin; `failed` is the number of cells that show an error, and
    `first_failed` are the row and column of the first of them.
    """

    name: str
    others: list[str]
    left: int
    packed: list[bytes]
    height: int
    failed: int
    first_failed: list[tuple[int, int]]

    def rows(self) -> Iterator[Row]:
        """Rows that are not blank, each with its number."""
        for message in self.packed:
            yield from unpack(message)


def read_sheet(path: Path, wanted: str = "", encoding: str = "") -> Sheet:
    """The wanted sheet of a workbook, or the first with data; of a page of HTML in `encoding` its largest table.

    Raises BadInput and OSError, whatever the file does to its reader.
    """
    file = str(path)
    with path.open("rb") as stream:
        seconds = _PATIENCE * seconds_for(_LARGEST_RATIO * os.fstat(stream.fileno()).st_size)
        with _child(stream, wanted, encoding) as child, _killed_after(seconds, child):
            assert child.stdout
            found = _received(child.stdout, file)
    if found is None:
        reason = _("reading it takes more memory or time than its size allows, or it is damaged")
        raise BadInput(reason, _("Perhaps a cell far from the others holds something; or save it as CSV."), file=file)
    return found


def _received(out: IO[bytes], file: str) -> Sheet | None:
    """None where the child died before it had said everything."""
    about, packed = ("", list[str](), 0), list[bytes]()
    size = 0
    while (message := receive(out)) and size < _MOST_PACKED:
        match message.kind:
            case Kind.SHEET:
                about = unpack(message.packed)
            case Kind.ROWS:
                packed.append(message.packed)
                size += len(message.packed)
            case Kind.END:
                return Sheet(*about, packed, *unpack(message.packed))
            case Kind.REFUSED:
                raise BadInput(*unpack(message.packed), file=file)
    return None


@contextmanager
def _child(stream: BinaryIO, wanted: str, encoding: str) -> Iterator[subprocess.Popen[bytes]]:
    """The child at work; it does not outlive the block."""
    line = [sys.executable, "-P", "-m", _CHILD, wanted, encoding]
    paths = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
    env = os.environ | {"CRMCTL_LANG": i18n.language, "PYTHONPATH": paths}
    with subprocess.Popen(line, stdin=stream, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=env) as child:  # noqa: S603
        try:
            yield child
        finally:
            child.kill()


@contextmanager
def _killed_after(seconds: float, child: subprocess.Popen[bytes]) -> Iterator[None]:
    alarm = Timer(seconds, child.kill)
    alarm.start()
    try:
        yield
    finally:
        alarm.cancel()
        alarm.join()
