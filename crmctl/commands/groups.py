"""`crmctl groups`: lists of people to hand work out among."""

from typing import TYPE_CHECKING, Annotated

import typer

from crmctl.commands._books import done, reading, require_changes, split
from crmctl.commands._offers import groups, logins
from crmctl.context import Context
from crmctl.i18n import _
from crmctl.ui.view import Column, Table

if TYPE_CHECKING:
    from crmctl.books.groups import GroupEntry

app = typer.Typer(help=_("Groups of users to pick from."))

Name = Annotated[str, typer.Argument(metavar=_("NAME"), autocompletion=groups, help=_("Which group."))]
Logins = list[str] | None


@app.command(name="list", help=_("Show all groups and their members."))
def list_(ctx: typer.Context) -> None:
    from crmctl.books.groups import list_groups

    crm: Context = ctx.obj
    crm.show(list_groups(reading(crm)), _table)


@app.command(help=_("Add a group."))
def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar=_("NAME"), help=_("What it is called."))],
    members: Annotated[str, typer.Option("--members", metavar=_("LOGIN,…"), help=_("Who is in it."))] = "",
) -> None:
    from crmctl.books.groups import add_group

    crm: Context = ctx.obj
    with crm.write("groups add") as work:
        number = add_group(work, crm.actor, name, split(members))
    done(crm, work, id=number, name=name)


@app.command(help=_("Rename a group, or change who is in it."))
def edit(
    ctx: typer.Context,
    name: Name,
    rename: Annotated[str, typer.Option("--name", help=_("The group's new name."))] = "",
    come: Annotated[
        Logins,
        typer.Option("--add", metavar=_("LOGIN"), autocompletion=logins, help=_("Put this user into the group.")),
    ] = None,
    go: Annotated[
        Logins,
        typer.Option("--remove", metavar=_("LOGIN"), autocompletion=logins, help=_("Take this user out of the group.")),
    ] = None,
) -> None:
    from crmctl.books.groups import edit_group

    require_changes(ctx)
    crm: Context = ctx.obj
    with crm.write("groups edit") as work:
        edit_group(
            work, crm.actor, name, rename=rename, add=split(",".join(come or ())), remove=split(",".join(go or ()))
        )
    done(crm, work, name=rename or name)


@app.command(help=_("Remove a group; its people stay."))
def remove(ctx: typer.Context, name: Name) -> None:
    from crmctl.books.groups import remove_group

    crm: Context = ctx.obj
    with crm.write("groups remove") as work:
        remove_group(work, crm.actor, name)
    done(crm, work, name=name)


def _table(groups: "list[GroupEntry]") -> Table:
    columns = [Column("name", _("Name")), Column("members", _("Members"), wrap=True)]
    return Table(columns, [[group.name, ", ".join(group.members)] for group in groups], empty=_("There are no groups."))
