"""`crmctl runs`: who wrote what."""

from typing import TYPE_CHECKING, Annotated

import typer

from crmctl.commands._books import reading
from crmctl.commands._words import counts_words, table_word, word
from crmctl.context import Context
from crmctl.i18n import _
from crmctl.ui.view import Align, Card, Cell, Column, Field, Row, Table, Tone
from crmctl.vocabulary import Source

if TYPE_CHECKING:
    from crmctl.books.runs import RunCard, RunEntry

app = typer.Typer(help=_("Who wrote what: every command that changed something."))

PAGE = 50


def numbers(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Run numbers that Tab offers, the newest first."""
    from crmctl.books.runs import list_runs
    from crmctl.commands._offers import offered

    return offered(ctx, incomplete, lambda crm: ((str(r.run), _command(r)) for r in list_runs(crm.reader, PAGE)))


@app.command(name="list", help=_("Show the runs, the newest first."))
def list_(
    ctx: typer.Context,
    limit: Annotated[
        int | None,
        typer.Option("--limit", min=1, help=_("How many at most: 50, with --json or --plain all."), show_default=False),
    ] = None,
) -> None:
    from crmctl.books.runs import list_runs

    crm: Context = ctx.obj
    cut = limit or (None if crm.json or crm.plain else PAGE)
    crm.show(list_runs(reading(crm), cut), lambda runs: _table(crm, runs))


@app.command(help=_("Show one run and how much it wrote."))
def show(
    ctx: typer.Context,
    run: Annotated[int, typer.Argument(metavar=_("RUN"), autocompletion=numbers, help=_("The number of the run."))],
) -> None:
    from crmctl.books.runs import show_run

    crm: Context = ctx.obj
    card = show_run(reading(crm), run)
    if crm.json:
        crm.show_json({**card.entry._asdict(), "written": card.written})
    else:
        crm.show_view(_card(crm, card), _written(card))


def _table(crm: Context, runs: "list[RunEntry]") -> Table:
    columns = [
        Column("run", _("Run"), Align.RIGHT),
        Column("at", _("When")),
        Column("who", _("Who")),
        Column("command", _("Command")),
        Column("summary", _("What"), wrap=True),
        Column("undone_by", _("Undone")),
    ]
    rows: list[Row] = [
        [str(run.run), crm.moment(run.at), run.who or "", _command(run), counts_words(run.summary), _undone(run)]
        for run in runs
    ]
    return Table(columns, rows)


def _command(run: "RunEntry") -> str:
    """An import of what people here filled in is told from one of the source's own file."""
    by_hand = run.kind == "import" and run.source is Source.MANUAL
    return f"{run.command} --by-hand" if by_hand else run.command


def _undone(run: "RunEntry") -> Cell:
    if run.undone_by:
        return Cell(_("by run {run}").format(run=run.undone_by), Tone.DIM)
    return Cell(_("undoes run {run}").format(run=run.undoes) if run.undoes else "")


def _card(crm: Context, card: "RunCard") -> Card:
    run = card.entry
    fields = [
        Field("at", _("When"), crm.moment(run.at)),
        Field("who", _("Who"), run.who or ""),
        Field("command", _("Command"), _command(run)),
        Field("source", _("Source"), word(run.source)),
        Field("summary", _("What"), counts_words(run.summary)),
        Field("undone", _("Undone"), _undone(run)),
    ]
    return Card(_("Run {run}").format(run=run.run), [field for field in fields if field.value not in ("", Cell(""))])


def _written(card: "RunCard") -> Table:
    columns = [
        Column("record", _("Record")),
        Column("created", _("Created"), Align.RIGHT),
        Column("changed", _("Changed"), Align.RIGHT),
        Column("deleted", _("Deleted"), Align.RIGHT),
    ]
    rows = [[table_word(line.record), str(line.created), str(line.changed), str(line.deleted)] for line in card.written]
    return Table(columns, rows, empty=_("Nothing of it is left."))
