"""`crmctl projects`: what tasks are counted together for."""

from typing import TYPE_CHECKING, Annotated

import typer

from crmctl.commands._books import Active, done, reading, require_changes, yes_or_no
from crmctl.commands._offers import projects
from crmctl.context import Context
from crmctl.i18n import _
from crmctl.ui.view import Align, Column, Row, Table

if TYPE_CHECKING:
    from crmctl.store.queries.books import ProjectLine

app = typer.Typer(help=_("Projects that tasks belong to."))

Name = Annotated[str, typer.Argument(metavar=_("NAME"), autocompletion=projects, help=_("Which project."))]


@app.command(name="list", help=_("Show all projects."))
def list_(ctx: typer.Context) -> None:
    from crmctl.books.projects import list_projects

    crm: Context = ctx.obj
    crm.show(list_projects(reading(crm)), _table)


@app.command(help=_("Add a project."))
def add(ctx: typer.Context, name: Name) -> None:
    from crmctl.books.projects import add_project

    crm: Context = ctx.obj
    with crm.write("projects add") as work:
        number = add_project(work, crm.actor, name)
    done(crm, work, id=number, name=name)


@app.command(help=_("Rename a project, or turn it on or off."))
def edit(
    ctx: typer.Context,
    name: Name,
    rename: Annotated[str, typer.Option("--name", help=_("The project's new name."))] = "",
    active: Active = None,
) -> None:
    from crmctl.books.projects import edit_project

    require_changes(ctx)
    crm: Context = ctx.obj
    with crm.write("projects edit") as work:
        edit_project(work, crm.actor, name, rename=rename, active=active)
    done(crm, work, name=rename or name)


@app.command(help=_("Turn a project off; its tasks stay."))
def remove(ctx: typer.Context, name: Name) -> None:
    edit(ctx, name, active=False)


def _table(found: "list[ProjectLine]") -> Table:
    columns = [
        Column("name", _("Name")),
        Column("tasks", _("Open tasks"), Align.RIGHT),
        Column("active", _("Active")),
    ]
    rows: list[Row] = [[project.name, str(project.tasks), yes_or_no(project.active)] for project in found]
    return Table(columns, rows, empty=_("There are no projects."))
