"""One command, timed and weighed."""

import os
import subprocess
import time
from collections.abc import Sequence
from typing import NamedTuple


class Run(NamedTuple):
    seconds: float
    processor: float
    """Seconds, of the process and of children it waited for."""
    megabytes: float
    """The most that the process or a child of its own held."""


def timed(command: Sequence[str]) -> Run:
    """Run it to its end. What ran before it has first to be on the disk: nobody waits for what another left to write.

    Raises SystemExit with what the command complained of.
    """
    os.sync()
    before = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - before
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"{command} failed: {process.stderr and process.stderr.read().decode()}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
