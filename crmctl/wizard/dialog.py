"""Questions are methods: a terminal answers them, or a script of answers."""

from collections.abc import Callable, Collection, Sequence
from fractions import Fraction
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from crmctl.errors import CrmError

T = TypeVar("T")

Check = Callable[[str], str | None]
"""What is wrong with a text, as a sentence; None when it will do."""
Says = Callable[[str], str]
"""What a text means, shown while it is typed: `Fri 27 Nov 2026, 4 working days`."""

Amount = int | Fraction
Sums = Callable[[Sequence[Amount]], str]
"""What amounts come to, said while they are changed."""
Amiss = Callable[[Sequence[Amount]], str | None]
"""What is wrong with all amounts together, as a sentence; None when they will do."""


class Back(Exception):
    """The person asked for the previous question."""


class Choice(NamedTuple, Generic[T]):
    """One answer to pick: `label` is what is looked for and kept in view, `note` explains it.

    `also` has other words it is found by, which are not shown.
    """

    label: str
    value: T
    note: str = ""
    also: str = ""


class Line(NamedTuple):
    """One line whose amount may be changed, from 0 to `most`, or where it is a weight, to any number above 0.

    `note` explains it, as that of a choice.
    """

    label: str
    amount: Amount
    most: int | None = None
    is_weight: bool = False
    note: str = ""


def accepted(_text: str) -> None:
    """A check that lets everything pass."""


def any_will_do(_amounts: Sequence[Amount]) -> None:
    """A check that lets all amounts pass."""


def silent(_text: str) -> str:
    """Nothing to say about a text."""
    return ""


def refusal(read: Callable[[str], Any]) -> Check:
    """The check of a function that reads a text and raises CrmError: its sentence, and the hint under it."""

    def check(text: str) -> str | None:
        try:
            read(text)
        except CrmError as error:
            return f"{error.message}\n{error.hint}".strip()
        return None

    return check


class Dialog(Protocol):
    """Each method asks one question, and raises Back when the person would rather answer the one before.

    A wizard that asks through a Dialog only reads until its last line, because it is run again from its start to get
    back to an earlier question. Equal values of choices are the same answer.
    """

    def text(
        self, label: str, *, default: str = "", check: Check = accepted, says: Says = silent, filled: bool = False
    ) -> str:
        """A line of text that passes `check`; Enter alone gives `default`, which with `filled` stands there to edit."""

    def pick(self, label: str, choices: Sequence[Choice[T]], *, default: T | None = None) -> T:
        """The value of one of the choices, of which there is one at least; the pointer starts at `default` or first."""

    def pick_many(
        self, label: str, choices: Sequence[Choice[T]], *, ticked: Collection[T] = (), least: int = 1
    ) -> list[T]:
        """The values of at least so many choices, in their order; [] without asking where there is none."""

    def amounts(self, label: str, lines: Sequence[Line], *, says: Sums, check: Amiss = any_will_do) -> list[Amount]:
        """The lines' amounts, changed or not, that pass `check`; only weights are ever broken numbers."""

    def leaf(self, label: str, pages: int, page: Callable[[int], Any]) -> None:
        """Let the person turn the pages, from 0, of what `page` makes, until he goes on."""

    def show(self, what: Any) -> None:
        """Draw it, once for each time the wizard gets here."""
