"""What the conversation shows before it ends."""

from typing import cast

import pytest

from crmctl.commands._conversation_views import Views
from crmctl.context import Context
from crmctl.ui.view import Card
from crmctl.wizard.conversation import LastLook
from tests.builders import Base
from tests.dialogs import ON, Scripted
from tests.wizard import talking
from tests.wizard.test_conversation import ALL, MADE, TERMS, WHAT


@pytest.mark.parametrize(("said", "shown"), [("skip", None), ("share", "shared among the others"), ("bob", "bob")])
def test_the_last_look_says_what_becomes_of_nobodys_clients(base: Base, said: str, shown: str | None) -> None:
    talking.company(base)
    around = talking.around_of(base)
    script = Scripted(*WHAT, *ALL, ON, "responsible", said, "go", *TERMS, *MADE)
    talking.talked(around, script)
    (look,) = (one for one in script.shown if isinstance(one, LastLook))
    card = cast("Card", Views(cast("Context", base), around)(look)[0])
    assert {field.key: field.value for field in card.fields}.get("nobody") == shown
