"""Good values of a file that are not those here are told of, in one line."""

from collections.abc import Mapping
from typing import Any

import pytest

from crmctl.importing.options import OnMatch
from tests.builders import Base
from tests.importing.loads import load

FIRST = {
    "id": "1",
    "name": "Ромашка",
    "city": "Омск",
    "inn": "7707083893",
    "phone": "+7 926 125-04-05",
    "email": "a@romashka.ru",
    "manager": "anna",
}
HINT = "--on-match update takes the file's, over edits made here, too"


def said(base: Base, *cards: Mapping[str, Any], **options: Any) -> list[str]:
    return load(base, "clients", cards, **options).warnings


@pytest.fixture
def filled(base: Base) -> Base:
    for login in ("anna", "boris"):
        base.user(login)
    load(base, "clients", [FIRST, FIRST | {"id": "2"}])
    return base


@pytest.mark.parametrize(
    "other",
    [
        {"city": "Тула"},
        {"name": "Лютик"},
        {"inn": "500100732259"},
        {"phone": "8 926 125-04-06"},
        {"email": "b@romashka.ru"},
        {"manager": "boris"},
    ],
)
def test_a_good_value_that_is_not_the_good_one_here_is_told_of(filled: Base, other: dict[str, str]) -> None:
    line = f"1 value of 1 card differs from what is here and was left alone; {HINT}"
    for _night in range(2):
        assert said(filled, FIRST | other, FIRST | {"id": "2"}) == [line]
    assert said(filled, FIRST | other, dry_run=True) == [line]


def test_all_are_one_line(filled: Base) -> None:
    other = FIRST | {"city": "Тула", "email": "b@romashka.ru; c@romashka.ru"}
    line = f"4 values of 2 cards differ from what is here and were left alone; {HINT}"
    assert said(filled, other, FIRST | {"id": "2", "inn": "500100732259"}) == [line]


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"city": "ОМСК"},
        {"name": "ромашка"},
        {"phone": "8 (926) 125 04 05"},
        {"email": "A@Romashka.ru"},
        {"city": "", "phone": "", "inn": "", "manager": ""},
        {"city": "нет", "phone": "-", "email": "нет", "inn": "0000000000"},
        {"phone": "12", "inn": "12"},
    ],
)
def test_another_form_or_what_is_not_good_is_no_difference(filled: Base, other: dict[str, str]) -> None:
    assert said(filled, FIRST | other) == []


def test_what_the_file_fills_is_none(filled: Base) -> None:
    load(filled, "clients", [{"id": "3", "name": "Лютик", "phone": "нет"}])
    assert said(filled, FIRST | {"id": "3", "name": "Лютик"}) == []


@pytest.mark.parametrize("mode", [OnMatch.SKIP, OnMatch.UPDATE, OnMatch.MIRROR])
def test_the_other_ways_say_what_they_do_in_their_own_words(filled: Base, mode: OnMatch) -> None:
    assert said(filled, FIRST | {"city": "Тула", "phone": "8 926 125-04-06"}, on_match=mode) == []


def test_what_was_edited_here_is_told_of_once_the_file_says_something_new(filled: Base) -> None:
    with filled.write("edit") as work:
        work.execute("UPDATE client SET city = 'Тула', city_key = 'тула' WHERE id = 1")
        work.execute(
            "UPDATE contact_point SET value = 'c@r.ru', normalized = 'c@r.ru' WHERE client_id = 1 AND kind_id = 6"
        )
    assert said(filled, FIRST) == []
    load(filled, "clients", [{"id": "4", "name": "Лютик"}])
    assert said(filled, FIRST) == []
    assert said(filled, FIRST | {"city": "Пермь"})[0].startswith("1 value of 1 card differs")
    assert said(filled, FIRST | {"email": "d@romashka.ru"})[0].startswith("1 value of 1 card differs")


def test_archived_cards_are_let_rest(filled: Base) -> None:
    with filled.write("edit") as work:
        work.execute("UPDATE client SET archived_at = '2026-03-01 00:00:00.000000', archive_reason = 'x' WHERE id = 1")
    assert said(filled, FIRST | {"city": "Пермь"}) == []


def test_a_contact_of_another_client_is_told_of(filled: Base) -> None:
    person = {"id": "7", "full_name": "Петров Пётр Петрович", "client_id": "1", "job_title": "директор"}
    load(filled, "contacts", [person])
    assert load(filled, "contacts", [person]).warnings == []
    (line,) = load(filled, "contacts", [person | {"client_id": "2"}]).warnings
    assert line.startswith("1 value of 1 card differs")
