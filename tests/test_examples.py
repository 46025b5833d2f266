"""examples/: the crontab's lines run as cron would run them; the tour itself is walked by tests/test_docs.py."""

import os
import re
import subprocess
import time
from pathlib import Path

import pytest

from tests.running import CLEAN, Ended, run
from tests.walkthrough import ENVIRONMENT, EXAMPLES

_VARIABLE = re.compile(r"^([A-Z_]+)=(.*)$", re.MULTILINE)
_LINE = re.compile(r"^[\d*]\S* (?:\S+ +){4}(.+)$", re.MULTILINE)


class Night:
    """A server with a base and last night's export, and cron."""

    def __init__(self, folder: Path) -> None:
        text = (EXAMPLES / "crontab").read_text(encoding="utf-8").replace("/srv", str(folder))
        self.variables = dict(_VARIABLE.findall(text))
        self.lines = [line.replace(r"\%", "%") for line in _LINE.findall(text)]
        self.export = Path(self.variables["EXPORT"])

    def line(self, word: str) -> Ended:
        """Runs the only line that has this word; `out` is what cron would mail."""
        (command,) = (line for line in self.lines if word in line)
        ended = subprocess.run(
            ["sh", "-c", command],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            env=CLEAN | {"PATH": ENVIRONMENT["PATH"]} | self.variables,
            check=False,
            timeout=120,
        )
        return Ended(ended.returncode, ended.stdout, "")

    def by_olga(self, *arguments: str) -> None:
        assert run("--as", "olga", *arguments, module="crmctl", CRMCTL_DB=self.variables["CRMCTL_DB"]).code == 0


@pytest.fixture
def night(tmp_path: Path) -> Night:
    made = Night(tmp_path)
    made.export.mkdir()
    for name in ("clients.csv", "contacts.csv"):
        (made.export / name).write_bytes((EXAMPLES / name).read_bytes())
    Path(made.variables["CRMCTL_DB"]).parent.mkdir()
    made.by_olga("init")
    made.by_olga("import", "users", str(EXAMPLES / "users.csv"))
    made.by_olga("users", "add", "nightly", "--role", "batch")
    made.by_olga("check", "save", "reachable", "--need", "phone|email")
    return made


def test_a_quiet_night_mails_nothing(night: Night) -> None:
    assert [night.line(word) for word in ("db backup", "import clients", "import contacts", "check run")] == [
        Ended(0, "", "")
    ] * 4


def test_new_gaps_are_mailed_and_on_mondays_handed_out(night: Night) -> None:
    for word in ("import clients", "check run"):
        night.line(word)
    clients = night.export / "clients.csv"
    text = clients.read_text(encoding="utf-8")
    clients.write_text(text.replace("89261250417", "нет"), encoding="utf-8")
    assert night.line("import clients").out == ""
    assert "New 1" in night.line("check run").out
    assert "anton" in night.line("wizard").out


def test_a_stale_export_is_mailed(night: Night) -> None:
    clients = night.export / "clients.csv"
    days_ago = time.time() - 3 * 86_400
    os.utime(clients, (days_ago, days_ago))
    assert "is older than 26h" in night.line("import clients").out
