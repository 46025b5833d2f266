"""What the program's exit code tells a script."""

from enum import IntEnum


class ExitCode(IntEnum):
    DONE = 0
    FOUND = 1
    """Findings at or over --fail-on."""
    USAGE = 2
    INTERNAL = 3
    REFUSED = 4
    EMPTY = 5
    """The scope selected nothing."""
    BUSY = 75
    CANCELLED = 130
    CLOSED_PIPE = 141
