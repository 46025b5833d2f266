"""A real PostgreSQL for the tests: CRMCTL_TEST_POSTGRES=URL, or a server of our own in a folder of its own."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg

MISSING = "no PostgreSQL server here: install Debian's postgresql, or name one by CRMCTL_TEST_POSTGRES=URL"


def programs() -> Path | None:
    """Where initdb and pg_ctl are; Debian keeps them out of PATH."""
    found = shutil.which("initdb")
    places = [Path(found).resolve().parent] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((place for place in places if (place / "pg_ctl").exists()), None)


@contextmanager
def server() -> Iterator[str]:
    """The URL of a database whose user may make others."""
    given = os.environ.get("CRMCTL_TEST_POSTGRES")
    if given:
        yield given
        return
    place = programs()
    assert place is not None
    with tempfile.TemporaryDirectory(prefix="pg") as name:
        folder = Path(name)
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        _run(place / "initdb", "-D", folder / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C",
             "--no-sync")  # fmt: skip
        options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
        _run(place / "pg_ctl", "-D", folder / "data", "-l", folder / "log", "-w", "-o", options, "start")
        try:
            yield f"postgresql://postgres@/postgres?host={quote(str(folder), safe='')}"
        finally:
            _run(place / "pg_ctl", "-D", folder / "data", "-m", "immediate", "-w", "stop")


def _run(*line: object) -> None:
    """PostgreSQL does not run as root."""
    words = [str(word) for word in line]
    as_postgres = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*as_postgres, *words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT, cwd="/")


def execute(url: str, statement: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement.encode())


def database(url: str, name: str) -> str:
    """The URL of another database of the same server."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
