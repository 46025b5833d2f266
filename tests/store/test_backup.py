"""Backups: whole under writers, or not there at all."""

import signal
import sqlite3
import threading
from pathlib import Path

import pytest

from crmctl.errors import BadDatabase, Busy, Refused
from crmctl.store import lock
from crmctl.store.backup import backup, damage
from tests.builders import PHONE, Base
from tests.store.histories import contents


def test_a_copy_made_while_others_write_is_whole(base: Base, tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        with Base(base.db) as other:
            while not stop.is_set():
                other.client(phone=PHONE)

    writer = threading.Thread(target=write)
    writer.start()
    copies = [backup(base.db, tmp_path / f"{number}.db") for number in range(4)]
    stop.set()
    writer.join()
    for copy in copies:
        assert damage(str(copy)) == []
        with Base(str(copy)) as made:
            tables = contents(made)
            assert len(tables["client"]) == len(tables["contact_point"])


def test_a_damaged_base_is_not_copied_and_nothing_is_left(base: Base, tmp_path: Path) -> None:
    connection = sqlite3.connect(base.db)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("UPDATE app_user SET run_id = 99")
    connection.commit()
    connection.close()
    with pytest.raises(BadDatabase):
        backup(base.db, tmp_path / "copy.db")
    assert [file.name for file in tmp_path.iterdir()] == ["crm.db"]


def test_a_file_that_is_there_is_not_overwritten(base: Base, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear all")
    with pytest.raises(Refused):
        backup(base.db, tmp_path / "letter.txt")
    assert (tmp_path / "letter.txt").read_text() == "dear all"


def test_ctrl_c_stops_a_copy_while_sqlite_makes_it(base: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def pressed(connection: sqlite3.Connection) -> None:
        connection.set_progress_handler(lambda: signal.raise_signal(signal.SIGINT), 1)

    monkeypatch.setattr("crmctl.store.backup._let_signals_in", pressed)
    with pytest.raises(KeyboardInterrupt):
        backup(base.db, tmp_path / "copy.db")
    assert [file.name for file in tmp_path.iterdir()] == ["crm.db"]


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="no file system here that holds no files")
def test_a_file_system_that_holds_no_files_is_named_at_once() -> None:
    with pytest.raises(BadDatabase, match="No file can be made in /proc") as refused, lock.schema_lock("/proc/crm.db"):
        pass
    assert "another process" not in str(refused.value).lower()


def test_one_process_changes_a_schema_and_the_others_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    db = str(tmp_path / "crm.db")
    monkeypatch.setattr(lock, "WAIT_SECONDS", 0.05)
    with lock.schema_lock(db), pytest.raises(Busy), lock.schema_lock(db):
        pass
    assert list(tmp_path.iterdir()) == []
