"""Tables and queries of other SQLite files, which can do nothing but be read."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from crmctl.errors import BadInput, UsageError
from crmctl.importing.formats import sqlite_file, sqlite_table
from crmctl.importing.formats.opening import open_table
from crmctl.importing.options import Hints
from tests.builders import Base
from tests.connected import connected
from tests.importing.files import given
from tests.importing.loads import load, one

SCRIPT = """
CREATE TABLE client (id INTEGER, name TEXT, phone REAL, guid BLOB, note);
INSERT INTO client VALUES (1, 'Ромашка', 79161234567.0, x'00ff', NULL), (2, 'Лютик', 1.5, x'd09c', x'00');
"""


def write(folder: Path, script: str = SCRIPT) -> Path:
    path = folder / "other.db"
    with connected(path) as connection:
        connection.executescript(script)
    connection.close()
    return path


def read(path: Path, *, table: str = "", query: str = "") -> list[list[str]]:
    found = open_table(path, Hints(table=table, query=query))
    return [[column.label for column in found.header], *(cells for _line, cells in found.rows())]


def test_the_only_table_is_read_as_text(tmp_path: Path) -> None:
    assert read(write(tmp_path)) == [
        ["id", "name", "phone", "guid", "note"],
        ["1", "Ромашка", "79161234567", "00ff", ""],
        ["2", "Лютик", "1.5", "М", "00"],
    ]


def test_a_table_or_view_is_named_as_sqlite_takes_names(tmp_path: Path) -> None:
    path = write(tmp_path, SCRIPT + 'CREATE VIEW "odd ""name" AS SELECT name FROM client WHERE id > 1')
    assert read(path, table="CLIENT")[1][1] == "Ромашка"
    assert read(path, table='odd "name') == [["name"], ["Лютик"]]


def test_a_query_gives_the_rows(tmp_path: Path) -> None:
    found = read(write(tmp_path), query="SELECT name, name AS name, 1 + 1 AS two FROM client ORDER BY 1; ")
    assert found == [["name", "name#2", "two"], ["Лютик", "Лютик", "2"], ["Ромашка", "Ромашка", "2"]]


def test_without_a_choice_the_tables_are_listed(tmp_path: Path) -> None:
    path = write(tmp_path, SCRIPT + "CREATE TABLE customers (x)")
    with pytest.raises(BadInput, match="several tables") as refusal:
        read(path)
    assert "client, customers" in refusal.value.hint
    with pytest.raises(BadInput, match="no table costumers") as refusal:
        read(path, table="costumers")
    assert refusal.value.hint == "Did you mean customers?"
    with pytest.raises(UsageError, match="exclude each other"):
        read(path, table="client", query="SELECT 1")
    with pytest.raises(BadInput, match="no tables"):
        read(write(tmp_path / "..", "CREATE TABLE x (y); DROP TABLE x"))


@pytest.mark.parametrize(
    "query",
    [
        "DELETE FROM client",
        "INSERT INTO client (id) VALUES (3)",
        "CREATE TABLE x (y)",
        "DROP TABLE client",
        "PRAGMA user_version = 5",
        "SELECT * FROM pragma_table_info('client')",
        "ATTACH 'new.db' AS new",
        "VACUUM INTO 'new.db'",
        "SELECT load_extension('evil')",
        "SELECT 1; DELETE FROM client",
        "WITH x AS (SELECT 1) DELETE FROM client",
        "BEGIN",
        "-- nothing",
        "SELEC",
        "SELECT nothing FROM client",
        "SELECT zeroblob(100000000)",
    ],
)
def test_nothing_but_a_select_is_run(tmp_path: Path, query: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = write(tmp_path)
    before = path.read_bytes()
    with pytest.raises(BadInput):
        read(path, query=query)
    assert path.read_bytes() == before
    assert sorted(tmp_path.iterdir()) == [path]


ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT {} FROM n"


def test_endless_work_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_file, "MOST_STEPS", 1_000_000)
    with pytest.raises(BadInput, match="too much work"):
        read(write(tmp_path), query=ENDLESS.format("count(*)"))


def test_endless_rows_are_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_table, "MOST_ROWS", 1000)
    with pytest.raises(BadInput, match="more than 1000 rows"):
        read(write(tmp_path), query=ENDLESS.format("i"))


def test_a_view_cannot_call_what_only_the_program_may(tmp_path: Path) -> None:
    path = write(tmp_path, "CREATE VIEW trap AS SELECT load_extension('evil') AS name")
    with pytest.raises(BadInput):
        read(path)


def test_a_file_in_wal_mode_is_read_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = write(tmp_path, "PRAGMA journal_mode=WAL;" + SCRIPT)
    assert len(read(path)) == 3
    assert sorted(tmp_path.iterdir()) == [path]


def test_what_another_program_has_just_written_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, "PRAGMA journal_mode=WAL;" + SCRIPT)
    writer = sqlite3.connect(path)
    writer.execute("INSERT INTO client (id, name) VALUES (3, 'Новый')")
    writer.commit()
    assert len(read(path)) == 4
    writer.close()


@pytest.mark.parametrize("damage", [slice(100, 200), slice(4096, 4300), slice(30, 60)])
def test_a_damaged_file_is_refused(tmp_path: Path, damage: slice) -> None:
    path = write(tmp_path, SCRIPT + "INSERT INTO client (note) SELECT hex(zeroblob(900)) FROM client, client, client;")
    data = bytearray(path.read_bytes())
    data[damage] = b"\xff" * (damage.stop - damage.start)
    path.write_bytes(data)
    with pytest.raises(BadInput, match="damaged"):
        read(path)


def test_bytes_that_are_no_text_are_harmless(tmp_path: Path) -> None:
    path = write(tmp_path, "CREATE TABLE t (a, b); INSERT INTO t VALUES (CAST(x'd0ff41' AS TEXT), zeroblob(100))")
    assert read(path) == [["a", "b"], ["\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}A", ""]]


def test_a_base_of_crmctl_is_no_source(base: Base) -> None:
    with pytest.raises(BadInput, match="base of crmctl") as refusal:
        read(Path(base.db))
    assert "--db" in refusal.value.hint


def test_the_given_customers(base: Base, tmp_path: Path) -> None:
    path = tmp_path / "chinook.sqlite"
    shutil.copyfile(given("crm/chinook.sqlite"), path)
    with connected(path) as connection:
        connection.execute("UPDATE Customer SET Company = NULL")
    connection.close()
    assert len(read(given("crm/chinook.sqlite"), table="Customer")) == 60
    assert load(base, "clients", path, hints=Hints(table="Customer")).created == 59
    sql = (
        "SELECT count(*) FROM client c WHERE NOT EXISTS (SELECT 1 FROM contact_point p"
        " JOIN contact_kind k ON k.id = p.kind_id WHERE p.client_id = c.id AND k.type = '{}')"
    )
    assert [one(base, sql.format(kind)) for kind in ("phone", "fax", "email")] == [1, 47, 0]


def test_the_given_contacts_of_a_script(base: Base, tmp_path: Path) -> None:
    path = write(tmp_path, given("crm/npsp_dev_org.sql").read_text(encoding="utf-8"))
    load(base, "clients", path, hints=Hints(table="Account"))
    assert load(base, "contacts", path, hints=Hints(table="Contact")).created == 102
    sql = (
        "SELECT count(*) FROM contact c WHERE NOT EXISTS (SELECT 1 FROM contact_point p"
        " JOIN contact_kind k ON k.id = p.kind_id WHERE p.contact_id = c.id AND k.type IN ({}))"
    )
    assert [one(base, sql.format(kinds)) for kinds in ("'email'", "'phone'", "'phone', 'email'")] == [63, 45, 30]
