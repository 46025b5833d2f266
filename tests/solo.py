"""A module of one command, for the tests of the shell."""

import typer

from crmctl.i18n import _

app = typer.Typer()


@app.command(help=_("Do one thing."))
def solo(ctx: typer.Context) -> None:
    ctx.obj.show_json({"command": ctx.obj.command, "flags": ctx.obj.flags})
