"""The way in: `crmctl` and `python -m crmctl`. --version is answered before anything is imported."""

import gc
import sys


def run() -> int:
    """Runs the program on sys.argv; returns the exit code."""
    if sys.argv[1:] == ["--version"]:
        from crmctl import __version__

        print("crmctl", __version__)  # noqa: T201
        return 0
    try:
        gc.disable()  # nothing of what an import allocates is garbage; looking for it takes a tenth of our start
        from crmctl.main import main

        gc.freeze()
        gc.enable()
        return main(sys.argv[1:])
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(run())
