"""Both languages are complete, and say the same things."""

import ast
from pathlib import Path

import pytest

from tests.translations import CATALOGUES, ROOT, problems


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: path.parts[-3])
def test_a_catalogue_translates_every_message_of_the_code(catalogue: Path) -> None:
    assert not list(problems(catalogue))


def test_no_message_stands_inside_an_f_string() -> None:
    """Before Python 3.12 none is found there, so that nobody translates it."""
    hidden = [
        f"{path.name}:{call.lineno}"
        for path in ROOT.rglob("*.py")
        for text in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in {"_", "N_", "ngettext"}
        if isinstance(call.args[0], ast.Constant)
    ]
    assert not hidden
