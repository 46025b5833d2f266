"""`crmctl users`: who works with the base."""

from typing import TYPE_CHECKING, Annotated

import typer

from crmctl.commands._books import done, reading, require_changes, yes_or_no
from crmctl.commands._offers import logins
from crmctl.commands._words import word
from crmctl.context import Context
from crmctl.i18n import _, ngettext
from crmctl.ui.view import Align, Cell, Column, Table
from crmctl.vocabulary import Role

if TYPE_CHECKING:
    from crmctl.books.users import UserEntry
    from crmctl.store.queries.books import Charge

app = typer.Typer(help=_("Who works with the base."))

Login = Annotated[str, typer.Argument(metavar=_("LOGIN"), autocompletion=logins, help=_("The user's login."))]
Email = Annotated[str | None, typer.Option("--email", help=_("E-mail address."))]
Extension = Annotated[str | None, typer.Option("--extension", help=_("Phone extension, to tell who took a call."))]
Team = Annotated[str | None, typer.Option("--team", help=_("Whose people: a supervisor and his people share it."))]
Capacity = Annotated[int | None, typer.Option("--capacity", min=0, help=_("Minutes of such work a week."))]


@app.command(name="list", help=_("Show all users."))
def list_(ctx: typer.Context) -> None:
    from crmctl.books.users import list_users

    crm: Context = ctx.obj
    crm.show(list_users(reading(crm)), _table)


@app.command(help=_("Add a user."))
def add(
    ctx: typer.Context,
    login: Annotated[str, typer.Argument(metavar=_("LOGIN"), help=_("The name they log in with."))],
    name: Annotated[str | None, typer.Option("--name", help=_("Full name."))] = None,
    email: Email = None,
    extension: Extension = None,
    role: Annotated[Role, typer.Option("--role", help=_("What they may do."))] = Role.MANAGER,
    team: Team = None,
    capacity: Capacity = None,
) -> None:
    from crmctl.books.users import Details, add_user

    crm: Context = ctx.obj
    with crm.write("users add") as work:
        number = add_user(work, crm.actor, login, Details(name, email, extension, role, team, capacity))
    done(crm, work, id=number, login=login)


@app.command(help=_("Change a user."))
def edit(
    ctx: typer.Context,
    login: Login,
    name: Annotated[str | None, typer.Option("--name", help=_("Full name."))] = None,
    email: Email = None,
    extension: Extension = None,
    role: Annotated[Role | None, typer.Option("--role", help=_("What they may do."))] = None,
    team: Team = None,
    capacity: Capacity = None,
    active: Annotated[bool | None, typer.Option("--active/--inactive", help=_("Whether they work here now."))] = None,
) -> None:
    from crmctl.books.users import Details, edit_user

    require_changes(ctx)
    crm: Context = ctx.obj
    with crm.write("users edit") as work:
        charge = edit_user(work, crm.actor, login, Details(name, email, extension, role, team, capacity, active))
    done(crm, work, login=login)
    if active is False:
        _say_charge(crm, login, charge)


@app.command(help=_("Make a user inactive; nobody is ever deleted."))
def remove(ctx: typer.Context, login: Login) -> None:
    edit(ctx, login, active=False)


def _say_charge(crm: Context, login: str, charge: "Charge") -> None:
    clients = ngettext("{count} client", "{count} clients", charge.clients).format(count=charge.clients)
    tasks = ngettext("{count} open task", "{count} open tasks", charge.tasks).format(count=charge.tasks)
    if charge.clients or charge.tasks:
        crm.say(_("{login} still has {clients} and {tasks}.").format(login=login, clients=clients, tasks=tasks))


def _table(users: "list[UserEntry]") -> Table:
    columns = [
        Column("login", _("Login")),
        Column("name", _("Full name"), wrap=True),
        Column("role", _("Role")),
        Column("team", _("Team"), rank=1),
        Column("email", _("E-mail"), rank=3),
        Column("extension", _("Extension"), rank=5),
        Column("capacity", _("Minutes a week"), Align.RIGHT, rank=4),
        Column("groups", _("Groups"), wrap=True, rank=2),
        Column("clients", _("Clients"), Align.RIGHT),
        Column("active", _("Active")),
    ]
    return Table(columns, [_row(user) for user in users])


def _row(user: "UserEntry") -> list[str | Cell]:
    capacity = "" if user.capacity is None else str(user.capacity)
    groups = ", ".join(user.groups)
    about = [user.login, user.name, word(user.role), user.team or "", user.email or "", user.extension or ""]
    return [*about, capacity, groups, str(user.clients), yes_or_no(user.active)]
