"""The same commands over PostgreSQL, where the login is who you are."""

import json
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from crmctl.main import main
from crmctl.store import connect
from tests import postgres
from tests.commands.conftest import Said


class Server:
    """Runs a command on a database that is there, but empty."""

    def __init__(self, url: str, capsys: pytest.CaptureFixture[str]) -> None:
        self.url = url
        self._capsys = capsys

    def __call__(self, *args: str) -> Said:
        self._capsys.readouterr()
        code = main(["--db", self.url, *args])
        return Said(code, *self._capsys.readouterr())

    def json(self, *args: str) -> Any:
        said = self("--json", *args)
        assert said.code == 0, said.err
        return said.data

    def refused(self, *args: str) -> dict[str, str]:
        said = self("--json", *args)
        return {**json.loads(said.err)["error"], "exit": str(said.code)}


@pytest.fixture
def server(postgres_server: str, capsys: pytest.CaptureFixture[str], env: pytest.MonkeyPatch) -> Iterator[Server]:
    postgres.execute(postgres_server, "CREATE DATABASE crmctl_commands")
    yield Server(postgres.database(postgres_server, "crmctl_commands"), capsys)
    postgres.execute(postgres_server, "DROP DATABASE crmctl_commands WITH (FORCE)")


def test_a_base_is_made_once_and_its_maker_is_who_logged_in(server: Server) -> None:
    assert server("init").code == 0
    assert [(user["login"], user["role"]) for user in server.json("users", "list")] == [("postgres", "admin")]
    assert server.refused("init")["exit"] == "4"


def test_an_init_that_was_interrupted_is_gone_on_with(server: Server) -> None:
    from crmctl.store.creation import create

    create(server.url)
    assert server("init").code == 0
    assert len(server.json("users", "list")) == 1


def test_the_demo_company_lives_there_too_and_is_healthy(server: Server) -> None:
    assert server("init", "--demo").code == 0
    assert len(server.json("clients", "list")) == 60
    assert server.json("report", "discipline", "--from", "2026-01-20")["total"]["done"] > 0
    assert server("doctor").code == 0
    assert server.json("db", "revalidate")["run"] is None


def test_books_runs_and_undo(server: Server) -> None:
    server("init")
    run = server.json("users", "add", "ann", "--team", "north")["run"]
    server("settings", "set", "minutes_per_row", "5")
    server("groups", "add", "Callers", "--members", "ann")
    assert server.json("groups", "list")[0]["members"] == ["ann"]
    assert server.json("runs", "show", str(run))["written"][0]["created"] == 1
    undone = server.json("undo", str(run), "--yes")
    assert [kept["why"] for kept in undone["kept"]] == ["needed by something made since"]
    groups = server.json("runs", "list")[0]["run"]
    assert server.json("undo", str(groups), "--yes")["undone"] == 2
    assert server.json("undo", str(run), "--yes")["undone"] == 1


def test_nobody_acts_as_somebody_else(server: Server) -> None:
    server("init")
    assert server.refused("users", "list", "--as", "ann")["exit"] == "4"


def test_an_empty_database_is_no_base(server: Server) -> None:
    refusal = server.refused("users", "list")
    assert (refusal["code"], refusal["exit"]) == ("bad-database", "2")
    assert "init" in refusal["hint"]


def test_no_server_and_no_database_are_said_without_the_password(server: Server) -> None:
    for url in ("postgresql://ann:secret@127.0.0.1:1/crm", postgres.database(server.url, "nowhere")):
        server.url = url
        refusal = server.refused("users", "list")
        assert (refusal["code"], refusal["exit"]) == ("no-database", "2")
        assert "secret" not in refusal["message"]


def test_a_base_that_stays_busy_is_said_to_be(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server("init")
    with psycopg.connect(server.url) as other:
        other.execute(f"SELECT pg_advisory_xact_lock({connect._WRITE_LOCK})")
        monkeypatch.setattr(connect, "WAIT_SECONDS", 0.05)
        refusal = server.refused("users", "add", "ann")
    assert (refusal["code"], refusal["exit"]) == ("busy", "75")


def test_what_is_for_files_is_refused(server: Server) -> None:
    server("init")
    assert server.refused("db", "check")["exit"] == "4"
    assert server.refused("db", "backup")["exit"] == "4"
    server.url = postgres.database(server.url, "postgres")
    assert server.refused("init", "--shared", "root")["exit"] == "4"
