"""A dialog that answers by itself, and one at a terminal whose keys are pressed by a test."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from crmctl.ui.dialog import Terminal
from crmctl.ui.terminal import Screen
from crmctl.ui.view import Lines, View
from crmctl.wizard.dialog import Amiss, Amount, Back, Check, Choice, Line, Says, Sums, accepted, any_will_do, silent

SCREEN = Screen(terminal=True, colour=False, width=80, height=24, unicode=True)
ON = "on"
"""The answer to what is only looked at."""


class Asked(NamedTuple):
    """A question as the scripted person heard it."""

    label: str
    choices: Sequence[Choice[Any]] = ()
    default: Any = None


class Scripted:
    """Answers in order: texts, the values or labels of choices, lists of them, amounts, ON, or Back."""

    def __init__(self, *answers: Any) -> None:
        self.todo = list(answers)
        self.asked: list[Asked] = []
        self.shown: list[Any] = []

    @property
    def labels(self) -> list[str]:
        return [one.label for one in self.asked]

    def _next(self, label: str, choices: Sequence[Choice[Any]] = (), default: Any = None) -> Any:
        self.asked.append(Asked(label, choices, default))
        assert self.todo, f"nothing is left to answer {label!r} {[one.label for one in choices]}"
        answer = self.todo.pop(0)
        if answer is Back:
            raise Back
        return answer

    def text(
        self, label: str, *, default: str = "", check: Check = accepted, says: Says = silent, filled: bool = False
    ) -> str:
        said = str(self._next(label, default=default)) or ("" if filled else default)
        assert check(said) is None, check(said)
        says(said)
        return said

    def pick(self, label: str, choices: Sequence[Choice[Any]], *, default: Any = None) -> Any:
        assert choices, label
        return _value(choices, self._next(label, choices, default))

    def pick_many(
        self, label: str, choices: Sequence[Choice[Any]], *, ticked: Collection[Any] = (), least: int = 1
    ) -> list[Any]:
        found = {_index(choices, one) for one in self._next(label, choices, list(ticked))}
        assert len(found) >= least
        return [choices[at].value for at in sorted(found)]

    def amounts(self, label: str, lines: Sequence[Line], *, says: Sums, check: Amiss = any_will_do) -> list[Amount]:
        found: list[Amount] = list(self._next(label, default=[line.amount for line in lines]))
        assert len(found) == len(lines)
        says(found)
        assert check(found) is None, check(found)
        return found

    def leaf(self, label: str, pages: int, page: Callable[[int], Any]) -> None:
        self.shown += [page(at) for at in range(pages)]
        assert self._next(label) == ON

    def show(self, what: Any) -> None:
        self.shown.append(what)


def _index(choices: Sequence[Choice[Any]], said: Any) -> int:
    found = [at for at, one in enumerate(choices) if said in (one.value, one.label)]
    assert found, f"{said!r} is none of {[(one.label, one.value) for one in choices]}"
    return found[0]


def _value(choices: Sequence[Choice[Any]], said: Any) -> Any:
    return choices[_index(choices, said)].value


class Keyboard(NamedTuple):
    """A terminal dialog, and the keys that somebody presses at it."""

    dialog: Terminal
    keys: PipeInput

    def press(self, *keys: str) -> "Terminal":
        """Press them all, then ask: they wait for their questions."""
        for key in keys:
            self.keys.send_text(key)
        return self.dialog


@contextmanager
def keyboard(views: Callable[[Any], Sequence[View]] = lambda what: [Lines([str(what)])]) -> Iterator[Keyboard]:
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        yield Keyboard(Terminal(SCREEN, views), keys)
