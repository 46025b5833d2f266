"""bash, zsh and fish themselves, with completion installed by us: what they put on the line is what is in the base."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import Base
from tests.shells import SHELLS, Shell


@pytest.fixture(params=SHELLS)
def shell(request: pytest.FixtureRequest, base: Base, tmp_path: Path) -> Iterator[Shell]:
    if not shutil.which(request.param):
        pytest.skip(f"{request.param} is not installed")
    (tmp_path / "home").mkdir()
    made = Shell(request.param, tmp_path / "home", CRMCTL_DB=base.db, CRMCTL_USER="admin")
    yield made
    made.close()


def test_commands_options_logins_and_kinds_are_completed(shell: Shell, base: Base) -> None:
    base.user("ann")
    assert shell.completed("crmctl cli") == ["crmctl", "clients"]
    assert shell.completed("crmctl users edit an") == ["crmctl", "users", "edit", "ann"]
    assert shell.completed("crmctl kinds edit phone:mo") == ["crmctl", "kinds", "edit", "phone:mobile"]
    assert shell.completed("crmctl kinds edit 'phone:mo") == ["crmctl", "kinds", "edit", "phone:mobile"]
    assert shell.completed("crmctl check run --level=pr")[-1] == "--level=presence"


HOSTILE = (" n", "'n", '"n', "$(touch pwned)n", "`touch pwned`n", ";touch pwned", "*", "|n&", ":n:m", "{b,c}", "!n",
           "Иван Ёлкин", "~", "#b")  # fmt: skip


def test_a_login_is_put_in_as_it_is_and_never_run(shell: Shell, base: Base) -> None:
    logins = {f"z{at:02d}": f"z{at:02d}{end}" for at, end in enumerate(HOSTILE)}
    for begun, login in logins.items():
        base.user(login)
        (shell.home / f"{begun}ebra").touch()
    assert {begun: shell.completed(f"crmctl users edit {begun}")[-1] for begun in logins} == logins
    assert not (shell.home / "pwned").exists()


def test_a_login_that_no_shell_should_see_is_not_run(shell: Shell, base: Base) -> None:
    for login in ("q\\$(touch pwned)", "q\nn\x1b[2J", "qq"):
        base.user(login)
    shell.completed("crmctl users edit q")
    assert not (shell.home / "pwned").exists()


def test_a_base_that_is_not_there_leaves_the_line_alone(shell: Shell, base: Base) -> None:
    Path(base.db).unlink()
    assert shell.completed("crmctl users edit an") == ["crmctl", "users", "edit", "an"]
