"""Variables that say how to draw: whatever they hold, nothing is lost and nothing breaks."""

import re

import pytest

from tests.running import on_terminal, run
from tests.ui.test_hostile_text import OWN_COLOURS

WORDS = {"Long", "name", "end", "Рога", "done", "late", "that is all"}


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", OWN_COLOURS.sub("", text))


@pytest.mark.parametrize("columns", ["0", "1", "20", "60", "10000", "junk", "-5", "٣", "99999999999", ""])
def test_any_width_shows_every_word(columns: str) -> None:
    for ended in (on_terminal("demo", "list", COLUMNS=columns), run("demo", "list", COLUMNS=columns, FORCE_COLOR="1")):
        assert ended.code == 0
        assert {word for word in WORDS if squeezed(word) not in squeezed(ended.out)} == set()
    assert run("demo", "list", "--help", COLUMNS=columns).code == 0


@pytest.mark.parametrize("lines", ["0", "1", "junk", ""])
def test_any_height_will_do(lines: str) -> None:
    ended = on_terminal("demo", "list", LINES=lines, PAGER="cat")
    assert ended.code == 0
    assert "Long name" in ended.out


@pytest.mark.parametrize(
    "env", [{"GITHUB_ACTIONS": "true"}, {"FORCE_COLOR": "0"}, {"PY_COLORS": "1"}, {"TERM": "dumb"}]
)
@pytest.mark.parametrize("line", [["demo", "list"], ["demo", "--help"], ["nosuch"], ["demo", "list", "--json"]])
def test_a_pipe_stays_without_colours_in_help_and_errors_too(env: dict[str, str], line: list[str]) -> None:
    ended = run(*line, **env)
    assert "\x1b" not in ended.out + ended.err


@pytest.mark.parametrize("option", ["--json", "--plain", "--help"])
def test_what_is_for_scripts_has_no_colours_even_when_they_are_forced(option: str) -> None:
    assert "\x1b" not in run("demo", "list", option, FORCE_COLOR="1").out
    assert "\x1b" not in on_terminal("demo", "list", option).out


@pytest.mark.parametrize("env", [{"TERM": "dumb"}, {"NO_COLOR": "1"}, {"TERM": ""}, {"TERM": "nosuch"}])
def test_a_poor_terminal_gets_the_words(env: dict[str, str]) -> None:
    ended = on_terminal("demo", "list", columns=80, lines=40, answer="", wait_for="", **env)
    assert ended.code == 0
    assert "Long name" in ended.out


@pytest.mark.parametrize("env", [{"HOME": "/no/such"}, {"HOME": ""}, {"TZ": "Junk/Zone"}, {"CRMCTL_LANG": "xx"}])
def test_a_strange_home_zone_or_language_stops_nothing(env: dict[str, str]) -> None:
    assert run("demo", "list", **env).code == 0


def test_no_option_uses_what_typer_ignores_silently() -> None:
    from pathlib import Path

    import crmctl

    sources = Path(crmctl.__file__).parent.rglob("*.py")
    used = [path for path in sources if re.search(r"AfterValidator|from pydantic", path.read_text(encoding="utf-8"))]
    assert used == []
