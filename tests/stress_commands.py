"""Commands killed while they write: `python -m tests.stress_commands --kills 500`.

An import, a hand-out, a row filled by a command and one filled at the keyboard, and an upgrade of the schema are killed
(-9) at a random moment of their run. Afterwards the base must hold all of it or nothing, and all of it when the command
had told its summary.
"""

import argparse
import hashlib
import io
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pexpect

from crmctl.opening import found_base
from crmctl.store.backup import damage
from crmctl.store.connect import open_connection
from crmctl.store.health import problems
from crmctl.store.reader import Reader
from tests import progress
from tests.builders import NOW, TODAY
from tests.running import CLEAN, ROOT
from tests.store.nextschema import USE, next_scripts

ROWS = 1_000
ENV = CLEAN | {"CRMCTL_NOW": NOW.isoformat(), "TZ": "UTC", "XDG_STATE_HOME": os.devnull}
"""The same moment for every run, so that what two runs leave is the same to the last byte."""


class Struck(NamedTuple):
    """How many runs were killed, after how many all was there, how many had told so; and what must not be."""

    kills: int
    whole: int
    told: int
    halves: int
    lost: int
    damaged: int
    not_repeatable: int
    """Bases on which the same command did not end well afterwards."""


class Case(NamedTuple):
    """A command, for any base, the base it is prepared for, and what is typed when its screen is there.

    `old` is the name of a file that lies beside the base already and that the command is to replace.
    """

    base: Path
    line: Callable[[Path], list[str]]
    keys: str = ""
    old: str = ""


def prepare(folder: Path, rows: int = ROWS) -> dict[str, Case]:
    """An empty base to import into, a full one to hand out from, one where work is handed out, one to upgrade."""
    empty, full, dealt, file = (folder / name for name in ("empty.db", "full.db", "dealt.db", "clients.csv"))
    with found_base(str(empty), "admin", now=NOW, today=TODAY):
        pass
    lines = (f"{n};Client {n};{'' if n % 3 else f'+7 926 {n:07d}'};admin" for n in range(1, rows + 1))
    file.write_text("\n".join(["id;name;phone;responsible", *lines, ""]), encoding="utf-8")
    load = crmctl_line("import", "clients", str(file))
    deal = crmctl_line("wizard", "contact-info", "--need", "phone", "--by", "responsible", "--yes")
    shutil.copy(empty, full)
    _done(load(full))
    shutil.copy(full, dealt)
    _done(deal(dealt))
    scripts = next_scripts(folder / "migrations")
    return {
        "import": Case(empty, load),
        "hand-out": Case(full, deal),
        "row filled": Case(dealt, crmctl_line("tasks", "row", "1.7", "--set", "+7 926 125-04-05")),
        "tasks work": Case(dealt, _working, keys="+7 926 125-04-05\r\x1b"),
        "upgrade": Case(
            full, lambda db: [sys.executable, "-c", USE, str(scripts), *crmctl_line("users", "list")(db)[3:]]
        ),
    }


def strike(case: Case, kills: int, wait: Callable[[float], float], *, repeat: int = 10, what: str = "") -> Struck:
    """Kill so many runs of a command, each on a fresh copy of its base, after a part of its time that `wait` picks.

    On every `repeat`th base the command is run again, to its end. `what` names the command while it goes on.
    """
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "crm.db"
        before = state(case.base)
        shutil.copy(case.base, db)
        started = time.monotonic()
        _ended(case, db)
        lasts = time.monotonic() - started
        after = state(db)
        assert before != after
        whole = told = halves = lost = damaged = not_repeatable = 0
        for number in progress.told(range(kills), f"{what} killed"):
            for left in Path(folder).iterdir():
                left.unlink()
            shutil.copy(case.base, db)
            said = _killed(case, db, wait(lasts))
            found = state(db)
            whole += found == after
            told += said
            halves += found not in {before, after}
            lost += said and found != after
            damaged += any(map(_unsound, _bases(db)))
            if number % repeat == 0 and found == before:
                not_repeatable += not _ends_well(case, db, after)
        return Struck(kills, whole, told, halves, lost, damaged, not_repeatable)


def _killed(case: Case, db: Path, after: float) -> bool:
    """Run the command, kill it after so many seconds; whether it had told its summary by then."""
    if case.keys:
        return "Saved" in _at_the_keyboard(case, db, after)
    process = subprocess.Popen(case.line(db), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT, env=ENV)
    time.sleep(after)
    os.kill(process.pid, signal.SIGKILL)
    return bool(process.communicate()[0])


def _at_the_keyboard(case: Case, db: Path, after: float) -> str:
    """The same on a terminal, where somebody types; all that was shown."""
    program, *words = case.line(db)
    child = pexpect.spawn(program, words, cwd=str(ROOT), env=ENV, encoding="utf-8", dimensions=(24, 80))
    ends = time.monotonic() + after
    child.logfile_read = shown = io.StringIO()
    if child.expect_exact(["Esc", pexpect.TIMEOUT], timeout=after) == 0:
        child.send(case.keys)
        child.expect([pexpect.EOF, pexpect.TIMEOUT], timeout=max(0, ends - time.monotonic()))
    child.kill(signal.SIGKILL)
    child.expect(pexpect.EOF)
    child.close()
    return shown.getvalue()


def state(db: Path) -> str:
    """All rows of all tables, as one number."""
    connection = sqlite3.connect(db)
    try:
        tables = [
            row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")
        ]
        digest = hashlib.sha256()
        for table in tables:
            digest.update(table.encode())
            for row in connection.execute(f'SELECT * FROM "{table}" ORDER BY rowid'):
                digest.update(repr(row).encode())
        return digest.hexdigest()
    finally:
        connection.close()


def _bases(db: Path) -> list[Path]:
    """The base, and a backup that was made before an upgrade and got its name."""
    return [db, *db.parent.glob("crm.db.*.backup")]


def _unsound(db: Path) -> bool:
    with Reader(open_connection(str(db), read_only=True), str(db)) as reader:
        return bool(damage(str(db))) or bool(problems(reader))


def _ends_well(case: Case, db: Path, after: str) -> bool:
    try:
        _ended(case, db)
    except (subprocess.CalledProcessError, AssertionError):
        return False
    return state(db) == after


def _ended(case: Case, db: Path) -> None:
    if case.keys:
        assert "Saved 1" in _at_the_keyboard(case, db, 60)
    else:
        _done(case.line(db))


def _working(db: Path) -> list[str]:
    return [sys.executable, "-m", "crmctl", "--db", str(db), "--as", "admin", "tasks", "work", "1"]


def crmctl_line(*words: str) -> Callable[[Path], list[str]]:
    return lambda db: [
        sys.executable, "-m", "crmctl", "--db", str(db), "--as", "admin", "--no-input", *words, "--json",
    ]  # fmt: skip


def _done(line: list[str]) -> None:
    subprocess.run(line, cwd=ROOT, env=ENV, capture_output=True, check=True)


def at_any_moment(lasts: float) -> float:
    return random.random() * lasts * 1.1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--only", help="one of: import, hand-out, row filled, upgrade")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for name, case in prepare(Path(folder)).items():
            if asked.only in (None, name):
                sys.stdout.write(f"{name}: {strike(case, asked.kills, at_any_moment, what=name)}\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main()
