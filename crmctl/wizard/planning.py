"""The wizard without its questions: answers become a plan, and a command line that gives the same answers."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, tzinfo
from typing import Any, NamedTuple

from crmctl.cleaning.text import key
from crmctl.control.plan import ControlPlan, TaskTerms, make_plan
from crmctl.control.question import Look, Question, look
from crmctl.control.standins import with_deputies
from crmctl.i18n import ngettext
from crmctl.quoting import quoted
from crmctl.rights import SUPERVISORS, Actor, require
from crmctl.settings import read_settings
from crmctl.store.dues import day_of
from crmctl.store.queries import control
from crmctl.store.queries.control import Found
from crmctl.store.reader import Reader
from crmctl.tasks.dues import work_calendar
from crmctl.vocabulary import Level, Priority
from crmctl.wizard.handing import Handing, read_rule, read_terms


class Answers(NamedTuple):
    """Everything a wizard asks."""

    question: Question
    handing: Handing

    @classmethod
    def from_json(cls, answers: Mapping[str, Any]) -> "Answers":
        return cls(Question.from_json(answers), Handing.from_json(answers))

    def as_json(self) -> dict[str, Any]:
        """Only what was answered."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in self._given().items()}

    def command_line(self) -> str:
        """The unattended command that gives these answers."""
        given = self._given()
        words = ["crmctl", "wizard", str(given.pop("check"))]
        for name, value in given.items():
            option = f"--{name.replace('_', '-')}"
            said = quoted(",".join(value) if isinstance(value, tuple) else str(value))
            if value is True:
                words.append(option)
            elif said.startswith("-"):
                words.append(f"{option}={said}")
            else:
                words += [option, said]
        return " ".join([*words, "--yes"])

    def _given(self) -> dict[str, Any]:
        both = {**self.question._asdict(), **self.handing._asdict()}
        usual = {"level": Level.VALID, "priority": Priority.NORMAL}
        return {name: value for name, value in both.items() if value and usual.get(name) != value}


def plan_for(  # noqa: PLR0913 - what is answered, by whom, when and where
    reader: Reader, answers: Answers, *, actor: Actor, now: datetime, today: date, zone: tzinfo
) -> ControlPlan:
    """Find and deal out, writing nothing. Raises NoPermission, UsageError, MissingAnswer or FilterError."""
    require(actor, *SUPERVISORS)
    looked = look(reader, answers.question, actor=actor, now=now, today=today, zone=zone)
    terms = read_terms(reader, answers.handing, looked, actor=actor, today=today, zone=zone)
    return dealt_out(reader, looked, answers.handing, terms, today=today, zone=zone)


def dealt_out(  # noqa: PLR0913 - what is found, to whom and when
    reader: Reader,
    looked: Look,
    handing: Handing,
    terms: TaskTerms,
    *,
    today: date,
    zone: tzinfo,
    gaps: Sequence[Found] | None = None,
) -> ControlPlan:
    """The plan for what is found, already or now, with deputies for those who are away. Raises UsageError."""
    due = day_of(terms.due_at, zone) if terms.due_at else None
    calendar = work_calendar(read_settings(reader))
    rule = with_deputies(reader, read_rule(reader, handing), today=today, due=due, calendar=calendar)
    return make_plan(reader, looked, rule, terms, order=handing.order or "", gaps=gaps)


def dated(answers: Answers, plan: ControlPlan, zone: tzinfo) -> Answers:
    """The same answers with the days that were meant: `+3bd` is another day tomorrow."""
    terms, handing = plan.terms, answers.handing
    if terms.due_at:
        day = day_of(terms.due_at, zone).isoformat()
        handing = handing._replace(due=day if terms.due_is_day else terms.due_at.isoformat(timespec="seconds"))
    if terms.control_at:
        handing = handing._replace(control=day_of(terms.control_at, zone).isoformat())
    return answers._replace(handing=handing)


def making(plan: ControlPlan) -> str:
    """What the plan comes to, as an offer."""
    tasks = ngettext("Make {count} task", "Make {count} tasks", len(plan.shares)).format(count=len(plan.shares))
    rows = ngettext("with {count} row", "with {count} rows", plan.rows).format(count=plan.rows)
    return f"{tasks} {rows}"


def logins(reader: Reader) -> dict[int, str]:
    """Of everybody, by id."""
    return {person.id: person.login for person in reader.rows(control.PEOPLE)}


def full_names(reader: Reader) -> dict[int, str]:
    """Of everybody, by id; empty where it is but the login."""
    people = reader.rows(control.PEOPLE)
    return {person.id: "" if key(person.name) == key(person.login) else person.name for person in people}
