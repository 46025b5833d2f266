"""The wait for the one who writes: it ends with his work, or with one's patience."""

import errno
import fcntl
import sqlite3
import threading
import time
from pathlib import Path

import pytest

from crmctl.errors import Busy
from crmctl.store import queueing
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
    in_turn(waiter, "BEGIN IMMEDIATE", 30)
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
        in_turn(waiter, "BEGIN IMMEDIATE", wait)
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
    holder.execute("BEGIN EXCLUSIVE")
    release = threading.Timer(0.2, lambda: holder.execute("COMMIT"))
    release.start()
    open_sqlite(base.db, read_only=True).close()
    release.join()
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(Busy):
        open_sqlite(base.db, read_only=True, wait=0)
    holder.close()


class Waiters:
    """Threads that want to write, one after another; `came` says in which order they did."""

    def __init__(self, base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
        self.base, self.came = base, list[int]()
        self.threads: list[threading.Thread] = []
        self._stands, self._flock = threading.Event(), fcntl.flock
        monkeypatch.setattr(fcntl, "flock", self._stand)
        monkeypatch.setattr(queueing, "UNLIKELY", 60)

    def _stand(self, descriptor: int, how: int) -> None:
        self._stands.set()
        self._flock(descriptor, how)

    def add(self, number: int) -> None:
        """One more, who stands in the queue when this returns."""
        self._stands.clear()
        self.threads.append(threading.Thread(target=self._write, args=(number,)))
        self.threads[-1].start()
        assert self._stands.wait(10)
        time.sleep(0.05)  # from the call to where the system has it

    def _write(self, number: int) -> None:
        connection = connect(self.base)
        in_turn(connection, "BEGIN IMMEDIATE", 30)
        self.came.append(number)
        commit(connection)
        connection.close()


def test_who_came_first_writes_first(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    holder, waiters = connect(base), Waiters(base, monkeypatch)
    holder.execute("BEGIN IMMEDIATE")
    for number in range(6):
        waiters.add(number)
    holder.execute("COMMIT")
    for thread in waiters.threads:
        thread.join()
    assert waiters.came == [0, 1, 2, 3, 4, 5]
    holder.close()


def test_who_gives_up_leaves_the_queue_to_those_behind(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    holder, hasty, waiters = connect(base), connect(base), Waiters(base, monkeypatch)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        in_turn(hasty, "BEGIN IMMEDIATE", 0.01)
    waiters.add(0)
    holder.execute("COMMIT")
    waiters.threads[0].join()
    assert waiters.came == [0]
    holder.close()
    hasty.close()


def test_the_one_who_is_first_and_stopped_holds_nobody_up(base: Base) -> None:
    first = queueing.Place(str(Path(base.db).parent))
    test_who_waits_gets_the_turn_when_it_is_free(base)
    first.leave()


def test_where_a_folder_cannot_be_locked_everybody_looks_for_himself(
    base: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_descriptor: int, _how: int) -> None:
        raise OSError(errno.EBADF, "no locks on folders here")

    monkeypatch.setattr(fcntl, "flock", refused)
    monkeypatch.setattr(queueing, "UNLIKELY", 60)
    test_who_waits_gets_the_turn_when_it_is_free(base)


def test_where_no_thread_can_be_started_everybody_looks_for_himself(
    base: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    first, second = queueing.Place(str(Path(base.db).parent)), connect(base)
    with monkeypatch.context() as patched:
        patched.setattr(threading.Thread, "start", refused)
        in_turn(second, "BEGIN IMMEDIATE", 30)
    assert second.in_transaction
    second.close()
    first.leave()
