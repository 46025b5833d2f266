"""Going back: a wizard is run again with the answers so far."""

from collections.abc import Callable, Collection, Sequence
from typing import Any, NamedTuple, TypeVar

from crmctl.wizard.dialog import (
    Amiss,
    Amount,
    Back,
    Check,
    Choice,
    Dialog,
    Line,
    Says,
    Sums,
    accepted,
    any_will_do,
    silent,
)

T = TypeVar("T")


class _Answer(NamedTuple):
    label: str
    value: Any


class Rewind:
    """A Dialog over another that remembers the answers: those known are given again without asking or drawing.

    An answer taken back becomes the default when the same question comes again. A remembered answer that cannot be
    given any more, because the data moved, is asked for again.
    """

    def __init__(self, inner: Dialog) -> None:
        self.inner = inner
        self._answers: list[_Answer] = []
        self._at = 0
        self._dropped: dict[int, _Answer] = {}

    def start(self) -> None:
        self._at = 0

    def back(self) -> None:
        """Forget the last answer; at the first question there is none."""
        if self._answers:
            last = self._answers.pop()
            self._dropped[len(self._answers)] = last

    def text(
        self, label: str, *, default: str = "", check: Check = accepted, says: Says = silent, filled: bool = False
    ) -> str:
        before = self._before(label, default)
        again = before if check(before) is None else default
        return self._ask(
            label,
            lambda: self.inner.text(label, default=again, check=check, says=says, filled=filled),
            lambda known: check(known) is None,
        )

    def pick(self, label: str, choices: Sequence[Choice[T]], *, default: T | None = None) -> T:
        values = [choice.value for choice in choices]
        before = self._before(label, default)
        again = before if before in values else default
        chosen: T = self._ask(
            label, lambda: self.inner.pick(label, choices, default=again), lambda known: known in values
        )
        return chosen

    def pick_many(
        self, label: str, choices: Sequence[Choice[T]], *, ticked: Collection[T] = (), least: int = 1
    ) -> list[T]:
        if not choices:
            return []
        values = [choice.value for choice in choices]
        again = [value for value in self._before(label, list(ticked)) if value in values]
        return self._ask(
            label,
            lambda: self.inner.pick_many(label, choices, ticked=again, least=least),
            lambda known: all(value in values for value in known),
        )

    def amounts(self, label: str, lines: Sequence[Line], *, says: Sums, check: Amiss = any_will_do) -> list[Amount]:
        again = self._before(label, [line.amount for line in lines])
        if len(again) == len(lines):
            lines = [line._replace(amount=amount) for line, amount in zip(lines, again, strict=True)]
        return self._ask(
            label,
            lambda: self.inner.amounts(label, lines, says=says, check=check),
            lambda known: len(known) == len(lines) and check(known) is None,
        )

    def leaf(self, label: str, pages: int, page: Callable[[int], Any]) -> None:
        self._ask(label, lambda: self.inner.leaf(label, pages, page), lambda _known: True)

    def show(self, what: Any) -> None:
        if self._at == len(self._answers):
            self.inner.show(what)

    def _before(self, label: str, default: Any) -> Any:
        """The answer that was taken back here, to be offered again."""
        dropped = self._dropped.get(self._at)
        return dropped.value if dropped and dropped.label == label else default

    def _ask(self, label: str, ask: Callable[[], T], still_good: Callable[[T], bool]) -> T:
        known = self._answers[self._at] if self._at < len(self._answers) else None
        if known and not (known.label == label and still_good(known.value)):
            del self._answers[self._at :]
            known = None
        if known is None:
            known = _Answer(label, ask())
            self._answers.append(known)
        self._at += 1
        return known.value  # type: ignore[no-any-return]


def converse(wizard: Callable[[Dialog], T], dialog: Dialog) -> T:
    """Run the wizard until it has got all its answers; whatever else it raises comes out."""
    rewind = Rewind(dialog)
    while True:
        rewind.start()
        try:
            return wizard(rewind)
        except Back:
            rewind.back()
