"""Works through a task on a pseudo terminal and measures how soon each key is answered.

    python benchmarks/tasks_work.py [--clients 100] [--base-clients 10000] [--rounds 40]

A key is answered when the last byte that it caused has arrived. Beside the time stands what other load on the machine
does not change: the processor time the program took, and the bytes it sent, of which a whole screen has some 2,000.
"""

import argparse
import fcntl
import json
import os
import select
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from million import make

QUIET = 0.15
"""So many seconds without a byte, and the answer is over."""
SKIP, BACK, UNDO, CARD, SEARCH, ESCAPE = "\x1b[17~", "\x1b[5~", "\x1b[20~", "\x1bOR", "\x1b[18~", "\x1b"
PHONE = "8 926 125-{:02}-{:02}"


class Answer(NamedTuple):
    """What a key took: milliseconds until the last byte, milliseconds of processor time, bytes."""

    wall: float
    cpu: float
    sent: int


class Screen:
    """The program on a pseudo terminal of 80 columns and 24 lines."""

    def __init__(self, db: Path, task: str) -> None:
        env = os.environ | {"CRMCTL_DB": str(db), "CRMCTL_USER": "admin", "CRMCTL_CONFIG": os.devnull,
                            "XDG_STATE_HOME": str(db.parent), "TERM": "xterm-256color", "LANG": "C.UTF-8"}  # fmt: skip
        self.fd, child = os.openpty()
        fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        line = [sys.executable, "-m", "crmctl", "tasks", "work", task]
        self.program = subprocess.Popen(line, stdin=child, stdout=child, stderr=child, env=env, start_new_session=True)
        os.close(child)
        self._answer(first=20.0)
        time.sleep(3)  # what is loaded while nobody waits

    def press(self, keys: str) -> Answer:
        """Send them, and take the time until nothing more comes."""
        cpu, start = self._cpu(), time.perf_counter()
        os.write(self.fd, keys.encode())
        last, sent = self._answer(first=5.0)
        return Answer((last - start) * 1000, (self._cpu() - cpu) * 1000, sent)

    def _answer(self, first: float) -> tuple[float, int]:
        last, sent, wait = time.perf_counter(), 0, first
        while select.select([self.fd], [], [], wait)[0]:
            sent += len(os.read(self.fd, 65536))
            last, wait = time.perf_counter(), QUIET
        return last, sent

    def _cpu(self) -> float:
        """Seconds of the processor so far."""
        fields = Path(f"/proc/{self.program.pid}/schedstat").read_text().split()
        return int(fields[0]) / 1e9

    def close(self) -> None:
        os.write(self.fd, b"\x11y")
        self.program.wait(30)


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "crm.db"
        print(f"making {options.base_clients} clients and as many contacts; a task of {options.clients} of them")
        make(db, options.base_clients, contacts=options.base_clients)
        screen = Screen(db, _hand_out(db, options.clients))
        print(f"{'':26} {'median':>8} {'p99':>8} {'cpu':>8} {'bytes':>7}")
        for name, answers in _work(screen, options.rounds).items():
            _tell(name, answers)
        screen.close()


def _work(screen: Screen, rounds: int) -> dict[str, list[Answer]]:
    found: dict[str, list[Answer]] = {}
    screen.press("8")
    screen.press("\x7f")
    for at in range(rounds):
        found.setdefault("a letter into the field", []).extend(
            screen.press(letter) for letter in PHONE.format(at // 90 + 10, at % 90 + 10)
        )
        found.setdefault("Enter: saved, and on", []).append(screen.press("\r"))
        found.setdefault("skip", []).append(screen.press(SKIP))
        if at % 4 == 0:
            found.setdefault("undo", []).append(screen.press(UNDO))
            found.setdefault("the whole card", []).append(screen.press(CARD))
            screen.press(ESCAPE)
            found.setdefault("search opened", []).append(screen.press(SEARCH))
            found.setdefault("a letter of a search", []).extend(screen.press(letter) for letter in "кли")
            screen.press(ESCAPE)
    return found


def _hand_out(db: Path, clients: int) -> str:
    line = [sys.executable, "-m", "crmctl", "--db", str(db), "--as", "admin", "--json", "wizard", "contact-info",
            "--need", "phone", "--only", "clients", "--among", "admin", "--per-assignee", str(clients),
            "--yes"]  # fmt: skip
    made = json.loads(subprocess.run(line, check=True, capture_output=True).stdout)
    return str(made["tasks"][0]["id"])


def _tell(name: str, answers: Sequence[Answer]) -> None:
    walls = sorted(answer.wall for answer in answers)
    late = walls[min(len(walls) - 1, round(0.99 * len(walls)))]
    cpu, sent = median(answer.cpu for answer in answers), median(answer.sent for answer in answers)
    print(f"{name:26} {median(walls):5.1f} ms {late:5.1f} ms {cpu:5.1f} ms {sent:7.0f}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="how soon `tasks work` answers a key")
    parser.add_argument("--clients", type=int, default=100)
    parser.add_argument("--base-clients", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=40)
    return parser.parse_args()


if __name__ == "__main__":
    main()
