"""`crmctl absences`: who is away when, and who stands in."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from crmctl.commands._books import done, reading
from crmctl.commands._offers import absences, logins
from crmctl.context import Context
from crmctl.i18n import _
from crmctl.ui.view import Align, Column, Table

if TYPE_CHECKING:
    from crmctl.store.queries.absences import AbsenceLine

app = typer.Typer(help=_("Who is away when, and who stands in."))


@app.command(name="list", help=_("Show who is away, now or later."))
def list_(
    ctx: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help=_("Those that are over, too."))] = False,
) -> None:
    from crmctl.books.absences import list_absences

    crm: Context = ctx.obj
    found = list_absences(reading(crm), date.min if everything else crm.today)
    crm.show(list(found), lambda lines: _table(crm, lines))


@app.command(help=_("Note that somebody is away: work goes to who stands in, or waits for your choice."))
def add(
    ctx: typer.Context,
    login: Annotated[str, typer.Argument(metavar=_("LOGIN"), autocompletion=logins, help=_("Who is away."))],
    first: Annotated[
        str, typer.Option("--from", metavar=_("DAY"), help=_("The first day: 2026-12-01, tomorrow, +3bd."))
    ],
    last: Annotated[str, typer.Option("--to", metavar=_("DAY"), help=_("The last day."))],
    deputy: Annotated[
        str, typer.Option("--deputy", metavar=_("LOGIN"), autocompletion=logins, help=_("Who gets this one's work."))
    ] = "",
    reason: Annotated[str, typer.Option("--reason", metavar=_("TEXT"), help=_("Why, in a word or two."))] = "",
) -> None:
    from crmctl.books.absences import Days, add_absence

    crm: Context = ctx.obj
    days = Days(_day(crm, first, "--from"), _day(crm, last, "--to"))
    with crm.write("absences add") as work:
        number = add_absence(work, crm.actor, login, days, deputy=deputy, reason=reason)
    done(crm, work, id=number)


@app.command(help=_("Take an absence out of the book."))
def remove(
    ctx: typer.Context,
    number: Annotated[int, typer.Argument(metavar=_("NUMBER"), autocompletion=absences, help=_("Which absence."))],
) -> None:
    from crmctl.books.absences import remove_absence

    crm: Context = ctx.obj
    with crm.write("absences remove") as work:
        remove_absence(work, crm.actor, number)
    done(crm, work, id=number)


def _day(crm: Context, text: str, option: str) -> date:
    from crmctl.settings import read_settings
    from crmctl.tasks.dues import read_day, work_calendar

    return read_day(text, option, today=crm.today, calendar=work_calendar(read_settings(reading(crm))))


def _table(crm: Context, found: "list[AbsenceLine]") -> Table:
    columns = [
        Column("id", _("No."), Align.RIGHT),
        Column("login", _("Who")),
        Column("first_day", _("First day")),
        Column("last_day", _("Last day")),
        Column("deputy", _("Stands in")),
        Column("reason", _("Reason"), wrap=True),
    ]
    rows = [
        [str(one.id), one.login, crm.day(one.first_day), crm.day(one.last_day), one.deputy or "", one.reason or ""]
        for one in found
    ]
    return Table(columns, rows, empty=_("Nobody is away."))
