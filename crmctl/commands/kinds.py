"""`crmctl kinds`: the kinds of contact points."""

from typing import TYPE_CHECKING, Annotated

import typer

from crmctl.commands._books import Active, done, reading, require_changes, yes_or_no
from crmctl.commands._offers import kinds
from crmctl.commands._words import word
from crmctl.context import Context
from crmctl.i18n import _
from crmctl.ui.view import Column, Table

if TYPE_CHECKING:
    from crmctl.store.queries.kinds import Kind

app = typer.Typer(help=_("Kinds of phones, e-mails and other contact points."))

Code = Annotated[str, typer.Argument(metavar=_("CODE"), autocompletion=kinds, help=_("Which kind."))]


@app.command(name="list", help=_("Show all contact kinds."))
def list_(ctx: typer.Context) -> None:
    from crmctl.books.kinds import list_kinds

    crm: Context = ctx.obj
    crm.show(list_kinds(reading(crm)), _table)


@app.command(help=_("Add a contact kind."))
def add(
    ctx: typer.Context,
    code: Annotated[str, typer.Argument(metavar=_("CODE"), help=_("TYPE:NAME, for example phone:sales."))],
    label: Annotated[str, typer.Option("--label", help=_("What it is called on the screen."))] = "",
) -> None:
    from crmctl.books.kinds import add_kind

    crm: Context = ctx.obj
    with crm.write("kinds add") as work:
        number = add_kind(work, crm.actor, code, label)
    done(crm, work, id=number, code=code)


@app.command(help=_("Rename a kind, or turn it on or off."))
def edit(
    ctx: typer.Context,
    code: Code,
    label: Annotated[str, typer.Option("--label", help=_("What it is called on the screen."))] = "",
    active: Active = None,
) -> None:
    from crmctl.books.kinds import edit_kind

    require_changes(ctx)
    crm: Context = ctx.obj
    with crm.write("kinds edit") as work:
        edit_kind(work, crm.actor, code, label=label, active=active)
    done(crm, work, code=code)


@app.command(help=_("Turn a kind off; its values stay."))
def remove(ctx: typer.Context, code: Code) -> None:
    edit(ctx, code, active=False)


def _table(kinds: "list[Kind]") -> Table:
    columns = [
        Column("code", _("Code")),
        Column("type", _("Type")),
        Column("label", _("Name")),
        Column("active", _("Active")),
    ]
    return Table(columns, [[kind.code, word(kind.type), kind.label, yes_or_no(kind.active)] for kind in kinds])
