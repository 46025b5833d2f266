"""Amounts of a few lines changed in place at a terminal."""

import re
from collections.abc import Sequence
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
from crmctl.wizard.dialog import Amiss, Amount, Line, Sums
from crmctl.wizard.weights import read_weight, shown_number

_DIGITS = 6
_WEIGHT_SIGNS = 9


def ask_amounts(
    label: str, lines: Sequence[Line], *, says: Sums, check: Amiss, signs: Marks, **more: Any
) -> list[Amount]:
    """The amounts, each within its line's bounds, and together as `check` will have them."""
    sheet = _Sheet(label, lines, says, check, signs)
    window = Window(FormattedTextControl(sheet.draw), wrap_lines=True, dont_extend_height=True, always_hide_cursor=True)
    window.height = lambda: min(len(lines) + 1, MOST_LINES)
    asked = Application(layout=Layout(window), key_bindings=sheet.keys(), **more)
    answer(with_below(asked, sheet.below))
    return sheet.amounts


class _Sheet:
    def __init__(self, label: str, lines: Sequence[Line], says: Sums, check: Amiss, signs: Marks) -> None:
        self.label = safe(label)
        self.lines = lines
        self.amounts = [line.amount for line in lines]
        self.says = says
        self.check = check
        self.signs = signs
        self.at = 0
        self.typed = ""
        """As far as the number in this line is typed anew; `0,` is none yet, and neither is one that is too great."""
        self.wrong = ""
        """What was wrong with all amounts together when Enter was pressed."""

    def draw(self) -> StyleAndTextTuples:
        labels = [safe(line.label) for line in self.lines]
        columns = max(map(width, labels))
        parts: StyleAndTextTuples = [("class:qmark", "? "), ("class:question", self.label)]
        for at, name in enumerate(labels):
            here = at == self.at
            parts.append(("class:pointer", f"\n{self.signs.pointer} " if here else "\n  "))
            if here:
                parts.append(("[SetCursorPosition]", ""))
            parts.append(("class:highlighted" if here else "", f"{padded(name, columns)}  {self._shown(at):>5}"))
            if self.lines[at].note:
                parts.append(("class:note", f"  {safe(self.lines[at].note)}"))
        return parts

    def below(self) -> StyleAndTextTuples:
        help_line = _("↑↓ choose, digits or ←→ change, Enter goes on, Esc goes back")
        refused = self._refusal or self.wrong
        if refused:
            return [("class:refused", safe(refused)), ("class:note", f"\n{help_line}")]
        return [("class:note", f"{safe(self.says(self.amounts))}\n{help_line}")]

    def keys(self) -> KeyBindings:
        keys = KeyBindings()
        keys.add("enter")(self._end)
        keys.add("down")(lambda _event: self._go(self.at + 1))
        keys.add("up")(lambda _event: self._go(self.at - 1))
        for name in ("right", "+"):
            keys.add(name)(lambda _event: self._step(1))
        for name in ("left", "-"):
            keys.add(name)(lambda _event: self._step(-1))
        keys.add("backspace")(lambda _event: self._type((self.typed or self._shown(self.at))[:-1] or "0"))
        keys.add(Keys.Any)(self._sign)
        return keys

    def _shown(self, at: int) -> str:
        return self.typed if self.typed and at == self.at else shown_number(self.amounts[at])

    @property
    def _refusal(self) -> str:
        """Why what is typed is no amount; a weight of 0 may become 0.5 yet."""
        line = self.lines[self.at]
        if line.is_weight and self.typed and read_weight(self.typed) is None:
            return _("A weight is a number above 0.")
        if not line.is_weight and line.most is not None and int(self.typed or 0) > line.most:
            return _("{name}: there are no more than {most}.").format(name=line.label, most=line.most)
        return ""

    def _end(self, event: KeyPressEvent) -> None:
        self.wrong = self.check(self.amounts) or ""
        if not (self._refusal or self.wrong):
            event.app.exit()

    def _sign(self, event: KeyPressEvent) -> None:
        sign = event.data
        is_digit = sign.isascii() and sign.isdecimal()
        begins_fraction = sign in (",", ".") and self.lines[self.at].is_weight and not set(",./") & set(self.typed)
        if is_digit or begins_fraction:
            self._type((self.typed or ("0" if begins_fraction else "")) + sign)

    def _type(self, text: str) -> None:
        if self.lines[self.at].is_weight:
            self.typed = re.sub(r"^0+(?=\d)", "", text[:_WEIGHT_SIGNS])
            self.amounts[self.at] = read_weight(self.typed) or self.amounts[self.at]
        else:
            self.typed = str(int(text[:_DIGITS]))
            if not self._refusal:
                self._set(int(self.typed))

    def _go(self, to: int) -> None:
        if not self._refusal:
            self.at, self.typed, self.wrong = to % len(self.lines), "", ""

    def _step(self, by: int) -> None:
        amount = self.amounts[self.at] + by
        if amount > 0 or not self.lines[self.at].is_weight:
            self._set(amount)
        self.typed = ""

    def _set(self, amount: Amount) -> None:
        self.wrong = ""
        most = self.lines[self.at].most
        self.amounts[self.at] = max(0, amount if most is None else min(amount, most))
