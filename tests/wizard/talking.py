"""What conversations of tests are about: a small company with holes, and the surroundings to talk about it in."""

from datetime import UTC
from typing import Any

from crmctl.commands._words import word
from crmctl.control.profiles import Profile
from crmctl.rights import Actor
from crmctl.vocabulary import Role
from crmctl.wizard.around import Around
from crmctl.wizard.conversation import Outcome, conversation
from crmctl.wizard.rewind import converse
from tests.builders import EMAIL, PHONE, Base
from tests.dialogs import Scripted

ADMIN = Actor(1, "admin", "Admin", Role.ADMIN, None)
CHECK = Profile("", "contact-info", {})


def company(base: Base) -> None:
    """Anna's three clients lack an e-mail, a contact of one a phone; bob's one lacks all; one is nobody's."""
    anna, bob = base.user("anna"), base.user("bob")
    base.contact(base.client("Ромашка", responsible=anna, phone=PHONE, city="Омск", city_key="омск"), email=EMAIL)
    base.client("Василёк", responsible=anna, phone=PHONE, city="Омск", city_key="омск")
    base.client("Астра", responsible=anna, phone=PHONE, city="Орёл", city_key="орел")
    base.client("Лютик", responsible=bob)
    base.client("Ничей", phone=PHONE)


def around_of(base: Base, actor: Actor = ADMIN) -> Around:
    return Around(base.reader, actor=actor, now=base.now, today=base.today, zone=UTC, word=word, records=3)


def talked(around: Around, script: Scripted, start: Profile | None = CHECK, file: str = "", **given: Any) -> Outcome:
    outcome = converse(lambda ask: conversation(ask, around, start, given, file=file), script)
    assert not script.todo, script.todo
    return outcome
