"""The wait for the one who writes: it ends with his work, or with one's patience."""

import sqlite3
import threading

import pytest

from crmctl.store.turn import begin_immediate
from tests.builders import Base


def connect(base: Base) -> sqlite3.Connection:
    return sqlite3.connect(base.db, isolation_level=None, check_same_thread=False)


def test_who_waits_gets_the_turn_when_it_is_free(base: Base) -> None:
    holder, waiter = connect(base), connect(base)
    holder.execute("BEGIN IMMEDIATE")
    release = threading.Timer(0.2, lambda: holder.execute("COMMIT"))
    release.start()
    begin_immediate(waiter, 30)
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
        begin_immediate(waiter, wait)
    holder.close()
    waiter.close()


def test_another_trouble_is_not_waited_for(base: Base) -> None:
    connection = connect(base)
    connection.execute("BEGIN")
    with pytest.raises(sqlite3.OperationalError, match="within a transaction"):
        begin_immediate(connection, 30)
    connection.close()
