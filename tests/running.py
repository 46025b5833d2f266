"""Runs the program in a process of its own, as a user or a script does."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pexpect

ROOT = Path(__file__).parent.parent
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith(("CRMCTL_", "LC_", "PYTHON"))}
CLEAN |= {"LANG": "C.UTF-8", "CRMCTL_CONFIG": os.devnull, "PROMPT_TOOLKIT_NO_CPR": "1", "TERM": "xterm"}
for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "PAGER", "TZ"):
    CLEAN.pop(name, None)
PATIENCE = 120
"""Seconds until something is said to never come: also where other work keeps all cores busy."""


def heed_signals_in_children() -> None:
    """A signal that whoever runs the tests ignores, as under `nohup`, ends the programs that they start all the same.

    A handler goes where a program starts, while "ignored" is inherited; and what comes to us is still ignored.
    """
    for name in ("SIGHUP", "SIGINT", "SIGTERM"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, lambda *_: None)


class Ended(NamedTuple):
    code: int
    out: str
    err: str


def run(*args: str, module: str = "tests.demo_program", stdin: str = "", streams: str = "utf-8", **env: str) -> Ended:
    """Runs `python -m module args` with pipes for streams, read in the encoding `streams`."""
    ended = subprocess.run(
        [sys.executable, "-m", module, *args],
        input=stdin,
        capture_output=True,
        encoding=streams,
        cwd=ROOT,
        env=CLEAN | env,
        check=False,
        timeout=PATIENCE,
    )
    return Ended(ended.returncode, ended.stdout, ended.stderr)


def on_terminal(
    *args: str, columns: int = 80, lines: int = 40, answer: str = "", wait_for: str = "", **env: str
) -> Ended:
    """Runs it on a terminal of that many columns; both streams come back as `out`. Sends `answer` after `wait_for`."""
    child = pexpect.spawn(
        sys.executable,
        ["-m", "tests.demo_program", *args],
        encoding="utf-8",
        dimensions=(lines, columns),
        cwd=str(ROOT),
        env=CLEAN | env,
        timeout=PATIENCE,
    )
    seen = ""
    if wait_for:
        child.expect_exact(wait_for)
        seen = child.before + child.after
        child.send(answer)
    child.expect(pexpect.EOF)
    child.close()
    code = child.exitstatus if child.exitstatus is not None else -1
    return Ended(code, (seen + child.before).replace("\r\n", "\n"), "")
