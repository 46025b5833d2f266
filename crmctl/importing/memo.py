"""A function's answers, remembered: most columns say the same few things in many rows."""

from collections.abc import Callable
from typing import TypeVar

Answer = TypeVar("Answer")
_MOST = 20_000


class Memo(dict[str, Answer]):
    """`list(map(memo.__getitem__, cells))` calls `function` once for each different cell."""

    def __init__(self, function: Callable[[str], Answer]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, text: str) -> Answer:
        if len(self) > _MOST:
            self.clear()
        answer = self[text] = self._function(text)
        return answer
