"""The one door to questionary and prompt_toolkit."""

import re
from pathlib import Path

import crmctl

SOURCES = {path: path.read_text(encoding="utf-8") for path in Path(crmctl.__file__).parent.rglob("*.py")}


def importers(package: str) -> set[str]:
    statement = re.compile(rf"^\s*(from|import) {package}\b", re.MULTILINE)
    home = Path(crmctl.__file__).parent
    return {path.relative_to(home).as_posix() for path, text in SOURCES.items() if statement.search(text)}


def test_only_the_questions_import_questionary_and_only_they_prompt_toolkit() -> None:
    questions = {"ui/asking.py", "ui/confirming.py", "ui/lines.py", "ui/lists.py"}
    assert importers("questionary") == questions
    assert importers("prompt_toolkit") == questions - {"ui/confirming.py"} | {
        "ui/amounts.py", "ui/beyond.py", "ui/dialog.py", "ui/fieldtext.py", "ui/leafing.py", "ui/worksheet.py",
    }  # fmt: skip


def test_only_what_shows_a_screen_or_that_something_goes_on_imports_rich() -> None:
    assert importers("rich") == {"ui/screen.py", "ui/progress.py", "ui/waiting.py"}


def test_no_answer_is_taken_but_by_the_wrapper() -> None:
    assert not [path for path, text in SOURCES.items() if re.search(r"\.ask\(|questionary\.prompt\(", text)]
    assert sum(text.count("unsafe_ask(") for text in SOURCES.values()) == 1
    assert not [path for path, text in SOURCES.items() if re.search(r"application\.run\(|\.prompt\(", text)]
