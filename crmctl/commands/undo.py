"""`crmctl undo RUN`: takes a run back."""

from typing import TYPE_CHECKING, Annotated

import typer

from crmctl.commands._books import reading
from crmctl.commands._words import table_word
from crmctl.commands.runs import numbers
from crmctl.context import Context
from crmctl.i18n import _, ngettext
from crmctl.ui.view import Align, Column, Table

if TYPE_CHECKING:
    from crmctl.books.runs import Undone

app = typer.Typer()


@app.command(help=_("Take a run back; what was touched since stays and is told."))
def undo(
    ctx: typer.Context,
    run: Annotated[int, typer.Argument(metavar=_("RUN"), autocompletion=numbers, help=_("The number of the run."))],
    yes: Annotated[bool, typer.Option("--yes", help=_("Do not ask."))] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Only say what would happen."))] = False,
) -> None:
    from crmctl.books.runs import run_to_undo, undo_run

    crm: Context = ctx.obj
    entry = run_to_undo(reading(crm), crm.actor, run)
    about = {"run": run, "command": entry.command, "who": entry.who or "", "when": crm.moment(entry.at)}
    crm.confirm(_("Undo run {run}: {command}, {who}, {when}?").format(**about), yes or dry_run)
    with crm.write("undo") as work:
        work.rehearsal = dry_run
        undone = undo_run(work, crm.actor, run)
    if crm.json:
        crm.show_json(undone)
    elif undone.kept:
        crm.show_view(_kept(undone))
    if not crm.json:
        crm.say(_said(undone, dry_run=dry_run))
    if undone.kept:
        crm.say(_stays(len(undone.kept), dry_run=dry_run))
        if not dry_run:
            crm.say(_("Once nothing holds it any more, `crmctl undo {run}` takes it back too.").format(run=run))


def _said(undone: "Undone", *, dry_run: bool) -> str:
    rows = ngettext("{count} record", "{count} records", undone.undone).format(count=undone.undone)
    if dry_run:
        return _("Run {run} would be undone: {rows}. Nothing was changed.").format(run=undone.run, rows=rows)
    if undone.undo_run is None:
        return _("There was nothing to undo.")
    return _("Run {run} is undone: {rows}. That was run {undo}.").format(
        run=undone.run, rows=rows, undo=undone.undo_run
    )


def _stays(count: int, *, dry_run: bool) -> str:
    if dry_run:
        said = ngettext("{count} record would stay as it is.", "{count} records would stay as they are.", count)
    else:
        said = ngettext("{count} record was kept as it is.", "{count} records were kept as they are.", count)
    return said.format(count=count)


def _kept(undone: "Undone") -> Table:
    columns = [
        Column("record", _("Record")),
        Column("id", _("No."), Align.RIGHT),
        Column("why", _("Reason"), wrap=True),
    ]
    rows = [[table_word(kept.record), str(kept.id), kept.why] for kept in undone.kept]
    return Table(columns, rows, title=_("These stay:"))
