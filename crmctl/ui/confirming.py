"""A yes or no at a terminal."""

from collections.abc import Collection

import questionary

from crmctl.ui.asking import answer
from crmctl.ui.safe import safe


def ask(question: str, *, known: Collection[str], refused: str) -> str:
    """The answer, small and bare, one of `known`. There is no question to go back to."""
    asked = questionary.text(
        safe(question), validate=lambda said: said.strip().casefold() in known or refused, qmark="?"
    )
    return str(answer(asked.application, back=False, keep=True)).strip().casefold()
