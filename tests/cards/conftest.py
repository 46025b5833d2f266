"""What tests of cards share."""

import pytest

from crmctl.rights import Actor
from crmctl.vocabulary import Role
from tests.builders import Base


@pytest.fixture
def admin() -> Actor:
    return Actor(1, "admin", "Admin", Role.ADMIN, None)


@pytest.fixture
def bob(base: Base) -> Actor:
    return base.user("bob")
