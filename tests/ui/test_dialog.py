"""The one door to questionary."""

import re
from pathlib import Path

import crmctl

SOURCES = {path: path.read_text(encoding="utf-8") for path in Path(crmctl.__file__).parent.rglob("*.py")}


def importers(package: str) -> set[str]:
    statement = re.compile(rf"^\s*(from|import) {package}\b", re.MULTILINE)
    home = Path(crmctl.__file__).parent
    return {path.relative_to(home).as_posix() for path, text in SOURCES.items() if statement.search(text)}


def test_only_the_dialog_imports_questionary() -> None:
    assert importers("questionary") == {"ui/dialog.py"}


def test_only_the_screen_and_the_progress_bar_import_rich() -> None:
    assert importers("rich") == {"ui/screen.py", "ui/progress.py"}


def test_no_answer_is_taken_but_by_the_wrapper() -> None:
    assert not [path for path, text in SOURCES.items() if re.search(r"\.ask\(|questionary\.prompt\(", text)]
    assert sum(text.count("unsafe_ask(") for text in SOURCES.values()) == 1
