"""Every closed list, table and count has its word, and what is left without a name is told so."""

from enum import StrEnum

import pytest

from crmctl import vocabulary
from crmctl.commands._words import counts_words, reason_word, shown_name, table_word, word
from crmctl.store.queries.runs import ENTITIES
from tests.builders import Base
from tests.commands.conftest import Program

RAW = (vocabulary.RecordType.INTERACTION, *vocabulary.ValueState, *vocabulary.Level)
"""Words no screen shows, or shows as people type them."""
LISTS = [one for one in vars(vocabulary).values() if isinstance(one, type) and issubclass(one, StrEnum)]


@pytest.mark.parametrize("value", [one for words in LISTS if words is not StrEnum for one in words if one not in RAW])
def test_every_word_of_a_closed_list_can_be_shown(value: StrEnum) -> None:
    assert word(value)


def test_every_table_is_called_something() -> None:
    assert all(table_word(name) for name in ENTITIES)


def test_counts_are_told_without_zeros_and_marks_of_the_program() -> None:
    summary = {"what": "clients", "source": "", "read": 1000, "created": 999, "updated": 0, "rejected": 1}
    assert counts_words(summary) == "read 1000, made 999, rejected 1"


def test_a_reason_of_the_company_stands_for_itself() -> None:
    assert (reason_word("gone"), reason_word("moved away")) == ("no longer there", "moved away")


def test_a_contact_without_a_name_is_said_to_have_none(crm: Program, base: Base) -> None:
    client = base.client("Ромашка")
    contact = base.contact(client, last_name="")
    assert shown_name("") == "(no name)"
    for line in (["contacts", "list"], ["contacts", "show", str(contact)], ["clients", "show", str(client)]):
        assert "(no name)" in crm(*line).out
    assert "(no name) (Ромашка)" in crm("wizard", "contact-info", "--by", "responsible", "--dry-run").out
    assert crm.json("contacts", "show", str(contact))["name"] == ""


def test_history_calls_fields_values_and_links_by_their_words(crm: Program, base: Base) -> None:
    client = str(base.client("Ромашка", phone="+7 926 125-04-05"))
    base.contact(int(client), last_name="Иванов")
    crm("clients", "edit", client, "--set", "kind=person", "--set", "city=Омск")
    crm("clients", "archive", client, "--reason", "duplicate")
    out = crm("clients", "history", client).out
    for told in ("new card", "contact 1", "linked", "private person", "reason for archiving", "by hand"):
        assert told in out
    assert {"created", "contact 1"} <= {line["field"] for line in crm.json("clients", "history", client)}
