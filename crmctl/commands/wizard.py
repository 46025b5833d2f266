"""`crmctl wizard`: find what is missing and hand it out."""

from typing import TYPE_CHECKING, Annotated

import typer

from crmctl.commands._handing import Draft, hand_out
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
)
from crmctl.commands._terms import (
    AmongOption,
    By,
    ByOption,
    ControllerOption,
    ControlOption,
    CountsOption,
    DryRunOption,
    DueOption,
    EverythingOption,
    GroupOption,
    NobodyOption,
    OrderOption,
    PerAssigneeOption,
    PlanOption,
    PriorityOption,
    ProfileOption,
    ProjectOption,
    SaveOption,
    TitleOption,
    YesOption,
)
from crmctl.context import Context
from crmctl.errors import UsageError
from crmctl.i18n import _

if TYPE_CHECKING:
    from crmctl.control.profiles import Profile

app = typer.Typer()


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
    by: ByOption = None,
    among: AmongOption = None,
    group: GroupOption = None,
    nobody: NobodyOption = None,
    per_assignee: PerAssigneeOption = None,
    counts: CountsOption = None,
    order: OrderOption = None,
    project: ProjectOption = None,
    due: DueOption = None,
    control: ControlOption = None,
    controller: ControllerOption = None,
    priority: PriorityOption = None,
    title: TitleOption = None,
    profile: ProfileOption = None,
    save: SaveOption = None,
    plan: PlanOption = None,
    dry_run: DryRunOption = False,
    everything: EverythingOption = False,
    yes: YesOption = False,
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
