"""Help pages: one renderer, every word of it through the catalogue, no Rich."""

import os
from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path
from typing import Any

from typer.core import TyperGroup

from crmctl.coercion import bounds
from crmctl.i18n import _
from crmctl.lazy import GLOBAL
from crmctl.ui.terminal import screen
from crmctl.ui.width import padded, width

GAP = 2
WIDEST_NAME = 28
"""A longer name gets a line of its own."""
WIDEST_CHOICE = 24
"""A longer list of choices stands in the help text."""


def page(ctx: Any) -> str:
    """The help page of the command that `ctx` belongs to, as wide as the terminal, 80 columns in a pipe."""
    columns = screen(os.environ).width
    return "\n".join(_page(ctx, max(columns, 40)))


def _page(ctx: Any, columns: int) -> Iterator[str]:
    command = ctx.command
    yield from wrapped(_("Usage: {line}").format(line=_usage(ctx)), columns, rest=7)
    for paragraph in (command.help or "").split("\n\n"):
        yield ""
        yield from (line for text in _unwrapped(paragraph) for line in wrapped(text, columns, first=2, rest=2))
    params = [param for param in command.get_params(ctx) if not getattr(param, "hidden", False)]
    options = [param for param in params if param.param_type_name == "option"]
    yield from _section(_("Arguments:"), [_argument(p) for p in params if p.param_type_name == "argument"], columns)
    if isinstance(command, TyperGroup):
        yield from _section(_("Commands:"), _commands(command), columns)
    yield from _section(_("Options:"), [_option(p) for p in options if p.rich_help_panel != GLOBAL], columns)
    yield from _section(_("Global options:"), [_option(p) for p in options if p.rich_help_panel == GLOBAL], columns)


def _usage(ctx: Any) -> str:
    names, step = [], ctx
    while step is not None:
        names.append(step.info_name or "")
        step = step.parent
    pieces = [_("[OPTIONS]"), *(_argument_piece(p) for p in ctx.command.params if p.param_type_name == "argument")]
    if isinstance(ctx.command, TyperGroup):
        pieces.append(_("COMMAND …"))
    return " ".join([*names[::-1], *pieces])


def _argument_piece(param: Any) -> str:
    name = _argument_name(param) + ("…" if param.nargs != 1 else "")
    return name if param.required else f"[{name}]"


def _argument_name(param: Any) -> str:
    return str(param.metavar or param.name.upper())


def _commands(group: TyperGroup) -> list[tuple[str, str]]:
    shown = ((name, command) for name, command in group.commands.items() if not command.hidden)
    return [(name, (command.help or "").partition("\n\n")[0].replace("\n", " ")) for name, command in shown]


def _argument(param: Any) -> tuple[str, str]:
    return _argument_name(param), _with_notes(param, param.help or "")


def _option(param: Any) -> tuple[str, str]:
    names = sorted(param.opts, key=len)
    text = ", ".join(names) + "".join(f" / {name}" for name in param.secondary_opts)
    if not param.is_flag:
        text += f" {_value_name(param)}"
    return text, _with_notes(param, _("Show this page.") if param.name == "help" else param.help or "")


def _value_name(param: Any) -> str:
    descriptor = param.type_descriptor
    if param.metavar:
        return str(param.metavar)
    if descriptor.choices is not None:
        return _joined(param) if len(_joined(param)) <= WIDEST_CHOICE else _("WORD")
    words = {int: _("NUMBER"), float: _("NUMBER"), Path: _("PATH")}
    return words.get(descriptor.annotation, _("TEXT"))


def _joined(param: Any) -> str:
    return "|".join(str(c.value if isinstance(c, Enum) else c) for c in param.type_descriptor.choices or ())


def _with_notes(param: Any, text: str) -> str:
    notes = []
    if len(_joined(param)) > WIDEST_CHOICE:
        notes.append(_("one of {choices}").format(choices=_joined(param).replace("|", ", ")))
    if param.required and param.param_type_name == "option":
        notes.append(_("required"))
    if getattr(param, "multiple", False):
        notes.append(_("may be repeated"))
    if getattr(param, "min", None) is not None or getattr(param, "max", None) is not None:
        notes.append(bounds(param.min, param.max))
    if param.show_default and param.default not in (None, False, (), [], ""):
        notes.append(_("default: {value}").format(value=_default(param)))
    return f"{text} [{'; '.join(notes)}]".strip() if notes else text


def _default(param: Any) -> str:
    if isinstance(param.show_default, str):
        return param.show_default
    if param.default is True:
        return str(max(param.opts, key=len))
    values = param.default if isinstance(param.default, list | tuple) else [param.default]
    return ", ".join(str(value.value if isinstance(value, Enum) else value) for value in values)


def _section(title: str, rows: Iterable[tuple[str, str]], columns: int) -> Iterator[str]:
    rows = list(rows)
    if not rows:
        return
    yield ""
    yield title
    fitting = [width(name) for name, _text in rows if width(name) <= WIDEST_NAME]
    indent = 2 + max(fitting, default=WIDEST_NAME) + GAP
    for name, text in rows:
        lines = list(wrapped(text, columns, first=indent, rest=indent)) or [""]
        if width(name) <= WIDEST_NAME:
            yield (padded(f"  {name}", indent) + lines[0].lstrip()).rstrip()
            yield from lines[1:]
        else:
            yield f"  {name}"
            yield from lines if text else ()


def _unwrapped(paragraph: str) -> Iterator[str]:
    """The lines of a paragraph joined, except that a list keeps its items apart."""
    joined = ""
    for line in paragraph.splitlines():
        if line.lstrip().startswith(("- ", "* ")) and joined:
            yield joined
            joined = line.strip()
        else:
            joined = f"{joined} {line.strip()}".strip()
    yield joined


def wrapped(text: str, columns: int, *, first: int = 0, rest: int = 0) -> Iterator[str]:
    """Lines of at most `columns`, the first indented by `first`, the others by `rest`; a long word stays whole."""
    line, indent = "", first
    for word in text.split():
        if line and indent + width(line) + 1 + width(word) > columns:
            yield " " * indent + line
            line, indent = word, rest
        else:
            line = f"{line} {word}" if line else word
    if line:
        yield " " * indent + line
