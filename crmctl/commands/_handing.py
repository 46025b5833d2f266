"""From answers to tasks: preview, distribution, one question, one transaction, the list of what was made."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from crmctl.checks.wording import wording
from crmctl.commands._question import nothing_in_scope
from crmctl.commands._wizard_views import Load, distribution_table, loads, preview_views, sentences, short_words
from crmctl.context import Context
from crmctl.control.issue import Issued, issue, make_project
from crmctl.control.nobodys import nobodys_lines, skipped_lines
from crmctl.control.plan import ControlPlan, plan_text
from crmctl.control.preview import Preview, preview
from crmctl.control.profiles import save_profile
from crmctl.errors import CrmError
from crmctl.exitcodes import ExitCode
from crmctl.files import whole
from crmctl.i18n import _, ngettext
from crmctl.quoting import quoted
from crmctl.settings import read_settings
from crmctl.system import reason_of
from crmctl.tasks.listing import TaskLine, by_ids, task_lines
from crmctl.ui.view import Lines
from crmctl.vocabulary import Role, Source
from crmctl.wizard.planning import Answers, dated, full_names, logins, making, plan_for

if TYPE_CHECKING:
    from crmctl.store.work import Work

PAGE = 30
"""Clients in the preview on a screen."""


class Draft(NamedTuple):
    """Answers, and what is to become of them."""

    answers: Answers
    save: str | None = None
    plan: Path | None = None
    dry_run: bool = False
    everything: bool = False
    yes: bool = False
    applied: bool = False
    """The plan comes from a file, and was shown when it was made."""


def hand_out(crm: Context, draft: Draft) -> None:
    """The whole of `wizard` once everything is answered."""
    plan = plan_for(crm.reader, draft.answers, actor=crm.actor, now=crm.now, today=crm.today, zone=crm.zone)
    names = logins(crm.reader)
    seen = preview(crm.reader, plan.look, plan.gaps, names, clients=_page(crm, draft))
    dealt = loads(plan, names, full_names(crm.reader), read_settings(crm.reader)["minutes_per_row"])
    if not crm.json:
        _show(crm, plan, seen, dealt, names)
    for line in short_words(plan, names):
        crm.say(line)
    if draft.plan:
        write_plan(crm, draft, plan, names)
    if draft.dry_run or draft.plan or not plan.shares:
        _end_without_tasks(crm, draft, plan, seen, dealt)
        return
    crm.confirm(question(plan), draft.yes)
    write_tasks(crm, plan, draft)


def _page(crm: Context, draft: Draft) -> int | None:
    """How many clients are drawn: a screenful for people, all in a pipe, none where only JSON is wanted."""
    if crm.json:
        return 0
    return PAGE if crm.screen.terminal and not draft.everything else None


def _show(crm: Context, plan: ControlPlan, seen: Preview, dealt: list[Load], names: Mapping[int, str]) -> None:
    said = wording(crm.reader)
    if not seen.rows:
        for line in sentences(seen, said):
            crm.say(line)
    nobodys = [*nobodys_lines(crm.reader, crm.actor, plan.nobodys, names), *skipped_lines(plan, names)]
    to_deal = plan.shares or nobodys
    crm.show_view(*preview_views(seen, said), *([distribution_table(plan, dealt, nobodys)] if to_deal else []))


def question(plan: ControlPlan) -> str:
    return f"{making(plan)}?"


def write_plan(crm: Context, draft: Draft, plan: ControlPlan, names: Mapping[int, str]) -> None:
    assert draft.plan is not None
    text = plan_text(plan, dated(draft.answers, plan, crm.zone).as_json(), names)
    try:
        with whole(draft.plan) as fresh:
            fresh.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CrmError(_("{file} cannot be written: {why}.").format(file=draft.plan, why=reason_of(error))) from error
    said = _("The plan is in {file}; hand it out with `crmctl apply {quoted}`.")
    crm.say(said.format(file=draft.plan, quoted=quoted(str(draft.plan))))


def _end_without_tasks(crm: Context, draft: Draft, plan: ControlPlan, seen: Preview, dealt: list[Load]) -> None:
    if draft.save and not draft.dry_run:
        save_answers(crm, draft.save, draft.answers)
    if crm.json:
        numbers = {name: value for name, value in seen._asdict().items() if name not in ("rows", "more")}
        crm.show_json({**_result(None, [], plan), "preview": numbers, "distribution": dealt})
    if not seen.in_scope:
        crm.say(nothing_in_scope(crm, plan.look.question))
        crm.exit(ExitCode.EMPTY)
    if not plan.shares:
        crm.say(_nothing_to_hand_out(plan))


def _nothing_to_hand_out(plan: ControlPlan) -> str:
    rows = plan.unassigned.rows
    if not rows:
        return _("There is nothing to hand out.")
    return ngettext(
        "There is nothing to hand out: {count} row is in nobody's charge; --nobody LOGIN says who gets it.",
        "There is nothing to hand out: {count} rows are in nobody's charge; --nobody LOGIN says who gets them.",
        rows,
    ).format(count=rows)


def write_tasks(crm: Context, plan: ControlPlan, draft: Draft) -> bool:
    """Write what is still there to hand out, and say what was made, if anything."""
    source = Source.BATCH if crm.actor.role is Role.BATCH else Source.MANUAL
    with crm.write("wizard", source=source) as work:
        issued = issue(work, plan, crm.actor)
        if draft.save:
            _save(crm, work, draft.save, draft.answers)
    made = _made(crm, issued)
    if crm.json:
        crm.show_json({**_result(work.run_id if made else None, made, plan), "dropped": issued.dropped})
    else:
        _show_made(crm, made, below=not draft.applied)
    if issued.dropped:
        said = ngettext("{count} row had moved meanwhile and was dropped.",
                        "{count} rows had moved meanwhile and were dropped.", issued.dropped)  # fmt: skip
        crm.say(said.format(count=issued.dropped))
    if not made:
        crm.say(_("There is nothing to hand out."))
        return False
    crm.say(_("Run {run}; take it back with `crmctl undo {run}`.").format(run=work.run_id))
    crm.say(_("The same again:"))
    crm.say_line(draft.answers.command_line())
    return True


def save_answers(crm: Context, name: str, answers: Answers, *, new_project: str = "") -> None:
    """As a profile, in a run of its own, with the project it names where that is new."""
    with crm.write("wizard") as work:
        if new_project:
            make_project(work, new_project)
        _save(crm, work, name, answers)


def _save(crm: Context, work: "Work", name: str, answers: Answers) -> None:
    saved = answers.as_json()
    save_profile(work, crm.actor, name, saved.pop("check"), saved)


def _result(run: int | None, tasks: list[TaskLine], plan: ControlPlan) -> dict[str, Any]:
    """The JSON contract's keys."""
    return {"run": run, "tasks": tasks, "unassigned": plan.unassigned, "left": plan.left}


def _made(crm: Context, issued: Issued) -> list[TaskLine]:
    if not issued.tasks:
        return []
    return task_lines(crm.reader, crm.actor, now=crm.now, zone=crm.zone, where=by_ids(issued.tasks), order="id")


def _show_made(crm: Context, made: list[TaskLine], *, below: bool) -> None:
    """`below`: other tables stand above."""
    from crmctl.commands._task_views import task_table

    if made:
        crm.show_view(*([Lines([""])] if below and not crm.plain else []), task_table(crm, made))
