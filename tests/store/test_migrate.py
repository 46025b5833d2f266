"""Upgrades: locked, backed up, whole or not at all. A made-up next revision stands for those to come."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from crmctl import opening
from crmctl.store import migrate, revision
from crmctl.store.backup import damage
from crmctl.store.health import problems
from crmctl.store.journal import missing_triggers
from crmctl.vocabulary import RecordType
from tests.builders import PHONE, Base
from tests.running import CLEAN, ROOT
from tests.store.histories import contents
from tests.store.nextschema import AFTER, HEAD, NEXT, UPGRADE, next_scripts, write_revision

BROKEN = NEXT + '    op.execute("DELETE FROM client")\n    raise ValueError("this revision is broken")\n'


@pytest.fixture
def scripts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A program of the next schema."""
    folder = tmp_path / "migrations"
    monkeypatch.setattr(migrate, "_SCRIPTS", next_scripts(folder))
    for module in (migrate, opening):
        monkeypatch.setattr(module, "HEAD", AFTER)
    monkeypatch.setattr(revision, "KNOWN", (*revision.KNOWN, AFTER))
    yield folder
    for name in [name for name in sys.modules if name.startswith(f"v{AFTER}")]:
        del sys.modules[name]


@pytest.fixture
def filled(base: Base) -> Base:
    base.contact(base.client(phone=PHONE), email="нет")
    base.reader.close()
    del base._reader
    return base


def columns(db: str) -> list[str]:
    connection = sqlite3.connect(db)
    found = [row[1] for row in connection.execute("PRAGMA table_info(client)")]
    connection.close()
    return found


def test_an_older_base_is_upgraded_when_it_is_opened_and_loses_nothing(filled: Base, scripts: Path) -> None:
    before = contents(filled)
    filled.reader.close()
    del filled._reader
    opening.open_for_reading(filled.db).close()
    after = contents(filled)
    assert columns(filled.db)[-1] == "nickname"
    assert [(*row, None) for row in before["client"]] == after["client"]
    assert {**after, "client": []} == {**before, "client": []}
    assert damage(filled.db) == []
    assert problems(filled.reader) == []


def test_the_upgraded_base_journals_and_undoes_as_before(filled: Base, scripts: Path) -> None:
    from crmctl.cards.edit import edit_card
    from crmctl.cards.finding import Card
    from crmctl.store.undo import undo
    from tests.store.histories import ADMIN

    migrate.upgrade(filled.db)
    before = contents(filled)
    with filled.write("edit") as work:
        edit_card(work, ADMIN, Card(RecordType.CLIENT, 1), sets=["city=Омск", "phone=нет"])
    with filled.write("undo") as back:
        assert undo(back, work.run_id) == []
    assert contents(filled) == before


def test_a_base_of_the_first_schema_gets_the_triggers_of_today(filled: Base) -> None:
    before = contents(filled)
    connection = sqlite3.connect(filled.db)
    connection.execute("UPDATE alembic_version SET version_num = '0001'")
    connection.execute("DROP TRIGGER journal_client_change")
    connection.execute("DROP TABLE absence")
    connection.commit()
    connection.close()
    opening.open_for_reading(filled.db).close()
    assert missing_triggers(filled.reader) == []
    assert contents(filled) == before


def test_a_backup_is_made_first(filled: Base, scripts: Path) -> None:
    before = contents(filled)
    saved = migrate.upgrade(filled.db)
    assert saved == Path(f"{filled.db}.{HEAD}.backup")
    with Base(str(saved)) as old:
        assert contents(old) == before


def test_an_earlier_backup_is_never_overwritten(filled: Base, scripts: Path) -> None:
    earlier = Path(f"{filled.db}.{HEAD}.backup")
    earlier.write_text("the only copy")
    assert migrate.upgrade(filled.db) == Path(f"{filled.db}.{HEAD}.2.backup")
    assert earlier.read_text() == "the only copy"


def test_a_revision_that_fails_changes_nothing(filled: Base, scripts: Path) -> None:
    write_revision(scripts, BROKEN)
    before = contents(filled)
    with pytest.raises(ValueError, match="broken"):
        migrate.upgrade(filled.db)
    assert contents(filled) == before
    assert "nickname" not in columns(filled.db)
    assert sorted(file.name for file in Path(filled.db).parent.iterdir()) == ["crm.db", "migrations"]


def test_a_base_that_is_up_to_date_is_left_alone(filled: Base) -> None:
    before = Path(filled.db).read_bytes()
    assert migrate.upgrade(filled.db) is None
    assert Path(filled.db).read_bytes() == before


def test_of_four_that_upgrade_at_once_one_does_it_and_all_go_on(filled: Base, scripts: Path) -> None:
    def run(_number: int) -> subprocess.CompletedProcess[str]:
        line = [sys.executable, "-c", UPGRADE, str(scripts), filled.db]
        return subprocess.run(line, capture_output=True, encoding="utf-8", check=False, cwd=ROOT, env=CLEAN)

    with ThreadPoolExecutor(4) as pool:
        ended = list(pool.map(run, range(4)))
    assert [one.stderr for one in ended] == [""] * 4
    assert sorted(one.stdout for one in ended) == [f"{filled.db}.{HEAD}.backup\n", *["None\n"] * 3]
    assert columns(filled.db)[-1] == "nickname"


def test_the_revisions_this_program_knows_are_those_it_brings() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(migrate._SCRIPTS))
    found = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    assert tuple(reversed(found)) == revision.KNOWN
    assert found[0] == revision.HEAD


KILLED = """
import os, signal, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE client SET comment = hex(zeroblob(20000))")
connection.execute("UPDATE app_user SET login = 'half'")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_what_a_killed_writer_left_half_done_is_rolled_back_by_the_next_reader(filled: Base) -> None:
    for number in range(30):
        filled.client(f"Client {number}")
    before = contents(filled)
    filled.reader.close()
    del filled._reader
    ended = subprocess.run([sys.executable, "-c", KILLED, filled.db], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert Path(f"{filled.db}-journal").stat().st_size > 0
    with opening.open_for_reading(filled.db):
        assert contents(filled) == before
