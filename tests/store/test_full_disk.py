"""A full disk: a few of the sizes that `python -m tests.stress_disk` tries by the fifty."""

from collections.abc import Callable
from pathlib import Path

import pytest

from crmctl.main import main
from tests import stress_disk
from tests.builders import Base
from tests.commands.conftest import Program, crm, env
from tests.stress_commands import Case

__all__ = ["crm", "env"]
disks = pytest.mark.skipif(not stress_disk.possible(), reason="only root can make file systems, on Linux")
EXPORTS = [
    *("export to Excel (CSV)", "export to Excel (workbook)", "export in our own form", "export of gaps"),
    *("export of tasks", "export of changes to 1C", "the same, its rows on that disk"),
]
COMMANDS = ["import", "hand-out", "row filled", "edit", "backup", "rejects", "init", "plan", "upgrade", *EXPORTS]


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Case]:
    return stress_disk.commands(tmp_path_factory.mktemp("cases"))


@disks
@pytest.mark.parametrize("name", ["import", "init", "upgrade", "rejects", "export to Excel (workbook)"])
def test_a_full_disk_is_said_in_a_line_and_costs_nothing(name: str, cases: dict[str, Case]) -> None:
    filled = stress_disk.fill(cases[name], 4)
    assert filled.refused > 0
    assert filled.wrong == []


@disks
@pytest.mark.long
@pytest.mark.parametrize("name", COMMANDS)
def test_fifty_full_disks_cost_nothing(name: str, cases: dict[str, Case], figures: Callable[[object], None]) -> None:
    filled = stress_disk.fill(cases[name], 50, name)
    figures(filled)
    assert filled.refused > 0
    assert filled.wrong == []


@disks
@pytest.mark.parametrize(
    ("line", "code"),
    [(["users", "list"], 0), (["db", "check"], 0), (["users", "add", "ann"], 2), (["db", "backup"], 2),
     (["clients", "edit", "1", "--set", "city=Омск"], 2), (["export", "clients", "--for", "crmctl"], 0)],
)  # fmt: skip
def test_a_read_only_disk_is_read_and_not_written(base: Base, crm: Program, line: list[str], code: int) -> None:
    base.client()
    with stress_disk.read_only_disk(Path(base.db)) as db:
        crm.db = str(db)
        said = crm("--json", *line)
        assert said.code == code, said.err
        if code:
            assert str(db.parent) in said.error["message"]
        crm.db = str(db.with_name("new.db"))
        assert crm.refused("init")["code"] == "bad-database"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_rows_that_can_be_listed_nowhere_stop_the_import(base: Base, crm: Program, tmp_path: Path) -> None:
    file = tmp_path / "half.csv"
    file.write_text("id;name\n1;A\n1;B\n")
    refusal = crm.refused("import", "clients", str(file), "--keep-going", "--rejects", "/dev/full")
    assert "/dev/full" in refusal["message"]
    assert crm.json("clients", "list") == []


def test_an_error_of_the_database_that_comes_all_the_way_up_is_said_in_our_words(
    base: Base, crm: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlite3

    from sqlalchemy.exc import OperationalError

    from crmctl.books import users

    wrapped = OperationalError("INSERT", {}, sqlite3.OperationalError("database or disk is full"))
    for error in (wrapped, wrapped.orig):

        def fail(*_: object, error: BaseException | None = error) -> None:
            assert error is not None
            raise error

        monkeypatch.setattr(users, "list_users", fail)
        assert main(["--json", "--db", base.db, "--as", "admin", "users", "list"]) == 2
        assert "disk is full" in crm.caught().error["message"]
