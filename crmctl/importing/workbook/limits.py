"""What reading a workbook may take; set by the child upon itself."""

import sys

BIGGEST_FILE = 256 << 20
"""Bytes."""
LONGEST_TEXT = 1 << 29
"""Characters of all cells together: a short text may stand in a million cells."""
LONGEST_ROW = 10 << 20
"""Characters."""
_MEMORY, _MEMORY_PER_BYTE, _MOST_MEMORY = 256 << 20, 24, 4 << 30
_SECONDS, _BYTES_PER_SECOND = 20, 2 << 20


def memory_for(unpacked: int) -> int:
    """Bytes of address space for a workbook of so many bytes."""
    return min(_MEMORY + _MEMORY_PER_BYTE * unpacked, _MOST_MEMORY)


def seconds_for(unpacked: int) -> int:
    """Seconds of processor time for a workbook of so many bytes."""
    return _SECONDS + unpacked // _BYTES_PER_SECOND


def limit(unpacked: int) -> None:
    """Let this process die rather than take more than a workbook of so many bytes may need."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for what, most in ((resource.RLIMIT_AS, memory_for(unpacked)), (resource.RLIMIT_CPU, seconds_for(unpacked))):
        _soft, hard = resource.getrlimit(what)
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
