"""Filters built by picking: each condition is the text somebody could have typed."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmctl.books.groups import add_group
from crmctl.filters.language import parse
from crmctl.filters.tree import Op, to_text
from crmctl.vocabulary import RecordType
from crmctl.wizard.around import Around, Matching
from crmctl.wizard.conditions import pick_condition
from crmctl.wizard.filtering import AND, OR, Joined, parts_of, which_clients, which_contacts, whole
from crmctl.wizard.planning import Answers
from crmctl.wizard.rewind import converse
from tests.builders import Base
from tests.dialogs import Scripted
from tests.filters.trees import comparison, trees
from tests.wizard.talking import ADMIN, around_of

CLIENT, CONTACT = RecordType.CLIENT, RecordType.CONTACT


@pytest.mark.parametrize(
    ("record", "answers", "text"),
    [
        (CLIENT, ["city", "is", ["Омск"]], "city = Омск"),
        (CLIENT, ["city", "is", ["Омск", "Орёл"]], "city in (Омск, Орёл)"),
        (CLIENT, ["city", "is not", ["Омск", "Орёл"]], "city not in (Омск, Орёл)"),
        (CLIENT, ["city", "is", ["another value …"], "Нижний Новгород"], 'city = "Нижний Новгород"'),
        (CLIENT, ["city", "is", ["Омск", "another value …"], "Тверь"], "city in (Омск, Тверь)"),
        (CLIENT, ["city", "contains", "мск"], "city contains мск"),
        (CLIENT, ["city", "is empty"], "city is empty"),
        (CLIENT, ["phone", "is filled"], "phone is filled"),
        (CLIENT, ["phone", "contains", "926"], "phone contains 926"),
        (CLIENT, ["kind", "is", ["company"]], "kind = company"),
        (CLIENT, ["kind", "is", ["sole trader", "private person"]], "kind in (person, sole_trader)"),
        (CLIENT, ["responsible", "is", ["anna", "bob"]], "responsible in (anna, bob)"),
        (CLIENT, ["responsible", "is", ["group Продажи"]], "responsible = group:Продажи"),
        (CLIENT, ["created", "before", "today-30d"], "created < today-30d"),
        (CLIENT, ["created", "not earlier than", "2026-03-01"], "created >= 2026-03-01"),
        (CLIENT, ["number", "at most", "3"], "id <= 3"),
        (CLIENT, ["name", "is", 'ООО "Ромашка"'], 'name = "ООО ""Ромашка"""'),
        (CONTACT, ["key person", "is", ["yes"]], "key_person = yes"),
        (CONTACT, ["sex", "is", ["female"]], "sex = f"),
        (CONTACT, ["job title", "is empty"], "job_title is empty"),
    ],
)
def test_a_condition_is_picked(holes: Base, record: RecordType, answers: list[Any], text: str) -> None:
    with holes.write() as work:
        add_group(work, ADMIN, "Продажи", ["anna"])
    around, script = around_of(holes), Scripted(*answers)
    picked = converse(lambda ask: pick_condition(ask, around, record), script)
    assert to_text(picked) == text
    around.read_filter(text, record)
    assert not script.todo


def test_values_come_most_frequent_first_as_they_were_written(around: Around) -> None:
    script = Scripted("city", "is", ["Омск"])
    converse(lambda ask: pick_condition(ask, around, CLIENT), script)
    assert [(one.label, one.note) for one in script.asked[-1].choices] == [
        ("Омск", "2 clients"),
        ("Орёл", "1 client"),
        ("another value …", ""),
    ]


def test_archived_clients_offer_no_values(holes: Base) -> None:
    holes.client("Архив", city="Тверь", city_key="тверь", archived_at=holes.now, archive_reason="gone")
    script = Scripted("city", "is", ["Омск"])
    converse(lambda ask: pick_condition(ask, around_of(holes), CLIENT), script)
    assert "Тверь" not in [one.label for one in script.asked[-1].choices]


@pytest.mark.parametrize(
    ("field", "op", "wrong"), [("created", "before", "когда-то"), ("number", "at least", "x"), ("name", "is", " ")]
)
def test_a_value_that_cannot_be_is_refused_where_it_is_typed(around: Around, field: str, op: str, wrong: str) -> None:
    with pytest.raises(AssertionError, match=r"Expected|blank"):
        converse(lambda ask: pick_condition(ask, around, CLIENT), Scripted(field, op, wrong))


def answered(around: Around, *answers: Any, where: str = "") -> tuple[str, list[tuple[str, int]]]:
    """The filter that comes out, and what was counted on the way."""
    script = Scripted(*answers)
    start = Answers.from_json({"where": where})
    found = converse(lambda ask: which_clients(ask, around, start, ()), script)
    assert not script.todo
    counted = [(one.text, one.matching) for one in script.shown if isinstance(one, Matching)]
    return found.question.where, counted


def test_after_each_step_the_matching_are_counted(around: Around) -> None:
    said = ["and", "city", "is", ["Омск"], "or", "name", "contains", "тик", "and", "number", "more than", "1", "go"]
    assert answered(around, *said) == (
        "(city = Омск or name contains тик) and id > 1",
        [
            ("", 5),
            ("city = Омск", 2),
            ("city = Омск or name contains тик", 3),
            ("(city = Омск or name contains тик) and id > 1", 2),
        ],
    )


def test_the_last_condition_is_taken_away(around: Around) -> None:
    said = ["and", "city", "is", ["Омск"], "and", "number", "more than", "1", "drop", "drop", "go"]
    where, counted = answered(around, *said)
    assert where == ""
    assert [matching for _text, matching in counted] == [5, 2, 1, 2, 5]


def test_a_filter_is_typed_and_then_built_on(around: Around) -> None:
    where, counted = answered(around, "text", "город = Омск или имя содержит x", "and", "phone", "is filled", "go")
    assert where == "(город = Омск or имя contains x) and phone is filled"
    assert counted[-1][1] == 2


def test_a_typed_filter_that_cannot_be_read_is_refused_with_the_place(around: Around) -> None:
    with pytest.raises(AssertionError, match=r"\^"):
        answered(around, "text", "city = ")


def test_a_filter_given_before_is_where_one_starts(around: Around) -> None:
    assert answered(around, "or", "city", "is", ["Орёл"], "go", where="city = Омск")[0] == "city = Омск or city = Орёл"


def test_a_filter_of_contacts_is_within_that_of_clients(around: Around) -> None:
    start = Answers.from_json({"where": "name = Василёк"})
    script = Scripted()
    found = converse(lambda ask: which_contacts(ask, around, start, ()), script)
    assert (found, script.asked) == (start, []), "where no contact is left, there is nothing to ask"


comparisons = st.builds(comparison, st.sampled_from(["city", "name"]), st.sampled_from([Op.EQ, Op.IN, Op.EMPTY]),
                        st.lists(st.sampled_from(["Омск", "два слова", "or"]), min_size=1, max_size=2))  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from([AND, OR]), trees(comparisons)), min_size=1, max_size=5))
def test_conditions_joined_one_by_one_read_back_as_they_were_meant(parts: Any) -> None:
    text = whole([Joined(how, tree) for how, tree in parts])
    assert to_text(parse(text)) == text
    assert whole(parts_of(text)) == text
