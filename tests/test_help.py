"""Help pages: complete, in both languages, at every width."""

import json
import re
from enum import StrEnum

import pytest

from crmctl import vocabulary
from crmctl.ui.width import width
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


def test_a_long_list_of_choices_stands_in_the_text() -> None:
    page = " ".join(run("demo", "flags", "--help").out.split())
    assert "--status WORD The state. [one of new, accepted, returned, cancelled; default: new]" in page
    assert "[NUMBER]" in page
