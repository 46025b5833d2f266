"""A process that is asked to end leaves no file lying about."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from crmctl.exitcodes import ExitCode
from crmctl.signals import before_the_end
from tests.running import CLEAN, PATIENCE, ROOT

SIGNALS = [signal.SIGTERM, signal.SIGHUP, signal.SIGINT]
WRITING = """
with whole(folder / "out.csv") as fresh:
    fresh.write_text("half")
    wait()
"""
BACKING_UP = """
backup.flush = lambda _path: wait()
backup.backup(str(folder.parent / "crm.db"), folder / "copy.db")
"""
WORKBOOK = """
tempfile.tempdir = str(folder)
def rows():
    yield ["a"]
    wait()
with whole_file(folder / "x.xlsx", overwrite=False) as stream:
    write_xlsx(Sheet("x", [Column("A")], rows()), stream, now=datetime.now())
"""
HEARD = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
"""Who runs the tests may ignore it."""
CHILD = """
import signal, sqlite3, sys, tempfile
from datetime import datetime
from pathlib import Path
from crmctl.exporting.out_file import whole_file
from crmctl.exporting.sheet import Column, Sheet
from crmctl.exporting.xlsx_file import write_xlsx
from crmctl.files import whole
from crmctl.store import backup

folder = Path(sys.argv[1])
signal.signal(signal.SIGINT, signal.default_int_handler)  # who runs the tests may ignore it

def wait():
    print(len(list(folder.iterdir())), flush=True)
    sys.stdin.readline()
    print("on", flush=True)
"""

posix = pytest.mark.skipif(os.name != "posix", reason="signals are POSIX")


def started(body: str, folder: Path, before: str = "") -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", before + CHILD + body, str(folder)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8", cwd=ROOT,
    )  # fmt: skip


@posix
@pytest.mark.parametrize("number", SIGNALS)
@pytest.mark.parametrize("body", [WRITING, BACKING_UP, WORKBOOK])
def test_nothing_is_left_and_the_process_ends_as_signals_end_it(
    founded: Path, tmp_path: Path, body: str, number: signal.Signals
) -> None:
    (tmp_path / "crm.db").write_bytes(founded.read_bytes())
    folder = tmp_path / "out"
    folder.mkdir()
    process = started(body, folder)
    assert process.stdout is not None
    assert process.stdout.readline().strip() != "0"
    process.send_signal(number)
    process.communicate()
    assert process.returncode == -number
    assert list(folder.iterdir()) == []


@posix
@pytest.mark.parametrize("number", SIGNALS)
@pytest.mark.parametrize("more", [[], ["--demo"], ["--shared", "GROUP"]], ids=["plain", "demo", "shared"])
def test_a_base_that_was_being_made_is_not_there_at_all(
    tmp_path: Path, more: list[str], number: signal.Signals
) -> None:
    folder = tmp_path / "base"
    folder.mkdir()
    import grp

    group = grp.getgrgid(os.getgid()).gr_name
    line = [
        "--db",
        str(folder / "crm.db"),
        "--as",
        "admin",
        "init",
        *(group if one == "GROUP" else one for one in more),
    ]
    program = f"{HEARD}; import sys; from crmctl.main import main; sys.exit(main({line!r}))"
    process = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, env=CLEAN, stderr=subprocess.DEVNULL)
    while process.poll() is None and not size(folder / ".crm.db.new"):
        time.sleep(0.001)
    process.send_signal(number)
    assert process.wait(PATIENCE) in {-number, ExitCode.CANCELLED}
    assert list(folder.iterdir()) == []


def size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


@posix
def test_what_nohup_ignores_stays_ignored(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    process = started(WRITING, folder, "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n")
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(signal.SIGHUP)
    assert process.communicate("\n")[0].strip() == "on"
    assert [path.name for path in folder.iterdir()] == ["out.csv"]


@posix
def test_inner_before_outer_then_what_was_there_and_all_of_it_is_put_back() -> None:
    done: list[str] = []
    ours = signal.signal(signal.SIGTERM, lambda *_: done.append("as ever"))
    try:
        with before_the_end(lambda: done.append("outer")), before_the_end(lambda: done.append("inner")):
            signal.raise_signal(signal.SIGTERM)
        assert done == ["inner", "outer", "as ever"]
        signal.raise_signal(signal.SIGTERM)
        assert done == ["inner", "outer", "as ever", "as ever"]
    finally:
        signal.signal(signal.SIGTERM, ours)
