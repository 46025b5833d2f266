"""The tasks' terms: project, due and control date, controller; title and priority only for who wants to change them."""

from collections.abc import Callable, Collection
from typing import NamedTuple

from crmctl.books.projects import find_project, list_projects, new_name
from crmctl.i18n import _
from crmctl.store.dues import day_of
from crmctl.tasks.dues import read_day, read_day_ahead, read_due, read_due_ahead
from crmctl.vocabulary import Priority, Role
from crmctl.wizard.around import Around
from crmctl.wizard.days import spoken_ahead
from crmctl.wizard.dialog import Choice, Dialog, refusal
from crmctl.wizard.handing import Handing, default_title
from crmctl.wizard.planning import Answers

NO_DAY = "-"
_NEW = "\0new"
_NO_DAYS = (NO_DAY, "no", "none", "нет")


def which_project(ask: Dialog, around: Around, answers: Answers, known: Collection[str]) -> Answers:
    """One there is, or one that will be made with the tasks."""
    names = [one.name for one in list_projects(around.reader) if one.active]
    if "project" in known or not (names or around.may_make):
        return answers
    before = answers.handing.project
    choices = [Choice(_("none"), ""), *(Choice(name, name) for name in names)]
    if around.may_make:
        choices.append(Choice(_("a new one …"), _NEW, _("made together with the tasks")))
    chosen = ask.pick(_("Project"), choices, default=_NEW if before and before not in names else before)
    if chosen == _NEW:
        chosen = _new_project(ask, around, "" if before in names else before or "")
    return answers._replace(handing=answers.handing._replace(project=chosen or None))


def _new_project(ask: Dialog, around: Around, before: str) -> str:
    def says(text: str) -> str:
        return _("there is one of that name") if find_project(around.reader, text) else ""

    check = refusal(lambda text: new_name(around.reader, text))
    said = ask.text(_("Name of the new project"), default=before, check=check, says=says)
    return new_name(around.reader, said)


def when_and_who_controls(ask: Dialog, around: Around, answers: Answers, known: Collection[str]) -> Answers:
    handing = answers.handing
    if "due" not in known:
        handing = handing._replace(due=_due(ask, around, handing.due or _("+5bd")))
    if "control" not in known:
        handing = handing._replace(control=_control(ask, around, handing.control or NO_DAY))
    if "controller" not in known:
        handing = handing._replace(controller=_controller(ask, around, handing))
    return answers._replace(handing=handing)


def _due(ask: Dialog, around: Around, default: str) -> str | None:
    def meant(text: str) -> str:
        due = read_due(text, "", today=around.today, zone=around.zone, calendar=around.calendar)
        said = spoken_ahead(day_of(due.at, around.zone), around.today, around.calendar)
        return said if due.is_day else f"{said}, {due.at.astimezone(around.zone):%H:%M}"

    def check(text: str) -> None:
        read_due_ahead(text, "", today=around.today, zone=around.zone, calendar=around.calendar)

    return _day(ask, _("Due"), default, _Reading(meant, check, _("no due date")))


def _control(ask: Dialog, around: Around, default: str) -> str | None:
    def meant(text: str) -> str:
        day = read_day(text, "", today=around.today, calendar=around.calendar)
        return spoken_ahead(day, around.today, around.calendar)

    def check(text: str) -> None:
        read_day_ahead(text, "", today=around.today, calendar=around.calendar)

    return _day(ask, _("Control date"), default, _Reading(meant, check, _("no control date")))


class _Reading(NamedTuple):
    """What a day means, in the past too; whether it will do; and what none of them is called."""

    meant: Callable[[str], str]
    check: Callable[[str], None]
    no_day: str


def _day(ask: Dialog, label: str, default: str, reading: _Reading) -> str | None:
    """A day as it was said, for `+5bd` means another one next month; None for none."""

    def says(text: str) -> str:
        return reading.no_day if text.casefold() in _NO_DAYS else reading.meant(text)

    def check(text: str) -> None:
        if text.casefold() not in _NO_DAYS:
            reading.check(text)

    said = ask.text(label, default=default, check=refusal(check), says=says)
    return None if said.casefold() in _NO_DAYS else said


def _controller(ask: Dialog, around: Around, handing: Handing) -> str | None:
    """None for the author; not asked where there is nobody else."""
    author = around.actor.login
    others = [Choice(one.login, one.login, one.name) for one in around.people if one.login != author]
    if not others:
        return handing.controller
    nobody = around.actor.role is Role.BATCH
    own = Choice(_("nobody") if nobody else author, "", "" if nobody else _("you"))
    return ask.pick(_("Controller"), [own, *others], default=handing.controller) or None


def what_title(ask: Dialog, around: Around, answers: Answers) -> Answers:
    usual = default_title(around.reader, around.look(answers.question))
    said = ask.text(_("Title of the tasks"), default=answers.handing.title or usual)
    return answers._replace(handing=answers.handing._replace(title=None if said == usual else said))


def how_urgent(ask: Dialog, around: Around, answers: Answers) -> Answers:
    choices = [Choice(around.word(one), one) for one in Priority]
    chosen = ask.pick(_("Priority"), choices, default=answers.handing.priority)
    return answers._replace(handing=answers.handing._replace(priority=chosen))
