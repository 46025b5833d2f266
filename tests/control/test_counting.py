"""Counting in parts: the same numbers, over one state of the base."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmctl.control.counting import count, totals
from crmctl.store import parts
from crmctl.store.parts import Part, in_parts
from crmctl.store.queries.control import NEWEST
from crmctl.vocabulary import RecordType
from tests.builders import EMAIL, PHONE, Base
from tests.checks.asking import company
from tests.control.conftest import Control


@pytest.fixture
def in_three(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every table is cut into three parts, however small."""
    monkeypatch.setattr(parts, "WORTH_IT", 2)
    monkeypatch.setattr("os.cpu_count", lambda: 3)


def fill(base: Base, phones: list[str]) -> None:
    people = [None, base.user("anna"), base.user("gone", active=False)]
    for number, phone in enumerate(phones):
        client = base.client(f"Клиент {number}", responsible=people[number % 3], phone=phone)
        base.contact(client, phone=phones[-number], email=EMAIL)
    base.contact(phone="нет")


@settings(max_examples=10, deadline=None)
@given(phones=st.lists(st.sampled_from([PHONE, "нет", "12", ""]), min_size=4, max_size=7))
def test_counted_in_parts_or_at_once_the_numbers_are_the_same(founded: Path, phones: list[str]) -> None:
    with company(founded) as base, pytest.MonkeyPatch.context() as patch:
        fill(base, phones)
        control = Control(base)
        questions: list[dict[str, Any]] = [
            {}, {"only": "contacts"}, {"only": "clients"}, {"where": 'name != "Клиент 1"'}
        ]  # fmt: skip
        for options in questions:
            look = control.look("phone", "email", **options)
            whole = count(base.reader, look), totals(base.reader, look)
            patch.setattr(parts, "WORTH_IT", 2)
            patch.setattr("os.cpu_count", lambda: 3)
            assert (count(base.reader, look), totals(base.reader, look)) == whole
            patch.undo()


def test_the_short_answer_is_part_of_the_long_one(control: Control) -> None:
    fill(control.base, [PHONE, "нет", "12", ""])
    look = control.look("phone", "email", "phone|email")
    long, short = count(control.base.reader, look), totals(control.base.reader, look)
    assert short.in_scope == long.in_scope
    for record, by_need in long.by_record.items():
        assert short.lacking[record] == {need: states.total for need, states in by_need.items()}


@pytest.mark.usefixtures("in_three")
def test_parts_have_every_id_once(base: Base) -> None:
    fill(base, [PHONE] * 7)
    ranges = in_parts(base.reader, RecordType.CLIENT, lambda _reader, part: part)
    assert len(ranges) == 3
    for one in range(-1, 20):
        assert (
            sum((part.low is None or one > part.low) and (part.high is None or one <= part.high) for part in ranges)
            == 1
        )


def test_a_part_of_another_state_has_no_answer(base: Base) -> None:
    head = base.reader.one(NEWEST).number
    base.client()
    assert parts._ask_other(base.db, head, lambda _reader, part: part, Part()) is None
    assert parts._ask_other(base.db, head + 1, lambda _reader, part: part, Part()) == Part()


@pytest.mark.usefixtures("in_three")
def test_when_a_part_has_no_answer_all_is_asked_at_once(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(base, [PHONE] * 7)
    monkeypatch.setattr(parts, "_ask_other", lambda *_: None)
    assert in_parts(base.reader, RecordType.CLIENT, lambda _reader, part: part) == [Part()]


@pytest.mark.usefixtures("in_three")
def test_a_base_that_is_being_written_is_asked_on_one_connection(base: Base) -> None:
    fill(base, [PHONE] * 7)
    with base.write() as work:
        assert in_parts(work.reader, RecordType.CLIENT, lambda _reader, part: part) == [Part()]
