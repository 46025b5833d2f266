"""Fixtures that every test may use: a fresh base, its builders, and the program run as a command."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.builders import NOW, TODAY, Base

from crmctl.control.settle import settle
from crmctl.store.founding import found
from crmctl.store.creation import create
from crmctl.store.work import write


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base as `init` leaves it, made once: copied for each test, because a migration takes half a second."""
    path = tmp_path_factory.mktemp("base") / "founded.db"
    create(str(path))
    with write(str(path), kind="init", command="init", now=NOW, today=TODAY, actor_id=None, settle=settle) as work:
        found(work, "admin", "Admin")
    return path


@pytest.fixture
def base(founded: Path, tmp_path: Path) -> Iterator[Base]:
    path = tmp_path / "crm.db"
    shutil.copy(founded, path)
    with Base(str(path)) as made:
        yield made
