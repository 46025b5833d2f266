"""`crmctl init`: a whole new base, for the right people, or nothing."""

import grp
import os
import stat
from pathlib import Path

import pytest

from crmctl import i18n
from crmctl.demo.words import ENGLISH
from crmctl.store import creation, founding
from tests.commands.conftest import Program

GROUP = grp.getgrgid(os.getgid()).gr_name


def mode(path: Path) -> str:
    return oct(stat.S_IMODE(path.stat().st_mode))


def files(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def test_a_base_is_for_its_owner_and_its_maker_is_the_admin(fresh: Program) -> None:
    said = fresh("init", as_="ann")
    assert (said.code, said.out) == (0, "")
    assert "crmctl import clients" in said.err
    assert [(u["login"], u["role"]) for u in fresh.json("users", "list", as_="ann")] == [("ann", "admin")]
    assert (mode(Path(fresh.db)), mode(Path(fresh.db).parent)) == ("0o600", "0o700")
    assert files(Path(fresh.db).parent) == ["crm.db"]


def test_json_names_what_was_made(fresh: Program) -> None:
    assert fresh.json("init", as_="ann") == {"db": fresh.db, "admin": "ann", "demo": False}


def test_an_existing_file_is_refused_untouched(fresh: Program) -> None:
    path = Path(fresh.db)
    path.parent.mkdir()
    path.write_text("a letter")
    assert fresh.refused("init")["exit"] == "4"
    assert path.read_text() == "a letter"
    assert files(path.parent) == ["crm.db"]


def test_a_directory_is_refused(fresh: Program) -> None:
    Path(fresh.db).mkdir(parents=True)
    assert fresh.refused("init")["exit"] == "2"


@pytest.mark.parametrize("when", ["while the schema is made", "while it is filled"])
def test_an_interrupted_init_leaves_nothing_and_can_be_done_again(
    fresh: Program, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    def interrupted(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(*((creation, "migrate") if "schema" in when else (founding, "found")), interrupted)
        assert fresh("init").code == 130
    assert files(Path(fresh.db).parent) == []
    assert fresh("init").code == 0


def test_what_a_killed_init_left_is_cleared_away(fresh: Program) -> None:
    partial = Path(fresh.db).with_name(".crm.db.new")
    partial.parent.mkdir()
    partial.write_text("half a base")
    assert fresh("init").code == 0
    assert files(partial.parent) == ["crm.db"]


def test_a_shared_base_is_open_to_its_group(fresh: Program) -> None:
    assert fresh("init", "--shared", GROUP).code == 0
    assert (mode(Path(fresh.db)), mode(Path(fresh.db).parent)) == ("0o660", "0o2770")
    assert Path(fresh.db).group() == Path(fresh.db).parent.group() == GROUP


def test_an_unknown_group_makes_nothing(fresh: Program) -> None:
    assert "no-such-group" in fresh.refused("init", "--shared", "no-such-group")["message"]
    assert not Path(fresh.db).parent.exists()


@pytest.mark.parametrize("where", ["a home", "a place for everybody"])
def test_a_folder_that_holds_more_than_a_base_is_not_shared(
    fresh: Program, env: pytest.MonkeyPatch, where: str
) -> None:
    folder = Path(fresh.db).parent
    folder.mkdir()
    if where == "a home":
        env.setenv("HOME", str(folder))
    else:
        folder.chmod(0o1777)
    before = mode(folder)
    assert fresh.refused("init", "--shared", GROUP)["exit"] == "2"
    assert (mode(folder), files(folder)) == (before, [])


def test_a_folder_that_cannot_be_made_is_said(fresh: Program) -> None:
    Path(fresh.db).parent.write_text("a file in the way")
    refusal = fresh.refused("init")
    assert (refusal["exit"], refusal["code"]) == ("2", "bad-database")


@pytest.mark.parametrize(("language", "phone"), [("ru", "+7"), ("en", "+44")])
def test_the_demo_company_has_something_of_everything(
    fresh: Program, env: pytest.MonkeyPatch, language: str, phone: str
) -> None:
    env.setattr(i18n, "language", language)
    assert fresh("init", "--demo").code == 0
    clients = fresh.json("clients", "list")
    points = [point for client in clients for point in client["contact_points"]]
    assert len(clients) == 60
    assert {point["state"] for point in points} == {"ok", "placeholder", "invalid"}
    assert any(point["normalized"] and point["normalized"].startswith(phone) for point in points)
    assert {client["kind"] for client in clients} == {"company", "person", "sole_trader"}
    assert any(client["responsible"] is None for client in clients)
    users = fresh.json("users", "list")
    assert sorted(user["role"] for user in users if user["active"]) == ["admin", *["manager"] * 4, "supervisor"]
    total = fresh.json("report", "discipline", "--from", "2026-01-20")["total"]
    assert all(total[key] for key in ("on_time", "late", "in_progress", "overdue", "cancelled"))
    assert fresh("doctor").code == 0


def test_the_english_demo_has_valid_phones_and_names_that_split(fresh: Program, env: pytest.MonkeyPatch) -> None:
    env.setattr(i18n, "language", "en")
    assert fresh("init", "--demo").code == 0
    phones = [
        point
        for record in [*fresh.json("clients", "list"), *fresh.json("contacts", "list")]
        for point in record["contact_points"]
        if point["value"].startswith("+44 ") and len(point["value"]) > len("+44 (0)")
    ]
    assert {point["state"] for point in phones} == {"ok"}
    contacts = fresh.json("contacts", "list")
    assert {contact["first_name"] for contact in contacts} <= set(ENGLISH.first_names)
    assert {contact["last_name"] for contact in contacts} <= set(ENGLISH.last_names)


def test_every_command_the_demo_names_next_works(fresh: Program) -> None:
    said = fresh("init", "--demo")
    named = [words.split()[1:] for words in said.err.split("`")[1::2]]
    assert len(named) == 3
    assert [fresh(*words).code for words in named] == [0, 0, 0]


def test_the_demo_company_is_the_same_every_time(fresh: Program) -> None:
    shown = []
    for name in ("one.db", "two.db"):
        fresh.db = str(Path(fresh.db).with_name(name))
        fresh("init", "--demo")
        shown.append(fresh.json("clients", "list"))
    assert shown[0] == shown[1]
