"""Several processes on one base: nobody loses an edit, nobody is turned away, and a kill leaves nothing by half."""

import os
from collections.abc import Callable

import pytest

from tests import stress


def test_processes_that_edit_at_once_lose_nothing_beside_a_running_check() -> None:
    raced = stress.race(processes=4, edits=15)
    assert raced.errors == []
    assert raced.kept == raced.wanted
    assert raced.checks > 0


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_a_kill_leaves_what_was_confirmed_and_nothing_by_half() -> None:
    killed = stress.kill(4)
    assert killed.confirmed > 0
    assert (killed.lost, killed.halves) == (0, 0)


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_copies_made_under_writers_are_whole_and_healthy() -> None:
    copied = stress.copies(4, writers=2)
    assert copied.edits > 0
    assert copied.bad == []


@pytest.mark.long
@pytest.mark.parametrize("checking", [False, True])
def test_eight_processes_of_a_thousand_edits_lose_nothing(figures: Callable[[object], None], *, checking: bool) -> None:
    raced = stress.race(processes=8, edits=1_000, checking=checking)
    figures(raced)
    assert (raced.errors, raced.kept) == ([], raced.wanted)


@pytest.mark.long
def test_five_hundred_kills_lose_nothing(figures: Callable[[object], None]) -> None:
    killed = stress.kill(500)
    figures(killed)
    assert (killed.lost, killed.halves) == (0, 0)


@pytest.mark.long
def test_a_hundred_copies_under_four_writers_are_whole_and_healthy(figures: Callable[[object], None]) -> None:
    copied = stress.copies(100, writers=4)
    figures(copied)
    assert copied.edits > 0
    assert copied.bad == []
