"""Turns the words of a command line into values, in our language and without pydantic, whose import costs 100 ms.

Typer 0.29 builds a pydantic adapter even to hand a str on. `install` replaces the one private name that does. Where a
later Typer has no such name nothing is replaced, and only speed and the language of these messages are lost. What is
not handled here goes to the stock adapter.
"""

from collections.abc import Callable
from enum import Enum
from math import isfinite
from pathlib import Path
from typing import Any, get_args, get_origin

import typer
from typer import core

from crmctl.i18n import _

_NAME = "build_runtime_param"
_STOCK: Callable[[Any], Any] | None = getattr(core, _NAME, None)


def install() -> None:
    if _STOCK is not None:
        setattr(core, _NAME, Coercion)


class Coercion:
    """What Typer asks of a parameter: `coerce`. A message never repeats the value, which may be personal."""

    def __init__(self, descriptor: Any) -> None:
        self.descriptor = descriptor
        self.info = descriptor.parameter_info

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        several = param.multiple or param.nargs == -1
        if value is None:
            return () if several else None
        kind = self.descriptor.annotation
        if several and get_origin(kind) is list and self._known(get_args(kind)[0]):
            return tuple(self._one(item, get_args(kind)[0], param, ctx) for item in value)
        if not isinstance(value, str):
            return value if not isinstance(value, list | tuple) else self._stock(value, param, ctx)
        return self._one(value, kind, param, ctx) if self._known(kind) else self._stock(value, param, ctx)

    def _known(self, kind: Any) -> bool:
        if kind is Path:
            return not (self.info.exists or self.info.resolve_path or self.info.writable)
        ours = kind is str or (kind in (int, float) and not self.info.clamp)
        return ours or self.info.parser is not None or self.descriptor.choices is not None

    def _one(self, value: Any, kind: Any, param: Any, ctx: Any) -> Any:
        if not isinstance(value, str):
            return value
        if self.info.parser is not None:
            return _parsed(self.info.parser, value, param, ctx)
        if self.descriptor.choices is not None:
            return self._choice(value, param, ctx)
        if kind is str and not is_text(value):
            raise typer.BadParameter(_("this is no text: it holds bytes that are not UTF-8"), ctx=ctx, param=param)
        return self._number(value, kind, param, ctx) if kind in (int, float) else kind(value)

    def _stock(self, value: Any, param: Any, ctx: Any) -> Any:
        assert _STOCK is not None
        return _STOCK(self.descriptor).coerce(value, param=param, ctx=ctx)

    def _choice(self, value: str, param: Any, ctx: Any) -> Any:
        names = {str(c.value if isinstance(c, Enum) else c): c for c in self.descriptor.choices}
        if not self.descriptor.case_sensitive:
            value = next((name for name in names if name.casefold() == value.casefold()), value)
        if value in names:
            return names[value]
        raise typer.BadParameter(_one_of(value, list(names)), ctx=ctx, param=param)

    def _number(self, value: str, kind: Any, param: Any, ctx: Any) -> Any:
        try:
            number = kind(value)
            wrong = not isfinite(number)
        except (ValueError, OverflowError):
            wrong = True
        if wrong:
            wanted = _("a whole number is wanted") if kind is int else _("a number is wanted")
            raise typer.BadParameter(wanted, ctx=ctx, param=param)
        if (self.info.min is not None and number < self.info.min) or (
            self.info.max is not None and number > self.info.max
        ):
            raise typer.BadParameter(bounds(self.info.min, self.info.max), ctx=ctx, param=param)
        return number


def is_text(value: str) -> bool:
    """Whether it holds only letters. A word of the command line may be any bytes; a file may be named by such a one."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def bounds(low: float | None, high: float | None) -> str:
    """The sentence for a number's limits, in help and in refusals."""
    if low is None:
        return _("at most {high}").format(high=high)
    if high is None:
        return _("at least {low}").format(low=low)
    return _("from {low} to {high}").format(low=low, high=high)


def _parsed(parser: Callable[[str], Any], value: str, param: Any, ctx: Any) -> Any:
    try:
        return parser(value)
    except ValueError as error:
        raise typer.BadParameter(str(error), ctx=ctx, param=param) from None


def _one_of(value: str, names: list[str]) -> str:
    from difflib import get_close_matches

    wanted = _("one of {choices} is wanted").format(choices=", ".join(names))
    close = get_close_matches(value.casefold(), names, n=1)
    return f"{wanted}. {did_you_mean(close)}" if close else wanted


def did_you_mean(names: list[str]) -> str:
    return _("Did you mean {names}?").format(names=", ".join(names))
