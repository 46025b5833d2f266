"""What people changed since a run: told once for each card and field, and taken back by the master system."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmctl.exporting.timeline import AT_THE_RUN, Became, Moment, became
from crmctl.store.queries.changes import Author
from crmctl.vocabulary import Source
from tests.builders import NOW, Base
from tests.commands.conftest import Program
from tests.exporting.companies import fresh

CLIENTS = """Код;Наименование;Телефон;Эл. почта;Город;Ответственный
К-1;Ромашка;нет;info@romashka.example.com;Омск;admin
К-2;Лютик;+7 926 125-04-05;;Томск;
К-3;Роза;;;Тверь;
"""
CONTACTS = """Код;Код клиента;Фамилия;Имя;Телефон;Должность
7;К-1;Петров;Пётр;;директор
8;К-2;Сидоров;Иван;000;
"""


def authors(*runs: tuple[str, Source]) -> dict[int, Author]:
    return {at: Author(at, NOW, "ann", kind, source) for at, (kind, source) in enumerate(runs, 1)}


EDIT, IMPORT, UNDO = ("edit", Source.MANUAL), ("import", Source.IMPORT), ("undo", Source.MANUAL)


@pytest.mark.parametrize(
    ("story", "told"),
    [
        ([], None),
        ([(EDIT, "b")], ("a", "b", 1)),
        ([(EDIT, "b"), (EDIT, "c")], ("a", "c", 2)),
        ([(EDIT, "b"), (EDIT, "a")], None),
        ([(EDIT, "b"), (UNDO, "a")], None),
        ([(EDIT, "b"), (EDIT, "c"), (UNDO, "b")], ("a", "b", 1)),
        ([(EDIT, "b"), (UNDO, "a"), (UNDO, "b")], ("a", "b", 1)),
        ([(UNDO, "z")], ("a", "z", 1)),
        ([(IMPORT, "b")], None),
        ([(EDIT, "b"), (IMPORT, "c")], None),
        ([(IMPORT, "b"), (EDIT, "c")], ("b", "c", 2)),
        ([(IMPORT, "b"), (EDIT, "b2"), (UNDO, "b")], None),
        ([(IMPORT, "b"), (UNDO, "a"), (EDIT, "b")], ("a", "b", 3)),
        ([(EDIT, "b"), (IMPORT, "c"), (UNDO, "b")], ("a", "b", 1)),
    ],
)
def test_a_value_is_whoever_wrote_it_last(story: list[Any], told: tuple[str, str, int] | None) -> None:
    moments = [Moment(AT_THE_RUN, "a"), *(Moment(at, value) for at, (_kind, value) in enumerate(story, 1))]
    found = became(moments, authors(*(kind for kind, _value in story)))
    assert (found if found.author else None) == (Became(*told) if told else None)


@given(st.lists(st.tuples(st.sampled_from([EDIT, IMPORT]), st.sampled_from("abc")), max_size=6))
def test_what_is_told_differs_from_what_the_source_knows(story: list[Any]) -> None:
    moments = [Moment(AT_THE_RUN, "a"), *(Moment(at, value) for at, (_kind, value) in enumerate(story, 1))]
    found = became(moments, authors(*(kind for kind, _value in story)))
    imported = [value for kind, value in story if kind == IMPORT]
    assert found.known == (imported[-1] if imported else "a")
    assert found.value == moments[-1].value
    assert (found.author is None) == (found.value == found.known)


@pytest.fixture
def master(crm: Program, tmp_path: Path) -> dict[str, str]:
    """A base that was imported from a master system as runs 2 and 3."""
    files = {"clients": CLIENTS, "contacts": CONTACTS}
    for what, text in files.items():
        (tmp_path / f"{what}.csv").write_text(text, encoding="utf-8")
        assert crm("import", what, str(tmp_path / f"{what}.csv"), "--source", "1c").code == 0
    return {what: str(tmp_path / f"{what}.csv") for what in files}


def last_run(crm: Program) -> int:
    return int(crm.json("runs", "list", "--limit", "1")[0]["run"])


def listed(crm: Program, since: int, *args: str) -> list[tuple[str, ...]]:
    """Id, caption, old and new value of each line."""
    said = crm("export", "changes", "--since", str(since), "--for", "1c", *args)
    assert said.code == 0, said.err
    assert said.out.startswith("\ufeff")
    header, *rows = csv.reader(io.StringIO(said.out.removeprefix("\ufeff"), newline=""), delimiter=";")
    return [tuple(row[header.index(name)] for name in ("Код", "Реквизит", "Было", "Стало")) for row in rows]


def test_the_story(crm: Program, base: Base, founded: Path, tmp_path: Path, master: dict[str, str]) -> None:
    since = last_run(crm)
    assert listed(crm, since) == []
    crm("wizard", "contact-info", "--need", "phone", "--among", "admin", "--yes")
    crm("tasks", "row", "1.1", "--set", "phone=+7 926 125-04-07")
    crm("clients", "edit", "2", "--set", "city=Кемерово", "--add", "phone=+7 926 125-04-08", "--set", "kind=person")
    crm("clients", "edit", "2", "--set", "city=Омск")
    crm("clients", "edit", "3", "--set", "segment=A", "--set", "email=rosa@example.org")
    crm("undo", str(last_run(crm)), "--yes")
    crm("clients", "edit", "3", "--set", "comment==1+1")
    crm("clients", "edit", "1", "--clear", "responsible")
    crm("contacts", "edit", "2", "--set", "phone=+7 926 125-04-09", "--set", "key_person=yes", "--set", "sex=m")
    told = listed(crm, since)
    assert told == [
        ("К-1", "Ответственный", "admin", ""),
        ("К-1", "Телефон", "нет", "+7 926 125-04-07"),
        ("К-2", "Город", "Томск", "Омск"),
        ("К-2", "Вид", "Юридическое лицо", "Физическое лицо"),
        ("К-2", "Телефон", "+7 926 125-04-05", "+7 926 125-04-05; +7 926 125-04-08"),
        ("К-3", "Комментарий", "", "'=1+1"),
        ("8", "Пол", "", "Мужской"),
        ("8", "Ключевое лицо", "Нет", "Да"),
        ("8", "Телефон", "000", "+7 926 125-04-09"),
    ]
    file = str(tmp_path / "changes.csv")
    assert crm("export", "changes", "--since", str(since), "--for", "1c", "--out", file).code == 0
    with fresh(founded, tmp_path, "master.db") as copy:
        there = Program(copy.db, crm._capsys)
        for what, path in master.items():
            assert there("import", what, path, "--source", "1c").code == 0
        for what in ("clients", "contacts"):
            said = there("import", what, file, "--source", "1c", "--on-match", "update")
            assert said.code == 0, said.err
            assert there.json("import", what, file, "--source", "1c", "--on-match", "update")["updated"] == 0
        for what in ("clients", "contacts"):
            for here, theirs in zip(crm.json(what, "list"), there.json(what, "list"), strict=True):
                assert _comparable(theirs) == _comparable(here)


def _comparable(card: dict[str, Any]) -> dict[str, Any]:
    """A card without its moments, and without what an update by a file cannot empty."""
    left_out = {"responsible", "created", "contact_points"}
    points = sorted((one["kind"], one["value"], one["state"]) for one in card["contact_points"])
    return {**{name: value for name, value in card.items() if name not in left_out}, "points": points}


def test_what_an_import_brings_is_not_told(crm: Program, master: dict[str, str], tmp_path: Path) -> None:
    since = last_run(crm)
    newer = tmp_path / "newer.csv"
    newer.write_text(CLIENTS.replace("Томск", "Псков") + "К-4;Новая;;;;\n", encoding="utf-8")
    crm("import", "clients", str(newer), "--source", "1c", "--on-match", "update")
    assert listed(crm, since) == []
    crm("clients", "edit", "2", "--set", "city=Омск")
    assert listed(crm, since) == [("К-2", "Город", "Псков", "Омск")]


def test_a_card_made_here_is_told_with_all_it_says_and_a_word_of_warning(crm: Program, master: dict[str, str]) -> None:
    since = last_run(crm)
    crm("clients", "add", "Своя", "--set", "city=Омск", "--set", "phone=+7 926 125-04-08")
    said = crm("export", "changes", "--since", str(since), "--for", "1c")
    assert "1 card has no id" in said.err
    fields = [row[1:] for row in listed(crm, since)]
    assert ("Наименование", "", "Своя") in fields
    assert ("Город", "", "Омск") in fields
    assert ("Телефон", "", "+7 926 125-04-08") in fields
    assert listed(crm, since, "--source", "1c") == []


def test_what_came_and_went_was_never_there(crm: Program, master: dict[str, str]) -> None:
    since = last_run(crm)
    for number in range(9):
        crm("clients", "edit", "2", "--set", f"city=Город {number}")
    crm("clients", "edit", "3", "--set", "email=rosa@example.org")
    for number in range(9):
        crm("clients", "edit", "2", "--set", f"city=Омск {number}")
    crm("clients", "edit", "3", "--clear", "email")
    assert listed(crm, since) == [("К-2", "Город", "Томск", "Омск 8")]


def test_archiving_and_what_is_gone_are_told(crm: Program, master: dict[str, str]) -> None:
    since = last_run(crm)
    crm("clients", "archive", "3", "--reason", "gone")
    crm("clients", "edit", "1", "--clear", "email")
    assert listed(crm, since) == [
        ("К-1", "Почта", "info@romashka.example.com", ""),
        ("К-3", "В архиве", "", "gone"),
    ]


def test_filters_rights_and_json(crm: Program, base: Base, master: dict[str, str]) -> None:
    since = last_run(crm)
    base.user("ann")
    for client in ("1", "2"):
        crm("clients", "edit", client, "--set", "segment=A")
    crm("contacts", "edit", "2", "--set", "job_title=бухгалтер")
    assert [row[0] for row in listed(crm, since, "--where", "city = Томск")] == ["К-2", "8"]
    assert crm("export", "changes", "--since", str(since), "--for", "1c", as_="ann").out.count("\n") == 1
    (first, *_others) = crm.json("export", "changes", "--since", str(since))
    assert {name: first[name] for name in ("record", "id", "external_id", "field", "old", "new", "who")} == {
        "record": "client", "id": 1, "external_id": "К-1", "field": "segment", "old": None, "new": "A", "who": "admin",
    }  # fmt: skip


def test_a_run_that_is_not_there_is_named(crm: Program) -> None:
    assert crm("export", "changes", "--since", "99", "--for", "1c").code == 2
