"""README, the tour and the pages of docs/: what they show is what the program shows, what they name is there."""

import itertools
import re
from pathlib import Path

import pytest

from tests.documentation import WRITTEN, pages
from tests.running import ROOT
from tests.walkthrough import PAGES, steps, walk

EVERY = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "examples").iterdir()])
_SPAN = re.compile(r"(?<!`)`(crmctl(?: [^`]*)?)`(?!`)")
_FENCE = re.compile(r"^```(?:sh|bash)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_LINE = re.compile(r"(?:^|&& |\$\()(crmctl .*)$", re.MULTILINE)
_WHEN = re.compile(r"^[\d*]\S* (?:\S+ +){4}", re.MULTILINE)
"""The five fields before a crontab line's command."""
_LINK = re.compile(r"\]\((?!https?:)([^)#]+)?(?:#([^)]*))?\)")
_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
_GLOBAL = {"--db", "--as", "--lang", "--json", "--plain", "--no-color", "--no-input", "--help", "--version"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_shows_what_the_program_shows(page: Path, tmp_path: Path) -> None:
    for step, ended in zip(steps(page), walk(page, tmp_path), strict=True):
        assert ended.code == 0, f"{step.commands}{ended.out}"
        if step.shown is not None:
            assert ended.out == step.shown, step.commands


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.name)
def test_what_the_program_writes_of_a_page_is_as_it_would_write_it(page: Path) -> None:
    assert page.read_text(encoding="utf-8") == WRITTEN[page](), "python -m tests.documentation --update"


def commands_in(page: Path) -> list[str]:
    """Every command the page names, `clients|contacts show` as two."""
    text = page.read_text(encoding="utf-8")
    blocks = _FENCE.findall(text) if page.suffix == ".md" else [_WHEN.sub("", text)]
    found = [*_SPAN.findall(text), *(line for block in blocks for line in _LINE.findall(block))]
    return [one for command in found for one in _alternatives(command.split())]


def _alternatives(words: list[str]) -> list[str]:
    choices = [
        word.split("|") if "|" in word and word.islower() and at < 3 else [word] for at, word in enumerate(words)
    ]
    return [" ".join(one) for one in itertools.product(*choices)]


@pytest.fixture(scope="module")
def helped() -> dict[str, str]:
    """The help page of every command, by its words."""
    return pages()


@pytest.mark.parametrize("page", [one for one in EVERY if one.suffix in {".md", ""}], ids=lambda page: page.name)
def test_every_command_and_option_named_in_a_page_is_there(page: Path, helped: dict[str, str]) -> None:
    for command in commands_in(page):
        words = command.split()
        path = next(" ".join(words[:n]) for n in (3, 2, 1) if " ".join(words[:n]) in helped)
        known = _GLOBAL | {*_OPTION.findall(helped[path]), *_OPTION.findall(helped["crmctl"])}
        assert set(_OPTION.findall(command)) <= known, command
        is_group = "\nCommands:\n" in helped[path]
        assert not is_group or len(words) == path.count(" ") + 1 or words[path.count(" ") + 1].startswith("-"), command


def test_commands_are_found_in_spans_blocks_and_crontabs() -> None:
    assert "crmctl runs show RUN" in commands_in(ROOT / "docs" / "json.md")
    assert "crmctl contacts history ID" in commands_in(ROOT / "docs" / "json.md")
    assert "crmctl report discipline" in commands_in(ROOT / "README.md")
    assert len([one for one in commands_in(ROOT / "examples" / "crontab") if "wizard" in one]) == 1


@pytest.mark.parametrize("page", [one for one in EVERY if one.suffix == ".md"], ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for file, anchor in _LINK.findall(page.read_text(encoding="utf-8")):
        target = (page.parent / file).resolve() if file else page
        assert target.exists(), file
        if anchor:
            titles = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {title.lower().replace(" ", "-") for title in titles}
