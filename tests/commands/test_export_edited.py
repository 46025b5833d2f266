"""A file for Excel that a person edits and brings back: every row is the card it was made of."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crmctl.importing.own.form import own_id
from crmctl.vocabulary import RecordType
from tests.builders import Base
from tests.commands.conftest import Program

Rows = list[list[str]]


def edited(path: Path, edit: Callable[[list[str], Rows], None]) -> str:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        header, *rows = csv.reader(stream, delimiter=";")
    edit(header, rows)
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows([header, *rows])
    return str(path)


@pytest.fixture
def clients(crm: Program, base: Base, tmp_path: Path) -> Path:
    """Two clients that nobody imported, and one out of a file, as a file for Excel."""
    base.client("Рога", phone="-")
    base.client("Копыта")
    base.client("Хвосты", external_id="К-3", source_name="")
    return exported(crm, "clients", tmp_path)


def exported(crm: Program, what: str, folder: Path, *options: str) -> Path:
    assert crm("export", what, "--for", "excel", "--out", str(folder / f"{what}.csv"), *options).code == 0
    return folder / f"{what}.csv"


def test_a_phone_typed_in_goes_to_a_card_made_by_hand(crm: Program, clients: Path) -> None:
    def fill(header: list[str], rows: Rows) -> None:
        for at, row in enumerate(rows):
            row[header.index("Phone")] = f"891612345{at}7"

    found = crm.json("import", "clients", edited(clients, fill), "--on-match", "update")
    assert (found["created"], found["updated"], found["warnings"]) == (0, 3, [])
    cards = crm.json("clients", "list")
    assert [card["contact_points"][0]["value"] for card in cards if card["name"] == "Рога"] == ["89161234507"]
    assert sorted(str(card["external_id"]) for card in cards) == ["None", "None", "К-3"]


def test_it_changes_nothing_as_it_is_and_a_master_file_does_not_miss_them(crm: Program, clients: Path) -> None:
    for mode in ("fill-empty", "update", "mirror"):
        found = crm.json("import", "clients", str(clients), "--on-match", mode)
        assert (found["unchanged"], found["created"], found["absent"]) == (3, 0, [])


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        ((), "--on-match update --by-hand` takes"),
        (("1c",), "--on-match update --by-hand --source 1c` takes"),
        (("1c", "bx"), "with the --source"),
    ],
)
def test_the_way_back_is_said(crm: Program, base: Base, tmp_path: Path, sources: tuple[str, ...], said: str) -> None:
    base.client()
    for source in sources:
        base.client(external_id="7", source_name=source)
    file = tmp_path / "a b.csv"
    err = crm("export", "clients", "--for", "excel", "--out", str(file)).err
    assert f"`crmctl import clients '{file}' --on-match update" in err
    assert said in err
    assert "takes back" not in crm("export", "clients", "--for", "crmctl", "--out", str(tmp_path / "own.csv")).err


@pytest.fixture
def masters(crm: Program, tmp_path: Path) -> Path:
    """A list for Excel of clients of a master system, in which somebody has changed a phone and a city."""
    master = tmp_path / "master.csv"
    master.write_text("Код;Наименование;Телефон;Город\nК-1;Ромашка;нет;Омск\nК-2;Лютик;+7 926 125-04-05;Томск\n")
    crm("import", "clients", str(master), "--source", "1c")

    def fill(header: list[str], rows: Rows) -> None:
        rows[0][header.index("Phone")] = "+7 926 125-04-07"
        rows[1][header.index("City")] = "Кемерово"

    edited(exported(crm, "clients", tmp_path), fill)
    return master


def taken_back(crm: Program, masters: Path, *options: str) -> int:
    """The run that took the edited list in."""
    back = "import", "clients", str(masters.with_name("clients.csv")), "--source", "1c", "--on-match", "update"
    return int(crm.json(*back, *options)["run"])


def taken_back_again(crm: Program, masters: Path) -> dict[str, Any]:
    """The same list by the same command once more."""
    back = "import", "clients", str(masters.with_name("clients.csv")), "--source", "1c", "--on-match", "update"
    found: dict[str, Any] = crm.json(*back, "--by-hand")
    return found


def test_what_was_filled_in_by_hand_goes_back_to_the_master(crm: Program, masters: Path) -> None:
    run = taken_back(crm, masters)
    since = "export", "changes", "--since", str(run - 1)
    assert crm.json(*since) == []  # for all it knows it is the master's own file
    crm("undo", str(run), "--yes")
    taken_back(crm, masters, "--by-hand")
    told = [(one["external_id"], one["field"], one["new"]) for one in crm.json(*since)]
    assert told == [("К-1", "phone:main", "+7 926 125-04-07"), ("К-2", "city", "Кемерово")]
    assert crm.json("clients", "history", "2")[0]["source"] == "manual"


def test_what_was_filled_in_by_hand_survives_the_master(crm: Program, masters: Path) -> None:
    """It was no import of the source: the file that says what it said before is no newer."""
    taken_back(crm, masters, "--by-hand")
    found = crm.json("import", "clients", str(masters), "--source", "1c", "--on-match", "mirror")
    assert found["updated"] == 0
    assert sorted(one["field"] for one in found["conflicts"]) == ["city", "phone:main"]
    assert sorted(card["city"] for card in crm.json("clients", "list")) == ["Кемерово", "Омск"]


def added(header: list[str], rows: Rows) -> None:
    """A client whom nobody had in the list."""
    row = [""] * len(header)
    row[header.index("Name")], row[header.index("Phone")] = "Василёк", "+7 926 125-04-09"
    rows.append(row)


def test_a_row_added_by_hand_is_no_card_of_the_master(crm: Program, masters: Path) -> None:
    """Its file does not miss it, nor archive it; the list goes back by the same command, and changes nothing."""
    edited(masters.with_name("clients.csv"), added)
    run = taken_back(crm, masters, "--by-hand")
    card = crm.json("clients", "show", "3")
    assert (card["name"], card["source_name"]) == ("Василёк", "")
    mirror = "import", "clients", str(masters), "--source", "1c", "--on-match", "mirror", "--absent", "archive"
    assert crm.json(*mirror)["absent"] == []
    assert taken_back_again(crm, masters)["unchanged"] == 3
    again = crm("export", "clients", "--for", "excel", "--out", str(masters.with_name("again.csv")))
    assert "--by-hand --source 1c` takes back" in again.err
    told = crm("export", "changes", "--since", str(run - 1), "--for", "1c").out
    assert "Клиент;;Василёк;;Телефон;;+7 926 125-04-09;" in told
    assert "Василёк" not in crm("export", "changes", "--since", str(run - 1), "--for", "1c", "--source", "1c").out


def test_a_row_added_by_hand_learns_its_id_once_the_master_has_it(crm: Program, masters: Path) -> None:
    edited(masters.with_name("clients.csv"), added)
    taken_back(crm, masters, "--by-hand")
    masters.write_text(masters.read_text() + "К-9;Василёк;+7 926 125-04-09;\n")
    mirror = "import", "clients", str(masters), "--source", "1c", "--on-match", "mirror"
    assert crm.json(*mirror, "--match", "phone")["created"] == 0
    card = crm.json("clients", "show", "3")
    assert (card["source_name"], card["external_id"]) == ("1c", "К-9")
    assert crm.json(*mirror)["created"] == 0


def test_what_an_update_does_not_take_of_an_edited_list_is_said(crm: Program, masters: Path) -> None:
    """An emptied cell and a bad value for a good one, once a row; in a list that nobody edited there is none."""
    file = masters.with_name("clients.csv")
    taken_back(crm, masters, "--by-hand")
    exported(crm, "clients", file.parent, "--force")
    assert taken_back_again(crm, masters)["warnings"] == []

    def empty(header: list[str], rows: Rows) -> None:
        rows[0][header.index("Phone")] = rows[0][header.index("City")] = ""
        rows[1][header.index("Phone")] = "12345"

    edited(file, empty)
    told = taken_back_again(crm, masters)
    assert told["updated"] == 0
    assert [said.split(":")[0] for said in told["warnings"]] == [
        "1 row has an emptied cell",
        "1 row has a bad value instead of a good one, which stays (line 3)",
    ]


def test_what_stays_is_told_in_the_words_of_the_base(crm: Program, masters: Path) -> None:
    """A contact kind by its label, as on the card; the JSON has the code."""
    taken_back(crm, masters, "--by-hand")
    mirror = "import", "clients", str(masters), "--source", "1c", "--on-match", "mirror"
    assert {one["field"] for one in crm.json(*mirror)["conflicts"]} == {"city", "phone:main"}
    (label,) = (kind["label"] for kind in crm.json("kinds", "list") if kind["code"] == "phone:main")
    for shown in (crm(*mirror).out, crm("clients", "history", "1").out + crm("clients", "history", "2").out):
        assert f" {label} " in shown
        assert " city " in shown
        assert "phone:main" not in shown


def test_the_runs_tell_it_from_the_masters_own_file(crm: Program, masters: Path) -> None:
    """So that one finds the run since which changes are wanted."""
    run = taken_back(crm, masters, "--by-hand")
    mine, its = (line for line in crm("runs", "list").out.splitlines() if "import clients" in line)
    assert "import clients --by-hand" in mine
    assert "--by-hand" not in its
    assert "import clients --by-hand" in crm("runs", "show", str(run)).out


def test_a_row_copied_and_edited_under_the_same_id_is_refused(crm: Program, clients: Path) -> None:
    def copy(header: list[str], rows: Rows) -> None:
        rows.append([*rows[0]])
        rows[-1][header.index("Name")] = "Рога и Ко"

    said = crm("import", "clients", edited(clients, copy))
    assert said.code == 2
    assert "line 5, column Client ID: the id is there already, with other values: line 2" in said.err


def test_in_another_base_they_are_new_and_known_from_then_on(crm: Program, fresh: Program, clients: Path) -> None:
    fresh("init")
    assert fresh.json("import", "clients", str(clients))["created"] == 3
    assert fresh.json("import", "clients", str(clients))["unchanged"] == 3


def test_contacts_of_clients_made_by_hand_find_them_again(crm: Program, base: Base, tmp_path: Path) -> None:
    """Even where two are called the same."""
    for name in ("Петров", "Сидоров"):
        base.contact(base.client("Рога"), last_name=name)
    file = exported(crm, "contacts", tmp_path)
    assert crm.json("import", "contacts", str(file), "--on-match", "mirror")["unchanged"] == 2


def test_a_contact_is_no_client_of_the_same_number(base: Base) -> None:
    ids = {own_id(record, number, base.now) for record in (RecordType.CLIENT, RecordType.CONTACT) for number in (1, 2)}
    assert len(ids) == 4
