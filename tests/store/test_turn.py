"""The wait for the one who writes: it ends with his work, or with one's patience."""

import sqlite3
import threading

import pytest

from crmctl.errors import Busy
from crmctl.store.connect import commit, open_sqlite
from crmctl.store.turn import in_turn, patiently
from tests.builders import Base


def connect(base: Base) -> sqlite3.Connection:
    return sqlite3.connect(base.db, isolation_level=None, check_same_thread=False)


def test_who_waits_gets_the_turn_when_it_is_free(base: Base) -> None:
    holder, waiter = connect(base), connect(base)
    holder.execute("BEGIN IMMEDIATE")
    release = threading.Timer(0.2, lambda: holder.execute("COMMIT"))
    release.start()
    patiently(waiter, "BEGIN IMMEDIATE", 30, in_turn)
    assert waiter.in_transaction
    release.join()
    assert not holder.in_transaction
    holder.close()
    waiter.close()


@pytest.mark.parametrize("wait", [0, 0.05])
def test_patience_ends(base: Base, wait: float) -> None:
    holder, waiter = connect(base), connect(base)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        patiently(waiter, "BEGIN IMMEDIATE", wait, in_turn)
    holder.close()
    waiter.close()


def test_another_trouble_is_not_waited_for(base: Base) -> None:
    connection = connect(base)
    connection.execute("BEGIN")
    with pytest.raises(sqlite3.OperationalError, match="within a transaction"):
        patiently(connection, "BEGIN IMMEDIATE", 30)
    connection.close()


def test_a_commit_waits_for_who_is_just_reading(base: Base) -> None:
    writer, reader = connect(base), connect(base)
    writer.execute("PRAGMA journal_mode=DELETE")
    reader.execute("BEGIN")
    reader.execute("SELECT COUNT(*) FROM client").fetchone()
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE run SET summary = 'kept'")
    release = threading.Timer(0.2, lambda: reader.execute("COMMIT"))
    release.start()
    commit(writer)
    release.join()
    assert not writer.in_transaction
    assert reader.execute("SELECT DISTINCT summary FROM run").fetchall() == [("kept",)]
    writer.close()
    reader.close()


def test_a_base_that_is_just_being_written_is_opened_when_that_has_ended(base: Base) -> None:
    holder = connect(base)
    holder.execute("PRAGMA journal_mode=DELETE")
    holder.execute("BEGIN EXCLUSIVE")
    release = threading.Timer(0.2, lambda: holder.execute("COMMIT"))
    release.start()
    open_sqlite(base.db, read_only=True).close()
    release.join()
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(Busy):
        open_sqlite(base.db, read_only=True, wait=0)
    holder.close()


def test_who_has_waited_longer_looks_more_often() -> None:
    pauses = [in_turn(waited / 1000) for waited in range(2000)]
    assert pauses == sorted(pauses, reverse=True)
    assert pauses[10] > pauses[30] > pauses[50] >= pauses[-1] > 0
