"""What tests of conversations share."""

from collections.abc import Iterator

import pytest

from crmctl.rights import Actor
from crmctl.wizard.around import Around
from tests.builders import Base
from tests.wizard import talking
from tests.wizard.working import Seat, company


@pytest.fixture
def bob(base: Base) -> Actor:
    return base.user("bob")


@pytest.fixture
def task(base: Base, bob: Actor) -> int:
    return company(base, bob)


@pytest.fixture
def seat(base: Base, bob: Actor, task: int) -> Iterator[Seat]:
    taken = Seat(base, bob, task)
    yield taken
    taken.close()


@pytest.fixture
def holes(base: Base) -> Base:
    talking.company(base)
    return base


@pytest.fixture
def around(holes: Base) -> Around:
    return talking.around_of(holes)
