"""`crmctl export`: where files go, who gets what, and what is refused."""

import csv
import io
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from crmctl.vocabulary import Role
from tests.builders import Base
from tests.commands.conftest import Program
from tests.running import on_terminal, run


def table(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";", strict=True))


def test_a_round_trip_by_the_command_line(crm: Program, fresh: Program, base: Base, tmp_path: Path) -> None:
    base.contact(base.client("=Рога\n'и", phone=["8 926 125-04-05", "нет"]), email="a@b.example.com")
    files = {what: str(tmp_path / f"{what}.csv") for what in ("clients", "contacts")}
    fresh("init")
    for what, file in files.items():
        assert crm("export", what, "--for", "crmctl", "--out", file).code == 0
        assert fresh("import", what, file).code == 0
    for what, file in files.items():
        again = str(tmp_path / "again.csv")
        assert fresh("export", what, "--for", "crmctl", "--out", again, "--force").code == 0
        assert Path(again).read_bytes() == Path(file).read_bytes()
    assert fresh.json("clients", "list") == crm.json("clients", "list")


@pytest.mark.parametrize("what", ["clients", "contacts", "gaps", "tasks"])
@pytest.mark.parametrize("target", ["excel", "crmctl"])
def test_each_export_goes_to_stdout_and_into_a_file(
    crm: Program, base: Base, tmp_path: Path, what: str, target: str
) -> None:
    base.contact(base.client())
    crm("wizard", "contact-info", "--need", "phone", "--among", "admin", "--yes")
    said = crm("export", what, "--for", target)
    assert said.code == 0
    assert len(table(said.out)) > 1
    assert crm("export", what, "--for", target, "--out", str(tmp_path / "x.csv")).code == 0
    assert (tmp_path / "x.csv").read_bytes().decode() == said.out


@pytest.mark.parametrize("what", ["clients", "contacts", "gaps", "tasks"])
def test_a_workbook_is_told_by_its_name(crm: Program, base: Base, tmp_path: Path, what: str) -> None:
    base.contact(base.client())
    assert crm("export", what, "--for", "excel", "--out", str(tmp_path / "x.xlsx")).code == 0
    assert (tmp_path / "x.xlsx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("command", "same"),
    [
        (["clients"], ["clients", "list"]),
        (["contacts"], ["contacts", "list"]),
        (["tasks"], ["tasks", "list"]),
    ],
)
def test_json_is_that_of_the_list(crm: Program, base: Base, command: list[str], same: list[str]) -> None:
    base.contact(base.client())
    crm("tasks", "add", "Позвонить")
    assert crm.json("export", *command) == crm.json(*same)


def test_lists_that_come_in_parts_are_whole(crm: Program, base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crmctl.tasks.listing._AT_ONCE", 2)
    for number in range(5):
        crm("tasks", "add", f"Позвонить {number}")
    assert crm("--json", "export", "tasks").out == crm("--json", "tasks", "list").out
    assert [row[0] for row in table(crm("export", "tasks", "--for", "crmctl").out)[1:]] == list("12345")
    assert crm("--json", "export", "clients").out == "[]\n"


def test_a_pipe_is_written_to_and_not_replaced(crm: Program, base: Base, tmp_path: Path) -> None:
    base.client()
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        assert crm("export", "clients", "--for", "excel", "--format", "xlsx", "--out", str(pipe)).code == 0
        assert reader.stdout is not None
        assert reader.stdout.read().startswith(b"PK")
    assert pipe.is_fifo()


def test_stdout_by_its_name_is_stdout_in_a_pipe_too(base: Base) -> None:
    base.client()
    variables = {"CRMCTL_DB": base.db, "CRMCTL_USER": "admin"}
    by_name = run("export", "clients", "--for", "crmctl", "--out", "/dev/stdout", **variables)
    assert by_name.out == run("export", "clients", "--for", "crmctl", **variables).out != ""


def test_gaps_as_json_are_those_of_the_check(crm: Program, base: Base) -> None:
    base.contact(base.client())
    asked = ["contact-info", "--need", "phone", "--where", "name = Ромашка"]
    assert crm("--json", "export", "gaps", *asked).out == crm("check", "run", *asked, "--rows").out


def test_gaps_of_a_profile(crm: Program, base: Base) -> None:
    base.client(phone="нет")
    crm("check", "save", "phones", "--need", "phone")
    header, row = table(crm("export", "gaps", "phones", "--for", "crmctl").out)
    assert dict(zip(header, row, strict=True)) == {
        "gap": "", "check": "contact-info", "record": "client", "id": "1", "external_id": "", "client_id": "1",
        "name": "Ромашка", "requirement": "phone", "state": "placeholder", "value": "нет", "responsible": "",
        "held_by": "", "client": "Ромашка",
    }  # fmt: skip


def test_filters_and_rights_narrow(crm: Program, base: Base) -> None:
    ann = base.user("ann", role=Role.MANAGER)
    hers = base.client("Её", responsible=ann, city="Омск", city_key="омск")
    base.client("Чужая", city="Омск", city_key="омск")
    other = base.client("Другая", city="Тверь", city_key="тверь")
    base.contact(hers, last_name="Петров")
    base.contact(other, last_name="Сидоров")

    def names(*args: str, as_: str = "admin", at: str = "name") -> list[str]:
        header, *rows = table(crm("export", *args, "--for", "crmctl", as_=as_).out)
        return [row[header.index(at)] for row in rows]

    assert names("clients", as_="ann") == ["Её"]
    assert names("clients", "--where", "city = Омск") == ["Её", "Чужая"]
    assert names("contacts", "--where", "city = Тверь", at="last_name") == ["Сидоров"]
    assert names("contacts", "--where-contact", "last_name = Петров", at="last_name") == ["Петров"]
    assert names("contacts", as_="ann", at="last_name") == ["Петров"]


def test_archived_cards_are_in_the_exact_form_and_else_when_asked(crm: Program, base: Base) -> None:
    crm("clients", "archive", str(base.client()), "--reason", "gone")
    assert len(table(crm("export", "clients", "--for", "crmctl").out)) == 2
    assert len(table(crm("export", "clients", "--for", "excel").out)) == 1
    assert len(table(crm("export", "clients", "--for", "excel", "--all").out)) == 2


@pytest.mark.parametrize(
    ("args", "named"),
    [
        (["clients"], "--for"),
        (["clients", "--for", "crmctl", "--format", "xlsx"], ".csv"),
        (["clients", "--for", "crmctl", "--out", "x.xlsx"], ".csv"),
        (["clients", "--for", "excel", "--where", "no_such = 1"], "no_such"),
        (["gaps", "no-such", "--for", "excel"], "no-such"),
    ],
)
def test_what_cannot_be_is_said_before_anything_is_written(
    crm: Program, base: Base, tmp_path: Path, args: list[str], named: str
) -> None:
    before = set(tmp_path.iterdir())
    said = crm("export", *args)
    assert said.code == 2
    assert said.out == ""
    assert named in said.err
    assert crm("--json", "export", *args[:1], "--out", str(tmp_path / "x")).error["code"] == "usage"
    assert set(tmp_path.iterdir()) == before


def test_a_file_is_overwritten_only_by_force(crm: Program, base: Base, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("mine")
    said = crm("export", "clients", "--for", "excel", "--out", str(file))
    assert said.code == 4
    assert "--force" in said.err
    assert file.read_text() == "mine"
    assert crm("export", "clients", "--for", "excel", "--out", str(file), "--force").code == 0
    assert file.read_text() != "mine"


def test_a_terminal_is_asked_and_sees_harmless_rows(base: Base, tmp_path: Path, env: pytest.MonkeyPatch) -> None:
    base.client("a\x1b[31m\u202eb")
    variables: dict[str, Any] = {"CRMCTL_DB": base.db, "CRMCTL_USER": "admin", "columns": 80}
    shown = on_terminal("export", "clients", "--for", "crmctl", **variables)
    assert "a\\x1b[31m\\u202eb" in shown.out
    assert "\x1b" not in shown.out
    file = tmp_path / "x.csv"
    file.write_text("mine")
    asked = on_terminal(
        "export", "clients", "--for", "excel", "--out", str(file), answer="y\r", wait_for="Overwrite", **variables
    )
    assert asked.code == 0
    assert file.read_text(encoding="utf-8") != "mine"
    refused = on_terminal("export", "clients", "--for", "excel", "--format", "xlsx", **variables)
    assert refused.code == 2


def test_gaps_for_people_say_what_is_needed_in_words(crm: Program, base: Base) -> None:
    base.client("Ромашка")
    line = ("export", "gaps", "contact-info", "--need", "phone|email", "--for")
    assert "Phone or e-mail" in crm(*line, "excel").out
    assert "phone|email" in crm(*line, "crmctl").out
