"""`crmctl report`: how the work goes."""

from typing import TYPE_CHECKING, Annotated

import typer

from crmctl.commands._books import reading
from crmctl.context import Context
from crmctl.i18n import N_, _
from crmctl.reports.discipline import By
from crmctl.ui.view import Align, Cell, Column, Row, Table, Tone

if TYPE_CHECKING:
    from crmctl.reports.discipline import Counts, Discipline

app = typer.Typer(help=_("Reports: how the work goes."))

_ALWAYS = {
    "total": N_("Total"),
    "done": N_("Done"),
    "on_time": N_("On time"),
    "late": N_("Late"),
    "not_done": N_("Not done"),
    "in_progress": N_("In progress"),
    "overdue": N_("Overdue"),
}
_IF_ANY = {
    "without_due": N_("Without due"),
    "cancelled": N_("Cancelled"),
    "carried_over": N_("Carried over"),
    "postponed": N_("Postponed"),
    "returned": N_("Returned"),
    "waived": N_("Waived"),
    "placeholder_attempts": N_("Placeholders"),
    "forwarded_away": N_("Forwarded"),
}
_HEADS = {
    By.ASSIGNEE: N_("Assignee"),
    By.GROUP: N_("Group"),
    By.CHECK: N_("Check"),
    By.AUTHOR: N_("Author"),
    By.PROJECT: N_("Project"),
    By.MONTH: N_("Month"),
}
_BAD = {"late", "overdue"}
_RANKS = {name: rank for rank, name in enumerate(["in_progress", "not_done", *_IF_ANY], 1)}
"""What a narrow screen can do without, the last first."""


@app.callback()
def reports() -> None:
    """A group of its own, though it has one report yet."""


@app.command(help=_("Who does his tasks, and in time."))
def discipline(
    ctx: typer.Context,
    first: Annotated[
        str, typer.Option("--from", metavar=_("DATE"), help=_("First day; by default that of this month."))
    ] = "",
    last: Annotated[
        str, typer.Option("--to", metavar=_("DATE"), help=_("Last day; by default the end of the month."))
    ] = "",
    as_of: Annotated[
        str, typer.Option("--as-of", metavar=_("MOMENT"), help=_("As it stood then; now by default."))
    ] = "",
    by: Annotated[By, typer.Option("--by", help=_("What a line stands for."))] = By.ASSIGNEE,
    where: Annotated[str, typer.Option("--where", metavar=_("FILTER"), help=_("Only these tasks."))] = "",
) -> None:
    from crmctl.filters.compile import condition
    from crmctl.reports.discipline import as_data
    from crmctl.reports.discipline import discipline as report
    from crmctl.reports.period import read_period

    crm: Context = ctx.obj
    period = read_period(first, last, as_of, now=crm.now, today=crm.today, zone=crm.zone)
    tasks = condition(where, "task", today=crm.today, zone=crm.zone)
    found = report(reading(crm), crm.actor, period, by=by, where=tasks, zone=crm.zone)
    if crm.json:
        crm.show_json(as_data(found))
    else:
        crm.show_view(_table(crm, found))


def _table(crm: Context, found: "Discipline") -> Table:
    lines = [line.counts for line in found.rows]
    shown = [*_ALWAYS, *(name for name in _IF_ANY if any(getattr(line, name) for line in [*lines, found.total]))]
    heads = {**_ALWAYS, **_IF_ANY}
    columns = [Column(found.by.value, _(_HEADS[found.by]))]
    columns += [Column(name, _(heads[name]), Align.RIGHT, rank=_RANKS.get(name, 0)) for name in shown]
    columns += [Column("done_rate", _("Done, %"), Align.RIGHT), Column("on_time_rate", _("On time, %"), Align.RIGHT)]
    rows = [_row(line.name or _("(none)"), line.counts, shown) for line in found.rows]
    if rows:
        rows.append(_row(_("All together"), found.total, shown))
    if found.carried_over.total or found.carried_over.cancelled:
        rows.append(_row(_("Carried over"), found.carried_over, shown))
    title = _("Discipline from {first} to {last}, as of {moment}").format(
        first=crm.day(found.period.first), last=crm.day(found.period.last), moment=crm.moment(found.period.as_of)
    )
    return Table(columns, rows, title=title, empty=_("There are no tasks in this period."))


def _row(name: str, counts: "Counts", shown: list[str]) -> Row:
    from crmctl.reports.discipline import rate

    numbers = [_number(column, getattr(counts, column)) for column in shown]
    return [name, *numbers, _percent(rate(counts.done, counts.total)), _percent(rate(counts.on_time, counts.done))]


def _number(column: str, value: int) -> str | Cell:
    return Cell(str(value), Tone.BAD) if value and column in _BAD else str(value)


def _percent(share: float | None) -> str:
    """Rounded down: nobody has done all before he has."""
    return "" if share is None else str(int(share * 100 + 1e-9))
