"""The program at a pseudo terminal whose screen can be read, as somebody in front of it would."""

import signal
import sys
import termios
import time
from contextlib import suppress
from typing import Self

import pexpect
import pyte

from tests.running import CLEAN, PATIENCE, ROOT


class PseudoTerminal:
    """Runs a command line; `screen` is what stands there now."""

    def __init__(self, *args: str, columns: int = 80, lines: int = 40, **env: str) -> None:
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.Stream(self._screen)
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "tests.demo_program", *args],
            encoding="utf-8",
            dimensions=(lines, columns),
            cwd=str(ROOT),
            env=CLEAN | env,
        )

    @property
    def screen(self) -> str:
        return "\n".join(line.rstrip() for line in self._screen.display).rstrip("\n") + "\n"

    def until(self, *texts: str) -> Self:
        """Wait until they all stand on the screen."""
        end = time.monotonic() + PATIENCE
        while not all(text in self.screen for text in texts):
            assert time.monotonic() < end, f"{texts} never came:\n{self.screen}"
            self._read()
        return self

    def becomes(self, expected: str) -> str:
        """The screen once it is that, or whatever it is when it never was."""
        end = time.monotonic() + PATIENCE / 4
        while self.screen != expected and time.monotonic() < end:
            self._read()
        return self.screen

    def settled(self) -> str:
        """The screen once nothing more comes."""
        while self._read():
            pass
        return self.screen

    def press(self, *keys: str) -> Self:
        for key in keys:
            self.child.send(key)
        return self

    def kill(self, number: int) -> Self:
        self.child.kill(number)
        return self

    def ended(self) -> int:
        """The exit code, or the signal that ended it as a number below 0."""
        end = time.monotonic() + PATIENCE
        with suppress(pexpect.EOF):
            while True:
                assert time.monotonic() < end, f"it never ended:\n{self.screen}"
                self._read()
        self.child.wait()
        return -self.child.signalstatus if self.child.signalstatus else int(self.child.exitstatus)

    def hang_up(self) -> int:
        """Close the terminal under it."""
        self.child.close(force=False)
        return self.ended_alone()

    def ended_alone(self) -> int:
        end = time.monotonic() + PATIENCE
        while self.child.isalive():
            assert time.monotonic() < end, "it never ended"
            time.sleep(0.05)
        return -self.child.signalstatus if self.child.signalstatus else int(self.child.exitstatus)

    @property
    def in_order(self) -> bool:
        """Whether what is typed is shown and read line by line again."""
        modes = termios.tcgetattr(self.child.child_fd)[3]
        return bool(modes & termios.ECHO) and bool(modes & termios.ICANON)

    def close(self) -> None:
        if self.child.isalive():
            self.child.kill(signal.SIGKILL)
        self.child.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _read(self) -> bool:
        """Whether anything came within a second."""
        try:
            self._stream.feed(self.child.read_nonblocking(65536, timeout=1))
        except pexpect.TIMEOUT:
            return False
        return True
