"""What is no usable base gets one clear line, and is not touched."""

import os
import shutil
import socket
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from crmctl.errors import Busy
from crmctl.main import main
from crmctl.store import connect
from tests.builders import Base
from tests.commands.conftest import Program, crm, env
from tests.connected import connected

__all__ = ["crm", "env"]
NOBODY = 65534


def foreign(path: Path) -> None:
    path.unlink()
    with connected(path) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute("INSERT INTO alembic_version VALUES ('0001')")
    connection.close()


def newer(path: Path) -> None:
    with connected(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()


def without_revision(path: Path) -> None:
    with connected(path) as connection:
        connection.execute("DELETE FROM alembic_version")
    connection.close()


def text(path: Path) -> None:
    path.write_text("Уважаемые коллеги!\n" * 100)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:9000])


def scribbled_over(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[100:20000] = b"\xff" * 19900
    path.write_bytes(content)


@pytest.mark.parametrize("damage", [foreign, newer, without_revision, text, empty, cut_off, scribbled_over])
@pytest.mark.parametrize("line", [["users", "list"], ["users", "add", "ann"], ["undo", "1", "--yes"]])
def test_a_bad_file_is_named_and_left_alone(base: Base, crm: Program, damage: object, line: list[str]) -> None:
    path = Path(base.db)
    damage(path)  # type: ignore[operator]
    before = path.read_bytes()
    refusal = crm.refused(*line)
    assert (refusal["code"], refusal["exit"]) == ("bad-database", "2")
    assert base.db in refusal["message"]
    assert "\n" not in refusal["message"]
    assert path.read_bytes() == before
    assert sorted(file.name for file in path.parent.iterdir()) == ["crm.db"]


def test_a_newer_base_asks_for_a_newer_program(base: Base, crm: Program) -> None:
    newer(Path(base.db))
    assert "9999" in crm.refused("users", "list")["message"]
    assert "Upgrade crmctl" in crm.refused("doctor")["hint"]


def test_a_directory_is_no_database(crm: Program, tmp_path: Path) -> None:
    crm.db = str(tmp_path)
    assert crm.refused("users", "list")["code"] == "bad-database"


@pytest.mark.parametrize("line", [["users", "list"], ["users", "add", "ann"], ["doctor"], ["db", "check"]])
def test_no_file_is_no_database_and_none_is_made(crm: Program, tmp_path: Path, line: list[str]) -> None:
    crm.db = str(tmp_path / "none.db")
    refusal = crm.refused(*line)
    assert (refusal["code"], refusal["exit"]) == ("no-database", "2")
    assert "init" in refusal["hint"]
    assert not Path(crm.db).exists()


@pytest.mark.parametrize(
    "url", ["sqlite:///crm.db", "http://example.com/crm", "postgresql://[::1/x", "postgresql://a b"]
)
@pytest.mark.parametrize("line", [["users", "list"], ["init"]])
def test_an_address_of_something_else_is_no_database(crm: Program, url: str, line: list[str]) -> None:
    code = main(["--json", "--db", url, *line])
    assert code == 2
    assert crm.caught().error["code"] == "no-database"


PAGE = 8192


def unknown_format(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[47] ^= 0xFF
    path.write_bytes(content)


def pages_swapped(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(
        content[: 2 * PAGE] + content[3 * PAGE : 4 * PAGE] + content[2 * PAGE : 3 * PAGE] + content[4 * PAGE :]
    )


def page_spoiled(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for at in range(PAGE, 2 * PAGE, 7):
        content[at] ^= 0x55
    path.write_bytes(content)


@pytest.mark.parametrize("damage", [unknown_format, pages_swapped, page_spoiled])
@pytest.mark.parametrize(
    "line",
    [["users", "list"], ["clients", "list"], ["clients", "edit", "1", "--set", "city=Омск"], ["db", "backup"],
     ["check", "run", "contact-info"], ["runs", "list"], ["undo", "1", "--yes"], ["db", "revalidate"]],
)  # fmt: skip
def test_damage_inside_is_never_a_mistake_of_ours(base: Base, crm: Program, damage: object, line: list[str]) -> None:
    base.client()
    damage(Path(base.db))  # type: ignore[operator]
    said = crm("--json", *line)
    assert said.code == 0 or said.error["code"] == "bad-database", said.err


@pytest.mark.parametrize("damage", [pages_swapped, page_spoiled])
def test_damage_inside_is_found_by_those_who_look_for_it(base: Base, crm: Program, damage: object) -> None:
    base.client()
    damage(Path(base.db))  # type: ignore[operator]
    before = Path(base.db).read_bytes()
    checked, examined = crm("db", "check", "--json"), crm("doctor", "--json")
    assert (checked.code, checked.data["ok"], examined.code) == (1, False, 1)
    assert any("last backup" in finding["hint"] for finding in examined.data)
    assert Path(base.db).read_bytes() == before


@pytest.mark.parametrize(
    "line", [["users", "list"], ["users", "add", "ann"], ["doctor"], ["db", "check"], ["db", "backup"]]
)
@pytest.mark.parametrize("what", ["pipe", "socket", "device", "loop"])
def test_what_is_no_ordinary_file_is_not_opened(crm: Program, tmp_path: Path, what: str, line: list[str]) -> None:
    path = tmp_path / what
    with socket.socket(socket.AF_UNIX) as end:
        if what == "pipe":
            os.mkfifo(path)
        elif what == "socket":
            end.bind(str(path))
        elif what == "loop":
            path.symlink_to(path)
    crm.db = os.devnull if what == "device" else str(path)
    refusal = crm.refused(*line)
    assert (refusal["code"], refusal["exit"]) == ("bad-database", "2")
    assert crm.db in refusal["message"]
    assert "--db" in refusal["hint"]


@pytest.fixture
def writer(base: Base) -> Iterator[sqlite3.Connection]:
    """Somebody who holds the write lock."""
    connection = sqlite3.connect(base.db, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    yield connection
    connection.close()


@pytest.mark.parametrize("line", [["users", "list"], ["users", "add", "ann"], ["doctor"], ["db", "backup"]])
def test_a_base_that_stays_busy_is_said_to_be(
    crm: Program, writer: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, line: list[str]
) -> None:
    monkeypatch.setattr(connect, "WAIT_SECONDS", 0.05)
    refusal = crm.refused(*line)
    assert (refusal["code"], refusal["exit"]) == ("busy", "75")


def test_a_write_waits_as_long_as_a_command_may_unless_it_is_told(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    connection = connect.open_sqlite(base.db, read_only=False)
    monkeypatch.setattr(connect, "in_turn", lambda _connection, _statement, wait: waited.append(wait))
    monkeypatch.setattr(connect, "WAIT_SECONDS", 0.05)
    for wait in (None, 0, 0.2):
        connect.begin_writing(connection, wait)
    connection.close()
    assert waited == [0.05, 0, 0.2]


def test_who_may_read_but_not_write_hears_that_the_base_is_busy(
    base: Base, crm: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connect, "WAIT_SECONDS", 0.05)
    with connected(base.db, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        assert crm("users", "list").code == 0
        refusal = crm.refused("users", "add", "ann")
    other.close()
    assert (refusal["code"], refusal["exit"]) == ("busy", "75")


def test_nothing_of_a_busy_write_is_kept(
    base: Base, crm: Program, writer: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connect, "WAIT_SECONDS", 0.05)
    assert crm("users", "add", "ann").code == 75
    writer.execute("ROLLBACK")
    assert [user["login"] for user in crm.json("users", "list")] == ["admin"]


@pytest.mark.skipif(os.name != "posix", reason="Windows puts nothing in the place of an open file")
def test_a_base_that_another_file_took_the_place_of_meanwhile_is_not_written(base: Base) -> None:
    copy = Path(base.db).with_name("copy.db")
    shutil.copy(base.db, copy)
    connection = connect.open_sqlite(base.db, read_only=False)
    copy.replace(base.db)
    connect.begin_writing(connection)
    with pytest.raises(sqlite3.OperationalError) as refused:
        connection.execute("UPDATE run SET summary = ''")
    connection.close()
    said = connect.translated(refused.value, base.db)
    assert isinstance(said, Busy)
    assert "in the place of" in said.message


@pytest.fixture
def read_only(base: Base, crm: Program) -> Iterator[Path]:
    """A base whose file and folder only somebody else may write."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "crm.db"
        path.write_bytes(Path(base.db).read_bytes())
        path.chmod(0o444)
        path.parent.chmod(0o555)
        crm.db = str(path)
        if os.geteuid() == 0:
            os.seteuid(NOBODY)
            yield path
            os.seteuid(0)
        else:
            yield path
        path.parent.chmod(0o755)


def test_a_read_only_base_can_be_read_and_says_that_it_cannot_be_written(read_only: Path, crm: Program) -> None:
    assert [user["login"] for user in crm.json("users", "list")] == ["admin"]
    refusal = crm.refused("users", "add", "ann")
    assert (refusal["code"], refusal["exit"]) == ("bad-database", "2")
    assert "rights" in refusal["hint"]
    assert crm.refused("db", "backup")["code"] == "bad-database"


def test_a_folder_that_nothing_can_be_written_in_is_said_to_be(read_only: Path, crm: Program) -> None:
    crm.db = str(read_only.with_name("new.db"))
    assert crm.refused("init")["code"] == "bad-database"
