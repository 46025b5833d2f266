"""Starting is cheap: what a light command must not import, and the private names that make it so."""

import subprocess
import sys

import pytest
from typer import _completion_classes, _completion_shared, core

from crmctl import coercion
from crmctl.shells import SCRIPTS
from tests.running import ROOT, Ended, on_terminal, run

HEAVY = {
    "alembic", "email_validator", "charset_normalizer", "holidays", "phonenumbers", "platformdirs", "prompt_toolkit",
    "pydantic", "questionary", "rich", "sqlalchemy", "sqlmodel", "stdnum", "tomllib", "xlsxwriter",
    "zoneinfo",
}  # fmt: skip


def imported(ended: Ended) -> set[str]:
    assert ended.code == 0
    return {name.partition(".")[0] for name in (ended.err or ended.out).split()}


def test_the_version_is_answered_before_anything_is_imported() -> None:
    line = [sys.executable, "-X", "importtime", "-m", "crmctl", "--version"]
    ended = subprocess.run(line, capture_output=True, text=True, cwd=ROOT, check=True)
    modules = {line.rpartition("|")[2].strip() for line in ended.stderr.splitlines()}
    assert {name for name in modules if name.startswith("crmctl")} == {"crmctl"}
    assert not {"typer", "gettext", "re", "pathlib"} & modules


@pytest.mark.parametrize(
    "line",
    [
        ["--help"],
        ["demo", "--help"],
        ["demo", "list", "--help"],
        ["demo", "list", "--limit", "1", "--level", "valid", "--need", "phone"],
        ["demo", "list", "--json"],
        ["demo", "list", "--plain"],
    ],
)
def test_a_light_command_imports_nothing_heavy(line: list[str]) -> None:
    assert not HEAVY & imported(run(*line, MODULES="1"))


@pytest.mark.parametrize("module", ["crmctl.books.runs", "crmctl.exporting.changes", "crmctl.exporting.own_sheets"])
def test_reading_runs_and_changes_imports_nothing_that_writes(module: str) -> None:
    line = [sys.executable, "-c", f"import sys, {module}; print(*sys.modules)"]
    ended = subprocess.run(line, capture_output=True, text=True, cwd=ROOT, check=True)
    assert not {"alembic", "pydantic", "sqlalchemy", "sqlmodel", "xlsxwriter"} & set(ended.stdout.split())


def test_completion_imports_nothing_heavy() -> None:
    ended = run("demo", "list", "--l", MODULES="1", _CRMCTL_COMPLETE="complete_zsh")
    assert "--limit" in ended.out
    assert not HEAVY & imported(ended)


def test_on_a_terminal_only_rich_comes_in() -> None:
    ended = on_terminal("demo", "list", columns=120, MODULES="1")
    assert HEAVY & imported(ended) == {"rich"}


def test_a_group_is_imported_only_when_it_is_run() -> None:
    assert "tests.solo" not in run("demo", "list", MODULES="1").err.split()
    assert "tests.demo" not in run("--help", MODULES="1").err.split()


def test_the_private_names_of_typer_are_still_there() -> None:
    assert hasattr(core, "build_runtime_param")
    assert hasattr(_completion_classes.BashComplete, "get_completions")
    assert set(SCRIPTS) < set(_completion_shared._completion_scripts)


def test_without_the_private_name_typer_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    stock = core.__dict__["build_runtime_param"]
    monkeypatch.setattr(coercion, "_STOCK", None)
    coercion.install()
    assert core.__dict__["build_runtime_param"] is stock
