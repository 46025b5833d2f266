"""What people read where a program reads `phone|email:work`."""

import pytest

from crmctl.books.kinds import edit_kind
from crmctl.checks.wording import Wording, wording
from crmctl.rights import Actor
from crmctl.vocabulary import Role
from tests.builders import Base

ADMIN = Actor(1, "admin", "Admin", Role.ADMIN, None)
SAID = Wording({"email:work": "Work e-mail", "phone:mobile": "Mobile phone"})


@pytest.mark.parametrize(
    ("requirement", "within", "alone"),
    [
        ("email", "e-mail", "E-mail"),
        ("phone|email", "phone or e-mail", "Phone or e-mail"),
        ("phone:mobile", "Mobile phone", "Mobile phone"),
        ("fax|email:work", "fax or Work e-mail", "Fax or Work e-mail"),
        ("own:thing", "own:thing", "Own:thing"),
        ("", "", ""),
    ],
)
def test_a_requirement_is_said_within_a_sentence_and_alone(requirement: str, within: str, alone: str) -> None:
    assert (SAID(requirement), SAID.title(requirement)) == (within, alone)


def test_a_kind_goes_by_what_the_company_calls_it(base: Base) -> None:
    with base.write("kinds edit") as work:
        edit_kind(work, ADMIN, "phone:mobile", label="Сотовый")
    assert wording(base.reader)("phone:mobile|email") == "Сотовый or e-mail"
