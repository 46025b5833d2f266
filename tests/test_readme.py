"""README's two command blocks: the first shows the program, the second runs the tests, here and in CI."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.readme import command_blocks
from tests.running import CLEAN, ROOT
from tests.walkthrough import ENVIRONMENT, set_up

INSTALLING = ["python3 -m venv .venv", ". .venv/bin/activate", "pip install ."]


def test_the_first_block_installs_and_nothing_else_is_needed() -> None:
    assert command_blocks()[0].splitlines()[:3] == INSTALLING


@pytest.mark.parametrize("shell", ["sh", "bash"])
def test_the_first_block_does_the_main_job_twice_over(shell: str, tmp_path: Path) -> None:
    block = set_up(command_blocks()[0])
    ended = subprocess.run(
        [shell, "-e", "-c", block + block],
        capture_output=True,
        encoding="utf-8",
        cwd=tmp_path,
        env=CLEAN | ENVIRONMENT | {"TMPDIR": str(tmp_path)},
        check=False,
        timeout=300,
    )
    assert ended.returncode == 0, ended.stderr
    for shown in ("Who gets what", "Contact information: phone", "This week (1)", "Discipline from 2026-03-01"):
        assert ended.stdout.count(shown) >= 2, shown


def test_ci_runs_the_second_block_as_it_stands() -> None:
    second = subprocess.run(
        [sys.executable, "-m", "tests.readme", "2"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    assert second.stdout == command_blocks()[1]
    assert 'eval "$(python -m tests.readme 2)"' in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert second.stdout.splitlines()[-1].startswith("pytest")


def test_the_russian_page_has_the_same_first_block_but_for_its_language() -> None:
    english, russian = (command_blocks(ROOT / name)[0] for name in ("README.md", "README.ru.md"))
    assert russian.replace("CRMCTL_LANG=ru ", "").replace("сегмент", "segment") == english
