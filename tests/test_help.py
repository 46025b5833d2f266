"""Help pages: complete, in both languages, at every width."""

import json
import re
from enum import StrEnum
from pathlib import Path

import pytest
from typer import _completion_shared

from crmctl import completion, vocabulary
from crmctl.errors import UsageError
from crmctl.main import COMPLETE
from crmctl.ui.width import width
from tests.builders import Base
from tests.running import on_terminal, run

DEMO_LIST = """\
Usage: crmctl demo list [OPTIONS]

  Show a table.

Options:
  --limit NUMBER          How many at most, of all that there are in the whole
                          base. [at least 1; default: 2]
  --level presence|valid  How strict. [default: valid]
  --need TEXT             What is needed. [may be repeated]
  --file PATH             Where to.
  --help                  Show this page.

Global options:
  --db PATH|URL  Database file or URL.
  --as LOGIN     Act as this login.
  --lang en|ru   Language of the texts.
  --json         Data as JSON.
  --plain        Data as tab-separated text.
  --no-color     No colours.
  --no-input     Never ask; a missing answer is an error.
"""


def test_a_page_reads_like_this() -> None:
    assert run("demo", "list", "--help").out == DEMO_LIST


def test_the_page_of_the_program_lists_its_commands_without_running_them() -> None:
    page = run("--help").out
    assert re.search(r"\n  demo +A demonstration\.\n", page)
    assert "--install-completion" in page


def test_a_group_tells_its_commands_and_not_the_options_of_the_program() -> None:
    page = run("demo", "--help").out
    assert page.startswith("Usage: crmctl demo [OPTIONS] COMMAND …\n\n  A demonstration.\n\nCommands:\n  list ")
    assert "--install-completion" not in page


def pages(**env: str) -> dict[str, str]:
    """Every help page of the program by the command's path."""
    ended = run("PAGES", **env)
    assert ended.code == 0, ended.err
    found: dict[str, str] = json.loads(ended.out)
    return found


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("columns", [80, 60])
def test_no_line_is_wider_than_the_terminal(language: str, columns: int) -> None:
    for path, page in pages(CRMCTL_LANG=language, COLUMNS=str(columns)).items():
        for line in page.splitlines():
            assert width(line) <= columns, (path, line)


def test_a_terminal_tells_its_width() -> None:
    lines = on_terminal("demo", "list", "--help", columns=50).out.splitlines()
    assert max(map(len, lines)) <= 50


def test_every_word_of_a_page_passes_the_catalogue() -> None:
    every = pages(PSEUDO="1")
    names = {word for path in every for word in path.split()}
    for path, page in every.items():
        left = page
        while "«" in left:
            left = re.sub(r"«[^«»]*»", "", left)
        words = {word.strip("[];:,.…") for word in left.split()} - names
        assert not {word for word in words if word.isalpha() and not word.isupper() and word not in CHOICES}, path


BOOKS = [book for book in vars(vocabulary).values() if isinstance(book, type) and issubclass(book, StrEnum)]
CHOICES = {str(value) for book in BOOKS for value in book}
CHOICES |= {"valid", "presence", "new", "a", "responsible"}
"""Words of the command line itself: they are the same in every language."""


@pytest.mark.parametrize("line", [[], ["demo"]])
def test_a_group_without_a_command_shows_its_page_and_is_a_usage_error(line: list[str]) -> None:
    ended = run(*line)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("Usage: ")


@pytest.mark.parametrize(
    ("shell", "word"),
    [("bash", "COMPREPLY"), ("zsh", "#compdef"), ("fish", "complete --command"), ("powershell", "scriptblock")],
)
def test_each_shell_gets_its_script(shell: str, word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_completion_shared, "_get_shell_name", lambda: shell)
    assert "_CRMCTL_COMPLETE=complete_" in completion.script(COMPLETE).replace(' = "', "=")
    assert word in completion.script(COMPLETE)


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


@pytest.mark.parametrize("shell", ["zsh", "fish", "powershell"])
def test_each_shell_is_told_commands_with_their_help(shell: str) -> None:
    asked = {"_CRMCTL_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_ARGS": "crmctl demo l"}
    asked |= {"_TYPER_COMPLETE_FISH_ACTION": "get-args", "_TYPER_COMPLETE_WORD_TO_COMPLETE": "l"}
    ended = run(**asked)
    assert "list" in ended.out
    assert "Show a table." in ended.out


def test_a_long_list_of_choices_stands_in_the_text() -> None:
    page = " ".join(run("demo", "flags", "--help").out.split())
    assert "--status WORD The state. [one of new, accepted, returned, cancelled; default: new]" in page
    assert "[NUMBER]" in page


def offers(base: Base, line: str) -> list[str]:
    words = line.split(" ")
    asked = {"_CRMCTL_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    ended = run(**asked, CRMCTL_DB=base.db)
    assert (ended.code, ended.err) == (0, "")
    return ended.out.split()


def test_completion_offers_what_is_in_the_base(base: Base) -> None:
    base.user("ann")
    base.user("gone", active=False)
    assert offers(base, "crmctl demo flags --who ") == ["admin", "ann"]
    assert offers(base, "crmctl demo flags --who an") == ["ann"]
    assert "phone:main" in offers(base, "crmctl demo flags --kind ph")
    assert offers(base, "crmctl demo flags --group ") == []


def test_completion_without_a_base_offers_nothing_and_says_nothing(base: Base) -> None:
    assert offers(base, "crmctl --db /no/such.db demo flags --who ") == []


def test_completion_knows_global_options_and_choices() -> None:
    words = {"_CRMCTL_COMPLETE": "complete_bash", "COMP_CWORD": "4"}
    assert run(**words, COMP_WORDS="crmctl demo list --level ").out.split() == ["presence", "valid"]
    assert "--no-input" in run(**words | {"COMP_CWORD": "3"}, COMP_WORDS="crmctl demo list --no").out.split()
