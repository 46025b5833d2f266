"""Files bent at random, of every kind that is read: a clear refusal, or a good import; nothing between."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hostile_files import KINDS
from tests.hostile_imports import attack

MANY = {"csv": 10_000}


@pytest.mark.parametrize("kind", KINDS)
def test_a_hostile_file_is_refused_or_imported(tmp_path: Path, kind: str) -> None:
    done = attack(kind, 60, tmp_path)
    assert done.faults == []
    assert min(done.refused, done.imported) > 0
    assert done.refused + done.imported == 60


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
def test_thousands_of_hostile_files_do_no_harm(tmp_path: Path, kind: str, figures: Callable[[object], None]) -> None:
    done = attack(kind, MANY.get(kind, 2000), tmp_path)
    figures(done)
    assert done.faults == []
    assert min(done.refused, done.imported) > 100
