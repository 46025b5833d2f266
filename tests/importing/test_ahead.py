"""A second process that makes items ahead."""

import os
import signal
import time
from collections.abc import Iterator

import pytest

from crmctl.errors import BadInput
from crmctl.importing import loading
from crmctl.importing.ahead import ReaderGone, ahead, can_fork
from crmctl.importing.loading import RowsRefused
from tests.builders import Base
from tests.importing.loads import dump, load

pytestmark = pytest.mark.skipif(not can_fork(), reason="no second process here")


def test_items_come_as_they_were_made() -> None:
    items = [[None, at, "ё" * at] for at in range(2000)]
    assert list(ahead(iter(items))) == items


def test_what_is_raised_there_is_raised_here() -> None:
    def failing() -> Iterator[int]:
        yield 1
        raise BadInput("no good", "Look.", file="f.csv", line=3)

    items = ahead(failing())
    assert next(items) == 1
    with pytest.raises(BadInput) as raised:
        next(items)
    assert (raised.value.message, raised.value.hint) == ("f.csv, line 3: no good", "Look.")


def test_a_child_that_is_killed_is_noticed() -> None:
    def killed() -> Iterator[int]:
        yield 1
        os.kill(os.getpid(), signal.SIGKILL)

    items = ahead(killed())
    assert next(items) == 1
    with pytest.raises(ReaderGone):
        next(items)


def test_leaving_early_leaves_no_child_behind() -> None:
    items = ahead(iter(range(10**9)))
    assert next(items) == 0
    items.close()
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def _slowly(*seconds: int) -> Iterator[int]:
    for pause in seconds:
        time.sleep(pause - 1)
        yield pause


def test_leaving_early_does_not_wait_for_an_item_that_takes_long() -> None:
    items = ahead(_slowly(1, 3600))
    assert next(items) == 1
    items.close()
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_a_child_whose_parent_is_killed_ends_in_the_middle_of_its_work() -> None:
    reading, writing = os.pipe()
    parent = os.fork()
    if not parent:
        ahead(_slowly(3600))
        os.kill(os.getpid(), signal.SIGKILL)
    os.close(writing)
    os.waitpid(parent, 0)
    assert os.read(reading, 1) == b""  # nobody holds the other end any more


FILE = [{"id": str(at), "name": f"Р{at}", "phone": "+7 926 125-04-05", "manager": "некто"} for at in range(1, 700)]


def test_a_file_read_by_a_second_process_gives_the_same_base(
    base: Base, founded: object, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    import shutil

    other_path = tmp_path_factory.mktemp("other") / "crm.db"
    shutil.copy(str(founded), other_path)
    here = load(base, "clients", FILE)
    monkeypatch.setattr(loading, "_WORTH_A_PROCESS", 1)
    with Base(str(other_path)) as other:
        there = load(other, "clients", FILE)
        assert dump(other) == dump(base)
    assert (there.counts(), there.unknown_responsible) == (here.counts(), here.unknown_responsible)


def test_rows_are_refused_from_there_too(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "_WORTH_A_PROCESS", 1)
    with pytest.raises(RowsRefused, match="line 701"):
        load(base, "clients", [*FILE, {**FILE[0], "name": "Лютик"}])
    assert load(base, "clients", [*FILE, {**FILE[0], "name": "Лютик"}], keep_going=True).created == len(FILE)
