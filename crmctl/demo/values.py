"""Values as people leave them in a base: most are good, some are missing, made up or broken."""

from collections.abc import Sequence
from random import Random

from crmctl.demo.words import Words

_GOOD, _MISSING, _NOTHING = 0.6, 0.76, 0.9


class Drawn:
    """Draws from the words by one seed: the company is the same every time."""

    def __init__(self, words: Words, seed: int = 2026) -> None:
        self.words = words
        self.random = Random(seed)  # noqa: S311 - an invented company hides nothing
        self._latin = iter(range(1, 10_000))

    def phone(self) -> str:
        """A phone, or what stands in its place; empty when nothing does."""
        return self._value(self._number(self.pick(self.words.phones)), self.pick(self.words.bad_phones))

    def email(self, name: str) -> str:
        domain = f"client{next(self._latin)}.example.com"
        return self._value(f"{name}@{domain}", self.pick(self.words.bad_emails))

    def address(self, city: str) -> str:
        street = self.pick(self.words.streets).format(self.random.randint(1, 90))
        return self._value(f"{city}, {street}", city)

    def person(self) -> str:
        """A whole name as its language writes it; sometimes without the middle name."""
        parts = [self.pick(names) for names in (self.words.last_names, self.words.first_names, self.words.middle_names)]
        said = parts[: 3 if self.chance(60) else 2]
        return " ".join(said[at] for at in self.words.name_order if at < len(said))

    def pick(self, among: Sequence[str]) -> str:
        return self.random.choice(among)

    def chance(self, percent: int) -> bool:
        return self.random.randrange(100) < percent

    def _number(self, pattern: str) -> str:
        return "".join(self.pick("0123456789") if sign == "#" else sign for sign in pattern)

    def _value(self, good: str, broken: str) -> str:
        """Every draw is made whatever it is used for, so that a change here moves nothing else."""
        nothing, kind = self.pick(self.words.nothing), self.random.random()
        if kind < _GOOD:
            return good
        return "" if kind < _MISSING else nothing if kind < _NOTHING else broken
