"""The wizard at a terminal: the conversation, then one transaction, then the offer to keep the answers."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crmctl.commands._conversation_views import Views
from crmctl.commands._handing import Draft, save_answers, write_plan, write_tasks
from crmctl.commands._question import nothing_in_scope
from crmctl.commands._words import word
from crmctl.context import Context
from crmctl.control.counting import totals
from crmctl.control.profiles import profiles
from crmctl.errors import Refused
from crmctl.exitcodes import ExitCode
from crmctl.i18n import _
from crmctl.quoting import quoted
from crmctl.ui.dialog import Terminal
from crmctl.ui.holding import holding
from crmctl.wizard.around import Around
from crmctl.wizard.conversation import End, Outcome, conversation, profile_name
from crmctl.wizard.dialog import Back
from crmctl.wizard.rewind import converse

if TYPE_CHECKING:
    from crmctl.control.profiles import Profile

_TAKEN = 12
"""Lines of the screen that a page of the preview leaves to its head, its foot and the question."""


def talk(
    crm: Context, start: "Profile | None", given: Mapping[str, Any], *, save: str | None, plan: Path | None
) -> None:
    """Ask for whatever is not given, and do what is answered. Raises Refused where that is nothing."""
    around = Around(
        crm.reader,
        actor=crm.actor,
        now=crm.now,
        today=crm.today,
        zone=crm.zone,
        word=word,
        records=max(5, crm.screen.height - _TAKEN),
        may_make=plan is None,
    )
    terminal = Terminal(crm.screen, Views(crm, around))
    with holding():
        outcome = converse(lambda ask: conversation(ask, around, start, given, file=str(plan or "")), terminal)
    crm.tick()
    if outcome.end is End.CANCEL:
        raise Refused(_("Nothing was changed."))
    if outcome.end is End.NOTHING:
        _end_with_nothing(crm, around, outcome)
        return
    if outcome.end is End.SAVE:
        _save(crm, outcome, outcome.name)
        return
    assert outcome.plan is not None
    draft = Draft(outcome.answers, save=save, plan=plan, applied=True)
    if plan:
        write_plan(crm, draft, outcome.plan, around.logins)
        if save:
            _save(crm, outcome, save)
    elif write_tasks(crm, outcome.plan, draft) and not save:
        _offer(crm, terminal, around, outcome)


def _end_with_nothing(crm: Context, around: Around, outcome: Outcome) -> None:
    question = outcome.answers.question
    if not totals(crm.reader, around.look(question)).in_scope:
        crm.say(nothing_in_scope(crm, question))
        crm.exit(ExitCode.EMPTY)
    crm.say(_("There is nothing to hand out."))


def _offer(crm: Context, terminal: Terminal, around: Around, outcome: Outcome) -> None:
    """The tasks are made and stay, whatever is answered; no transaction is open any more."""
    said = outcome.answers.as_json()
    if any(said == {**one.answers, "check": one.check} for one in profiles(crm.reader)):
        return
    try:
        with holding():
            name = profile_name(terminal, around, optional=True)
    except (Back, KeyboardInterrupt, EOFError):
        return
    crm.tick()
    if name:
        _save(crm, outcome, name)


def _save(crm: Context, outcome: Outcome, name: str) -> None:
    save_answers(crm, name, outcome.answers, new_project=outcome.plan.terms.new_project if outcome.plan else "")
    crm.say(_("Saved; `crmctl wizard --profile {name}` starts from it.").format(name=quoted(name)))
