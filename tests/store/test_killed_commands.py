"""Commands that are killed: a few of the strikes that `python -m tests.stress_commands` deals by the hundred."""

import os
from collections.abc import Callable

import pytest

from tests import stress_commands

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kill -9")
COMMANDS = ["import", "hand-out", "row filled", "tasks work", "upgrade"]


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, stress_commands.Case]:
    return stress_commands.prepare(tmp_path_factory.mktemp("cases"), rows=300)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_killed_command_leaves_all_or_nothing(name: str, cases: dict[str, stress_commands.Case]) -> None:
    moments = iter((0.55, 0.8, 0.95))
    struck = stress_commands.strike(cases[name], 3, lambda lasts: next(moments) * lasts, repeat=1)
    assert struck[3:] == (0, 0, 0, 0)


@pytest.mark.long
@pytest.mark.parametrize("name", COMMANDS)
def test_five_hundred_kills_leave_all_or_nothing(
    name: str, cases: dict[str, stress_commands.Case], figures: Callable[[object], None]
) -> None:
    struck = stress_commands.strike(cases[name], 500, stress_commands.at_any_moment, what=name)
    figures(struck)
    assert struck[3:] == (0, 0, 0, 0)
