"""A made-up next schema, which stands for those to come, and a program that speaks it."""

import shutil
from pathlib import Path

from crmctl.store import migrate, revision

NEXT = '''
"""A next schema: a table made anew, as SQLite needs it, and a column."""
import sqlalchemy as sa
from alembic import op

revision = "{next}"
down_revision = "{head}"


def upgrade() -> None:
    with op.batch_alter_table("client", recreate="always") as table:
        table.add_column(sa.Column("nickname", sa.Text()))
'''
HEAD = revision.HEAD
AFTER = f"{int(HEAD) + 1:04d}"
_PROGRAM = f"""
import sys
from pathlib import Path
from crmctl import opening
from crmctl.store import migrate, revision
migrate._SCRIPTS = Path(sys.argv.pop(1))
migrate.HEAD, opening.HEAD, revision.KNOWN = "{AFTER}", "{AFTER}", (*revision.KNOWN, "{AFTER}")
"""
"""Its first argument are the scripts."""
UPGRADE = f"{_PROGRAM}print(migrate.upgrade(sys.argv[1]))"
"""Upgrades the base that is the second argument; prints the backup's name."""
USE = f"{_PROGRAM}from crmctl.main import main\nsys.exit(main(sys.argv[1:]))"
"""crmctl of the next schema; the other arguments are its line."""


def next_scripts(folder: Path) -> Path:
    """The migrations of the program and the next one, in `folder`."""
    shutil.copytree(migrate._SCRIPTS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    write_revision(folder, NEXT)
    return folder


def write_revision(folder: Path, text: str) -> None:
    filled = text.replace("{next}", AFTER).replace("{head}", HEAD)
    (folder / "versions" / f"v{AFTER}_next.py").write_text(filled)
