"""The whole program: the table of commands, the global options, and how a run ends."""

import os
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from crmctl import coercion
from crmctl.context import Context
from crmctl.exitcodes import ExitCode
from crmctl.i18n import LANGUAGES, N_, _
from crmctl.lazy import GLOBAL, Group, Session, Stub
from crmctl.ui.streams import prepare_streams, stdout_trouble

COMMANDS: dict[str, tuple[str, str]] = {
    "init": (N_("Make a new base."), "crmctl.commands.init"),
    "import": (N_("Bring in users, clients and contacts from files."), "crmctl.commands.import_"),
    "export": (N_("Files for other programs, and for crmctl itself."), "crmctl.commands.export"),
    "check": (N_("What is missing or wrong."), "crmctl.commands.check"),
    "wizard": (N_("Find what is missing and hand it out."), "crmctl.commands.wizard"),
    "apply": (N_("Hand out a plan that a wizard wrote."), "crmctl.commands.apply"),
    "tasks": (N_("The work that was handed out."), "crmctl.commands.tasks"),
    "clients": (N_("Clients and their cards."), "crmctl.commands.clients"),
    "contacts": (N_("Contacts: people at clients."), "crmctl.commands.contacts"),
    "report": (N_("Reports: how the work goes."), "crmctl.commands.report"),
    "runs": (N_("Who wrote what: every command that changed something."), "crmctl.commands.runs"),
    "undo": (N_("Take a run back."), "crmctl.commands.undo"),
    "users": (N_("Who works with the base."), "crmctl.commands.users"),
    "groups": (N_("Groups of users to pick from."), "crmctl.commands.groups"),
    "absences": (N_("Who is away when, and who stands in."), "crmctl.commands.absences"),
    "projects": (N_("Projects that tasks belong to."), "crmctl.commands.projects"),
    "kinds": (N_("Kinds of phones, e-mails and other contact points."), "crmctl.commands.kinds"),
    "settings": (N_("Settings of the company, kept in the base."), "crmctl.commands.settings"),
    "db": (N_("The database: backups, soundness, derived data."), "crmctl.commands.db"),
    "doctor": (N_("Tell what is wrong and what to do."), "crmctl.commands.doctor"),
}
"""name: (help line, module); in the order of the help page. A module has a Typer `app` of one command or several."""


COMPLETE = "_CRMCTL_COMPLETE"
"""The variable by which the shell asks for completions."""


def _remember(ctx: typer.Context, param: typer.CallbackParam, value: Any) -> Any:
    """Keeps a global option wherever it stood; what stands later wins."""
    if value not in (None, False):
        ctx.obj.flags[param.name] = value
    return value


def _language(ctx: typer.Context, value: str | None) -> str | None:
    if value is not None and value not in LANGUAGES and not ctx.resilient_parsing:
        raise typer.BadParameter(_("one of {choices} is wanted").format(choices=", ".join(LANGUAGES)))
    return value


def _version(value: bool) -> None:  # noqa: FBT001
    if value:
        from crmctl import __version__

        sys.stdout.write(f"crmctl {__version__}\n")
        raise typer.Exit


def _global(*names: str, text: str, **more: Any) -> Any:
    more.setdefault("callback", _remember)
    return typer.Option(*names, help=text, expose_value=False, rich_help_panel=GLOBAL, show_default=False, **more)


def _logins(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    from crmctl.commands._offers import logins

    return logins(ctx, incomplete)


def _install(ctx: typer.Context, value: str | None) -> None:
    if value is not None and not ctx.resilient_parsing:
        from crmctl.completion import install

        install(COMPLETE, value)
        raise typer.Exit


def _script(ctx: typer.Context, value: str | None) -> None:
    if value is not None and not ctx.resilient_parsing:
        from crmctl.completion import named, script

        sys.stdout.write(script(COMPLETE, named(value)))
        raise typer.Exit


def _own(name: str, text: str, callback: Any, **more: Any) -> Any:
    return typer.Option(
        name, help=text, callback=callback, is_eager=True, expose_value=False, show_default=False, **more
    )


class Root(Group):
    """The program itself: the shell that completion is for may be named or not, which Typer's options cannot have."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        following = [*args, "-"][1:]
        alone = [word in _FOR_SHELLS and after[:1] == "-" for word, after in zip(args, following, strict=False)]
        return super().parse_args(ctx, [f"{word}=" if bare else word for word, bare in zip(args, alone, strict=True)])


_FOR_SHELLS = ("--install-completion", "--show-completion")

app = typer.Typer(
    cls=Root,
    add_completion=False,
    no_args_is_help=True,
    help=_("Keeps a client base complete."),
    pretty_exceptions_enable=False,
)


@app.callback()
def root(  # noqa: PLR0913, PLR0917 - options are parameters
    db: Annotated[
        str | None, _global("--db", text=_("Database file or URL."), metavar=_("PATH|URL"), parser=str)
    ] = None,
    user: Annotated[
        str | None, _global("--as", text=_("Act as this login."), metavar=_("LOGIN"), autocompletion=_logins)
    ] = None,
    lang: Annotated[
        str | None,
        _global("--lang", text=_("Language of the texts."), metavar="|".join(LANGUAGES), callback=_language),
    ] = None,
    json: Annotated[bool, _global("--json", text=_("Data as JSON."))] = False,  # noqa: FBT002
    plain: Annotated[bool, _global("--plain", text=_("Data as tab-separated text."))] = False,  # noqa: FBT002
    no_color: Annotated[bool, _global("--no-color", text=_("No colours."))] = False,  # noqa: FBT002
    no_input: Annotated[bool, _global("--no-input", text=_("Never ask; a missing answer is an error."))] = False,  # noqa: FBT002
    version: Annotated[bool, _own("--version", _("Show the version."), _version)] = False,  # noqa: FBT002
    install_completion: Annotated[
        str | None,
        _own(
            "--install-completion",
            _("Install completion for this shell, or the one named."),
            _install,
            metavar=_("[SHELL]"),
        ),
    ] = None,
    show_completion: Annotated[
        str | None,
        _own(
            "--show-completion",
            _("Show the completion script of this shell, or the one named."),
            _script,
            metavar=_("[SHELL]"),
        ),
    ] = None,
) -> None:
    """The options that every command shares."""


def build() -> Any:
    """The root command with a stub for each of COMMANDS."""
    coercion.install()
    cli: Any = typer.main.get_command(app)
    cli.context_class = Session
    shared = [param for param in cli.params if param.rich_help_panel == GLOBAL]
    for name, (help_line, module) in COMMANDS.items():
        cli.add_command(Stub(name, _(help_line), module, shared))
    return cli


def main(argv: Sequence[str]) -> int:
    """Runs one command line, without the program's name; returns the exit code."""
    prepare_streams()
    crm = Context()
    try:
        code = _run(list(argv), crm)
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else 0
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001
        from crmctl.endings import end, wants_json

        debug = bool(os.environ.get("CRMCTL_DEBUG"))
        code = end(error, crm.command, db=crm.db_if_known, as_json=wants_json(argv), debug=debug)
    finally:
        crm.close()
    return _flushed(code)


def _run(argv: list[str], crm: Context) -> int:
    cli = build()
    if os.environ.get(COMPLETE):
        from crmctl.completion import answer

        answer(cli, crm, COMPLETE, argv)
    with cli.make_context("crmctl", argv, obj=crm) as ctx:
        cli.invoke(ctx)
    return ExitCode.DONE


def _flushed(code: int) -> int:
    """Writes out what stdout still holds, here, where a closed pipe or a full disk can still be told."""
    trouble = stdout_trouble()
    if trouble:
        from crmctl.endings import unwritten

        return unwritten(trouble)
    return code
