"""`crmctl import`: users, clients and contacts out of files."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crmctl.context import Context
from crmctl.errors import UsageError
from crmctl.i18n import _
from crmctl.importing.options import Absent, Hints, MatchBy, OnMatch, Options, Orphans, Unknown

if TYPE_CHECKING:
    from crmctl.importing.fields import What

app = typer.Typer(help=_("Bring in users, clients and contacts from files."))

Files = Annotated[
    list[Path],
    typer.Argument(
        metavar=_("FILE"), help=_("CSV, spreadsheets, JSON, vCard, CommerceML, SQLite: told by the file itself.")
    ),
]
Named = Annotated[
    str, typer.Option("--source", metavar=_("NAME"), help=_("Whose ids the file holds, as 1c or bitrix."))
]
Encoding = Annotated[str, typer.Option("--encoding", help=_("Encoding of the file; told from the file if not given."))]
Delimiter = Annotated[
    str, typer.Option("--delimiter", help=_("Sign between cells: ; , | or tab; told from the file if not given."))
]
Sheet = Annotated[
    str, typer.Option("--sheet", metavar=_("NAME"), help=_("Sheet of a workbook; the first with data if not given."))
]
ListPath = Annotated[
    str, typer.Option("--path", metavar=_("KEYS"), help=_("Of JSON: where the list of records is, as data.contacts."))
]
DbTable = Annotated[str, typer.Option("--table", metavar=_("NAME"), help=_("Of an SQLite file: the table or view."))]
DbQuery = Annotated[str, typer.Option("--query", metavar="SQL", help=_("Of an SQLite file: a SELECT of rows."))]
Mapping = Annotated[
    Path | None, typer.Option("--map", metavar=_("FILE"), help=_("TOML that says which column is which field."))
]
AskMap = Annotated[bool, typer.Option("--ask-map", help=_("Ask which field each unknown column holds."))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=_("Only say what would happen."))]
Rejects = Annotated[
    Path | None, typer.Option("--rejects", metavar=_("FILE"), help=_("Where to write the rows that are refused."))
]
KeepGoing = Annotated[bool, typer.Option("--keep-going", help=_("Import the good rows, leave the others out."))]
Matched = Annotated[
    OnMatch,
    typer.Option(
        "--on-match",
        help=_(
            "What to do with what is there already: skip leaves it alone, fill-empty adds what is missing or unusable, "
            "update takes the file's values, mirror its blanks too, fail refuses the file."
        ),
    ),
]
Gone = Annotated[
    Absent, typer.Option("--absent", help=_("With mirror: what to do with cards that are no longer in the file."))
]
Matching = Annotated[
    list[MatchBy] | None,
    typer.Option("--match", help=_("Recognise cards whose id is new by this, too.")),
]
Unknowns = Annotated[
    Unknown, typer.Option("--unknown", help=_("What to do with unknown columns: leave them out, or refuse the file."))
]
Orphaned = Annotated[
    Orphans,
    typer.Option(
        "--orphans",
        help=_(
            "What to do with contacts whose client is unknown: refuse them, or keep them without one."
            " A vCard without an organisation has none, and is kept."
        ),
    ),
]
ByHand = Annotated[
    bool,
    typer.Option(
        "--by-hand", help=_("People here edited the file: what it brings counts as theirs, and goes out in changes.")
    ),
]
MaxAge = Annotated[str, typer.Option("--max-age", metavar=_("AGE"), help=_("Refuse an older file: 26h, 90m, 2d."))]


@app.command(help=_("Import users; their groups are made as needed."))
def users(
    ctx: typer.Context,
    files: Files,
    encoding: Encoding = "",
    delimiter: Delimiter = "",
    sheet: Sheet = "",
    path: ListPath = "",
    table: DbTable = "",
    query: DbQuery = "",
    map_: Mapping = None,
    ask_map: AskMap = False,
    dry_run: DryRun = False,
    rejects: Rejects = None,
    keep_going: KeepGoing = False,
    on_match: Matched = OnMatch.FILL_EMPTY,
    unknown: Unknowns = Unknown.IGNORE,
    max_age: MaxAge = "",
) -> None:
    options = Options(on_match=on_match, keep_going=keep_going)
    hints = Hints(encoding, delimiter, path, "users", sheet, table, query)
    _import(ctx.obj, "users", files, options, hints=hints, map_=map_, ask_map=ask_map, dry_run=dry_run,
            rejects=rejects, unknown=unknown, max_age=max_age)  # fmt: skip


@app.command(help=_("Import clients with their contact points."))
def clients(
    ctx: typer.Context,
    files: Files,
    source: Named = "",
    encoding: Encoding = "",
    delimiter: Delimiter = "",
    sheet: Sheet = "",
    path: ListPath = "",
    table: DbTable = "",
    query: DbQuery = "",
    map_: Mapping = None,
    ask_map: AskMap = False,
    dry_run: DryRun = False,
    rejects: Rejects = None,
    keep_going: KeepGoing = False,
    on_match: Matched = OnMatch.FILL_EMPTY,
    absent: Gone = Absent.LIST,
    match: Matching = None,
    unknown: Unknowns = Unknown.IGNORE,
    by_hand: ByHand = False,
    max_age: MaxAge = "",
) -> None:
    options = Options(source, on_match, absent, tuple(match or ()), keep_going=keep_going, by_hand=by_hand)
    hints = Hints(encoding, delimiter, path, "clients", sheet, table, query)
    _import(ctx.obj, "clients", files, options, hints=hints, map_=map_, ask_map=ask_map, dry_run=dry_run,
            rejects=rejects, unknown=unknown, max_age=max_age)  # fmt: skip


@app.command(help=_("Import contacts, linked to clients that are there."))
def contacts(
    ctx: typer.Context,
    files: Files,
    source: Named = "",
    encoding: Encoding = "",
    delimiter: Delimiter = "",
    sheet: Sheet = "",
    path: ListPath = "",
    table: DbTable = "",
    query: DbQuery = "",
    map_: Mapping = None,
    ask_map: AskMap = False,
    dry_run: DryRun = False,
    rejects: Rejects = None,
    keep_going: KeepGoing = False,
    on_match: Matched = OnMatch.FILL_EMPTY,
    absent: Gone = Absent.LIST,
    match: Matching = None,
    unknown: Unknowns = Unknown.IGNORE,
    orphans: Orphaned = Orphans.REJECT,
    by_hand: ByHand = False,
    max_age: MaxAge = "",
) -> None:
    if MatchBy.INN in (match or ()):
        raise UsageError(_("Contacts have no INN."), _("Match them by phone or email."))
    options = Options(source, on_match, absent, tuple(match or ()), orphans, keep_going, by_hand)
    hints = Hints(encoding, delimiter, path, "contacts", sheet, table, query)
    _import(ctx.obj, "contacts", files, options, hints=hints, map_=map_, ask_map=ask_map, dry_run=dry_run,
            rejects=rejects, unknown=unknown, max_age=max_age)  # fmt: skip


def _import(crm: Context, what: "What", files: list[Path], options: Options, **given: Any) -> None:
    from crmctl.importing.looking import begin

    begin(files[0], given["hints"].encoding)  # before the modules below, which take as long to load
    from crmctl.commands._import_views import left_out, notes, tables
    from crmctl.commands._importing import Given, import_file
    from crmctl.control.nobodys import namesakes

    if options.absent is Absent.ARCHIVE and options.on_match is not OnMatch.MIRROR:
        raise UsageError(_("--absent archive needs --on-match mirror."))
    if given["rejects"] and len(files) > 1:
        raise UsageError(_("--rejects takes the rows of one file."), _("Import the files one by one."))
    outcomes = [import_file(crm, what, file, options, Given(**given)) for file in files]
    if crm.json:
        shown = [outcome.summary() for outcome in outcomes]
        crm.show_json(shown[0] if len(shown) == 1 else shown)
        return
    crm.show_view(*tables(crm, what, outcomes))
    several = namesakes(crm.reader) if any(one.unknown_responsible for one in outcomes) else ()
    for note in [*notes(outcomes, several), *left_out(outcomes, given["rejects"])]:
        crm.say(note)
