"""Questions at a terminal."""

import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from io import StringIO
from typing import Any, TypeVar

from crmctl.i18n import _
from crmctl.ui.safe import safe
from crmctl.ui.terminal import Screen, mark
from crmctl.ui.view import Cell, Lines, Tone, View, cell
from crmctl.ui.width import width
from crmctl.ui.wrapping import wrapped
from crmctl.wizard.dialog import Amiss, Amount, Back, Check, Choice, Line, Says, Sums, accepted, any_will_do, silent
from crmctl.wizard.weights import shown_number

T = TypeVar("T")
_YES = ("y", "yes", "д", "да")
_NO = ("n", "no", "н", "нет", "")


def confirm(question: str) -> bool:
    """Ask once, in both alphabets; Enter alone is no. Ctrl-C and Ctrl-D come out as exceptions."""
    from crmctl.ui.confirming import ask

    answers = _("[y/N]")
    return ask(f"{question} {answers}", known=(*_YES, *_NO), refused=_("Answer y or n.")) in _YES


class Terminal:
    """The Dialog of a person at a terminal; `views` makes what is shown of a wizard's data.

    A question goes once it is answered, and leaves a line with its answer.
    """

    def __init__(self, screen: Screen, views: Callable[[Any], Sequence[View]]) -> None:
        self.screen = screen
        self.views = views

    def text(
        self, label: str, *, default: str = "", check: Check = accepted, says: Says = silent, filled: bool = False
    ) -> str:
        from crmctl.ui.lines import ask_line

        said = self._asked(
            lambda: ask_line(label, default=default, check=check, says=says, filled=filled, **self._drawn())
        )
        meaning = says(said) if said else ""
        self._note(label, f"{said} ({meaning})" if meaning else said or _("none"))
        return said

    def pick(self, label: str, choices: Sequence[Choice[T]], *, default: T | None = None) -> T:
        from crmctl.ui.lists import marks, pick

        at = next((at for at, one in enumerate(choices) if default is not None and one.value == default), 0)
        signs = marks(unicode=self.screen.unicode)
        chosen = choices[self._asked(lambda: pick(label, choices, at=at, signs=signs, **self._drawn()))]
        self._note(label, chosen.label)
        return chosen.value

    def pick_many(
        self, label: str, choices: Sequence[Choice[T]], *, ticked: Collection[T] = (), least: int = 1
    ) -> list[T]:
        from crmctl.ui.lists import marks, pick_many

        if not choices:
            return []
        before = [at for at, one in enumerate(choices) if one.value in ticked]
        signs = marks(unicode=self.screen.unicode)
        places = self._asked(
            lambda: pick_many(label, choices, ticked=before, least=least, signs=signs, **self._drawn())
        )
        self._note(label, ", ".join(choices[at].label for at in places) or _("none"))
        return [choices[at].value for at in places]

    def amounts(self, label: str, lines: Sequence[Line], *, says: Sums, check: Amiss = any_will_do) -> list[Amount]:
        from crmctl.ui.amounts import ask_amounts
        from crmctl.ui.lists import marks

        signs = marks(unicode=self.screen.unicode)
        found = self._asked(lambda: ask_amounts(label, lines, says=says, check=check, signs=signs, **self._drawn()))
        said = (f"{line.label} {shown_number(one)}" for line, one in zip(lines, found, strict=True))
        self._note(label, ", ".join(said))
        return found

    def leaf(self, label: str, pages: int, page: Callable[[int], Any]) -> None:
        from crmctl.ui.leafing import leaf

        self._asked(lambda: leaf(label, pages, lambda at: self._lines(page(at)), self.screen.height, **self._drawn()))

    def show(self, what: Any) -> None:
        sys.stdout.write("".join(f"{line}\n" for line in self._lines(what)))
        sys.stdout.flush()

    def _lines(self, what: Any) -> list[str]:
        from crmctl.ui.screen import draw

        drawn = StringIO()
        draw(tuple(map(self._fitting, self.views(what))), self.screen, drawn)
        return drawn.getvalue().splitlines()

    def _fitting(self, view: View) -> View:
        """Sentences broken between words."""
        if not isinstance(view, Lines):
            return view
        return Lines([piece for line in view.lines for piece in self._pieces(cell(line))])

    def _pieces(self, line: Cell) -> Iterator[Cell]:
        """A mark stands in front of the first, and the others stand under its text."""
        room = width(mark(line.tone, unicode=self.screen.unicode))
        first, *more = wrapped(safe(line.text), self.screen.width - room)
        yield line._replace(text=first)
        yield from (Cell(" " * room + text, Tone.PLAIN if room else line.tone) for text in more)

    def _drawn(self) -> dict[str, Any]:
        """How questions are drawn here."""
        from prompt_toolkit.output import ColorDepth

        return {} if self.screen.colour else {"color_depth": ColorDepth.DEPTH_1_BIT}

    def _asked(self, ask: Callable[[], T]) -> T:
        sys.stdout.flush()
        try:
            return ask()
        except Back:
            self._write([("class:note", _("(back)"))])
            raise

    def _note(self, label: str, said: str) -> None:
        asked = safe(label) if label.endswith("?") else f"{safe(label)}:"
        first, *more = wrapped(f"{asked} {safe(said)}", self.screen.width, indent="  ")
        rest = "".join(f"\n{line}" for line in more)
        self._write([("class:note", first[: len(asked)]), ("", first[len(asked) :] + rest)])

    def _write(self, parts: list[tuple[str, str]]) -> None:
        """One line of what was said so far."""
        from prompt_toolkit import print_formatted_text
        from prompt_toolkit.formatted_text import FormattedText
        from prompt_toolkit.styles import Style

        print_formatted_text(FormattedText(parts), style=Style([("note", "dim")]), **self._drawn())
