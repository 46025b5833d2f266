"""How found gaps are handed out, as a user, a profile or a plan file says it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, tzinfo
from fractions import Fraction
from typing import Any, NamedTuple

from crmctl.books.projects import find_project
from crmctl.checks.wording import wording
from crmctl.cleaning.text import key
from crmctl.control.distribute import Nobody, Rule
from crmctl.control.plan import TaskTerms
from crmctl.control.question import Look
from crmctl.errors import MissingAnswer, UsageError
from crmctl.i18n import N_, _
from crmctl.rights import Actor
from crmctl.settings import read_settings
from crmctl.store.dues import end_of_day
from crmctl.store.projects import active_project
from crmctl.store.queries import control
from crmctl.store.queries.control import Handed
from crmctl.store.queries.users import MEMBERS
from crmctl.store.reader import Reader
from crmctl.tasks.dues import read_day_ahead, read_due_ahead, work_calendar
from crmctl.vocabulary import Priority, Role
from crmctl.wizard.weights import read_weight

RESPONSIBLE = "responsible"
_DOT = N_("A fraction has a dot, for commas stand between people: anna:0.5,bob.")


class Handing(NamedTuple):
    """The answers of the wizard's last steps in their text form."""

    by: str | None = None
    among: tuple[str, ...] = ()
    """LOGIN or LOGIN:WEIGHT."""
    group: str | None = None
    nobody: str | None = None
    per_assignee: int | None = None
    counts: tuple[str, ...] = ()
    """LOGIN:N, clients for these people whatever their weight."""
    order: str | None = None
    project: str | None = None
    due: str | None = None
    control: str | None = None
    controller: str | None = None
    priority: Priority = Priority.NORMAL
    title: str | None = None

    @classmethod
    def from_json(cls, answers: Mapping[str, Any]) -> "Handing":
        """The hand-out among the answers of a profile or a plan file."""
        known: dict[str, Any] = {name: answers[name] for name in cls._fields if name in answers}
        known |= {name: tuple(known.get(name, ())) for name in ("among", "counts")}
        known |= {"priority": Priority(known.get("priority", Priority.NORMAL))}
        return cls(**known)


def read_rule(reader: Reader, handing: Handing) -> Rule:
    """Whom the work goes to. Raises UsageError that names who cannot have it, MissingAnswer when nobody is named."""
    people = {key(person.login): person for person in reader.rows(control.PEOPLE)}
    to_people = bool(handing.among or handing.group)
    if handing.by and (to_people or handing.by != RESPONSIBLE):
        raise UsageError(_("Work goes --by responsible, or --among people, or to a --group."))
    if not handing.by and not to_people:
        raise MissingAnswer(_("Who gets the work?"), "--by responsible, --among LOGIN,…, --group NAME")
    if handing.per_assignee is not None and handing.per_assignee < 1:
        raise UsageError(_("--per-assignee is at least 1."))
    weights = _weights(reader, people, handing) if to_people else None
    nobody = _nobody(people, handing, to_people=to_people)
    return Rule(weights, nobody, handing.per_assignee, _counts(people, handing, weights))


def _weights(reader: Reader, people: Mapping[str, Handed], handing: Handing) -> dict[int, Fraction]:
    weights: dict[int, Fraction] = {}
    if handing.group:
        members = reader.all(MEMBERS, key=key(handing.group))
        if not members:
            raise UsageError(_("--group: nobody is in a group of that name."), _("See `crmctl groups list`."))
        weights = {_assignee(people, "--group", one.login).id: Fraction(1) for one in members}
    for person, weight in _people_said(people, "--among", handing.among):
        weights[person.id] = Fraction(1) if weight is None else _weight(weight, person.login)
    return weights


def _people_said(
    people: Mapping[str, Handed], option: str, texts: Iterable[str]
) -> Iterator[tuple[Handed, str | None]]:
    """Each person of LOGIN or LOGIN:TEXT, once, with the text."""
    named: set[int] = set()
    for text in texts:
        login, sign, said = text.partition(":")
        person = _assignee(people, option, login.strip())
        if person.id in named:
            raise UsageError(_("{option} names {login} twice.").format(option=option, login=person.login))
        named.add(person.id)
        yield person, said.strip() if sign else None


def _counts(people: Mapping[str, Handed], handing: Handing, weights: Mapping[int, Fraction] | None) -> dict[int, int]:
    counts: dict[int, int] = {}
    for person, said in _people_said(people, "--counts", handing.counts):
        if weights is not None and person.id not in weights:
            raise UsageError(_("--counts: {login} is not among those who share.").format(login=person.login))
        if not (said and said.isascii() and said.isdecimal()):
            raise UsageError(_("--counts: {login} gets a whole number of clients.").format(login=person.login))
        counts[person.id] = int(said[:9])
    return counts


def _weight(text: str, login: str) -> Fraction:
    weight = read_weight(text)
    if weight is None:
        raise UsageError(_("--among: the weight of {login} is a number above 0.").format(login=login), _(_DOT))
    return weight


def _assignee(people: Mapping[str, Handed], option: str, login: str) -> Handed:
    """The active person of that login."""
    person = people.get(key(login))
    if person is None:
        from difflib import get_close_matches

        close = get_close_matches(key(login), people, 1)
        hint = _("Did you mean {name}?").format(name=people[close[0]].login) if close else _("See `crmctl users list`.")
        hint = _(_DOT) if option == "--among" and login.isdecimal() else hint
        raise UsageError(_("{option}: there is no user {login}.").format(option=option, login=login or "''"), hint)
    if not person.active or person.role is Role.BATCH:
        text = (
            _("{option}: {login} is not active any more.")
            if not person.active
            else _("{option}: {login} is no person.")
        )
        raise UsageError(text.format(option=option, login=person.login), _("Name somebody who is."))
    return person


def _nobody(people: Mapping[str, Handed], handing: Handing, *, to_people: bool) -> Nobody | int:
    if handing.nobody is None:
        return Nobody.SHARE if to_people else Nobody.SKIP
    if handing.nobody in tuple(Nobody):
        return Nobody(handing.nobody)
    return _assignee(people, "--nobody", handing.nobody).id


def read_terms(  # noqa: PLR0913 - what is said, by whom, when and where
    reader: Reader, handing: Handing, look: Look, *, actor: Actor, today: date, zone: tzinfo, new_project: bool = False
) -> TaskTerms:
    """What the tasks will have in common; with `new_project` a project that is not there is to be made.

    Raises UsageError or NotFound for a date, a person or a project.
    """
    calendar = work_calendar(read_settings(reader))
    due = read_due_ahead(handing.due, "--due", today=today, zone=zone, calendar=calendar) if handing.due else None
    control_day = (
        read_day_ahead(handing.control, "--control", today=today, calendar=calendar) if handing.control else None
    )
    project = handing.project or ""
    is_new = new_project and bool(project) and find_project(reader, project) is None
    return TaskTerms(
        title=" ".join((handing.title or "").split()) or default_title(reader, look),
        due_at=due.at if due else None,
        due_is_day=due.is_day if due else True,
        control_at=end_of_day(control_day, zone) if control_day else None,
        controller_id=_controller(reader, handing, actor),
        project_id=active_project(reader, project, "--project").id if project and not is_new else None,
        new_project=project if is_new else "",
        priority=handing.priority,
    )


def default_title(reader: Reader, look: Look) -> str:
    """The check's title and what it asks for, in the language of whoever makes the tasks."""
    needs = dict.fromkeys(need.requirement for asked in look.needs.values() for need in asked)
    return f"{_(look.check.title)}: {', '.join(map(wording(reader), needs))}"


def _controller(reader: Reader, handing: Handing, actor: Actor) -> int | None:
    """Who looks at the result: the author, unless he is the batch user."""
    if handing.controller:
        people = {key(person.login): person for person in reader.rows(control.PEOPLE)}
        return _assignee(people, "--controller", handing.controller).id
    return None if actor.role is Role.BATCH else actor.id
