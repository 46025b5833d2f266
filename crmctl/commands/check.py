"""`crmctl check`: what is missing or wrong; a look writes nothing."""

from typing import TYPE_CHECKING, Annotated

import typer

from crmctl.commands._question import (
    Given,
    LevelOption,
    NeedContactOption,
    NeedOption,
    OnlyOption,
    ThroughOption,
    WhereContactOption,
    WhereOption,
    asked_by,
    check_codes,
    checks_and_profiles,
    look_for,
    nothing_in_scope,
)
from crmctl.context import Context
from crmctl.exitcodes import ExitCode
from crmctl.i18n import _
from crmctl.quoting import quoted
from crmctl.rights import SUPERVISORS, require
from crmctl.vocabulary import Level, Source

if TYPE_CHECKING:
    from crmctl.control.checking import Checked
    from crmctl.control.question import Look

app = typer.Typer(help=_("What is missing or wrong."))

CheckCode = Annotated[str, typer.Argument(metavar=_("CODE"), autocompletion=check_codes, help=_("Which check."))]
Name = Annotated[
    str,
    typer.Argument(metavar=_("CODE|PROFILE"), autocompletion=checks_and_profiles, help=_("A check, or saved answers.")),
]


@app.command(name="list", help=_("The checks there are, and the saved profiles."))
def list_(ctx: typer.Context) -> None:
    from crmctl.checks.discovery import all_checks
    from crmctl.commands._check_views import check_table, profile_table
    from crmctl.control.profiles import profiles

    crm: Context = ctx.obj
    checks, saved = list(all_checks().values()), profiles(crm.reader)
    if crm.json:
        crm.show_json({"checks": [{"check": one.code, "title": _(one.title)} for one in checks], "profiles": saved})
        return
    crm.show_view(check_table(checks), *([profile_table(saved)] if saved else []))


@app.command(help=_("What a check finds, what it does not, and the question it asks of the base."))
def explain(ctx: typer.Context, code: CheckCode) -> None:
    from crmctl.commands._check_views import explanation
    from crmctl.control.explaining import explain as explained

    crm: Context = ctx.obj
    crm.show(explained(crm.reader, code, today=crm.today), explanation)


@app.command(help=_("Count what is missing or wrong."))
def run(
    ctx: typer.Context,
    name: Name,
    need: NeedOption = None,
    need_contact: NeedContactOption = None,
    only: OnlyOption = None,
    level: LevelOption = None,
    through_contacts: ThroughOption = False,
    where: WhereOption = None,
    where_contact: WhereContactOption = None,
    compare: Annotated[bool, typer.Option("--compare", help=_("Show 1C's own count beside the real one."))] = False,
    record: Annotated[bool, typer.Option("--record", help=_("Keep the numbers and the gaps."))] = False,
    rows: Annotated[bool, typer.Option("--rows", help=_("Every gap, as one JSON line."))] = False,
    fail_on: Annotated[
        str | None,
        typer.Option(
            "--fail-on",
            metavar="any|new|N|N%",
            show_default=False,
            help=_("Exit with 1 when there are at least so many gaps (new: new ones; N%: of the records)."),
        ),
    ] = None,
) -> None:
    from crmctl.control.limit import Limit

    crm: Context = ctx.obj
    limit = Limit.read(fail_on) if fail_on else None
    chosen, look = asked_by(crm, name, need=need, need_contact=need_contact, only=only, level=level,
                            through_contacts=through_contacts, where=where, where_contact=where_contact)  # fmt: skip
    found = _checked(crm, look, chosen.name, record=record)
    if rows:
        _show_rows(crm, look)
    else:
        _show(crm, look, found, compare=compare)
    if not found.in_scope:
        crm.say(nothing_in_scope(crm, look.question))
        crm.exit(ExitCode.EMPTY)
    if limit and limit.reached(found):
        crm.exit(ExitCode.FOUND)


@app.command(help=_("Save these answers under a name, for `check run NAME`, for a wizard and for cron."))
def save(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar=_("NAME"), help=_("The profile's name."))],
    code: Annotated[
        str, typer.Option("--check", metavar=_("CODE"), autocompletion=check_codes, help=_("Which check."))
    ] = "contact-info",
    need: NeedOption = None,
    need_contact: NeedContactOption = None,
    only: OnlyOption = None,
    level: LevelOption = None,
    through_contacts: ThroughOption = False,
    where: WhereOption = None,
    where_contact: WhereContactOption = None,
) -> None:
    from crmctl.control.profiles import save_profile

    crm: Context = ctx.obj
    given = Given({}, need=need, need_contact=need_contact, only=only, level=level,
                  through_contacts=through_contacts, where=where, where_contact=where_contact)  # fmt: skip
    look_for(crm, given.question(code))  # what cannot be asked is not saved
    with crm.write("check save") as work:
        name = save_profile(work, crm.actor, name, code, given.answers)
    if crm.json:
        crm.show_json({"name": name, "check": code, "answers": given.answers})
    crm.say(_("Saved as {name}; run it with `crmctl check run {quoted}`.").format(name=name, quoted=quoted(name)))


def _checked(crm: Context, look: "Look", profile: str, *, record: bool) -> "Checked":
    from crmctl.control.checking import check, check_and_record

    if not record:
        return check(crm.reader, look, profile)
    require(crm.actor, *SUPERVISORS)
    source = Source.BATCH if crm.actor.role == "batch" else Source.MANUAL
    with crm.write("check", source=source) as work:
        return check_and_record(work, look, profile)


def _show_rows(crm: Context, look: "Look") -> None:
    from crmctl.commands._check_views import gap_table
    from crmctl.control.checking import gap_lines

    if crm.plain:
        crm.show_view(gap_table(gap_lines(crm.reader, look)))
    else:
        crm.show_json_lines(gap_lines(crm.reader, look))


def _show(crm: Context, look: "Look", found: "Checked", *, compare: bool) -> None:
    from crmctl.checks.wording import wording
    from crmctl.commands._check_views import checked_views, compared_lines
    from crmctl.control.checking import compare as compared

    both = compared(crm.reader, *(_at(crm, look, level) for level in Level)) if compare else []
    if crm.json:
        crm.show_json({**found._asdict(), **({"compare": both} if compare else {})})
        return
    said = wording(crm.reader)
    crm.show_view(*checked_views(found, said), *([compared_lines(both, said)] if compare else []))


def _at(crm: Context, look: "Look", level: Level) -> "Look":
    return look_for(crm, look.question._replace(level=level))
