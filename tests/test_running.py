"""How the tests run the program: as it would be run by somebody at a terminal, whoever runs the tests."""

import os
import signal
import subprocess
import sys

import pytest

from tests.running import heed_signals_in_children

TOLD = "import os, signal; os.kill(os.getpid(), signal.SIGHUP)"


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_hang_up_that_is_ignored_here_still_ends_what_is_started() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        heed_signals_in_children()
        os.kill(os.getpid(), signal.SIGHUP)
        ended = subprocess.run([sys.executable, "-c", TOLD], check=False)
    finally:
        signal.signal(signal.SIGHUP, before)
    assert ended.returncode == -signal.SIGHUP
