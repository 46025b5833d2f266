"""Answers: saved, spelled as a command line, and turned into a rule."""

import shlex
from datetime import UTC
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crmctl.control.distribute import Nobody, Rule
from crmctl.control.question import Question
from crmctl.rights import Actor
from crmctl.vocabulary import Level, Priority, Role
from crmctl.wizard.handing import Handing, read_rule
from crmctl.wizard.planning import Answers, dated, plan_for
from tests.builders import Base
from tests.commands.conftest import Program, crm, env

__all__ = ["crm", "env"]
ADMIN = Actor(1, "admin", "Admin", Role.ADMIN, None)
words = st.text(alphabet="абв \"'$;-=\\", min_size=1, max_size=8).filter(str.strip)
answers = st.builds(
    Answers,
    st.builds(
        Question,
        check=st.just("contact-info"),
        need=st.lists(st.sampled_from(["phone", "phone|email", "email"]), unique=True).map(tuple),
        need_contact=st.lists(st.sampled_from(["phone", "email"]), unique=True).map(tuple),
        only=st.sampled_from([None, "clients", "contacts"]),
        level=st.sampled_from(Level),
        through_contacts=st.booleans(),
        where=st.just("") | words,
        where_contact=st.just("") | words,
    ),
    st.builds(
        Handing,
        by=st.none() | st.just("responsible"),
        among=st.lists(st.sampled_from(["anna", "bob:2"]), unique=True).map(tuple),
        group=st.none() | words,
        nobody=st.none() | st.sampled_from(["skip", "share", "anna"]),
        per_assignee=st.none() | st.integers(1, 99),
        counts=st.lists(st.sampled_from(["anna:0", "bob:12"]), unique=True).map(tuple),
        order=st.sampled_from([None, "name", "-created"]),
        project=st.none() | words,
        due=st.sampled_from([None, "+3bd", "конец месяца"]),
        control=st.sampled_from([None, "2026-04-01"]),
        controller=st.none() | st.just("bob"),
        priority=st.sampled_from(Priority),
        title=st.none() | words,
    ),
)


@given(answers)
def test_saved_answers_come_back(given_answers: Answers) -> None:
    assert Answers.from_json(given_answers.as_json()) == given_answers


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
@given(given_answers=answers)
def test_the_command_line_gives_the_same_answers(crm: Program, given_answers: Answers) -> None:
    with pytest.MonkeyPatch.context() as patch:
        caught: list[Any] = []
        patch.setattr("crmctl.commands.wizard.hand_out", lambda _crm, draft: caught.append(draft))
        program, *rest = shlex.split(given_answers.command_line())
        assert program == "crmctl"
        assert crm(*rest).code == 0
    assert caught[0].answers == given_answers
    assert caught[0].yes


def test_weights_are_fractions_and_a_group_may_have_some_of_them(base: Base) -> None:
    anna, bob = base.user("anna"), base.user("bob")
    rule = read_rule(base.reader, Handing(among=("anna:1.5", "Bob")))
    assert rule == Rule({anna.id: Fraction(3, 2), bob.id: Fraction(1)}, Nobody.SHARE)
    assert read_rule(base.reader, Handing(by="responsible")).nobody is Nobody.SKIP
    assert read_rule(base.reader, Handing(by="responsible", nobody="bob")).nobody == bob.id


def test_a_plans_dates_do_not_move_with_the_day(base: Base) -> None:
    base.client(responsible=base.user("anna"))
    said = Answers(Question(), Handing(by="responsible", due="+3bd", control="конец месяца"))
    plan = plan_for(base.reader, said, actor=ADMIN, now=base.now, today=base.today, zone=UTC)
    fixed = dated(said, plan, UTC).handing
    assert (fixed.due, fixed.control) == ("2026-03-05", "2026-03-31")
    moment = Answers(Question(), Handing(by="responsible", due="2026-03-05 15:00"))
    plan = plan_for(base.reader, moment, actor=ADMIN, now=base.now, today=base.today, zone=UTC)
    assert dated(moment, plan, UTC).handing.due == "2026-03-05T15:00:00+00:00"
