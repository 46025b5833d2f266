"""Hands a long text to the user's pager."""

import os
import shlex
import subprocess
import sys


def page(text: str, pager: str) -> None:
    """Show `text` in `pager` (the value of PAGER); a pager that does not start leaves the text on stdout."""
    command = shlex.split(pager)
    if not command:
        sys.stdout.write(text)
        return
    environment = {"LESS": "FRX", **os.environ}
    sys.stdout.flush()
    try:
        child = subprocess.Popen(command, stdin=subprocess.PIPE, env=environment)  # noqa: S603
    except OSError:
        sys.stdout.write(text)
        return
    try:
        child.communicate(text.encode(sys.stdout.encoding or "utf-8", "replace"))
    except BrokenPipeError:
        child.wait()
