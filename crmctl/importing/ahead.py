"""Items made ahead by a second process, so that reading a big file and writing it go on side by side."""

import contextlib
import marshal
import os
import signal
import sys
from collections.abc import Generator, Iterator
from typing import Any, BinaryIO, NoReturn, TypeVar

from crmctl.errors import CrmError
from crmctl.i18n import _

Item = TypeVar("Item")
_LENGTH = 8
_BUFFER = 1 << 17
_AHEAD = 1 << 20
"""Bytes that may wait in the pipe: neither process stands still when the other has a slow moment."""
_LOOKS_ROUND = 0.5
"""Seconds: as often a child that has nothing to write yet looks whether anybody waits for it."""


class ReaderGone(CrmError):
    """The second process was killed; who kills one is mostly a system that is short of memory."""

    code = "system"

    def __init__(self) -> None:
        super().__init__(
            _("The process that read the file was ended from outside."),
            _("If nobody did that, the memory ran out. Nothing of the file was written."),
        )


def can_fork() -> bool:
    """Whether a second process can take over from here, and has a processor of its own."""
    return sys.platform == "linux" and (os.cpu_count() or 1) > 1


def ahead(items: Iterator[Item]) -> Generator[Item]:
    """The same items, made by a child process that begins at once. What it raises is raised here; or ReaderGone.

    Items are what `marshal` takes: texts, numbers, lists, tuples and dicts, which cross over in half the time of a
    pickle. The child sees everything as it is now; what the items' making changes is changed there only.
    """
    import fcntl  # there is none where nothing forks

    reading, writing = os.pipe()
    with contextlib.suppress(OSError):
        fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, _AHEAD)
    parent, child = os.getpid(), os.fork()
    if not child:
        os.close(reading)
        _leave_with(parent)
        _produce(items, writing)
    os.close(writing)
    return _received(reading, child)


def _received(reading: int, child: int) -> Generator[Any]:
    try:
        with open(reading, "rb", buffering=_BUFFER) as pipe:
            while (message := _next(pipe)) is not None:
                item, raised = message
                if raised:
                    import pickle

                    raise pickle.loads(raised)  # noqa: S301 - our own child wrote it
                yield item
    finally:
        os.kill(child, signal.SIGKILL)  # whoever leaves early does not wait for it
        os.waitpid(child, 0)


def _next(pipe: BinaryIO) -> Any:
    """None is the end as it should be; an end without it is a child that was killed."""
    length = int.from_bytes(pipe.read(_LENGTH), "little")
    if not length:
        raise ReaderGone
    return marshal.loads(pipe.read(length))  # noqa: S302 - our own child wrote it


def _leave_with(parent: int) -> None:
    """End this process soon after `parent`, whatever that one died of."""
    signal.signal(signal.SIGALRM, lambda *_: None if os.getppid() == parent else os._exit(0))
    signal.setitimer(signal.ITIMER_REAL, _LOOKS_ROUND, _LOOKS_ROUND)


def _produce(items: Iterator[Item], writing: int) -> NoReturn:
    """Write the items, or what their making raised, and end without a trace: nothing here is the child's to tidy up."""
    with contextlib.suppress(BaseException), open(writing, "wb", buffering=0) as pipe:
        try:
            for item in items:
                _send(pipe, (item, None))
            _send(pipe, None)
        except Exception as error:  # noqa: BLE001 - the parent raises it
            import pickle

            _send(pipe, (None, pickle.dumps(error)))
    os._exit(0)


def _send(pipe: BinaryIO, message: Any) -> None:
    data = marshal.dumps(message)
    left = memoryview(len(data).to_bytes(_LENGTH, "little") + data)
    while left:
        left = left[pipe.write(left) :]
