"""Questions at a terminal; the only importer of questionary."""

import sys
from typing import Any

from crmctl.i18n import _
from crmctl.ui.safe import safe
from crmctl.ui.terminal import is_terminal

_YES = ("y", "yes", "д", "да")
_NO = ("n", "no", "н", "нет", "")


def can_ask() -> bool:
    """Somebody is there: a piped stdin would be read as key strokes, a piped stdout would receive the prompt."""
    return is_terminal(sys.stdin) and is_terminal(sys.stdout)


def confirm(question: str) -> bool:
    """Ask once, in both alphabets; Enter alone is no. Ctrl-C and Ctrl-D come out as exceptions."""
    import questionary

    keys = _("[y/N]")
    asked = questionary.text(
        f"{safe(question)} {keys}", validate=lambda said: _known(said) or _("Answer y or n."), qmark="?"
    )
    return str(_answer(asked)).strip().casefold() in _YES


def _known(said: str) -> bool:
    return said.strip().casefold() in (*_YES, *_NO)


def _answer(asked: Any) -> Any:
    """The one way to an answer: questionary's own `ask` turns Ctrl-C into None, which reads like an answer."""
    return asked.unsafe_ask()
