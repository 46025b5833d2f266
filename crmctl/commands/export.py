"""`crmctl export`: clients, contacts, gaps, tasks and changes as files."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crmctl.commands._exporting import (
    For,
    For1C,
    Format,
    deliver,
    deliver_changes,
    progress,
    settled,
    words_for,
)
from crmctl.commands._question import (
    LevelOption,
    NeedContactOption,
    NeedOption,
    OnlyOption,
    ThroughOption,
    WhereContactOption,
    WhereOption,
    asked_by,
    checks_and_profiles,
)
from crmctl.commands.runs import numbers
from crmctl.context import Context
from crmctl.i18n import _
from crmctl.vocabulary import RecordType

if TYPE_CHECKING:
    from crmctl.exporting.chosen import Chosen

app = typer.Typer(
    help=_(
        "Files for other programs, and for crmctl itself. With --json the same as the lists show, instead of a file."
    )
)

Target = Annotated[
    For | None,
    typer.Option(
        "--for",
        show_default=False,
        help=_("excel: captions, opens in a Russian Excel, no formulas. crmctl: exact, for `crmctl import`."),
    ),
]
ReportTarget = Annotated[
    For | None,
    typer.Option(
        "--for",
        show_default=False,
        help=_("excel: captions and words, opens in a Russian Excel. crmctl: keys and values, for scripts."),
    ),
]
OutFile = Annotated[
    Path | None,
    typer.Option("--out", metavar=_("FILE"), show_default=False, help=_("Where to; stdout if not given.")),
]
Form = Annotated[
    Format | None,
    typer.Option("--format", show_default=False, help=_("csv or xlsx; told from the file's name if not given.")),
]
Force = Annotated[bool, typer.Option("--force", help=_("Overwrite the file if it is there."))]
Where = Annotated[str, typer.Option("--where", metavar=_("FILTER"), help=_("Which clients; their contacts follow."))]
WhereContact = Annotated[str, typer.Option("--where-contact", metavar=_("FILTER"), help=_("Which contacts."))]
Archived = Annotated[bool, typer.Option("--all", help=_("Archived ones too; --for crmctl has them anyway."))]


@app.command(help=_("Clients with their contact points."))
def clients(
    ctx: typer.Context,
    target: Target = None,
    out: OutFile = None,
    form: Form = None,
    force: Force = False,
    where: Annotated[str, typer.Option("--where", metavar=_("FILTER"), help=_("Which clients."))] = "",
    archived: Archived = False,
) -> None:
    _cards(ctx.obj, RecordType.CLIENT, (target, out, form, force), where, "", archived=archived)


@app.command(help=_("Contacts with their contact points and clients."))
def contacts(
    ctx: typer.Context,
    target: Target = None,
    out: OutFile = None,
    form: Form = None,
    force: Force = False,
    where: Where = "",
    where_contact: WhereContact = "",
    archived: Archived = False,
) -> None:
    _cards(ctx.obj, RecordType.CONTACT, (target, out, form, force), where, where_contact, archived=archived)


@app.command(help=_("What a check finds, a row a gap. With --json one JSON line a gap, as `check run --rows`."))
def gaps(
    ctx: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            metavar=_("CODE|PROFILE"), autocompletion=checks_and_profiles, help=_("A check, or saved answers.")
        ),
    ] = "contact-info",
    target: ReportTarget = None,
    out: OutFile = None,
    form: Form = None,
    force: Force = False,
    need: NeedOption = None,
    need_contact: NeedContactOption = None,
    only: OnlyOption = None,
    level: LevelOption = None,
    through_contacts: ThroughOption = False,
    where: WhereOption = None,
    where_contact: WhereContactOption = None,
) -> None:
    from crmctl.exporting.work_sheets import gap_sheet, gaps_in_parts

    crm: Context = ctx.obj
    _chosen, look = asked_by(crm, name, need=need, need_contact=need_contact, only=only, level=level,
                            through_contacts=through_contacts, where=where, where_contact=where_contact)  # fmt: skip
    found = settled(crm, target, out, form, force=force)
    if found is None:
        crm.show_json_lines(gaps_in_parts(crm.reader, look))
    else:
        deliver(crm, found, gap_sheet(gaps_in_parts(crm.reader, look), words_for(crm, found)))


@app.command(help=_("Tasks, a row each."))
def tasks(
    ctx: typer.Context,
    target: ReportTarget = None,
    out: OutFile = None,
    form: Form = None,
    force: Force = False,
    where: Annotated[
        str, typer.Option("--where", metavar=_("FILTER"), help=_("Which: a filter over fields of tasks."))
    ] = "",
    everything: Annotated[bool, typer.Option("--all", help=_("Cancelled ones too."))] = False,
) -> None:
    from crmctl.exporting.work_sheets import task_sheet
    from crmctl.filters.compile import condition
    from crmctl.filters.cond import EVERYTHING
    from crmctl.tasks.listing import NOT_CANCELLED, tasks_in_parts

    crm: Context = ctx.obj
    wanted = condition(where, "task", today=crm.today, zone=crm.zone)
    wanted &= EVERYTHING if everything else NOT_CANCELLED
    settled_out = settled(crm, target, out, form, force=force)
    found = tasks_in_parts(crm.reader, crm.actor, now=crm.now, zone=crm.zone, where=wanted)
    if settled_out is None:
        crm.show_json_array(found)
    else:
        deliver(crm, settled_out, task_sheet(found, words_for(crm, settled_out)))


@app.command(
    help=_(
        "What people filled in or changed since a run, for the system the base comes from: not what"
        " imports brought, unless by --by-hand."
        " With --json an array of changes."
    )
)
def changes(
    ctx: typer.Context,
    since: Annotated[
        int,
        typer.Option(
            "--since", metavar=_("RUN"), autocompletion=numbers, help=_("The run after which the changes were made.")
        ),
    ],
    target: Annotated[
        For1C | None,
        typer.Option("--for", show_default=False, help=_("1c: a table for the loader of spreadsheets.")),
    ] = None,
    out: OutFile = None,
    force: Force = False,
    source: Annotated[
        str, typer.Option("--source", metavar=_("NAME"), help=_("Only cards of this source, as 1c."))
    ] = "",
    where: Where = "",
    where_contact: WhereContact = "",
) -> None:
    from itertools import chain

    from crmctl.books.runs import show_run
    from crmctl.exporting.changes import Changes

    crm: Context = ctx.obj
    chosen = [_chosen(crm, record, where, where_contact, source) for record in (RecordType.CLIENT, RecordType.CONTACT)]
    settled_out = settled(crm, target, out, None, force=force)
    show_run(crm.reader, since)
    found = chain.from_iterable(Changes(one, since) for one in chosen)
    if settled_out is None:
        crm.show_json_array(found)
    else:
        deliver_changes(crm, settled_out, found)


def _chosen(crm: Context, record: RecordType, where: str, where_contact: str, source: str = "") -> "Chosen":
    """The cards that the filters leave; contacts of the clients that `where` names."""
    from crmctl.exporting.chosen import Chosen, contacts_of
    from crmctl.filters.compile import condition
    from crmctl.filters.cond import Cond

    wanted = condition(where, RecordType.CLIENT, today=crm.today, zone=crm.zone)
    if record is RecordType.CONTACT:
        contacts = condition(where_contact, record, today=crm.today, zone=crm.zone, prefix="g")
        wanted = contacts_of(wanted, contacts)
    if source:
        alias = "c" if record is RecordType.CLIENT else "p"
        wanted &= Cond(f"{alias}.source_name = :source", {"source": source})
    return Chosen(crm.reader, crm.actor, record, wanted, archived=True)


def _cards(
    crm: Context,
    record: RecordType,
    options: tuple[For | None, Path | None, Format | None, bool],
    where: str,
    where_contact: str,
    *,
    archived: bool,
) -> None:
    target, file, form, force = options
    chosen = _chosen(crm, record, where, where_contact)._replace(archived=archived or target is For.CRMCTL)
    out = settled(crm, target, file, form, force=force)
    if out is None:
        from crmctl.cards.documents import as_object

        crm.show_json_array(as_object(one) for one, _links in chosen.with_links())
        return
    with progress(crm, out, chosen.total()) as advance:
        if out.target is For.CRMCTL:
            from crmctl.exporting.own_sheets import own_sheet

            deliver(crm, out, own_sheet(chosen, advance))
        else:
            from crmctl.exporting.card_sheets import Style, card_sheet
            from crmctl.i18n import language

            deliver(crm, out, card_sheet(chosen, Style(language, crm.zone), advance))
    if out.file and out.target is For.EXCEL:
        crm.say(_the_way_back(chosen, out.file))


def _the_way_back(chosen: "Chosen", file: Path) -> str:
    """How the file comes back once somebody has edited it."""
    import shlex

    sources = chosen.sources()
    command = f"crmctl import {chosen.record.value}s {shlex.quote(str(file))} --on-match update --by-hand"
    if len(sources) > 1:
        return _("`{command}` takes back what is edited there, with the --source of the cards.").format(command=command)
    source = f" --source {shlex.quote(sources[0])}" if sources and sources[0] else ""
    return _("`{command}` takes back what is edited there.").format(command=command + source)
