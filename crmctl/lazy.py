"""Commands that are imported when they are run, not when they are listed, and that speak our words.

A stub answers to its name and help line; `make_context` is where Typer hands it the command line, and there the module
comes in. Every command it brings learns the global options, so that they stand before or after it.
"""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from crmctl.coercion import did_you_mean
from crmctl.errors import UsageError
from crmctl.i18n import _

ROOT_ONLY = ("install_completion", "show_completion")
"""Typer gives these to every app it builds; they belong to the program as a whole."""
GLOBAL = "global"
"""The panel of the options that every command has."""


class Session(typer.Context):
    """Typer's context, whose help page is ours and which tells the run the words that chose the command."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if self.obj is not None and self.info_name:
            self.obj.command = " ".join(_names(self)[1:])

    def get_help(self) -> str:
        from crmctl.help import page
        from crmctl.ui.streams import as_stdout_has_it

        return as_stdout_has_it(page(self))


class Group(TyperGroup):
    """A group of commands that says in our words what it does not know."""

    context_class = Session

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args[0] not in self.commands and not ctx.resilient_parsing:
            raise unknown_command(args[0], list(self.commands), ctx)
        return super().resolve_command(ctx, args)


class Stub(TyperCommand):
    """A command or group that is not imported yet. `module` has a Typer `app`; `shared` are the global options."""

    def __init__(self, name: str, help_line: str, module: str, shared: Sequence[Any]) -> None:
        super().__init__(name=name, help=help_line)
        self.module = module
        self.shared = shared

    def make_context(self, info_name: Any, args: list[str], parent: Any = None, **extra: Any) -> Any:
        return self.load().make_context(info_name, args, parent=parent, **extra)

    def load(self) -> Any:
        """The real command: a group stays a group, a module with one command is that command."""
        command = adopted(typer.main.get_command(import_module(self.module).app), self.shared)
        command.name, command.help = self.name, command.help or self.help
        return command


def adopted(command: Any, shared: Sequence[Any]) -> Any:
    """The command with our context and the global options; its own option of the same name wins."""
    if isinstance(command, TyperGroup):
        command = Group(
            name=command.name,
            commands={name: adopted(child, shared) for name, child in command.commands.items()},
            callback=command.callback,
            params=list(command.params),
            help=command.help,
            no_args_is_help=not command.invoke_without_command,
            invoke_without_command=command.invoke_without_command,
        )
    command.context_class = Session
    own = {opt for param in command.params for opt in param.opts}
    kept = [param for param in command.params if param.name not in ROOT_ONLY]
    command.params = [*kept, *(param for param in shared if own.isdisjoint(param.opts))]
    return command


def unknown_command(name: str, known: list[str], ctx: Any) -> UsageError:
    from difflib import get_close_matches

    close = get_close_matches(name.casefold(), known)
    hint = did_you_mean(close) if close else see_help(ctx.obj.command)
    return UsageError(_("There is no command {name}.").format(name=name), hint)


def see_help(command: str) -> str:
    return _("See {command}.").format(command=" ".join(["crmctl", *command.split(), "--help"]))


def _names(ctx: Any) -> list[str]:
    names = []
    while ctx is not None:
        names.append(ctx.info_name or "")
        ctx = ctx.parent
    return names[::-1]
