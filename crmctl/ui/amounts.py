"""Amounts of a few lines changed in place at a terminal."""

from collections.abc import Callable, Sequence
from typing import Any

from prompt_toolkit.application import Application
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import FormattedTextControl, Layout, Window

from crmctl.i18n import _
from crmctl.ui.asking import answer, with_below
from crmctl.ui.lists import MOST_LINES, Marks
from crmctl.ui.safe import safe
from crmctl.ui.width import padded, width
from crmctl.wizard.dialog import Line

_DIGITS = 6


def ask_amounts(
    label: str, lines: Sequence[Line], *, says: Callable[[Sequence[int]], str], signs: Marks, **more: Any
) -> list[int]:
    """The amounts, each within its line's bounds."""
    sheet = _Sheet(label, lines, says, signs)
    window = Window(FormattedTextControl(sheet.draw), wrap_lines=True, dont_extend_height=True, always_hide_cursor=True)
    window.height = lambda: min(len(lines) + 1, MOST_LINES)
    asked = Application(layout=Layout(window), key_bindings=sheet.keys(), **more)
    answer(with_below(asked, sheet.below))
    return sheet.amounts


class _Sheet:
    def __init__(self, label: str, lines: Sequence[Line], says: Callable[[Sequence[int]], str], signs: Marks) -> None:
        self.label = safe(label)
        self.lines = lines
        self.amounts = [line.amount for line in lines]
        self.says = says
        self.signs = signs
        self.at = 0
        self.fresh = True
        """The next digit begins a number instead of lengthening it."""

    def draw(self) -> StyleAndTextTuples:
        labels = [safe(line.label) for line in self.lines]
        columns = max(map(width, labels))
        parts: StyleAndTextTuples = [("class:qmark", "? "), ("class:question", self.label)]
        for at, name in enumerate(labels):
            here = at == self.at
            parts.append(("class:pointer", f"\n{self.signs.pointer} " if here else "\n  "))
            if here:
                parts.append(("[SetCursorPosition]", ""))
            parts.append(("class:highlighted" if here else "", f"{padded(name, columns)}  {self.amounts[at]:>5}"))
        return parts

    def below(self) -> StyleAndTextTuples:
        help_line = _("↑↓ choose, digits or ←→ change, Enter goes on, Esc goes back")
        return [("class:note", f"{safe(self.says(self.amounts))}\n{help_line}")]

    def keys(self) -> KeyBindings:
        keys = KeyBindings()
        keys.add("enter")(lambda event: event.app.exit())
        keys.add("down")(lambda _event: self._go(self.at + 1))
        keys.add("up")(lambda _event: self._go(self.at - 1))
        for name in ("right", "+"):
            keys.add(name)(lambda _event: self._set(self.amounts[self.at] + 1))
        for name in ("left", "-"):
            keys.add(name)(lambda _event: self._set(self.amounts[self.at] - 1))
        keys.add("backspace")(lambda _event: self._type(str(self.amounts[self.at])[:-1] or "0"))
        keys.add(Keys.Any)(self._digit)
        return keys

    def _digit(self, event: KeyPressEvent) -> None:
        if event.data.isascii() and event.data.isdecimal():
            self._type(("" if self.fresh else str(self.amounts[self.at])) + event.data)

    def _type(self, digits: str) -> None:
        self._set(int(digits[-_DIGITS:]))
        self.fresh = False

    def _go(self, to: int) -> None:
        self.at, self.fresh = to % len(self.lines), True

    def _set(self, amount: int) -> None:
        line = self.lines[self.at]
        self.amounts[self.at] = max(line.least, amount if line.most is None else min(amount, line.most))
        self.fresh = True
