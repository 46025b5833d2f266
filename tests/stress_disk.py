"""Commands on a disk that is full, a real one of 50 sizes: `python -m tests.stress_disk` (as root, on Linux).

A command either ends well or says in a line that the disk is full and leaves the base as it was; where there is room
again it ends well.
"""

import argparse
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path
from typing import NamedTuple

from crmctl.opening import found_base
from crmctl.rights import Actor
from crmctl.store.backup import damage
from crmctl.tasks.adding import NewTask, add_task
from crmctl.vocabulary import Role
from tests.builders import NOW, TODAY, Base
from tests.progress import told
from tests.running import ROOT
from tests.stress_commands import ENV, Case, crmctl_line, prepare, state

ADMIN = Actor(1, "admin", "Admin", Role.ADMIN, None)
PAGE = 4096
ROOM = 64 << 20


class Filled(NamedTuple):
    """On how many disks the command ended well, how often it was refused, and what was wrong with how it ended."""

    disks: int
    ended_well: int
    refused: int
    wrong: list[str]


def possible() -> bool:
    """Whether file systems can be made here."""
    return sys.platform == "linux" and os.geteuid() == 0 and bool(shutil.which("mount"))


def commands(folder: Path) -> dict[str, Case]:
    """Those that write: into the base, beside it, or a new one."""
    cases = prepare(folder, rows=300)
    full = cases["hand-out"].base
    return {
        "import": cases["import"],
        "hand-out": cases["hand-out"],
        "row filled": cases["row filled"],
        "edit": Case(full, crmctl_line("clients", "edit", "7", "--set", f"comment={'long ' * 4000}")),
        "backup": Case(full, lambda db: crmctl_line("db", "backup", f"{db}.copy")(db)),
        "rejects": Case(
            cases["import"].base,
            lambda db: crmctl_line(*_rejecting(folder), "--rejects", f"{db.parent / 'rejects.csv'}")(db),
        ),
        "init": Case(Path(os.devnull), crmctl_line("init")),
        "plan": Case(full, lambda db: crmctl_line(*_PLAN, f"{db}.plan")(db)),
        "upgrade": cases["upgrade"],
        **_exports(folder),
    }


def _exports(folder: Path) -> dict[str, Case]:
    """One of each form, over a file of last time, of a few cards and tasks with much to say."""
    base = folder / "long.db"
    with found_base(str(base), "admin", now=NOW, today=TODAY):
        pass
    with Base(str(base)) as filled:
        for at in range(60):
            text = random.Random(at).randbytes(2000).hex()  # a workbook is packed, and this stays long
            filled.contact(filled.client(f"Клиент {at} {text}"), comment=text)
        with filled.write("tasks add") as work:
            for at in range(60):
                add_task(work, ADMIN, NewTask(random.Random(at).randbytes(2000).hex()), zone=UTC)
    forms = {
        "export to Excel (CSV)": ("clients", "--for", "excel", "out.csv"),
        "export to Excel (workbook)": ("clients", "--for", "excel", "out.xlsx"),
        "export in our own form": ("contacts", "--for", "crmctl", "out.csv"),
        "export of gaps": ("gaps", "--need", "phone", "--for", "excel", "out.xlsx"),
        "export of tasks": ("tasks", "--for", "crmctl", "out.csv"),
        "export of changes to 1C": ("changes", "--since", "1", "--for", "1c", "out.csv"),
    }
    cases = {name: Case(base, _exporting(*words), old=words[-1]) for name, words in forms.items()}
    book = cases["export to Excel (workbook)"]
    cases["the same, its rows on that disk"] = book._replace(line=lambda db: _made_in(db.parent, book.line(db)))
    return cases


def _exporting(*words: str) -> Callable[[Path], list[str]]:
    *options, name = words
    line = ("export", *options, "--force", "--out")
    return lambda db: crmctl_line(*line, str(db.parent / name))(db)[:-1]  # a file is no JSON


def _made_in(folder: Path, line: list[str]) -> list[str]:
    """With the rows of a workbook kept there meanwhile."""
    return ["env", f"TMPDIR={folder}", *line]


def _rejecting(folder: Path) -> list[str]:
    """An import of which half is refused, and listed at length."""
    file = folder / "half.csv"
    rows = (f"{'long ' * 40}{n // 2};Client {n}" for n in range(600))
    file.write_text("\n".join(["id;name", *rows, ""]), encoding="utf-8")
    return ["import", "clients", str(file), "--keep-going"]


_PLAN = ("wizard", "contact-info", "--need", "phone", "--by", "responsible", "--plan")


def fill(case: Case, disks: int, what: str = "") -> Filled:
    """The command on so many disks, from one that just holds the base to one on which there is room enough."""
    with _disk(ROOM) as folder:
        after, needed = _ended_well(case, folder)
    least, enough = _pages(_size(case.base)) + bool(case.old), 2 * _pages(needed) + 64
    ends: dict[int, str | None] = {}
    for at in told(range(disks), f"{what} on a full disk"):
        # first where the room begins to be enough, then all that is below it
        pages = (least + enough) // 2 if at < disks // 4 else least + (enough - least) * (at - disks // 4) // disks
        while pages in ends:
            pages += 1
        with _disk(max(pages, 1) * PAGE) as folder:
            ends[pages] = _tried(case, folder, after)
        enough = min([enough, *(pages for pages, end in ends.items() if end is None)])
    wrong = [f"{pages * PAGE >> 10} KiB: {end}" for pages, end in sorted(ends.items()) if end]
    good = sum(end is None for end in ends.values())
    return Filled(disks, good, disks - good - len(wrong), wrong)


def _tried(case: Case, folder: Path, after: str) -> str | None:
    """None: it ended well. Empty: refused as it should be, and it ended well with more room. Else what was wrong."""
    db = _laid(case, folder)
    before = _left(db)
    done = subprocess.run(case.line(db), cwd=ROOT, env=ENV, capture_output=True, encoding="utf-8", check=False)
    if done.returncode == 0:
        return None if _left(db) == after else "ended, but not whole"
    if wrong := _badly_said(done) or ("" if _left(db) == before else "the base was changed"):
        return wrong
    if others := _others(db, case):
        return f"left behind: {others}"
    subprocess.run(["mount", "-o", f"remount,size={ROOM}", str(folder)], check=True)
    again = subprocess.run(case.line(db), cwd=ROOT, env=ENV, capture_output=True, encoding="utf-8", check=False)
    return "" if again.returncode == 0 and _left(db) == after else f"not repeatable: {again.stderr}"


def _badly_said(done: "subprocess.CompletedProcess[str]") -> str:
    lines = done.stderr.splitlines()
    if done.returncode != 2 or done.stdout or len(lines) != 1:
        return f"exit code {done.returncode}, {len(lines)} lines: {done.stderr}"
    told = json.loads(lines[0])["error"]["message"] if lines[0].startswith("{") else lines[0]
    return "" if "full" in told or "no space is left" in told else told


def _ended_well(case: Case, folder: Path) -> tuple[str, int]:
    db = _laid(case, folder)
    subprocess.run(case.line(db), cwd=ROOT, env=ENV, capture_output=True, check=True)
    return _left(db), sum(_size(file) for file in folder.iterdir())


def _laid(case: Case, folder: Path) -> Path:
    db = folder / "crm.db"
    if case.base.is_file():
        shutil.copy(case.base, db)
    if case.old:
        (folder / case.old).write_text("last time's")
    return db


def _left(db: Path) -> str:
    """All that is in the base, if there is one, which is whole; and in a file that was exported."""
    exported = "".join(hashlib.sha256(file.read_bytes()).hexdigest() for file in db.parent.glob("out.*"))
    if not db.exists():
        return exported
    assert damage(str(db)) == []
    return state(db) + exported


def _others(db: Path, case: Case) -> list[str]:
    """What lies about; the list of refused rows is there also when the import is stopped."""
    return [file.name for file in db.parent.iterdir() if file.name not in (db.name, case.old, "rejects.csv")]


def _pages(size: int) -> int:
    return -(-size // PAGE)


def _size(file: Path) -> int:
    return file.stat().st_size if file.is_file() else 0


@contextmanager
def _disk(size: int) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], check=True)
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", folder], check=True)


@contextmanager
def read_only_disk(base: Path) -> Iterator[Path]:
    """A copy of the base on media that cannot be written."""
    with _disk(ROOM) as folder:
        db = Path(shutil.copy(base, folder))
        subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
        yield db


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, default=50)
    parser.add_argument("--only")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for name, case in commands(Path(folder)).items():
            if asked.only in (None, name):
                sys.stdout.write(f"{name}: {fill(case, asked.sizes, name)}\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main()
