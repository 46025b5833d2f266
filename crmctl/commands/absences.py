"""`crmctl absences`: who is away when, and who stands in."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from crmctl.commands._books import done, reading, require_changes
from crmctl.commands._offers import absences, logins
from crmctl.context import Context
from crmctl.i18n import _, ngettext
from crmctl.ui.view import Align, Column, Table

if TYPE_CHECKING:
    from crmctl.books.absences import Details
    from crmctl.store.queries.absences import AbsenceLine

FIRST = typer.Option("--from", metavar=_("DAY"), help=_("The first day: 2026-12-01, tomorrow, +3bd."))
LAST = typer.Option("--to", metavar=_("DAY"), help=_("The last day."))
Deputy = Annotated[
    str | None, typer.Option("--deputy", metavar=_("LOGIN"), autocompletion=logins, help=_("Who gets this one's work."))
]
Reason = Annotated[str | None, typer.Option("--reason", metavar=_("TEXT"), help=_("Why, in a word or two."))]
Number = Annotated[
    int,
    typer.Argument(
        metavar=_("NUMBER"), autocompletion=absences, help=_("The absence's number, as in `absences list`.")
    ),
]

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


@app.command(help=_("Note that you are away, or somebody else: work goes to who stands in, or waits."))
def add(
    ctx: typer.Context,
    login: Annotated[str, typer.Argument(metavar=_("LOGIN"), autocompletion=logins, help=_("Who is away."))],
    first: Annotated[str, FIRST],
    last: Annotated[str, LAST],
    deputy: Deputy = None,
    reason: Reason = None,
) -> None:
    from crmctl.books.absences import add_absence

    crm: Context = ctx.obj
    details = _details(crm, first, last, deputy, reason)
    with crm.write("absences add") as work:
        number = add_absence(work, crm.actor, login, details)
    done(crm, work, id=number)
    if not crm.json:
        _say_what_stays(crm, login)


def _say_what_stays(crm: Context, login: str) -> None:
    """Nobody should think that the deputy now has the tasks that are out already."""
    from crmctl.filters.compile import condition
    from crmctl.tasks.listing import IS_OPEN, count_tasks

    quoted = login.replace('"', '""')
    theirs = condition(f'assignee = "{quoted}"', "task", today=crm.today, zone=crm.zone)
    count = count_tasks(crm.reader, crm.actor, IS_OPEN & theirs)
    if count:
        text = ngettext(
            "{count} open task stays with {login}: a deputy gets what is handed out from now on.",
            "{count} open tasks stay with {login}: a deputy gets what is handed out from now on.",
            count,
        )
        crm.say(text.format(count=count, login=login))


@app.command(help=_("Change the days of an absence, or who stands in."))
def edit(
    ctx: typer.Context,
    number: Number,
    first: Annotated[str | None, FIRST] = None,
    last: Annotated[str | None, LAST] = None,
    deputy: Deputy = None,
    reason: Reason = None,
) -> None:
    from crmctl.books.absences import edit_absence

    require_changes(ctx)
    crm: Context = ctx.obj
    details = _details(crm, first, last, deputy, reason)
    with crm.write("absences edit") as work:
        edit_absence(work, crm.actor, number, details)
    done(crm, work, id=number)


@app.command(help=_("Take an absence out of the book."))
def remove(ctx: typer.Context, number: Number) -> None:
    from crmctl.books.absences import remove_absence

    crm: Context = ctx.obj
    with crm.write("absences remove") as work:
        remove_absence(work, crm.actor, number)
    done(crm, work, id=number)


def _details(crm: Context, first: str | None, last: str | None, deputy: str | None, reason: str | None) -> "Details":
    from crmctl.books.absences import Details

    first_day = None if first is None else _day(crm, first, "--from")
    last_day = None if last is None else _day(crm, last, "--to")
    return Details(first_day, last_day, deputy, reason)


def _day(crm: Context, text: str, option: str) -> date:
    from crmctl.settings import read_settings
    from crmctl.tasks.dues import read_day, work_calendar

    return read_day(text, option, today=crm.today, calendar=work_calendar(read_settings(reading(crm))), worked=False)


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
