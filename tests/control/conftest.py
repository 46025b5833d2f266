"""What tests of control share."""

from datetime import UTC
from fractions import Fraction
from typing import Any

import pytest

from crmctl.cleaning.values import Cleaner
from crmctl.control.distribute import Nobody, Rule
from crmctl.control.issue import Issued, issue
from crmctl.control.plan import ControlPlan, TaskTerms, make_plan
from crmctl.control.question import Look, Question, look
from crmctl.rights import Actor
from crmctl.store.points import clear, replace
from crmctl.store.queries import kinds
from crmctl.vocabulary import PointType, RecordType, Role
from tests.builders import Base

ADMIN = Actor(1, "admin", "Admin", Role.ADMIN, None)
TERMS = TaskTerms("Контакты")


class Control:
    """Looks, plans and hands out over one base, as admin unless somebody else is named."""

    def __init__(self, base: Base) -> None:
        self.base = base

    def look(self, *needs: str, actor: Actor = ADMIN, **options: Any) -> Look:
        question = Question(need=needs, **options)
        base = self.base
        return look(base.reader, question, actor=actor, now=base.now, today=base.today, zone=UTC)

    def plan(self, *needs: str, rule: Rule | None = None, order: str = "", **options: Any) -> ControlPlan:
        return make_plan(self.base.reader, self.look(*needs, **options), rule or Rule(), TERMS, order=order)

    def issue(self, plan: ControlPlan, actor: Actor = ADMIN) -> Issued:
        with self.base.write("wizard") as work:
            return issue(work, plan, actor)

    def hand_out(self, *needs: str, rule: Rule | None = None, **options: Any) -> Issued:
        return self.issue(self.plan(*needs, rule=rule, **options))


@pytest.fixture
def control(base: Base) -> Control:
    return Control(base)


def among(*people: Actor, nobody: Nobody | int = Nobody.SHARE, **more: Any) -> Rule:
    return Rule({person.id: Fraction(1) for person in people}, nobody, **more)


def set_phone(base: Base, client: int, text: str) -> None:
    with base.write() as work:
        phones = [kind for kind in work.reader.all(kinds.ALL) if kind.type is PointType.PHONE]
        if text:
            replace(work, RecordType.CLIENT, client, phones[0], Cleaner().points(PointType.PHONE, text))
        else:
            clear(work, RecordType.CLIENT, client, phones)
