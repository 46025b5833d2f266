"""Fixtures that every test may use: a fresh base, its builders, and the program run as a command."""

import os
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from crmctl.control.settle import settle
from crmctl.store.creation import create
from crmctl.store.founding import found
from crmctl.store.work import write
from tests.builders import NOW, TODAY, Base
from tests.progress import Progress
from tests.running import heed_signals_in_children

settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")  # a machine that stands still for a moment is no fault of the program


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


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a real PostgreSQL; what needs it is skipped where none is to be had."""
    from tests import postgres

    if not (os.environ.get("CRMCTL_TEST_POSTGRES") or postgres.programs()):
        pytest.skip(postgres.MISSING)
    with postgres.server() as url:
        yield url


@pytest.fixture(scope="session")
def founded_postgres(postgres_server: str) -> Iterator[str]:
    """A database as `init` leaves it, to make others from."""
    from tests import postgres

    name = f"crmctl_founded_{os.getpid()}"
    postgres.execute(postgres_server, f"CREATE DATABASE {name}")
    url = postgres.database(postgres_server, name)
    create(url)
    with write(url, kind="init", command="init", now=NOW, today=TODAY, actor_id=None, settle=settle) as work:
        found(work, "admin", "Admin")
    yield name
    postgres.execute(postgres_server, f"DROP DATABASE {name}")


@pytest.fixture
def postgres_base(postgres_server: str, founded_postgres: str) -> Iterator[Base]:
    """A fresh base on PostgreSQL, like `base` on SQLite."""
    from tests import postgres

    name = f"{founded_postgres}_{next(_numbers)}"
    postgres.execute(postgres_server, f"CREATE DATABASE {name} TEMPLATE {founded_postgres}")
    with Base(postgres.database(postgres_server, name)) as made:
        yield made
    postgres.execute(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


_numbers = count()


@pytest.fixture
def figures(record_property: Callable[[str, object], None]) -> Callable[[object], None]:
    """What a long run has found, to be told again at the end."""
    return lambda found: record_property("figures", str(found))


def pytest_configure(config: pytest.Config) -> None:
    heed_signals_in_children()
    if "long" in config.getoption("-m"):
        Progress.say = partial(say_past_capturing, config)


def say_past_capturing(config: pytest.Config, line: str) -> None:
    """Write a line where pytest writes its own; a worker of pytest-xdist has no such place."""
    capture, terminal = map(config.pluginmanager.get_plugin, ("capturemanager", "terminalreporter"))
    if capture and terminal:
        with capture.global_and_fixture_disabled():
            terminal.ensure_newline()
            terminal.write_line(line)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    ended = [report for how in ("passed", "failed") for report in terminalreporter.getreports(how)]
    told = [(report, value) for report in ended for name, value in report.user_properties if name == "figures"]
    if told:
        terminalreporter.section("figures")
    for report, value in told:
        name = report.nodeid.partition("::")[2]
        terminalreporter.write_line(f"{name}: {value}, {report.duration:.0f} s")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Long runs are for those who ask: `pytest -m long`."""
    if "long" in config.getoption("-m"):
        return
    long = [item for item in items if item.get_closest_marker("long")]
    config.hook.pytest_deselected(items=long)
    items[:] = [item for item in items if item not in long]
