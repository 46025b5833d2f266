import pytest

from crmctl.filters.fields import FIELDS, Filtered, by_name, describe, find
from crmctl.store.models import cards, tasks
from crmctl.vocabulary import RecordType
from tests.filters.conftest import Base, refusal

CLIENT = RecordType.CLIENT


@pytest.mark.parametrize(
    ("text", "position", "hint"),
    [
        ("сity = Омск", 0, "city"),
        ("phone is empty and segmnet = A", 19, "segment"),
        ("status_of_work = A", 0, "work_status"),
        ("responsible > ivanov", 12, "not in"),
        ("kind like c%", 5, "not in"),
        ("kind = compny", 7, "company"),
        ("kind in (person, qqq)", 17, "sole_trader"),
        ("id = 1e5", 5, ""),
        ("id = 99999999999999999999", 5, ""),
        ("name = '  '", 7, "is empty"),
        ("responsible = group:", 14, "is empty"),
        ("phone < 5", 6, "is filled"),
        ("sex = m", 0, "city"),
    ],
)
def test_an_error_of_meaning_points_at_the_word_and_helps(text: str, position: int, hint: str) -> None:
    error = refusal(text)
    assert error.position == position
    assert hint in error.hint


@pytest.mark.parametrize("record", list(FIELDS))
def test_every_field_runs_and_stands_in_the_schema(base: Base, record: Filtered) -> None:
    columns = {
        "c": set(cards.Client.model_fields),
        "p": set(cards.Contact.model_fields),
        "t": set(tasks.Task.model_fields),
    }
    for code, caption, kind in describe(record):
        field = find(record, code)
        assert field is not None
        base.found(f"{code} is empty" if kind != "yes/no" else f"{code} = yes", record)
        alias, column = field.sql.split(" = ")[-1].split(".")
        assert column in columns[alias]
        assert caption


@pytest.mark.parametrize("record", list(FIELDS))
def test_no_two_fields_share_a_name(record: Filtered) -> None:
    names = [name for field in FIELDS[record] for name in (field.code, *field.spellings)]
    assert len(names) == len(set(names))
    assert all(find(record, name) for name in (*names, *by_name(record)))


def test_a_name_may_be_written_with_spaces_hyphens_or_capitals() -> None:
    assert find(CLIENT, "Work Status") is find(CLIENT, "work-status") is find(CLIENT, "Статус работы")
