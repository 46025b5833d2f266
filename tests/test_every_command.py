"""What holds for each command: it waits for nobody, reads nothing that was not meant for it, and ends clean."""

import io
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from crmctl.exitcodes import ExitCode
from tests.builders import PHONE, Base
from tests.commandline import Leaf, leaves
from tests.commands.conftest import Program, crm, env
from tests.running import CLEAN, PATIENCE, ROOT

__all__ = ["crm", "env"]
CODES = {int(code) for code in ExitCode} - {ExitCode.INTERNAL}
ASKING = [leaf for leaf in leaves() if leaf.asks]
LISTING = [leaf for leaf in leaves() if leaf.lists]


def name(leaf: Leaf) -> str:
    return " ".join(leaf.words)


@pytest.fixture
def in_time() -> Iterator[None]:
    """A command that waits for somebody is broken off."""

    def broken_off(_signal: int, _frame: object) -> None:
        raise AssertionError("the command waits")

    before = signal.signal(signal.SIGALRM, broken_off)
    signal.alarm(30)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def filled(base: Base) -> Base:
    base.contact(base.client(phone=PHONE), email="нет")
    return base


@pytest.mark.usefixtures("in_time", "filled")
@pytest.mark.parametrize("leaf", leaves(), ids=name)
def test_it_ends_where_nobody_answers_and_reads_nothing(
    leaf: Leaf, crm: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    typed = io.TextIOWrapper(io.BytesIO(b"y\n" * 100))
    monkeypatch.setattr(sys, "stdin", typed)
    for line in ([*leaf.words], leaf.line()):
        said = crm(*line)
        assert said.code in CODES, said.err
        assert "Traceback" not in said.err
        assert "\x1b" not in said.out + said.err
    assert typed.buffer.tell() == 0


def ended(
    line: list[str], base: Base, env: Mapping[str, str] = CLEAN, **streams: object
) -> "subprocess.CompletedProcess[bytes]":
    program = [sys.executable, "-m", "crmctl", "--db", base.db, "--as", "admin", *line]
    settings = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams}
    return subprocess.run(program, cwd=ROOT, env=env, timeout=PATIENCE, check=False, **settings)  # type: ignore[call-overload, no-any-return]


@pytest.mark.parametrize("leaf", ASKING, ids=name)
@pytest.mark.parametrize("stdin", ["nothing", "closed", "yes"])
def test_one_that_asks_takes_no_answer_from_a_pipe(leaf: Leaf, stdin: str, filled: Base) -> None:
    before = Path(filled.db).read_bytes()
    line = [*leaf.line("3"), *(["--need", "email", "--among", "admin"] if "wizard" in leaf.words else [])]
    if stdin == "yes":
        done = ended(line, filled, stdin=None, input=b"y\n" * 100)
    else:
        done = ended(line, filled, preexec_fn=(lambda: os.close(0)) if stdin == "closed" else None)
    assert done.returncode == ExitCode.USAGE, done.stderr
    assert b"Traceback" not in done.stderr
    assert Path(filled.db).read_bytes() == before


@pytest.mark.parametrize("leaf", LISTING, ids=name)
@pytest.mark.parametrize("option", ["--json", "--plain", "--no-color", "--help"])
def test_a_reader_that_went_away_is_told_by_the_exit_code_only(leaf: Leaf, option: str, filled: Base) -> None:
    read, write = os.pipe()
    os.close(read)
    done = ended([*leaf.words, option], filled, stdout=write)
    os.close(write)
    wrote = done.returncode == ExitCode.CLOSED_PIPE
    assert wrote or (option == "--no-color" and b"Error" not in done.stderr)
    assert b"Exception" not in done.stderr
    assert b"Broken" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize(
    "line", ["--json clients list", "clients --help", "--help", "--version", "clients list --plain", "clients list"]
)
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_disk_behind_stdout_is_one_line(line: str, unbuffered: str, filled: Base) -> None:
    for _more in range(40):
        filled.client(name="x" * 100)
    with Path("/dev/full").open("wb") as full:
        done = ended(line.split(), filled, CLEAN | {"PYTHONUNBUFFERED": unbuffered}, stdout=full)
    assert done.returncode == ExitCode.USAGE
    assert done.stderr.decode().startswith("The output cannot be written: ")
    assert done.stderr.decode().endswith(". Make room there, or send it elsewhere.\n")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize(
    ("line", "code"), [(["clients", "list"], 0), (["clients", "list", "--json"], 0), (["nosuch"], 2), (["tasks"], 2)]
)
def test_talk_nobody_can_hear_changes_nothing(line: list[str], code: int, filled: Base) -> None:
    with Path("/dev/full").open("wb") as full:
        done = ended(line, filled, stderr=full)
    assert done.returncode == code
    assert done.stdout == ended(line, filled).stdout
    read, write = os.pipe()
    os.close(read)
    assert ended(line, filled, stderr=write).returncode == code
    os.close(write)


def test_the_version_has_the_manners_of_the_rest() -> None:
    program = [sys.executable, "-m", "crmctl", "--version"]
    read, write = os.pipe()
    os.close(read)
    gone = subprocess.run(program, cwd=ROOT, env=CLEAN, stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert (gone.returncode, gone.stderr) == (ExitCode.CLOSED_PIPE, b"")


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_change_goes_well_with_closed_streams_and_nothing_lands_in_the_base(closed: str, filled: Base) -> None:
    line = f"{sys.executable} -m crmctl --db {filled.db} --as admin clients edit 1 --set city=Омск {closed}"
    assert subprocess.run(line, shell=True, cwd=ROOT, env=CLEAN, check=False, capture_output=True).returncode == 0
    from crmctl.store.backup import damage

    assert damage(filled.db) == []
    assert filled.reader.execute("SELECT city FROM client", {}).fetchone() == ("Омск",)
