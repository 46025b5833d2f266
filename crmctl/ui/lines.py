"""A line of text asked for at a terminal, with what it means under it while it is typed."""

from functools import cache
from typing import Any

import questionary
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings

from crmctl.errors import FilterError, NotFound, UsageError
from crmctl.i18n import _
from crmctl.ui.asking import answer, with_below
from crmctl.ui.safe import safe
from crmctl.wizard.dialog import Check, Says


def ask_line(label: str, *, default: str, check: Check, says: Says, filled: bool, **more: Any) -> str:
    """A text that passes `check`; Enter alone gives `default` unless it is `filled` in to be edited."""
    stand_in = "" if filled else default
    question = questionary.text(
        safe(label), default=default if filled else "", placeholder=[("class:placeholder", safe(stand_in))], **more
    )
    line = _Line(question.application.current_buffer, stand_in, check, says)
    application = with_below(question.application, line.below)
    application.key_bindings = merge_key_bindings([application.key_bindings or KeyBindings(), line.keys()])
    return str(answer(application))


class _Line:
    """What is typed, judged and explained; each text once, because a filter's meaning is counted in the base."""

    def __init__(self, buffer: Any, stand_in: str, check: Check, says: Says) -> None:
        self.buffer = buffer
        self.stand_in = stand_in
        self.check = cache(check)
        self.says = cache(says)
        self.refused: str | None = None

    @property
    def text(self) -> str:
        return str(self.buffer.text).strip() or self.stand_in

    def below(self) -> StyleAndTextTuples:
        wrong = self.check(self.text)
        if wrong and self.refused == self.text:
            return [("class:refused", safe(wrong, keep="\n")), ("class:note", f"\n{self._help()}")]
        said = [safe(self._meaning()) if self.text else "", self._help()]
        return [("class:note", "\n".join(line for line in said if line))]

    def _meaning(self) -> str:
        """Said of what will not do, too, where it can be."""
        try:
            return self.says(self.text)
        except (FilterError, NotFound, UsageError):
            return ""

    def _help(self) -> str:
        if self.stand_in and not self.buffer.text:
            return _("Enter keeps {text}, Tab edits it, Esc goes back").format(text=safe(self.stand_in))
        return _("Enter goes on, Esc goes back")

    def keys(self) -> KeyBindings:
        keys = KeyBindings()

        @keys.add("enter", eager=True)
        def submit(event: KeyPressEvent) -> None:
            if self.check(self.text):
                self.refused = self.text
            else:
                event.app.exit(result=self.text)

        @keys.add("tab", eager=True)
        def fill_in(_event: KeyPressEvent) -> None:
            if not self.buffer.text:
                self.buffer.insert_text(self.stand_in)

        return keys
