"""`tasks work` as its user has it: the program on a terminal, with signals, other processes and no terminal at all."""

import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pexpect
import pytest

from crmctl.cards.edit import edit_card
from crmctl.cards.finding import Card
from crmctl.rights import Actor
from crmctl.store.backup import damage
from crmctl.store.connect import begin_writing, open_connection
from crmctl.vocabulary import RecordType, Role
from tests.builders import NOW, Base
from tests.commands.conftest import Program
from tests.running import CLEAN, PATIENCE, ROOT, run
from tests.tasks.handing import Asked, hand_out
from tests.wizard.working import GOOD, MAIL, OTHER, company, states, values

ADMIN = Actor(1, "admin", "Admin", Role.ADMIN, None)
SKIP, UNDO, ESC, CTRL_C, CTRL_D = "\x1b[17~", "\x1b[20~", "\x1b", "\x03", "\x04"
LEFT_SCREEN = "\x1b[?1049l"


@pytest.fixture
def task(base: Base) -> int:
    return company(base, base.user("bob"))


def environment(base: Base, **more: str) -> dict[str, str]:
    state = str(Path(base.db).parent / "state")
    return CLEAN | {"CRMCTL_DB": base.db, "CRMCTL_USER": "bob", "CRMCTL_NOW": NOW.isoformat(), "TZ": "UTC",
                    "XDG_STATE_HOME": state} | more  # fmt: skip


@contextmanager
def working(base: Base, *args: str, wait_for: str = "Ромашка", **env: str) -> Iterator[pexpect.spawn]:
    """The program at work, its first screen drawn."""
    line = ["-m", "crmctl", "tasks", "work", *args]
    child = pexpect.spawn(sys.executable, line, encoding="utf-8", dimensions=(24, 80), cwd=str(ROOT),
                          env=environment(base, **env), timeout=PATIENCE)  # fmt: skip
    try:
        child.expect_exact(wait_for)
        child.expect_exact("Esc")
        yield child
    finally:
        child.close(force=True)


def until(true: Callable[[], bool]) -> None:
    """Wait for what another process does."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


def ended(child: pexpect.spawn) -> str:
    """All that was still drawn and said until the program ended."""
    child.expect(pexpect.EOF)
    child.wait()
    said: str = child.before
    return said


def test_a_value_typed_and_confirmed_is_in_the_base_and_the_work_goes_on_there_next_time(base: Base, task: int) -> None:
    with working(base, str(task)) as child:
        child.send(GOOD + "\r")
        until(lambda: values(base) == [(1, None, GOOD)])
        child.expect_exact("Лютик")
        child.send(ESC)
        said = ended(child)
        assert child.exitstatus == 0
    assert LEFT_SCREEN in said
    assert said.endswith(
        f"Saved 1 time. 3 rows of task {task} are open.\r\nGo on here with `crmctl tasks work {task}`.\r\n"
    )
    with working(base, wait_for="Лютик"):
        assert states(base, task)[0] == "ok"


@pytest.mark.parametrize("keys", [ESC, CTRL_C, CTRL_D, "\x1b[21~"])
def test_every_way_to_leave_ends_well(base: Base, task: int, keys: str) -> None:
    with working(base, str(task)) as child:
        child.send(keys)
        ended(child)
        assert child.exitstatus == 0
    assert values(base) == []


def test_leaving_with_something_typed_asks_first(base: Base, task: int) -> None:
    with working(base, str(task)) as child:
        child.send(GOOD)
        child.expect_exact("926")
        child.send(CTRL_C)
        child.expect_exact("not saved")
        child.send("д")
        ended(child)
        assert child.exitstatus == 0
    assert values(base) == []


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_keeps_what_was_confirmed_and_gives_the_terminal_back(base: Base, task: int, name: str) -> None:
    with working(base, str(task)) as child:
        child.send(GOOD + "\r")
        until(lambda: values(base) != [])
        child.send(OTHER)
        child.kill(signal.Signals[name])
        said = ended(child)
        assert child.exitstatus == 128 + signal.Signals[name]
    assert LEFT_SCREEN in said
    assert values(base) == [(1, None, GOOD)]


def test_a_closed_terminal_keeps_what_was_confirmed(base: Base, task: int) -> None:
    with working(base, str(task)) as child:
        child.send(GOOD + "\r")
        until(lambda: values(base) != [])
        child.ptyproc.fileobj.close()
        until(lambda: not child.isalive())
        child.closed = child.ptyproc.closed = True
        assert signal.SIGHUP in (child.signalstatus, (child.exitstatus or 0) - 128)
    assert values(base) == [(1, None, GOOD)]
    with working(base, wait_for="Лютик"):
        pass


@pytest.mark.parametrize("after", [0.0, 0.02, 0.2])
def test_a_kill_leaves_an_answer_whole_or_not_at_all(base: Base, task: int, after: float) -> None:
    with working(base, str(task)) as child:
        child.send(GOOD + "\r")
        time.sleep(after)
        child.kill(signal.SIGKILL)
        until(lambda: not child.isalive())
    stored = values(base)
    assert stored in ([], [(1, None, GOOD)])
    assert states(base, task)[0] == ("ok" if stored else "missing")
    assert damage(base.db) == []
    with working(base, wait_for="Лютик" if stored else "Ромашка") as child:
        child.send(ESC)


def test_others_write_while_the_screen_waits_and_the_screen_waits_for_others(base: Base, task: int) -> None:
    with working(base, str(task)) as child:
        with base.write("clients edit", wait=0) as work:
            edit_card(work, ADMIN, Card(RecordType.CLIENT, 3), sets=["comment=x"])
        other = open_connection(base.db, read_only=False)
        begin_writing(other)
        child.send(GOOD + "\r")
        child.expect_exact("Another process is writing")
        other.execute("ROLLBACK")
        other.close()
        until(lambda: values(base) == [(1, None, GOOD)])


def test_a_card_changed_by_another_process_is_asked_about(base: Base, task: int) -> None:
    with working(base, str(task)) as child:
        with base.write("clients edit") as work:
            edit_card(work, ADMIN, Card(RecordType.CLIENT, 1), sets=[f"phone={OTHER}"])
        child.send(GOOD + "\r")
        child.expect_exact("replace it")
        assert values(base) == [(1, None, OTHER)]
        child.send("y")
        until(lambda: values(base) == [(1, None, GOOD)])


def test_the_screen_follows_the_window(base: Base, task: int) -> None:
    with working(base, str(task)) as child:
        child.setwinsize(10, 60)
        child.expect_exact("rows 0 of 4")
        child.send(GOOD + "\r")
        until(lambda: values(base) == [(1, None, GOOD)])
        child.setwinsize(3, 20)
        child.send(OTHER + "\r")
        until(lambda: len(values(base)) == 2)


def test_undo_at_the_keyboard(base: Base, task: int) -> None:
    with working(base, str(task)) as child:
        child.send(GOOD + "\r")
        until(lambda: values(base) != [])
        child.send(UNDO)
        until(lambda: values(base) == [])


def test_the_last_answer_offers_the_next_task(base: Base, task: int) -> None:
    bob = Actor(2, "bob", "Bob", Role.MANAGER, None)
    short = hand_out(base, bob, Asked(base.client("Одна")), due_at=NOW)
    with working(base, wait_for="Одна") as child:
        child.send(GOOD + "\r")
        child.expect_exact(f"Task {short} is done")
        child.send("\r")
        child.expect_exact("Ромашка")
        child.send(ESC)
        assert f"`crmctl tasks work {task}`" in ended(child)


def test_no_colour_and_russian(base: Base, task: int) -> None:
    with working(base, str(task), NO_COLOR="1", CRMCTL_LANG="ru") as child:
        child.send(GOOD)
        child.expect_exact("125-04-05")
        child.send(CTRL_C)
        child.expect_exact("Всё равно выйти?")
        child.send("y")
        said = ended(child)
    assert "Ничего не записано. В задаче 1 открыты 4 строки." in said


@pytest.mark.parametrize("args", [["--no-input"], ["--json"], ["--plain"], []])
def test_without_a_terminal_the_way_for_scripts_is_named(crm: Program, base: Base, task: int, args: list[str]) -> None:
    said = run(*args, "tasks", "work", str(task), module="crmctl", **environment(base))
    assert said.code == 2
    assert "crmctl tasks row ID.N --set" in said.err
    assert said.out == ""


def test_a_terminal_without_a_cursor_is_refused(base: Base, task: int) -> None:
    child = pexpect.spawn(sys.executable, ["-m", "crmctl", "tasks", "work"], encoding="utf-8", cwd=str(ROOT),
                          env=environment(base, TERM="dumb"), timeout=PATIENCE)  # fmt: skip
    assert "crmctl tasks row ID.N --set" in ended(child)
    assert child.exitstatus == 2


def refused(base: Base, *args: str, **env: str) -> tuple[int, str]:
    child = pexpect.spawn(sys.executable, ["-m", "crmctl", "tasks", "work", *args], encoding="utf-8", cwd=str(ROOT),
                          env=environment(base, **env), timeout=PATIENCE)  # fmt: skip
    said = ended(child)
    assert child.exitstatus is not None
    return child.exitstatus, said


def test_with_nothing_to_fill_it_says_so(base: Base) -> None:
    bob = base.user("bob")
    assert refused(base) == (0, "There is nothing to fill in your tasks.\r\n")
    task = hand_out(base, bob, Asked(base.client(phone=GOOD)))
    assert refused(base, str(task)) == (0, f"Task {task} has no open rows.\r\n")


def test_with_nothing_of_ones_own_the_way_to_what_others_have_is_told(base: Base, task: int) -> None:
    base.user("boss", role=Role.ADMIN)
    code, said = refused(base, CRMCTL_USER="boss")
    assert code == 0
    assert "`crmctl tasks work ID`" in said


def test_nobody_works_on_a_task_he_does_not_see(base: Base, task: int) -> None:
    base.user("eve")
    code, said = refused(base, str(task), CRMCTL_USER="eve")
    assert code == 4
    assert f"Task {task} is not yours." in said
    assert refused(base, "99")[0] == 2


def test_mine_says_how_to_begin(base: Base, task: int) -> None:
    child = pexpect.spawn(sys.executable, ["-m", "crmctl", "tasks", "mine"], encoding="utf-8", cwd=str(ROOT),
                          env=environment(base), timeout=PATIENCE)  # fmt: skip
    assert f"`crmctl tasks work {task}`" in ended(child)
    assert "tasks work" not in run("tasks", "mine", module="crmctl", **environment(base)).err


def test_an_address_is_a_value_like_any_other(base: Base) -> None:
    bob = base.user("bob")
    task = hand_out(base, bob, Asked(base.client("Ромашка"), "email|address"))
    with working(base, str(task)) as child:
        child.send(MAIL + "\r")
        until(lambda: values(base) == [(1, None, MAIL)])
