"""Tab: what is offered, how each shell is told, and that nothing is said where nothing can be."""

import sqlite3
from pathlib import Path

import pytest
from typer import _completion_shared

from crmctl import completion
from crmctl.errors import UsageError
from crmctl.main import COMPLETE
from crmctl.store.connect import APPLICATION_ID
from crmctl.vocabulary import Role
from tests.builders import PHONE, Base
from tests.connected import connected
from tests.running import Ended, run

BREAKS = " \t\n\"'@><=;|&(:"
"""What bash takes for the end of a word."""


def tab(shell: str, line: str, **env: str) -> Ended:
    """Tab pressed at the end of `line`, as the script of `shell` tells it."""
    asked = {COMPLETE: f"complete_{shell}", "CRMCTL_USER": "admin", **env}
    if shell == "bash":
        return run(_CRMCTL_LINE=line, _CRMCTL_BREAKS=BREAKS, **asked)
    if shell == "powershell":
        word = line.rpartition(" ")[2]
        return run(_TYPER_COMPLETE_ARGS=line.rstrip(), _TYPER_COMPLETE_WORD_TO_COMPLETE=word, **asked)
    return run(*line.split(" ")[1:], **asked)


def offers(base: Base, line: str, shell: str = "fish", **env: str) -> list[str]:
    ended = tab(shell, line, **{"CRMCTL_DB": base.db, **env})
    assert (ended.code, ended.err) == (0, "")
    return [offer.partition("\t")[0] for offer in ended.out.splitlines()]


@pytest.mark.parametrize(
    ("shell", "word"),
    [("bash", "COMPREPLY"), ("zsh", "#compdef"), ("fish", "complete --command"), ("powershell", "scriptblock")],
)
def test_each_shell_gets_its_script(shell: str, word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_completion_shared, "_get_shell_name", lambda: shell)
    text = completion.script(COMPLETE)
    assert "_CRMCTL_COMPLETE=complete_" in text.replace(' = "', "=")
    assert word in text
    assert run(**{COMPLETE: f"source_{shell}"}).out == text


def test_the_shell_of_the_account_is_taken_when_the_caller_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_completion_shared, "_get_shell_name", lambda: "make")
    monkeypatch.setenv("SHELL", "/usr/bin/fish")
    assert "complete --command" in completion.script(COMPLETE)
    monkeypatch.setenv("SHELL", "/bin/false")
    with pytest.raises(UsageError, match="no completion"):
        completion.script(COMPLETE)


def test_completion_is_installed_where_the_shell_looks(tmp_path: Path) -> None:
    ended = run("--install-completion", SHELL="/bin/bash", HOME=str(tmp_path))
    assert ended.code == 0
    assert ended.out == ""
    assert str(tmp_path) in ended.err
    assert any("_CRMCTL_COMPLETE" in file.read_text() for file in tmp_path.rglob("*") if file.is_file())


@pytest.mark.parametrize("line", [["zsh"], ["/usr/bin/zsh"], ["zsh", "--lang", "ru"]])
def test_a_shell_that_is_named_gets_it_whatever_shell_it_is_called_from(line: list[str], tmp_path: Path) -> None:
    ended = run("--install-completion", *line, SHELL="/bin/bash", HOME=str(tmp_path))
    assert ended.code == 0
    assert (tmp_path / ".zshrc").is_file()
    assert not (tmp_path / ".bashrc").exists()
    assert "#compdef" in run("--show-completion", *line, SHELL="/bin/bash").out


def test_a_shell_without_completion_is_refused_with_those_that_have_it() -> None:
    ended = run("--install-completion", "tcsh", SHELL="/bin/bash")
    assert ended.code == 2
    assert "tcsh" in ended.err
    assert "zsh" in ended.err


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize("own", ["", "alias a=b", "alias a=b\n\n\n"])
def test_installed_twice_it_is_as_installed_once(
    shell: str, own: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_completion_shared, "_get_shell_name", lambda: shell)
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / f".{shell}rc").write_text(own)
    completion.install(COMPLETE)
    once = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert any(b"_CRMCTL_COMPLETE" in script for script in once.values())
    completion.install(COMPLETE)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == once


@pytest.mark.parametrize("shell", ["zsh", "fish", "powershell"])
def test_each_shell_is_told_commands_with_their_help(shell: str) -> None:
    ended = tab(shell, "crmctl demo l")
    assert "list" in ended.out
    assert "Show a table." in ended.out


def test_what_is_in_the_base_is_offered(base: Base) -> None:
    base.user("ann")
    base.user("gone", active=False)
    assert offers(base, "crmctl demo flags --who ") == ["admin", "ann"]
    assert offers(base, "crmctl demo flags --who an") == ["ann"]
    assert offers(base, "crmctl tasks mine --as a") == offers(base, "crmctl --as a") == ["admin", "ann"]
    assert offers(base, "crmctl wizard --among ann:2,ad") == ["ann:2,admin"]
    assert "phone:main" in offers(base, "crmctl demo flags --kind ph")
    assert "email" in offers(base, "crmctl check run contact-info --need phone,em")[0]
    assert offers(base, "crmctl check explain con") == ["contact-info"]
    assert offers(base, "crmctl demo flags --group ") == []


def test_numbers_are_offered_with_what_they_are_of(base: Base) -> None:
    base.contact(base.client("Ромашка", phone=PHONE), last_name="Иванов")
    line = ["wizard", "contact-info", "--need", "email", "--among", "admin", "--yes"]
    assert run("--db", base.db, "--as", "admin", *line).code == 0
    told = tab("fish", "crmctl clients show ", CRMCTL_DB=base.db).out
    assert "1\tРомашка" in told
    assert "1\tИванов" in tab("fish", "crmctl contacts show ", CRMCTL_DB=base.db).out
    assert offers(base, "crmctl tasks show ") == ["1"]
    assert offers(base, "crmctl tasks row 1.") == ["1.1", "1.2"]
    assert "1" in offers(base, "crmctl undo ")
    assert offers(base, "crmctl clients show 7") == []
    assert offers(base, "crmctl clients show x%") == []


def test_only_what_the_user_may_see_is_offered(base: Base) -> None:
    ann = base.user("ann")
    base.client("Чужой")
    own = base.client("Свой", responsible=ann)
    assert offers(base, "crmctl clients show ", CRMCTL_USER="ann") == [str(own)]
    assert offers(base, "crmctl clients show ", CRMCTL_USER="nobody") == []
    assert len(offers(base, "crmctl clients show ")) == 2


def test_a_base_of_somebody_else_a_locked_one_and_none_offer_nothing_and_nothing_is_said(
    base: Base, tmp_path: Path
) -> None:
    line = "crmctl demo flags --who "
    assert offers(base, "crmctl --db /no/such.db demo flags --who ") == []
    for name, content in {"text": b"Dear all", "empty": b""}.items():
        (tmp_path / name).write_bytes(content)
        assert offers(base, line, CRMCTL_DB=str(tmp_path / name)) == []
    assert offers(base, line, CRMCTL_DB=str(tmp_path)) == []
    assert offers(base, line, CRMCTL_DB="", CRMCTL_CONFIG="/no/such.toml") == []
    assert offers(base, line, CRMCTL_DB="postgresql://[::1/x") == []
    holder = sqlite3.connect(base.db, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    assert offers(base, line) == []
    holder.close()
    assert offers(base, line) == ["admin"]


def test_tab_upgrades_no_base(tmp_path: Path, base: Base) -> None:
    older = tmp_path / "older.db"
    with connected(older) as connection:
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute("INSERT INTO alembic_version VALUES ('0000')")
    connection.close()
    before = older.read_bytes()
    assert offers(base, "crmctl demo flags --who ", CRMCTL_DB=str(older)) == []
    assert older.read_bytes() == before
    assert {file.name for file in tmp_path.iterdir()} == {"older.db", "crm.db"}


def test_global_options_and_choices_are_known(base: Base) -> None:
    assert offers(base, "crmctl demo list --level ", "bash") == ["presence", "valid"]
    assert offers(base, "crmctl demo list --level=v") == ["--level=valid"]
    assert offers(base, "crmctl demo list --no-i", "bash") == ["--no-input"]
    assert offers(base, "crmctl --version") == ["--version"]
    assert len(offers(base, "crmctl ")) > 10


HOSTILE = ("an n", "a'n", 'a"n', "a$(touch pwned)n", "a`touch pwned`n", "a\\$(touch pwned)n", "a;touch pwned", "a*n",
           "a|n&", "a\nn\x1b[2J", "a:::n", "a:n", "a!n", "aИван Ёлкин", "a{b,c}", "a~", "a#b", "-a")  # fmt: skip


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_a_hostile_login_takes_one_line_and_no_control_character(base: Base, shell: str) -> None:
    for login in HOSTILE:
        base.user(login, role=Role.MANAGER)
    told = tab(shell, "crmctl demo flags --who a", CRMCTL_DB=base.db)
    assert (told.code, told.err) == (0, "")
    lines = told.out.splitlines()
    assert "\x1b" not in told.out
    assert len(lines) <= len(HOSTILE)
    assert any("Иван" in line for line in lines)


def test_bash_is_told_what_readline_puts_in(base: Base) -> None:
    for login in HOSTILE:
        base.user(login)
    assert "a\\$\\(touch\\ pwned\\)n" in offers(base, "crmctl demo flags --who a", "bash")
    assert offers(base, "crmctl demo flags --kind phone:ma", "bash") == ["main"]
    assert offers(base, "crmctl demo flags --who 'a", "bash") == [
        login for login in offers(base, "crmctl demo flags --who a") if not set(login) & set("\"'$`\\!")
    ]
    assert offers(base, "crmctl demo flags --who=an\\ ", "bash") == ["an\\ n"]
