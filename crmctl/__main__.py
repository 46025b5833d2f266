"""The way in: `crmctl` and `python -m crmctl`. --version is answered before anything is imported."""

import gc
import os
import sys

_NEW_OBJECTS = 20_000
"""More than Python waits for before it looks for garbage: a command ends before there is much of it."""


def run() -> int:
    """Runs the program on sys.argv; returns the exit code."""
    if sys.argv[1:] == ["--version"] and "_CRMCTL_COMPLETE" not in os.environ:
        from crmctl import __version__

        try:
            print("crmctl", __version__, flush=True)  # noqa: T201
        except OSError as error:
            from crmctl.endings import unwritten

            return unwritten(error)
        return 0
    try:
        gc.disable()  # nothing of what an import allocates is garbage; looking for it takes a tenth of our start
        from crmctl.main import main

        gc.freeze()
        gc.set_threshold(_NEW_OBJECTS)
        gc.enable()
        return main(sys.argv[1:])
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(run())
