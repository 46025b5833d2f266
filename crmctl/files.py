"""Files we write for people: for their owner only, and whole or as they were before."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from crmctl.signals import DEADLY, before_the_end

OWN_FILE = 0o600
_LONGEST_NAME = 100
"""Characters: many file systems take 255 bytes."""


@contextmanager
def whole(path: Path, *, overwrite: bool = True) -> Iterator[Path]:
    """Gives an empty file to write into, which takes the place of `path` once the block has ended well.

    It holds names and phones: only its owner may read it, whatever the umask. What is no ordinary file (a pipe,
    /dev/stdout) is written to itself. Raises OSError; FileExistsError when a file is there, even one that somebody
    made meanwhile, and must not be overwritten.
    """
    if path.exists() and not path.is_file():
        yield path
        return
    target = path.resolve()
    if target.exists() and not overwrite:
        raise FileExistsError(str(path))
    partial = target.with_name(f".{target.name[:_LONGEST_NAME]}.{os.getpid()}.partial")
    partial.unlink(missing_ok=True)
    with gone_at_the_end(partial):
        os.close(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWN_FILE))
        yield partial
        flush(partial)
        if overwrite:
            partial.replace(target)
        else:
            _name(partial, target)
        flush(target.parent)


@contextmanager
def gone_at_the_end(*paths: Path) -> Iterator[None]:
    """Files that nobody finds afterwards, also when the process is asked to end; only a kill (-9) leaves them."""

    def remove() -> None:
        for path in paths:
            with suppress(OSError):  # it would hide what went wrong
                path.unlink(missing_ok=True)

    with before_the_end(remove, (*DEADLY, signal.SIGINT)):
        try:
            yield
        finally:
            remove()


def _name(partial: Path, target: Path) -> None:
    """A link, unlike a rename, fails where somebody made such a file meanwhile; not every file system has links."""
    try:
        target.hardlink_to(partial)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):
        if target.exists():
            raise FileExistsError(str(target)) from None
        partial.replace(target)


def flush(path: Path) -> None:
    """Make what was written survive a power cut."""
    if os.name != "posix" and path.is_dir():
        return  # Windows opens no folder
    descriptor = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
