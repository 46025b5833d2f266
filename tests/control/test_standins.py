"""Who is away gets nothing: his deputy takes exactly his share, or the others have it."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmctl.cleaning.workcalendar import WorkCalendar
from crmctl.control.distribute import Nobody, Rule, Unit, deal
from crmctl.control.nobodys import Why, nobodys_lines, skipped_lines
from crmctl.control.standins import with_deputies
from crmctl.errors import UsageError
from crmctl.store.models import Absence
from tests.builders import Base
from tests.control.conftest import ADMIN, Control, among

MONDAY = date(2026, 3, 16)
CALENDAR = WorkCalendar("??")
"""Monday to Friday."""


@pytest.fixture
def people(base: Base) -> dict[str, int]:
    return {login: base.user(login).id for login in ("ann", "bob", "cid")}


def away(base: Base, person: int, first: int, last: int, deputy: int | None = None) -> None:
    """So many days after Monday."""
    days = MONDAY + timedelta(days=first), MONDAY + timedelta(days=last)
    with base.write() as work:
        work.add(Absence(run_id=0, user_id=person, first_day=days[0], last_day=days[1], deputy_id=deputy))


def found(base: Base, due: int | None = None, rule: Rule | None = None) -> dict[int, int | None]:
    day = None if due is None else MONDAY + timedelta(days=due)
    return dict(with_deputies(base.reader, rule or Rule(), today=MONDAY, due=day, calendar=CALENDAR).away)


@pytest.mark.parametrize(
    ("days", "due", "is_away"),
    [
        ((0, 0), None, True),
        ((0, 0), 4, True),
        ((-3, 2), 30, True),
        ((1, 4), 4, True),
        ((1, 4), 6, True),
        ((1, 4), 7, False),
        ((2, 4), 4, False),
        ((1, 1), None, False),
        ((-3, -1), None, False),
        ((5, 6), 6, False),
    ],
)
def test_away_is_who_is_not_there_today_or_on_no_working_day_up_to_the_due(
    base: Base, people: dict[str, int], days: tuple[int, int], due: int | None, is_away: bool
) -> None:
    away(base, people["ann"], *days)
    assert (people["ann"] in found(base, due)) == is_away


def test_two_absences_that_meet_are_one(base: Base, people: dict[str, int]) -> None:
    away(base, people["ann"], 1, 2)
    away(base, people["ann"], 3, 4)
    assert found(base, 4) == {people["ann"]: None}


def test_a_deputy_who_is_away_has_a_deputy(base: Base, people: dict[str, int]) -> None:
    ann, bob, cid = people.values()
    away(base, ann, 0, 0, bob)
    away(base, bob, 0, 0, cid)
    assert found(base) == {ann: cid, bob: cid}


def test_deputies_in_a_circle_are_none(base: Base, people: dict[str, int]) -> None:
    ann, bob, _cid = people.values()
    away(base, ann, 0, 0, bob)
    away(base, bob, 0, 0, ann)
    assert found(base) == {ann: None, bob: None}


def test_a_deputy_who_left_is_none(base: Base, people: dict[str, int]) -> None:
    away(base, people["ann"], 0, 0, people["bob"])
    with base.write() as work:
        work.execute("UPDATE app_user SET active = FALSE WHERE id = :id", {"id": people["bob"]})
    assert found(base) == {people["ann"]: None}


def test_where_all_are_away_somebody_else_has_to_be_named(base: Base, people: dict[str, int]) -> None:
    away(base, people["ann"], 0, 0)
    with pytest.raises(UsageError):
        found(base, rule=Rule({people["ann"]: Fraction(1)}))


def test_the_clients_of_somebody_away_are_a_line_of_their_own(control: Control) -> None:
    base = control.base
    ann, bob = base.user("ann"), base.user("bob")
    for person in (ann, ann, bob):
        base.client(responsible=person)
    plan = control.plan("phone", rule=Rule(away={ann.id: None}))
    lines = nobodys_lines(base.reader, ADMIN, plan.nobodys, {ann.id: "ann"})
    assert [(line.why, line.who, line.portion) for line in lines] == [(Why.AWAY, "ann", (2, 2))]
    stood_in = control.plan("phone", rule=Rule(away={ann.id: bob.id}))
    assert {person: len(bundles) for person, bundles in stood_in.shares.items()} == {bob.id: 3}
    assert len(control.issue(stood_in).tasks) == 1


def test_who_shares_and_is_away_is_said_to_get_nothing(control: Control) -> None:
    base = control.base
    ann, bob = base.user("ann"), base.user("bob")
    base.client()
    plan = control.plan("phone", rule=among(ann, bob, away={ann.id: None}))
    assert list(plan.shares) == [bob.id]
    assert [(line.why, line.who) for line in skipped_lines(plan, {ann.id: "ann", bob.id: "bob"})] == [
        (Why.SKIPPED, "ann")
    ]


shares = st.dictionaries(st.integers(1, 5), st.fractions(Fraction(1, 10), 10), min_size=1)


@given(
    units=st.lists(st.builds(Unit, st.integers(1, 10**6), st.none() | st.integers(1, 5), st.integers(1, 5))),
    weights=st.none() | shares,
    nobody=st.sampled_from(Nobody),
    away=st.dictionaries(st.integers(1, 5), st.none() | st.integers(6, 8)),
)
def test_a_deputy_gets_exactly_that_share_and_nothing_is_lost(
    units: list[Unit], weights: dict[int, Fraction] | None, nobody: Nobody, away: dict[int, int | None]
) -> None:
    dealt = deal(units, Rule(weights, nobody, away=away))
    places = [*(at for mine in dealt.given.values() for at in mine), *dealt.nobody, *dealt.left]
    assert sorted(places) == list(range(len(units)))
    assert not away.keys() & dealt.given.keys()
    without = deal(units, Rule(weights, nobody, away={one: None for one, deputy in away.items() if deputy is None}))
    expected: dict[int, list[int]] = {}
    for person, mine in without.given.items():
        expected.setdefault(away.get(person) or person, []).extend(mine)
    assert {one: sorted(mine) for one, mine in dealt.given.items()} == {
        one: sorted(mine) for one, mine in expected.items()
    }
