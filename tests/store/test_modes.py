"""Who may read what we write: its owner, whatever the umask."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import Base
from tests.running import CLEAN, ROOT
from tests.store.nextschema import USE, next_scripts
from tests.store.test_migrate import KILLED

pytestmark = pytest.mark.skipif(os.name != "posix", reason="file rights are POSIX")


def run(*line: str) -> None:
    """A process that lets everybody read what it writes."""
    subprocess.run([sys.executable, *line], cwd=ROOT, env=CLEAN, check=True, capture_output=True, umask=0)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_base_its_folder_and_its_backups_are_their_owner_s(tmp_path: Path) -> None:
    db = tmp_path / "new" / "crm.db"
    crmctl = "-m", "crmctl", "--db", str(db), "--as", "admin"
    run(*crmctl, "init")
    run(*crmctl, "db", "backup")
    run("-c", USE, str(next_scripts(tmp_path / "migrations")), *crmctl[2:], "users", "list")
    files = list(db.parent.iterdir())
    assert len(files) == 3
    assert ({mode(file) for file in files}, mode(db.parent)) == ({0o600}, 0o700)


def test_a_journal_left_by_a_killed_writer_is_its_owner_s(base: Base) -> None:
    base.client()
    Path(base.db).chmod(0o600)
    ended = subprocess.run([sys.executable, "-c", KILLED, base.db], check=False, umask=0)
    assert ended.returncode == -signal.SIGKILL
    assert mode(Path(f"{base.db}-journal")) == 0o600


def test_a_plan_and_refused_rows_are_their_owner_s(base: Base, tmp_path: Path) -> None:
    base.client("Ромашка")
    crmctl = "-m", "crmctl", "--db", base.db, "--as", "admin"
    (tmp_path / "half.csv").write_text("id;name\n1;A\n1;B\n")
    plan, rejects = tmp_path / "plan.json", tmp_path / "rejects.csv"
    run(*crmctl, "wizard", "contact-info", "--need", "phone", "--among", "admin", "--yes", "--plan", str(plan))
    run(*crmctl, "import", "clients", str(tmp_path / "half.csv"), "--keep-going", "--rejects", str(rejects))
    assert (mode(plan), mode(rejects)) == (0o600, 0o600)
