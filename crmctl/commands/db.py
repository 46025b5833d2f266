"""`crmctl db`: the database file itself."""

from pathlib import Path
from typing import Annotated

import typer

from crmctl.commands._books import reading
from crmctl.context import Context
from crmctl.exitcodes import ExitCode
from crmctl.i18n import _
from crmctl.ui.view import Card, Cell, Field, Lines, Tone

app = typer.Typer(help=_("The database: backups, soundness, derived data."))


@app.command(help=_("Copy the base, whole and checked, while others go on working."))
def backup(
    ctx: typer.Context,
    file: Annotated[Path | None, typer.Argument(metavar=_("FILE"), help=_("Where to; else beside the base."))] = None,
) -> None:
    from crmctl.store.backup import backup as copy

    crm: Context = ctx.obj
    reading(crm)
    target = copy(crm.db, file or _free_name(f"{crm.db}.{crm.now:%Y-%m-%dT%H%M%S}"))
    if crm.json:
        crm.show_json({"file": target, "bytes": target.stat().st_size})
    else:
        crm.show_view(Lines([str(target)]))


@app.command(help=_("Look whether SQLite can read all of the file; exit code 1 when not."))
def check(ctx: typer.Context) -> None:
    from crmctl.errors import Refused
    from crmctl.store.backup import damage
    from crmctl.store.connect import is_url

    crm: Context = ctx.obj
    if is_url(crm.db):
        raise Refused(_("PostgreSQL checks its files itself."), _("`crmctl doctor` looks at what is in them."))
    problems = damage(crm.db)
    if crm.json:
        crm.show_json({"ok": not problems, "problems": problems})
    else:
        crm.show_view(Lines([Cell(problem, Tone.BAD) for problem in problems] or [_("The file is sound.")]))
    if problems:
        crm.exit(ExitCode.FOUND)


@app.command(help=_("Judge every value again by today's rules and settings."))
def revalidate(ctx: typer.Context) -> None:
    from crmctl.books.revalidate import revalidate as judge
    from crmctl.books.revalidate import value_count
    from crmctl.control.settle import settle
    from crmctl.filters.cond import EVERYTHING

    crm: Context = ctx.obj
    total = value_count(reading(crm))
    with crm.progress(_("Judging"), total) as advance, crm.write("db revalidate") as work:
        found = judge(work, crm.actor, advance)
        settle(work, EVERYTHING)
    if crm.json:
        crm.show_json({"run": work.run_id if work.written else None, **found._asdict()})
        return
    labels = [_("Values"), _("Judged otherwise"), _("Masks put right"), _("Keys put right")]
    named = zip(found._fields, labels, found, strict=True)
    crm.show_view(Card("", [Field(key, label, str(number)) for key, label, number in named]))


def _free_name(stem: str) -> Path:
    """The name of a backup of this second that nothing has yet."""
    names = (Path(f"{stem}{ending}.backup") for ending in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(name for name in names if not name.exists())
