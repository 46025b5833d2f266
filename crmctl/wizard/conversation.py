"""The control wizard as a conversation: straight on, step by step, and only reading."""

from collections.abc import Callable, Collection, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from crmctl.checks.discovery import all_checks
from crmctl.cleaning.text import key
from crmctl.control.plan import ControlPlan
from crmctl.control.profiles import Profile, profiles
from crmctl.control.question import Question
from crmctl.errors import UsageError
from crmctl.i18n import _
from crmctl.rights import SUPERVISORS, require
from crmctl.wizard.around import Around
from crmctl.wizard.dealing import WAYS, who_gets_it
from crmctl.wizard.dialog import Choice, Dialog, refusal
from crmctl.wizard.filtering import which_clients, which_contacts
from crmctl.wizard.looking import look_at
from crmctl.wizard.planning import Answers, making
from crmctl.wizard.what import what_is_checked, which_check
from crmctl.wizard.when import how_urgent, what_title, when_and_who_controls, which_project


class End(StrEnum):
    """What becomes of the answers."""

    MAKE = "make"
    SAVE = "save"
    CANCEL = "cancel"
    NOTHING = "nothing"
    """There is nothing to hand out."""


class Outcome(NamedTuple):
    """The answers, the plan that was looked at last, and the profile's name where only they are saved."""

    end: End
    answers: Answers
    plan: ControlPlan | None = None
    name: str = ""


class LastLook(NamedTuple):
    """Everything on one screen."""

    answers: Answers
    plan: ControlPlan


Step = Callable[[Dialog, Around, Answers, Collection[str]], Answers]
_CHANGE = "change"


def conversation(
    ask: Dialog, around: Around, start: Profile | None, given: Mapping[str, Any], *, file: str = ""
) -> Outcome:
    """All six steps, less what is `given` by options or by the profile to start from (None: ask which check).

    `file`: a plan is written there instead of tasks. Raises UsageError, FilterError and the like at once where what is
    given cannot be used.
    """
    require(around.actor, *SUPERVISORS)
    start = start or which_check(ask, around)
    answers = Answers.from_json({**start.answers, **given, "check": start.check})
    known = {*start.answers, *given} | (set(Question._fields) if start.name else set())
    _refuse(around, answers, known)
    for step in (what_is_checked, which_clients, which_contacts):
        answers = step(ask, around, answers, known)
    found = _until_something(ask, around, answers)
    if found is None:
        return Outcome(End.NOTHING, answers)
    answers = found
    for step in (who_gets_it, which_project, when_and_who_controls):
        answers = step(ask, around, answers, known)
    return _last_look(ask, around, answers, file)


def _refuse(around: Around, answers: Answers, known: Collection[str]) -> None:
    """Rather before the first question than after the last."""
    around.require_usable(answers)
    if WAYS & set(known):
        around.plan(answers)


def _until_something(ask: Dialog, around: Around, answers: Answers) -> Answers | None:
    """The preview; where there is nothing in it, the question may be changed. None where it is left at that."""
    while not look_at(ask, around, answers).gaps:
        choices = [
            Choice(_("Other clients"), which_clients.__name__),
            Choice(_("Other requirements"), what_is_checked.__name__),
            Choice(_("Leave it at that"), ""),
        ]
        step = ask.pick(_("There is nothing to hand out"), choices)
        if not step:
            return None
        answers = _STEPS[step](ask, around, answers, ())
    return answers


_STEPS: dict[str, Step] = {step.__name__: step for step in (which_clients, what_is_checked)}


def _last_look(ask: Dialog, around: Around, answers: Answers, file: str) -> Outcome:
    while True:
        plan = around.plan(answers)
        ask.show(LastLook(answers, plan))
        end = ask.pick(_("All right?"), _ends(plan, file))
        if end == End.MAKE:
            return Outcome(End.MAKE, answers, plan)
        if end == End.CANCEL:
            return Outcome(End.CANCEL, answers)
        if end == End.SAVE:
            return Outcome(End.SAVE, answers, plan, profile_name(ask, around))
        changed = _changed(ask, around, answers)
        if changed is None:
            return Outcome(End.NOTHING, answers)
        answers = changed


def _ends(plan: ControlPlan, file: str) -> list[Choice[str]]:
    make = Choice(_("Write the plan to {file}").format(file=file) if file else making(plan), End.MAKE.value)
    return [
        *([make] if plan.shares else []),
        Choice(_("Change something"), _CHANGE),
        Choice(_("Only save these answers as a profile"), End.SAVE.value),
        Choice(_("Cancel"), End.CANCEL.value, _("nothing is written")),
    ]


def _changed(ask: Dialog, around: Around, answers: Answers) -> Answers | None:
    """One step again, with what was answered as its default; what depends on it follows."""
    choices = [
        Choice(_("What is checked"), 0),
        Choice(_("Which clients"), 1),
        Choice(_("Which contacts"), 2),
        Choice(_("Who gets the work"), 3),
        Choice(_("Project"), 4),
        Choice(_("Dates and controller"), 5),
        Choice(_("Title"), 6),
        Choice(_("Priority"), 7),
    ]
    at = ask.pick(_("Change what?"), choices)
    asking = (what_is_checked, which_clients, which_contacts, who_gets_it, which_project, when_and_who_controls)
    if at < len(asking):
        answers = asking[at](ask, around, answers, ())
    else:
        answers = (what_title if at == len(asking) else how_urgent)(ask, around, answers)
    return _until_something(ask, around, answers) if at < asking.index(who_gets_it) else answers


def profile_name(ask: Dialog, around: Around, *, optional: bool = False) -> str:
    """A name for the answers; with `optional`, empty where they are not to be saved."""
    stored = {key(one.name) for one in profiles(around.reader)}

    def check(text: str) -> None:
        if key(text) in all_checks() or not (text or optional):
            raise UsageError(_("A profile needs a name that is no check's."))

    def says(text: str) -> str:
        return _("replaces the profile of that name") if key(text) in stored else ""

    label = _("Save these answers as a profile? Its name (Enter: no)") if optional else _("Name of the profile")
    return ask.text(label, check=refusal(check), says=says)
