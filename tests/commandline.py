"""Every command there is, found by walking the program, so that a new one is tested without a word."""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from crmctl.context import Context
from crmctl.main import build


class Leaf(NamedTuple):
    """A command: the words that choose it, and what it takes."""

    words: tuple[str, ...]
    params: tuple[Any, ...]

    def line(self, value: str = "1") -> list[str]:
        """A line that leaves nothing out which the command wants: `value` for each."""
        wanted = [param for param in self.params if param.required]
        options = [max(param.opts, key=len) for param in wanted if param.param_type_name == "option"]
        return [*self.words, *(word for name in options for word in (name, value)),
                *(value for param in wanted if param.param_type_name == "argument")]  # fmt: skip

    @property
    def asks(self) -> bool:
        return any("--yes" in param.opts for param in self.params)

    @property
    def lists(self) -> bool:
        """It shows something and wants nothing."""
        return self.words[-1] in ("list", "mine", "doctor") and len(self.line()) == len(self.words)


@cache
def leaves() -> tuple[Leaf, ...]:
    found = tuple(_leaves(build(), "crmctl", None, (), obj=Context()))
    assert len(found) > 40
    return found


def _leaves(command: Any, name: str, parent: Any, words: tuple[str, ...], **more: Any) -> Iterator[Leaf]:
    ctx = command.make_context(name, [], parent=parent, resilient_parsing=True, **more)
    children = getattr(ctx.command, "commands", {})
    if not children:
        yield Leaf(words, tuple(ctx.command.params))
    for child, below in children.items():
        yield from _leaves(below, child, ctx, (*words, child))
