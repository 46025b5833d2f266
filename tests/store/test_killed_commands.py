"""Commands that are killed: a few of the strikes that `python -m tests.stress_commands` deals by the hundred."""

from pathlib import Path

import pytest

from tests import stress_commands


@pytest.mark.parametrize("name", ["import", "hand-out"])
def test_a_killed_command_leaves_all_or_nothing(name: str, tmp_path: Path) -> None:
    case = stress_commands.prepare(tmp_path)[name]
    moments = iter((0.55, 0.8, 0.95))
    struck = stress_commands.strike(case, 3, lambda lasts: next(moments) * lasts)
    assert (struck.halves, struck.lost, struck.damaged) == (0, 0, 0)
