"""Commands killed while they write: `python -m tests.stress_commands --kills 100`.

An import and a hand-out are killed (-9) at a random moment of their run. Afterwards the base must hold all of it or
nothing, and all of it when the command had told its summary.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from crmctl.opening import found_base, open_for_reading
from crmctl.store.backup import damage
from crmctl.store.health import problems
from tests.running import CLEAN, ROOT

ROWS = 3_000
SIZES = "SELECT (SELECT COUNT(*) FROM client), (SELECT COUNT(*) FROM contact_point), (SELECT COUNT(*) FROM task_row)"
Sizes = tuple[int, int, int]


class Struck(NamedTuple):
    """How many runs were killed, in how many of them all was there, and what must not be: halves, losses, damage."""

    kills: int
    whole: int
    halves: int
    lost: int
    damaged: int


class Case(NamedTuple):
    """A command on a prepared base."""

    base: Path
    words: list[str]


def prepare(folder: Path) -> dict[str, Case]:
    """An empty base to import into, and a full one to hand out from."""
    empty, full, file = folder / "empty.db", folder / "full.db", folder / "clients.csv"
    now = datetime.now(UTC)
    with found_base(str(empty), "admin", now=now, today=now.date()):
        pass
    lines = (f"{n};Client {n};{'' if n % 3 else f'+7 926 {n:07d}'};admin" for n in range(1, ROWS + 1))
    file.write_text("\n".join(["id;name;phone;responsible", *lines, ""]), encoding="utf-8")
    shutil.copy(empty, full)
    load = ["import", "clients", str(file)]
    subprocess.run(_line(full, load), cwd=ROOT, env=CLEAN, capture_output=True, check=True)
    deal = ["wizard", "contact-info", "--need", "phone", "--by", "responsible", "--yes"]
    return {"import": Case(empty, load), "hand-out": Case(full, deal)}


def strike(case: Case, kills: int, wait: Callable[[float], float]) -> Struck:
    """Kill so many runs of a command, each on a fresh copy of its base, after a part of its time that `wait` picks."""
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "crm.db"
        before = _sizes(case.base)
        shutil.copy(case.base, db)
        started = time.monotonic()
        subprocess.run(_line(db, case.words), cwd=ROOT, env=CLEAN, capture_output=True, check=True)
        lasts = time.monotonic() - started
        after = _sizes(db)
        whole = halves = lost = damaged = 0
        for _each in range(kills):
            for left in Path(folder).iterdir():
                left.unlink()
            shutil.copy(case.base, db)
            told = _killed(_line(db, case.words), wait(lasts))
            found = _sizes(db)
            whole += found == after
            halves += found not in {before, after}
            lost += told and found != after
            damaged += bool(damage(str(db))) or _unhealthy(db)
        return Struck(kills, whole, halves, lost, damaged)


def _killed(line: list[str], after: float) -> bool:
    """Run the command, kill it after so many seconds; whether it had told its summary by then."""
    process = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT, env=CLEAN)
    time.sleep(after)
    os.kill(process.pid, signal.SIGKILL)
    return bool(process.communicate()[0])


def _sizes(db: Path) -> Sizes:
    with open_for_reading(str(db)) as reader:
        clients, points, rows = reader.execute(SIZES, {}).fetchone()
        return clients, points, rows


def _unhealthy(db: Path) -> bool:
    with open_for_reading(str(db)) as reader:
        return bool(list(problems(reader)))


def _line(db: Path, words: list[str]) -> list[str]:
    return [sys.executable, "-m", "crmctl", "--db", str(db), "--as", "admin", "--no-input", *words, "--json"]


def at_any_moment(lasts: float) -> float:
    return random.random() * lasts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for name, case in prepare(Path(folder)).items():
            sys.stdout.write(f"{name}: {strike(case, asked.kills, at_any_moment)}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
