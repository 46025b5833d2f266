"""The program run inside the test, over the test's own base: fast, and with its streams caught."""

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from crmctl.main import main
from tests.builders import NOW, Base


class Said(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """What stdout holds as JSON."""
        return json.loads(self.out)

    @property
    def error(self) -> dict[str, str]:
        found: dict[str, str] = json.loads(self.err)["error"]
        return found


class Program:
    """`crm("users", "list")` runs a command as admin, at the builders' moment; `as_` names somebody else."""

    def __init__(self, db: str, capsys: pytest.CaptureFixture[str]) -> None:
        self.db = db
        self._capsys = capsys

    def __call__(self, *args: str, as_: str = "admin") -> Said:
        self._capsys.readouterr()
        return self.caught(main(["--db", self.db, "--as", as_, *args]))

    def caught(self, code: int = 0) -> Said:
        """What was said since."""
        return Said(code, *self._capsys.readouterr())

    def json(self, *args: str, as_: str = "admin") -> Any:
        """The JSON of a command that ends well."""
        said = self("--json", *args, as_=as_)
        assert said.code == 0, said.err
        return said.data

    def refused(self, *args: str, as_: str = "admin") -> dict[str, str]:
        """The error of a command that does not, with its exit code as text under `exit`."""
        said = self("--json", *args, as_=as_)
        assert said.out == ""
        return {**said.error, "exit": str(said.code)}


@pytest.fixture
def env(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment that says nothing but the moment and the zone."""
    for name in ("CRMCTL_DB", "CRMCTL_USER", "CRMCTL_LANG", "FORCE_COLOR", "PAGER"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"CRMCTL_NOW": NOW.isoformat(), "TZ": "UTC", "CRMCTL_CONFIG": "/dev/null"}.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


@pytest.fixture
def crm(base: Base, capsys: pytest.CaptureFixture[str], env: pytest.MonkeyPatch) -> Program:
    return Program(base.db, capsys)


@pytest.fixture
def fresh(tmp_path: Path, capsys: pytest.CaptureFixture[str], env: pytest.MonkeyPatch) -> Program:
    """The program where no base is yet, in a folder that is not there either."""
    return Program(str(tmp_path / "new" / "crm.db"), capsys)
