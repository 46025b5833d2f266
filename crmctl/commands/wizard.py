"""`crmctl wizard`: find what is missing and hand it out."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crmctl.commands._handing import Draft, hand_out
from crmctl.commands._offers import groups, logins, projects, several
from crmctl.commands._question import (
    Given,
    LevelOption,
    NeedContactOption,
    NeedOption,
    OnlyOption,
    ThroughOption,
    WhereContactOption,
    WhereOption,
    checks_and_profiles,
    profile_names,
)
from crmctl.context import Context
from crmctl.errors import UsageError
from crmctl.i18n import _
from crmctl.vocabulary import Priority

if TYPE_CHECKING:
    from crmctl.control.profiles import Profile

app = typer.Typer()


class By(StrEnum):
    RESPONSIBLE = "responsible"


def _text(*names: str, metavar: str, help: str, **more: Any) -> Any:
    return typer.Option(*names, metavar=metavar, help=help, show_default=False, **more)


@app.command(
    help=_(
        "Find what is missing, look at it, and hand it out as tasks. At a terminal it asks step by step, unless --by, "
        "--among or --group says who gets the work."
    )
)
def wizard(
    ctx: typer.Context,
    check: Annotated[
        str | None,
        typer.Argument(
            metavar=_("CODE|PROFILE"),
            autocompletion=checks_and_profiles,
            show_default=False,
            help=_("A check, or saved answers; contact-info by default."),
        ),
    ] = None,
    need: NeedOption = None,
    need_contact: NeedContactOption = None,
    only: OnlyOption = None,
    level: LevelOption = None,
    through_contacts: ThroughOption = False,
    where: WhereOption = None,
    where_contact: WhereContactOption = None,
    by: Annotated[
        By | None, typer.Option("--by", show_default=False, help=_("Each client to its responsible."))
    ] = None,
    among: Annotated[
        list[str] | None,
        _text(
            "--among",
            metavar=_("LOGIN[:WEIGHT],…"),
            autocompletion=several(logins),
            help=_("Share among these people by weight."),
        ),
    ] = None,
    group: Annotated[
        str | None,
        _text(
            "--group",
            metavar=_("NAME"),
            autocompletion=groups,
            help=_("Share among a group; --among gives some of them a weight."),
        ),
    ] = None,
    nobody: Annotated[
        str | None,
        _text("--nobody", metavar=_("skip|share|LOGIN"), help=_("Clients nobody is in charge of.")),
    ] = None,
    per_assignee: Annotated[
        int | None, typer.Option("--per-assignee", min=1, show_default=False, help=_("At most this many clients each."))
    ] = None,
    counts: Annotated[
        list[str] | None,
        _text(
            "--counts",
            metavar=_("LOGIN:N,…"),
            help=_("So many clients for these people, whatever their weight; --by responsible, at most."),
        ),
    ] = None,
    order: Annotated[
        str | None,
        _text("--order", metavar=_("FIELD"), help=_("Which clients come first; -FIELD from the greatest down.")),
    ] = None,
    project: Annotated[
        str | None,
        _text("--project", metavar=_("NAME"), autocompletion=projects, help=_("The project the tasks belong to.")),
    ] = None,
    due: Annotated[
        str | None, _text("--due", metavar=_("DATE"), help=_("2026-12-01, tomorrow, +3bd, end of month."))
    ] = None,
    control: Annotated[
        str | None, _text("--control", metavar=_("DATE"), help=_("When the controller looks at it."))
    ] = None,
    controller: Annotated[
        str | None,
        _text(
            "--controller", metavar=_("LOGIN"), autocompletion=logins, help=_("Who controls; the author by default.")
        ),
    ] = None,
    priority: Annotated[
        Priority | None, typer.Option("--priority", show_default=False, help=_("How urgent it is."))
    ] = None,
    title: Annotated[str | None, _text("--title", metavar=_("TEXT"), help=_("The tasks' title."))] = None,
    profile: Annotated[
        str | None,
        _text("--profile", metavar=_("NAME"), autocompletion=profile_names, help=_("Start from saved answers.")),
    ] = None,
    save: Annotated[str | None, _text("--save", metavar=_("NAME"), help=_("Save these answers."))] = None,
    plan: Annotated[
        Path | None, _text("--plan", metavar=_("FILE"), help=_("Write the plan for `crmctl apply`, and no task."))
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Show what would be handed out, and write nothing."))
    ] = False,
    everything: Annotated[
        bool, typer.Option("--all", help=_("Show every record, not the first clients only."))
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help=_("Do not ask."))] = False,
) -> None:
    from crmctl.control.question import split_needs
    from crmctl.wizard.planning import Answers

    crm: Context = ctx.obj
    if dry_run and save:
        raise UsageError(_("--dry-run writes nothing, --save does."), _("Leave one of them out."))
    start = _start(crm, check, profile)
    people = split_needs(among or ()) or None
    dealt = bool(by or people or group)
    if dry_run and not dealt and not any(start.answers.get(way) for way in _WAYS):
        by = By.RESPONSIBLE
    options = Given(
        {}, need=need, need_contact=need_contact, only=only, level=level,
        through_contacts=through_contacts, where=where, where_contact=where_contact, by=by, among=people, group=group,
        nobody=nobody, per_assignee=per_assignee, counts=split_needs(counts or ()) or None, order=order,
        project=project, due=due, control=control, controller=controller, priority=priority, title=title,
    ).answers  # fmt: skip
    # a way of dealing given here replaces the profile's
    start = start._replace(answers={name: one for name, one in start.answers.items() if not (dealt and name in _WAYS)})
    answers = {**start.answers, **options, "check": start.check}
    if not (yes or any(answers.get(way) for way in _WAYS)) and _can_talk(crm):
        from crmctl.commands._conversation import talk

        talk(crm, start if check or profile else None, options, save=save, plan=plan)
        return
    hand_out(
        crm, Draft(Answers.from_json(answers), save=save, plan=plan, dry_run=dry_run, everything=everything, yes=yes)
    )


def _can_talk(crm: Context) -> bool:
    """Somebody is there, wants to read, not to parse, and has a terminal that can draw a list."""
    return crm.can_ask and not (crm.json or crm.plain) and crm.env.get("TERM") != "dumb"


def _start(crm: Context, check: str | None, profile: str | None) -> "Profile":
    """What the answers given are laid over: a profile, or a check without answers."""
    from crmctl.control.profiles import check_or_profile, find_profile

    named = check_or_profile(crm.reader, check) if check else None
    if not profile:
        return named or check_or_profile(crm.reader, "contact-info")
    if named and named.name:
        raise UsageError(_("Two profiles cannot be used at once."), _("Leave --profile out."))
    start = find_profile(crm.reader, profile)
    return start._replace(check=named.check) if named else start


_WAYS = ("by", "among", "group")
