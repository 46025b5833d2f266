"""Many processes on one base, processes that are killed, copies made meanwhile: `python -m tests.stress --help`."""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from typing import NamedTuple

from crmctl.cards.edit import edit_card
from crmctl.cards.finding import Card
from crmctl.opening import found_base, open_for_reading, open_for_writing
from crmctl.rights import Actor
from crmctl.store.backup import backup, damage
from crmctl.store.health import examine, problems
from crmctl.vocabulary import RecordType, Role
from tests.progress import Progress, told
from tests.running import CLEAN, ROOT

ADMIN = Actor(1, "admin", "Admin", Role.ADMIN, None)
PAIR = (1, 2)
"""The clients whose counters are raised together, in one transaction."""
COUNTERS = "SELECT comment FROM client WHERE id IN (1, 2) ORDER BY id"


class Raced(NamedTuple):
    """How many edits were wanted, how many the base holds, how many checks ran beside, and what went wrong.

    `milliseconds`: of an edit from opening the base to its commit, waiting included, at the 50th and 99th hundredth.
    `stolen`: percent of the processors' time that the host of this virtual machine gave to others meanwhile.
    """

    wanted: int
    kept: int
    checks: int
    errors: list[str]
    milliseconds: tuple[float, float]
    stolen: float


class Killed(NamedTuple):
    """How many processes were killed, how many edits they had confirmed, and how many of them the base lost."""

    kills: int
    confirmed: int
    lost: int
    halves: int


class Copied(NamedTuple):
    """How many copies were made under how many writers, how many edits these made, and which copies are no good."""

    copies: int
    writers: int
    edits: int
    bad: list[str]


@contextmanager
def base() -> Iterator[str]:
    """A fresh base with two clients, whose comments count."""
    with tempfile.TemporaryDirectory() as folder:
        db = str(Path(folder) / "crm.db")
        now = datetime.now(UTC)
        with found_base(db, "admin", now=now, today=now.date()) as (fresh, admin):
            from crmctl.cards.adding import add_client

            with open_for_writing(fresh, actor=admin, kind="add", command="add", now=now, today=now.date()) as work:
                for number in PAIR:
                    add_client(work, admin, f"Client {number}", sets=["comment=0"], adds=["phone=8 926 125-04-05"])
        yield db


def raise_counters(db: str, by: int) -> None:
    """So many times, in a transaction each: read, add one, write; then confirm on stdout."""
    for _each in range(by):
        now, started = datetime.now(UTC), time.perf_counter()
        with open_for_writing(db, actor=ADMIN, kind="edit", command="edit", now=now, today=now.date()) as work:
            count = int(work.execute(COUNTERS).fetchone()[0]) + 1
            for client in PAIR:
                edit_card(work, ADMIN, Card(RecordType.CLIENT, client), sets=[f"comment={count}"])
        sys.stdout.write(f"{count} {(time.perf_counter() - started) * 1000:.1f}\n")
        sys.stdout.flush()


def counters(db: str) -> list[int]:
    with open_for_reading(db) as reader:
        return [int(row[0]) for row in reader.execute(COUNTERS, {})]


def race(processes: int, edits: int, *, checking: bool = True) -> Raced:
    """Processes that edit the same cards, beside a check that runs again and again."""
    with base() as db:
        before = _processor_times()
        writers = [_start(db, edits) for _each in range(processes)]
        errors: list[str] = []
        checks = 0
        progress = Progress("edits", processes * edits)
        while any(writer.poll() is None for writer in writers):
            if progress.due:
                progress.tell(counters(db)[0])
            if not checking:
                time.sleep(1)
                continue
            line = [
                sys.executable,
                "-m",
                "crmctl",
                "--db",
                db,
                "--as",
                "admin",
                "check",
                "run",
                "contact-info",
                "--json",
            ]
            checked = subprocess.run(line, capture_output=True, encoding="utf-8", cwd=ROOT, env=CLEAN, check=False)
            checks += 1
            errors += [checked.stderr] if checked.returncode else []
        said = [writer.communicate() for writer in writers]
        errors += [complaint for _lines, complaint in said if complaint]
        took = [float(line.split()[1]) for lines, _complaint in said for line in lines.splitlines()]
        hundredths = quantiles(took, n=100)
        ends = sorted(set(errors)), (hundredths[49], hundredths[98]), _stolen_since(before)
        return Raced(processes * edits, min(counters(db)), checks, *ends)


def kill(kills: int) -> Killed:
    """Processes that are killed while they write; what they confirmed must be there, and nothing by half."""
    with base() as db:
        confirmed = lost = halves = 0
        for _each in told(range(kills), "edits killed"):
            before = counters(db)[0]
            writer = _start(db, 10_000)
            assert writer.stdout is not None
            heard = [writer.stdout.readline() for _line in range(random.randint(1, 8))]
            _wait_a_little()
            os.kill(writer.pid, signal.SIGKILL)
            heard += writer.communicate()[0].splitlines()
            last = max([before, *(int(line.split()[0]) for line in heard if line.strip())])
            confirmed += last - before
            one, other = counters(db)
            lost += max(0, last - one)
            halves += int(one != other)
        with open_for_reading(db) as reader:
            halves += len(problems(reader)) + len(damage(db))
        return Killed(kills, confirmed, lost, halves)


def copies(number: int, writers: int) -> Copied:
    """Backups made while processes edit; each is put in the place of a base and looked at as a doctor does."""
    with base() as db, tempfile.TemporaryDirectory() as folder:
        writing = [_start(db, 1_000_000) for _each in range(writers)]
        bad: list[str] = []
        for at in told(range(number), "copies"):
            before = counters(db)[0]
            restored = backup(db, Path(folder) / f"{at}.db").rename(Path(folder) / "crm.db")
            found = [finding.what for finding in examine(str(restored)) if finding.problem]
            one, other = counters(str(restored))
            if found or one != other or one < before:
                bad.append(f"{at}: {found}, {before} before, {one} and {other} in it")
        for writer in writing:
            os.kill(writer.pid, signal.SIGKILL)
            writer.communicate()
        return Copied(number, writers, counters(db)[0], bad)


def _processor_times() -> list[int]:
    """What the processors have done so far, as Linux counts it; the eighth is what the host took away."""
    told = Path("/proc/stat")
    return [int(ticks) for ticks in told.read_text().split("\n")[0].split()[1:9]] if told.exists() else [0] * 8


def _stolen_since(before: list[int]) -> float:
    spent = [now - then for now, then in zip(_processor_times(), before, strict=True)]
    return round(100 * spent[7] / max(1, sum(spent)), 1)


def _wait_a_little() -> None:
    """Up to the length of one edit, so that every moment of it is hit."""
    time.sleep(random.random() * 0.02)


def _start(db: str, edits: int) -> "subprocess.Popen[str]":
    line = [sys.executable, "-m", "tests.stress", "--edit", db, str(edits)]
    return subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", cwd=ROOT, env=CLEAN)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--edits", type=int, default=1_000)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--copies", type=int, default=100)
    parser.add_argument("--edit", nargs=2, metavar=("DB", "TIMES"), help="what each process does")
    asked = parser.parse_args()
    if asked.edit:
        raise_counters(asked.edit[0], int(asked.edit[1]))
        return
    for alone in (True, False):
        sys.stdout.write(f"{race(asked.processes, asked.edits, checking=not alone)}\n")
        sys.stdout.flush()
    sys.stdout.write(f"{copies(asked.copies, 4)}\n")
    sys.stdout.flush()
    sys.stdout.write(f"{kill(asked.kills)}\n")


if __name__ == "__main__":
    main()
