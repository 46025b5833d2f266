"""Start-up as a ratio to `python -c pass` of the same interpreter: nine interleaved rounds, medians.

    python benchmarks/startup.py

Bytecode is compiled first. `tasks mine` lists the first 50 of 1,000 tasks of one manager, with three rows each.
"""

import compileall
import os
import pty
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import crmctl
from crmctl.control.settle import settle
from crmctl.store.creation import create
from crmctl.store.founding import found
from crmctl.store.models import Client, Task, TaskRow, User
from crmctl.store.work import Work, write
from crmctl.vocabulary import Level, State

ROUNDS = 9
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LIMITS = {"--version": 1.6, "tasks mine, piped": 8, "tasks mine, terminal": 12, "--help": 15, "completion": 7}
PROGRAM = [sys.executable, "-m", "crmctl"]


def fill(db: str) -> None:
    create(db)
    with write(db, kind="init", command="init", now=NOW, today=NOW.date(), actor_id=None, settle=settle) as work:
        found(work, "boss")
        manager = work.add(User(run_id=0, login="m1", login_key="m1", name="Мария", name_key="мария"))
        client = work.add(Client(run_id=0, name="Ромашка", name_key="ромашка", created_at=NOW))
        for number in range(1000):
            _task(work, number, manager, client)


def _task(work: Work, number: int, manager: int, client: int) -> None:
    title = f"Контактная информация {number}"
    due = NOW + timedelta(days=number % 60 - 10)
    task = Task(run_id=0, kind="contact-info", title=title, title_key=title.casefold(), assignee_id=manager,
                author_id=1, created_at=NOW, due_at=due)  # fmt: skip
    task_id = work.add(task)
    for row in range(3):
        work.add(TaskRow(run_id=0, task_id=task_id, number=row + 1, client_id=client, check_code="contact-info",
                         requirement="phone", bits=31, level=Level.VALID, state=State.MISSING))  # fmt: skip


def piped(*arguments: str, **env: str) -> Callable[[], object]:
    def run() -> object:
        return subprocess.run(arguments, env={**os.environ, **env}, capture_output=True, check=True)

    return run


def in_terminal(*arguments: str, **env: str) -> Callable[[], object]:
    def run() -> None:
        master, slave = pty.openpty()
        process = subprocess.Popen(arguments, env={**os.environ, **env}, stdout=slave, stderr=slave, stdin=slave)
        os.close(slave)
        try:
            while os.read(master, 65536):
                pass
        except OSError:  # the other end is closed
            pass
        os.close(master)
        if process.wait():
            raise SystemExit(f"{arguments} failed")

    return run


def cases(db: str) -> dict[str, Callable[[], object]]:
    env = {"CRMCTL_DB": db, "CRMCTL_USER": "m1", "CRMCTL_NOW": NOW.isoformat(), "CRMCTL_LANG": "ru"}
    asked = {"_CRMCTL_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "crmctl tasks "}
    return {
        "python -c pass": piped(sys.executable, "-c", "pass"),
        "--version": piped(*PROGRAM, "--version"),
        "tasks mine, piped": piped(*PROGRAM, "tasks", "mine", **env),
        "tasks mine, terminal": in_terminal(*PROGRAM, "tasks", "mine", **env, COLUMNS="120"),
        "--help": piped(*PROGRAM, "--help"),
        "completion": piped(*PROGRAM, **env, **asked),
    }


def main() -> None:
    compileall.compile_dir(str(Path(crmctl.__file__).parent), quiet=1)
    with tempfile.TemporaryDirectory() as folder:
        db = f"{folder}/crm.db"
        fill(db)
        runs = cases(db)
        times: dict[str, list[float]] = {name: [] for name in runs}
        for run in runs.values():
            run()
        for _ in range(ROUNDS):
            for name, run in runs.items():
                started = time.perf_counter()
                run()
                times[name].append(time.perf_counter() - started)
    start = statistics.median(times["python -c pass"])
    print(f"Python {sys.version.split()[0]}, {ROUNDS} interleaved rounds, medians")
    for name, measured in times.items():
        middle = statistics.median(measured)
        limit = f"  (at most {LIMITS[name]})" if name in LIMITS else ""
        print(f"{name:22} {middle * 1000:7.1f} ms  {middle / start:5.1f} ×{limit}")


if __name__ == "__main__":
    main()
