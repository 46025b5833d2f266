"""`crmctl import`, as it is typed."""

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import Base
from tests.commands.conftest import Program
from tests.importing.files import given
from tests.importing.loads import dump, load, rows
from tests.running import ROOT

CLIENTS = "id;name;phone;Рейтинг\n1;Ромашка;+7 926 125-04-05;5\n2;Лютик;нет;4\n"
KEYS = {
    *("run", "file", "read", "created", "updated", "unchanged", "rejected", "conflicts", "absent"),
    *("unknown_responsible", "warnings"),
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "clients.csv"
    path.write_text(CLIENTS, "utf-8")
    return path


def test_the_summary_as_json(crm: Program, file: Path) -> None:
    data = crm.json("import", "clients", str(file))
    assert data.keys() >= KEYS
    assert (data["run"], data["read"], data["created"], data["absent"], data["conflicts"]) == (2, 2, 2, [], [])
    assert data["unknown_columns"] == ["Рейтинг"]
    assert crm.json("import", "clients", str(file))["run"] is None


def test_several_files_are_several_runs(crm: Program, file: Path, tmp_path: Path) -> None:
    other = tmp_path / "more.csv"
    other.write_text("id;name\n3;Астра\n", "utf-8")
    data = crm.json("import", "clients", str(file), str(other))
    assert [one["run"] for one in data] == [2, 3]


def test_the_summary_for_people(crm: Program, file: Path) -> None:
    said = crm("import", "clients", str(file))
    assert said.code == 0
    assert said.out.split("\n")[1].split() == ["clients.csv", "2", "2", "0", "0", "0", "2"]
    assert "Рейтинг" in said.err
    assert "crmctl undo 2" in said.err


def test_a_run_can_be_undone(crm: Program, base: Base, file: Path) -> None:
    before = dump(base, without_runs=False)
    crm.json("import", "clients", str(file))
    assert crm("undo", "2", "--yes").code == 0
    assert dump(base, without_runs=False) == before


def test_a_dry_run_writes_nothing(crm: Program, base: Base, file: Path) -> None:
    assert crm.json("import", "clients", str(file), "--dry-run")["created"] == 2
    assert rows(base, "SELECT id FROM client") == []


def test_unknown_columns_may_be_refused(crm: Program, file: Path) -> None:
    refused = crm.refused("import", "clients", str(file), "--unknown", "fail")
    assert refused["exit"] == "2"
    assert "line 1, column Рейтинг" in refused["message"]


def test_a_mapping_file_says_what_columns_are(crm: Program, base: Base, file: Path, tmp_path: Path) -> None:
    mapping = tmp_path / "map.toml"
    mapping.write_text('[columns]\n"Рейтинг" = "importance"\n', "utf-8")
    crm.json("import", "clients", str(file), "--map", str(mapping))
    assert rows(base, "SELECT importance FROM client") == [("5",), ("4",)]


def test_bad_rows_stop_the_import_or_are_left_out_and_listed(crm: Program, base: Base, tmp_path: Path) -> None:
    file, rejects = tmp_path / "bad.csv", tmp_path / "rejects.csv"
    file.write_text("id;name\n1;Ромашка\n1;Лютик\n2;Астра;лишнее\n", "utf-8")
    refused = crm.refused("import", "clients", str(file), "--rejects", str(rejects))
    assert (refused["exit"], rows(base, "SELECT id FROM client")) == ("2", [])
    data = crm.json("import", "clients", str(file), "--rejects", str(rejects), "--keep-going")
    assert (data["read"], data["created"], data["rejected"]) == (3, 1, 2)
    with rejects.open(encoding="utf-8-sig", newline="") as lines:
        listed = list(csv.reader(lines, delimiter=";"))
    assert [(row[0], row[1], row[2]) for row in listed[1:]] == [("4", "3", "лишнее"), ("3", "id", "1")]


def test_of_many_people_nobody_knows_a_few_are_named_and_the_next_step_is_said(crm: Program, tmp_path: Path) -> None:
    file = tmp_path / "c.csv"
    file.write_text("id;name;manager\n" + "".join(f"{at};A;m{min(at, 7)}\n" for at in range(10)), "utf-8")
    said = crm("import", "clients", str(file)).err
    assert said.startswith("3 clients are in the charge of m7, who is no active user: they are nobody's.\n1 client ")
    assert said.count("in the charge of") == 5
    assert "So it is with 3 more names.\n`crmctl users add` adds who works here; " in said


def test_where_the_rows_left_out_stand_is_said(crm: Program, tmp_path: Path) -> None:
    file, rejects = tmp_path / "bad.csv", tmp_path / "rejects.csv"
    file.write_text("id;name\n1;Ромашка\n1;Лютик\n", "utf-8")
    given = ["import", "clients", str(file), "--keep-going", "--dry-run"]
    assert "--rejects FILE lists the rows left out" in crm(*given).err
    assert f"The rows left out are in {rejects}" in crm(*given, "--rejects", str(rejects)).err
    assert "left out" not in crm("import", "clients", str(rejects), "--dry-run").err
    assert f"{rejects} lists the others." in crm("import", "clients", str(file), "--rejects", str(rejects)).err


def test_the_rejects_of_one_file_are_not_written_over_those_of_another(crm: Program, tmp_path: Path) -> None:
    refused = crm.refused("import", "clients", "a.csv", "b.csv", "--rejects", str(tmp_path / "rejects.csv"))
    assert (refused["exit"], refused["message"]) == ("2", "--rejects takes the rows of one file.")


def test_an_uncertain_encoding_is_refused_with_the_option_to_give(crm: Program, tmp_path: Path) -> None:
    file = tmp_path / "short.csv"
    file.write_bytes("id;name\n1;Ия\n".encode("cp1251"))
    refused = crm.refused("import", "clients", str(file))
    assert "--encoding" in refused["hint"]
    assert crm.json("import", "clients", str(file), "--encoding", "cp1251")["created"] == 1


def test_yesterday_s_file_is_refused(crm: Program, base: Base, file: Path) -> None:
    moment = base.now.timestamp()
    os.utime(file, (moment - 27 * 3600, moment - 27 * 3600))
    assert crm.refused("import", "clients", str(file), "--max-age", "26h")["exit"] == "4"
    assert crm.json("import", "clients", str(file), "--max-age", "2d")["created"] == 2
    assert crm.refused("import", "clients", str(file), "--max-age", "soon")["exit"] == "2"


def test_archiving_the_absent_needs_a_mirror(crm: Program, file: Path) -> None:
    assert "mirror" in crm.refused("import", "clients", str(file), "--absent", "archive")["message"]
    crm.json("import", "clients", str(file))
    file.write_text("id;name\n1;Ромашка\n", "utf-8")
    data = crm.json("import", "clients", str(file), "--on-match", "mirror", "--absent", "archive")
    assert [card["external_id"] for card in data["absent"]] == ["2"]


@pytest.mark.parametrize(("what", "who"), [("users", "boss"), ("clients", "worker")])
def test_who_may_not_import_is_refused(crm: Program, base: Base, file: Path, what: str, who: str) -> None:
    from crmctl.vocabulary import Role

    base.user("boss", role=Role.SUPERVISOR)
    base.user("worker")
    assert crm.refused("import", what, str(file), as_=who)["exit"] == "4"


def test_an_import_needs_no_orm(base: Base, file: Path, env: pytest.MonkeyPatch) -> None:
    script = f"""import sys
from crmctl.main import main
main(["--db", {base.db!r}, "--as", "admin", "import", "clients", {str(file)!r}, "--json"])
sys.exit(len({{"sqlalchemy", "sqlmodel", "alembic", "pydantic", "rich"}} & set(sys.modules)))"""
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, cwd=ROOT)
    assert (ended.returncode, json.loads(ended.stdout)["created"]) == (0, 2)


def test_a_corrected_file_closes_the_rows_that_no_opened(crm: Program, base: Base, file: Path) -> None:
    base.user("m1")
    crm.json("import", "clients", str(file))
    with base.write("edit") as work:
        work.execute("UPDATE client SET responsible_id = 2")
    wizard = (
        "wizard",
        "contact-info",
        "--need",
        "phone",
        "--only",
        "clients",
        "--by",
        "responsible",
        "--due",
        "+5d",
        "--yes",
    )
    (task,) = crm.json(*wizard)["tasks"]
    assert (task["rows"], task["percent"]) == (1, 0)
    file.write_text(CLIENTS.replace("нет", "+7 903 124-24-86"), "utf-8")
    crm.json("import", "clients", str(file))
    shown = crm.json("tasks", "show", str(task["id"]))
    assert (shown["percent"], shown["status"], shown["items"][0]["state"]) == (100, "done", "ok")


def test_three_encodings_give_one_base(founded: Path, tmp_path: Path) -> None:
    dumps = []
    for suffix in ("csv", "cp1251.csv", "utf8sig.comma.csv"):
        path = shutil.copy(founded, tmp_path / f"{suffix}.db")
        with Base(str(path)) as base:
            load(base, "users", given("company_1k/managers.csv"))
            for what in ("clients", "contacts"):
                load(base, what, given(f"company_1k/{what}.{suffix}"))
            dumps.append(dump(base, without_runs=False))
    assert dumps[0] == dumps[1] == dumps[2]
    assert len(dumps[0]["contact"]) == 1081


def test_the_small_company_loads_without_a_mapping(crm: Program) -> None:
    crm.json("import", "users", str(given("company_ru_300/managers.csv")))
    clients = crm.json("import", "clients", str(given("company_ru_300/clients.cp1251.csv")))
    contacts = crm.json("import", "contacts", str(given("company_ru_300/contacts.cp1251.csv")))
    assert (clients["created"], contacts["created"]) == (300, 330)
    assert clients["unknown_columns"] == contacts["unknown_columns"] == []


def test_other_systems_exports_load(crm: Program, base: Base) -> None:
    odoo, atomic = str(given("crm/odoo8_o2m_customers_contacts.csv")), str(given("crm/atomic_contacts_export.csv"))
    assert crm.json("import", "clients", odoo)["created"] == 4
    assert crm.json("import", "contacts", odoo)["created"] == 4
    assert crm.json("import", "contacts", atomic, "--orphans", "keep")["created"] == 2
    linked = "SELECT c.name FROM client_contact l JOIN client c ON c.id = l.client_id ORDER BY l.id"
    assert [name for (name,) in rows(base, linked)][:1] == ["Aurora Shelves"]
    people = "SELECT last_name, first_name, job_title, unlinked FROM contact WHERE unlinked ORDER BY id"
    assert rows(base, people)[0] == ("Doe", "John", "Sales Executive", 1)


def test_who_is_named_as_responsible_and_is_nobody_is_said_once_the_most_clients_first(
    crm: Program, tmp_path: Path
) -> None:
    for login in ("kim1", "kim2"):
        crm("users", "add", login, "--name", "Ким Павел")
    names = ("Ян Ли", "Ким Павел", "ким  павел", "Ада")
    rows = "".join(f"{at};Клиент {at};{name}\n" for at, name in enumerate(names, 1))
    (tmp_path / "clients.csv").write_text(f"id;name;manager\n{rows}", "utf-8")
    said = crm("import", "clients", str(tmp_path / "clients.csv")).err.splitlines()
    assert [line for line in said if "in the charge" in line] == [
        "2 clients are in the charge of Ким Павел, as several users are called: they are nobody's.",
        "1 client is in the charge of Ада, who is no active user: it is nobody's.",
        "1 client is in the charge of Ян Ли, who is no active user: it is nobody's.",
    ]
