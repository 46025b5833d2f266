"""Undo, as a law over random histories: going back all the way ends where it began."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crmctl.store.health import problems
from crmctl.store.undo import Kept, undo
from crmctl.vocabulary import Role
from tests.builders import Base
from tests.store.histories import Contents, Step, contents, steps, take

law = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@contextmanager
def company(founded: Path) -> Iterator[Base]:
    """Two clients, a contact and a user, to begin with."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "crm.db"
        shutil.copy(founded, path)
        with Base(str(path)) as base:
            base.user("ann", role=Role.MANAGER)
            base.contact(base.client(phone="8 926 125-04-05"), base.client("Лютик"), email="нет")
            yield base


def take_back(base: Base, run: int, *, rehearsal: bool = False) -> tuple[list[Kept], int | None]:
    """What stays, and the run that the undo left: none when there was nothing to undo."""
    base.now += timedelta(hours=1)
    with base.write("undo") as work:
        work.rehearsal = rehearsal
        kept = undo(work, run)
    return kept, work.run_id if work.written else None


@law
@given(history=steps())
def test_undoing_every_run_backwards_ends_in_the_first_state(founded: Path, history: list[Step]) -> None:
    with company(founded) as base:
        first = contents(base)
        runs = [run for run in (take(base, step) for step in history) if run]
        for run in reversed(runs):
            assert take_back(base, run)[0] == []
        assert contents(base) == first


@law
@given(history=steps(), which=st.integers(0, 30))
def test_an_undo_that_keeps_nothing_is_undone_exactly(founded: Path, history: list[Step], which: int) -> None:
    with company(founded) as base:
        runs = [run for run in (take(base, step) for step in history) if run]
        before = contents(base)
        if not runs:
            return
        kept, again = take_back(base, runs[which % len(runs)])
        if kept or not again:
            return
        assert take_back(base, again)[0] == []
        assert contents(base) == before


@law
@given(history=steps("undo", "undo", "undo"))
def test_whatever_is_undone_in_between_going_back_ends_in_the_first_state(founded: Path, history: list[Step]) -> None:
    with company(founded) as base:
        first = contents(base)
        done: list[int] = []
        for step in history:
            run = _undo_some(base, done, step) if step.what == "undo" else take(base, step)
            if run:
                done.append(run)
        for run in reversed(done):
            if latest := _to_undo(base, run):
                kept, _run = take_back(base, latest)
                assert [one for one in kept if one.why != "gone since"] == []
        assert contents(base) == first


@law
@given(history=steps("undo", "undo"))
def test_undo_leaves_a_healthy_base_and_what_it_keeps_as_it_was(founded: Path, history: list[Step]) -> None:
    with company(founded) as base:
        done: list[int] = []
        for step in history:
            if step.what != "undo":
                done += [run for run in [take(base, step)] if run]
            elif done:
                before = contents(base)
                kept, _run = take_back(base, done.pop(step.which % len(done)))
                after = contents(base)
                assert all(_row(after, one) == _row(before, one) for one in kept)
        assert problems(base.reader) == []


@law
@given(history=steps(), which=st.integers(0, 30))
def test_what_an_undo_kept_goes_when_all_that_came_after_is_gone(
    founded: Path, history: list[Step], which: int
) -> None:
    with company(founded) as base:
        first = contents(base)
        runs = [run for run in (take(base, step) for step in history) if run]
        early = runs[which % len(runs)] if runs else 0
        kept, undone = take_back(base, early) if runs else ([], None)
        for run in reversed(runs):
            if run != early or kept or undone is None:  # what was cleared meanwhile was not there to undo
                take_back(base, run)
        assert contents(base) == first


def _undo_some(base: Base, done: list[int], step: Step) -> int | None:
    """Undo one of the runs that stand, unless something of it would stay."""
    standing = [run for run in done if _chain(base, run)[-1] == run]
    if not standing:
        return None
    run = standing[step.which % len(standing)]
    if take_back(base, run, rehearsal=True)[0]:
        return None
    return take_back(base, run)[1]


def _to_undo(base: Base, run: int) -> int | None:
    """The run whose undoing takes this one back; None when it is taken back already."""
    chain = _chain(base, run)
    return chain[-1] if len(chain) % 2 else None


def _chain(base: Base, run: int) -> list[int]:
    """The run, what undid it, what undid that …"""
    chain = [run]
    while found := base.reader.execute("SELECT id FROM run WHERE undoes_id = :run", {"run": chain[-1]}).fetchone():
        chain.append(found[0])
    return chain


def _row(tables: Contents, kept: Kept) -> tuple[object, ...] | None:
    return next((row for row in tables[kept.record] if row[0] == kept.id), None)
