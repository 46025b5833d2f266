"""A file that is there whole or not at all, and for its owner only."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from crmctl.errors import BadInput, Refused
from crmctl.files import whole
from crmctl.i18n import _
from crmctl.system import reason_of


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
    try:
        with whole(path, overwrite=overwrite) as file, file.open("w+b" if file.is_file() else "wb") as stream:
            yield stream
    except BrokenPipeError:
        raise
    except FileExistsError:
        raise _taken(path) from None
    except OSError as error:
        raise unwritable(path, error) from None


def unwritable(path: Path, error: OSError) -> BadInput:
    return BadInput(_("cannot be written: {reason}").format(reason=reason_of(error)), file=str(path))


def _taken(path: Path) -> Refused:
    return Refused(_("{path} already exists.").format(path=path), _("Give --force to overwrite it."))
