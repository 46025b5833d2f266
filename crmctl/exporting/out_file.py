"""A file that is there whole or not at all, and for its owner only."""

import contextlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from crmctl.errors import BadInput, Refused
from crmctl.i18n import _


def is_taken(path: Path) -> bool:
    """Whether a file would be overwritten; a device or a pipe is written to, not replaced."""
    return path.is_file()


@contextmanager
def whole_file(path: Path, *, overwrite: bool) -> Iterator[BinaryIO]:
    """A stream into a temporary file beside `path`, which gets its name once everything is on the disk.

    Raises Refused when there is such a file and it must not be overwritten, BadInput when it cannot be written.
    """
    if path.is_dir():
        raise BadInput(_("is a directory, not a file"), file=str(path))
    if is_taken(path) and not overwrite:
        raise _taken(path)
    try:
        with _straight(path) if path.exists() and not path.is_file() else _beside(path.resolve(), overwrite) as stream:
            yield stream
    except BrokenPipeError:
        raise
    except FileExistsError:
        raise _taken(path) from None
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise BadInput(_("cannot be written: {reason}").format(reason=reason), file=str(path)) from None


def _taken(path: Path) -> Refused:
    return Refused(_("{path} already exists.").format(path=path), _("Give --force to overwrite it."))


@contextmanager
def _straight(path: Path) -> Iterator[BinaryIO]:
    with path.open("wb") as stream:
        yield stream


@contextmanager
def _beside(path: Path, overwrite: bool) -> Iterator[BinaryIO]:  # noqa: FBT001
    partial = path.with_name(f".{path.name[:100]}.{os.getpid()}.partial")
    partial.unlink(missing_ok=True)
    descriptor = os.open(partial, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(descriptor, "w+b") as stream:
            yield stream
            stream.flush()
            os.fsync(descriptor)
        _name(partial, path, overwrite)
        _flush_folder(path.parent)
    finally:
        partial.unlink(missing_ok=True)


def _name(partial: Path, path: Path, overwrite: bool) -> None:  # noqa: FBT001
    """A link, unlike a rename, fails where somebody made such a file meanwhile; not every file system has links."""
    if not overwrite:
        try:
            path.hardlink_to(partial)
        except FileExistsError:
            raise
        except (OSError, NotImplementedError):
            if path.exists():
                raise FileExistsError(str(path)) from None
        else:
            return
    partial.replace(path)


def _flush_folder(folder: Path) -> None:
    """So that the name survives a power cut; some systems have no way to."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
