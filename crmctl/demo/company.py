"""The invented company, built through the same use cases as any other."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta, tzinfo

from crmctl.books.groups import add_group
from crmctl.books.projects import add_project
from crmctl.books.users import Details, add_user, edit_user
from crmctl.cards.adding import add_client, add_contact
from crmctl.demo.values import Drawn
from crmctl.demo.words import ENGLISH, RUSSIAN
from crmctl.rights import Actor
from crmctl.store.work import Work
from crmctl.tasks.acting import cancel, finish
from crmctl.tasks.adding import NewTask, add_task
from crmctl.vocabulary import Role

Write = Callable[[datetime], AbstractContextManager[Work]]
"""The write door at a moment."""

_CLIENTS = 60
_DAYS = 40
"""So long ago the company began to use crmctl."""
_KINDS = ("company", "company", "company", "company", "person", "sole_trader")


def build(write: Write, admin: Actor, *, now: datetime, zone: tzinfo, language: str) -> None:
    """Fill an empty base with people, clients, contacts and some weeks of work, each day's in a run of its own."""
    drawn = Drawn(RUSSIAN if language == "ru" else ENGLISH)
    with write(began(now)) as work:
        _people(work, admin, drawn)
        _clients(work, admin, drawn)
        _leave(work, admin, drawn)
    _weeks_of_work(write, admin, drawn, now, zone)


def began(now: datetime) -> datetime:
    """The morning on which the company's history begins."""
    return now - timedelta(days=_DAYS)


def _people(work: Work, admin: Actor, drawn: Drawn) -> None:
    words = drawn.words
    login, name = words.supervisor
    add_user(work, admin, login, Details(name=name, role=Role.SUPERVISOR, team=words.team))
    for at, (login, name) in enumerate(words.managers):
        add_user(work, admin, login, Details(name=name, team=words.team, extension=str(101 + at), capacity=600))
    add_group(work, admin, words.group, [login for login, _name in words.managers[:2]])
    add_project(work, admin, words.project)


def _leave(work: Work, admin: Actor, drawn: Drawn) -> None:
    """The last of the managers works here no more; his clients are still his."""
    edit_user(work, admin, drawn.words.managers[-1][0], Details(active=False))


def _clients(work: Work, admin: Actor, drawn: Drawn) -> None:
    for number in range(_CLIENTS):
        name, kind = _name(drawn, number)
        city = drawn.pick(drawn.words.cities)
        fields = {
            "kind": kind,
            "city": city,
            "segment": drawn.pick(drawn.words.segments),
            "industry": drawn.pick(drawn.words.industries) if drawn.chance(80) else "",
            "responsible": _responsible(drawn),
        }
        points = {"phone": drawn.phone(), "email": drawn.email("info"), "address": drawn.address(city)}
        client = add_client(work, admin, name, sets=_said(fields), adds=_said(points)).card.id
        _contacts(work, admin, drawn, client, drawn.random.choice((0, 1, 1, 2)))


def _name(drawn: Drawn, number: int) -> tuple[str, str]:
    """A name and the kind of client it belongs to."""
    words, kind = drawn.words, _KINDS[number % len(_KINDS)]
    if kind == "person":
        return drawn.person(), kind
    if kind == "sole_trader":
        return words.sole_trader.format(drawn.person()), kind
    return drawn.pick(words.firm).format(words.firms[number % len(words.firms)]), kind


def _responsible(drawn: Drawn) -> str:
    """Most have somebody, a few somebody who left, a few nobody."""
    logins = [login for login, _name in drawn.words.managers]
    return drawn.pick([*logins[:-1] * 3, logins[-1], ""])


def _contacts(work: Work, admin: Actor, drawn: Drawn, client: int, count: int) -> None:
    for _each in range(count):
        fields = {"job_title": drawn.pick(drawn.words.job_titles)}
        points = {"phone:mobile": drawn.phone(), "email": drawn.email("person")}
        add_contact(work, admin, drawn.person(), sets=_said(fields), adds=_said(points), links=[str(client)])


def _said(values: dict[str, str]) -> list[str]:
    return [f"{name}={value}" for name, value in values.items() if value]


def _weeks_of_work(write: Write, admin: Actor, drawn: Drawn, now: datetime, zone: tzinfo) -> None:
    """Every few days each manager gets a task; most are done, some late, some not at all."""
    logins = [login for login, _name in drawn.words.managers[:-1]]
    in_hand: list[int] = []
    for day in range(1, _DAYS, 4):
        with write(began(now) + timedelta(days=day)) as work:
            in_hand = [task for task in in_hand if not _ended(work, admin, drawn, task)]
            in_hand += [_task(work, admin, drawn, login, zone) for login in logins if drawn.chance(70)]


def _task(work: Work, admin: Actor, drawn: Drawn, login: str, zone: tzinfo) -> int:
    title, due = drawn.pick(drawn.words.tasks), drawn.pick(("+3d", "+1w", "+2w", ""))
    project = drawn.words.project if drawn.chance(50) else None
    return add_task(work, admin, NewTask(title, assignee=login, due=due or None, project=project), zone=zone)


def _ended(work: Work, admin: Actor, drawn: Drawn, task: int) -> bool:
    if drawn.chance(45):
        finish(work, admin, task)
    elif drawn.chance(5):
        cancel(work, admin, task, reason=drawn.words.no_use)
    else:
        return False
    return True
