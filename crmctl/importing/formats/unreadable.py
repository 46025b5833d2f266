"""What the system says of a file that cannot be read, in our words."""

from pathlib import Path

from crmctl.errors import BadInput
from crmctl.i18n import _
from crmctl.system import reason_of


def unreadable(path: Path, error: OSError | UnicodeDecodeError) -> BadInput:
    """The refusal of a file whose opening or reading raised `error`."""
    if isinstance(error, FileNotFoundError):
        return BadInput(_("there is no such file"), file=str(path))
    if isinstance(error, UnicodeDecodeError):
        return BadInput(_("the file changed while it was read"), file=str(path))
    return BadInput(reason_of(error), file=str(path))
