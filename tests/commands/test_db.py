"""`crmctl db` and `crmctl doctor`: copies that can be trusted, faults that are found and put right."""

import grp
import os
import shlex
import sqlite3
import stat
from pathlib import Path
from typing import Any

import pytest

from tests.builders import EMAIL, PHONE, Base
from tests.commands.conftest import Program
from tests.connected import connected


def spoil(base: Base, *statements: str) -> None:
    """Change the file behind crmctl's back."""
    with connected(base.db) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def ailing(crm: Program) -> dict[str, dict[str, Any]]:
    """What doctor complains of; its exit code says whether there is anything."""
    said = crm("doctor", "--json")
    found = {finding["what"]: finding for finding in said.data if finding["problem"]}
    assert said.code == (1 if found else 0)
    return found


@pytest.fixture
def healthy(base: Base) -> Base:
    client = base.client(phone=PHONE, city="Орёл", city_key="орел")
    base.contact(client, base.client("Лютик", phone="нет"), email=EMAIL)
    Path(base.db).chmod(0o600)
    return base


def test_a_healthy_base_has_no_problem(crm: Program, healthy: Base) -> None:
    assert ailing(crm) == {}
    assert crm.json("db", "check") == {"ok": True, "problems": []}


DERIVED = {
    "masks of client": "UPDATE client SET ok_kinds = 0",
    "masks of contact": "UPDATE contact SET placeholder_kinds = 8",
    "masks of client_contact": "UPDATE client_contact SET ok_kinds = 0 WHERE id = 2",
    "keys": "UPDATE client SET city_key = 'орёл' WHERE city IS NOT NULL",
}


@pytest.mark.parametrize("what", DERIVED)
def test_what_is_derived_wrongly_is_found_and_put_right(crm: Program, healthy: Base, what: str) -> None:
    spoil(healthy, DERIVED[what])
    assert what in ailing(crm)
    assert ailing(crm)[what]["hint"] == "Run `crmctl db revalidate`."
    assert crm.json("db", "revalidate")["run"]
    assert ailing(crm) == {}


def test_a_wrong_flag_of_unlinked_contacts_is_found_and_put_right(crm: Program, healthy: Base) -> None:
    spoil(healthy, "UPDATE contact SET unlinked = 1")
    assert "masks of contact" in ailing(crm)
    crm("db", "revalidate")
    assert ailing(crm) == {}


def test_revalidating_what_is_right_leaves_no_run(crm: Program, healthy: Base) -> None:
    found = crm.json("db", "revalidate")
    assert (found["run"], found["judged"], found["masks"], found["keys"]) == (None, 0, 0, 0)
    assert found["values"] == 3


def test_values_are_judged_anew_when_the_rules_change_and_rows_follow(crm: Program, healthy: Base) -> None:
    client = healthy.client("Василёк", other="у секретаря")
    crm("settings", "set", "placeholder_words", "у секретаря")
    before = crm.json("clients", "show", str(client))["contact_points"][0]["state"]
    found = crm.json("db", "revalidate")
    after = crm.json("clients", "show", str(client))["contact_points"][0]
    assert (before, after["state"], after["value"]) == ("ok", "placeholder", "у секретаря")
    assert found["judged"] == 1
    crm("undo", str(found["run"]), "--yes")
    assert crm.json("clients", "show", str(client))["contact_points"][0]["state"] == before
    assert ailing(crm) == {}


def test_a_manager_does_not_revalidate(crm: Program, healthy: Base) -> None:
    healthy.user("ann")
    assert crm.refused("db", "revalidate", as_="ann")["exit"] == "4"


def test_a_missing_or_changed_trigger_is_found(crm: Program, healthy: Base) -> None:
    spoil(healthy, "DROP TRIGGER journal_client_change")
    assert "client" in ailing(crm)["journal"]["found"]


def test_a_reference_to_nothing_is_found(crm: Program, healthy: Base) -> None:
    spoil(healthy, "PRAGMA foreign_keys = OFF", "DELETE FROM contact_kind WHERE code = 'phone:main'")
    assert "integrity" in ailing(crm)
    said = crm("db", "check", "--json")
    assert (said.code, said.data["ok"]) == (1, False)
    assert crm("db", "check").code == 1


def test_a_base_without_an_active_admin_is_found(crm: Program, healthy: Base) -> None:
    spoil(healthy, "UPDATE app_user SET active = 0")
    assert "admins" in ailing(crm)


@pytest.mark.skipif(os.name != "posix", reason="file rights are POSIX")
def test_rights_that_let_others_in_are_found(crm: Program, healthy: Base) -> None:
    Path(healthy.db).chmod(0o644)
    assert "chmod 600" in ailing(crm)["rights"]["hint"]
    Path(healthy.db).chmod(0o600)
    Path(healthy.db).parent.chmod(0o777)
    assert "chmod 700" in ailing(crm)["folder"]["hint"]


@pytest.mark.skipif(os.name != "posix", reason="file rights are POSIX")
def test_the_command_that_mends_the_rights_is_one_a_shell_takes(crm: Program, healthy: Base) -> None:
    crm.db = str(Path(healthy.db).rename(Path(healthy.db).with_name("our base.db")))
    Path(crm.db).chmod(0o644)
    assert shlex.split(ailing(crm)["rights"]["hint"]) == ["chmod", "600", crm.db]


@pytest.mark.skipif(os.name != "posix", reason="file rights are POSIX")
def test_a_shared_base_says_that_everyone_sees_everything(fresh: Program) -> None:
    group = grp.getgrgid(os.getgid()).gr_name
    fresh("init", "--shared", group)
    rights = next(finding for finding in fresh.json("doctor") if finding["what"] == "rights")
    assert not rights["problem"]
    assert "sees everything" in rights["found"]
    assert group in rights["found"]


def test_a_base_in_wal_mode_is_told_how_to_leave_it(crm: Program, healthy: Base) -> None:
    def turned(statement: str) -> None:
        connection = sqlite3.connect(healthy.db)
        connection.execute(statement)
        connection.close()

    turned("PRAGMA journal_mode=WAL")
    assert "'PRAGMA journal_mode=DELETE'" in ailing(crm)["sqlite"]["hint"]
    turned("PRAGMA journal_mode=DELETE")
    assert ailing(crm) == {}


def test_a_backup_is_a_whole_base_for_its_owner_only(crm: Program, healthy: Base, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert crm.json("db", "backup", str(copy))["file"] == str(copy)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    names = [client["name"] for client in crm.json("clients", "list")]
    crm.db = str(copy)
    assert [client["name"] for client in crm.json("clients", "list")] == names
    assert ailing(crm) == {}


def test_a_backup_has_a_name_of_its_own_and_overwrites_nothing(crm: Program, healthy: Base) -> None:
    made = crm.json("db", "backup")["file"]
    assert made == f"{healthy.db}.2026-03-02T090000.backup"
    assert crm.json("db", "backup")["file"] == f"{healthy.db}.2026-03-02T090000-2.backup"
    assert crm.refused("db", "backup", made)["exit"] == "4"


def test_a_backup_into_no_folder_is_said(crm: Program, healthy: Base, tmp_path: Path) -> None:
    refusal = crm.refused("db", "backup", str(tmp_path / "none" / "copy.db"))
    assert (refusal["code"], refusal["exit"]) == ("bad-database", "2")
