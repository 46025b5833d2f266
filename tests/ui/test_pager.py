"""PAGER, whatever it holds: the text is shown, or what the pager made of it."""

import sys
from pathlib import Path

import pexpect
import pytest

from tests.running import CLEAN, PATIENCE, ROOT, on_terminal, run

LIST = ("demo", "list", "--limit", "2")


def script(path: Path, text: str) -> str:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


def test_a_long_output_goes_through_the_pager_on_a_terminal_only(tmp_path: Path) -> None:
    pager = script(tmp_path / "pager", f"cat > {tmp_path}/paged\necho paged")
    assert run("demo", "list", PAGER=pager).out.startswith("Demo")
    assert "paged" not in on_terminal("demo", "list", PAGER=pager).out
    assert on_terminal(*LIST, lines=6, PAGER=pager).out == "paged\n"
    assert "Long name" in (tmp_path / "paged").read_text()


@pytest.mark.parametrize("pager", ["/no/such/pager", "", "  ", 'less "open', "sh -c nosuchprogram", "cat -u"])
def test_a_pager_that_does_not_start_costs_nothing(pager: str) -> None:
    ended = on_terminal(*LIST, lines=6, PAGER=pager)
    assert ended.code == 0
    assert ended.out.count("Long name") >= 1


@pytest.mark.parametrize("pager", ["true", "false", "head -1"])
def test_a_pager_that_ends_early_is_no_error(pager: str) -> None:
    ended = on_terminal(*LIST, lines=6, PAGER=pager)
    assert ended.code == 0
    assert "Error" not in ended.out


def test_ctrl_c_belongs_to_the_pager(tmp_path: Path) -> None:
    steps = "trap 'echo searched' INT", "echo ready", "cat > /dev/null", "read _ < /dev/tty", "echo left"
    pager = script(tmp_path / "pager", "\n".join(steps))
    child = pexpect.spawn(
        sys.executable, ["-m", "tests.demo_program", *LIST], cwd=str(ROOT), encoding="utf-8", dimensions=(6, 80),
        env=CLEAN | {"PAGER": pager}, timeout=PATIENCE,
    )  # fmt: skip
    child.expect_exact("ready")
    child.sendintr()
    child.expect_exact("searched")
    child.send("\r")
    child.expect_exact("left")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
