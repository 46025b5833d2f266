"""A change of a card in one sentence."""

from types import SimpleNamespace
from typing import Any

import pytest

from crmctl.cards.history import HistoryLine
from crmctl.commands._history_views import change_words
from crmctl.vocabulary import RecordType, Source
from tests.builders import NOW

CRM: Any = SimpleNamespace(screen=SimpleNamespace(unicode=True), moment=lambda at: f"{at:%d.%m}")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [(None, "linked", "now a contact"), ("linked", None, "no longer a contact"), ("a", "b", "a → b")],
)
def test_a_link_that_comes_or_goes_is_said_without_what_was_there_before(
    old: str | None, new: str | None, said: str
) -> None:
    line = HistoryLine(NOW, "anna", 7, Source.MANUAL, "contact 21", old, new)
    assert change_words(CRM, RecordType.CLIENT, line, {}) == f"{NOW:%d.%m} anna: contact 21: {said}"
