"""Reasons of the operating system are said in the language of the interface."""

import ast
import errno
import os
from pathlib import Path

import pytest

import crmctl
from crmctl.system import reason_of, said_by
from tests.builders import Base
from tests.running import run

HOME = Path(crmctl.__file__).parent


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("import", "clients", "/no.csv"), "Ошибка: /no.csv: такого файла нет\n"),
        (("import", "clients", "README.md", "--map", "/"), "Ошибка: /: не читается: это папка\n"),
        (("export", "clients", "--for", "excel", "--out", "/no/x.csv"), "записать: нет такого файла или папки\n"),
        (("clients", "list", "--db", "x" * 300), " не открывается: слишком длинное имя.\n"),
        (("apply", "/no.json"), "Ошибка: /no.json: не читается: нет такого файла или папки\n"),
    ],
)
def test_reasons_are_in_russian(base: Base, words: tuple[str, ...], said: str) -> None:
    assert said in run("--as", "admin", *words, CRMCTL_LANG="ru", CRMCTL_DB=str(base.db)).err


def test_a_rare_reason_is_in_the_words_of_the_system() -> None:
    assert said_by(errno.EPIPE) == os.strerror(errno.EPIPE)
    assert reason_of(OSError("cut off")) == "cut off"


def test_nobody_else_asks_the_system_for_its_words() -> None:
    found = [
        path.name
        for path in HOME.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "strerror"
    ]
    assert set(found) == {"system.py"}
