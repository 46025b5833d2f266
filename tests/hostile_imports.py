"""Imports of hostile files: `python -m tests.hostile_imports csv 10000`."""

import argparse
import os
import resource
import shutil
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

from crmctl.control.settle import settle
from crmctl.errors import BadInput, CrmError
from crmctl.importing.fields import What
from crmctl.importing.options import OnMatch, Orphans
from crmctl.store.creation import create
from crmctl.store.founding import found
from crmctl.store.health import problems
from crmctl.store.work import write
from tests.builders import NOW, TODAY, Base
from tests.connected import connected
from tests.hostile_files import EMAIL, KINDS, PHONE, hostile
from tests.importing.loads import load
from tests.progress import Progress

FILES_A_BASE = 100
_STATE = """SELECT (SELECT count(*) FROM client), (SELECT count(*) FROM contact), (SELECT count(*) FROM contact_point),
(SELECT count(*) FROM run), (SELECT count(*) FROM journal), (SELECT count(*) FROM client_contact)"""


class Attack(NamedTuple):
    """What came of many files; `faults` says of each file that did harm its number and what it did."""

    files: int
    refused: int
    imported: int
    faults: list[str]
    slowest: float
    """Seconds of processor time, those of the processes that read spreadsheets among them."""


def attack(kind: str, files: int, folder: Path, *, first: int = 0) -> Attack:
    """Import that many files of one kind, each made from its number, into bases that are made anew now and then."""
    tally: Counter[str] = Counter()
    faults: list[str] = []
    slowest = 0.0
    founded = folder / "founded.db"
    create(str(founded))
    with write(str(founded), kind="init", command="init", now=NOW, today=TODAY, actor_id=None, settle=settle) as work:
        found(work, "admin", "Admin")
    progress = Progress(f"files of {kind}", files)
    for start in range(first, first + files, FILES_A_BASE):
        if progress.due:
            progress.tell(start - first)
        shutil.copy(founded, folder / "crm.db")
        with Base(str(folder / "crm.db")) as base:
            for number in range(start, min(start + FILES_A_BASE, first + files)):
                began = _processor_time()
                outcome, *harm = _attempt(base, kind, number, folder)
                slowest = max(slowest, _processor_time() - began)
                tally[outcome] += 1
                faults += (f"{kind} {number}: {fault}" for fault in harm)
        faults += (f"{kind} {start}…: {problem}" for problem in _unsound(folder / "crm.db"))
    return Attack(files, tally["refused"], tally["imported"], faults, slowest)


def _attempt(base: Base, kind: str, number: int, folder: Path) -> Iterator[str]:
    """How it ended, and what was wrong with that."""
    chance = Random(f"{kind} {number}")
    path = folder / f"file.{kind}"
    path.write_bytes(hostile(kind, chance))
    what: What = chance.choice(("clients", "contacts"))
    keep_going, orphans = chance.random() < 0.3, chance.choice(list(Orphans))
    before = _state(base)
    try:
        outcome = load(base, what, path, keep_going=keep_going, orphans=orphans, on_match=chance.choice(list(OnMatch)))
    except CrmError as refusal:
        yield "refused"
        yield from _refusal_faults(refusal, path)
        if _state(base) != before:
            yield "something was written all the same"
    except Exception:  # noqa: BLE001 - whatever else comes out is what is looked for
        yield "broken"
        yield traceback.format_exc(limit=-4)
    else:
        yield "imported"
        if outcome.read != outcome.created + outcome.updated + outcome.unchanged + len(outcome.rejects):
            yield "the rows do not add up"


def _processor_time() -> float:
    return sum(os.times()[:4])


def _memory(whose: int) -> int:
    """Megabytes that a process took at most."""
    return resource.getrusage(whose).ru_maxrss >> 10


def _refusal_faults(refusal: CrmError, path: Path) -> Iterator[str]:
    said = f"{refusal.message} {refusal.hint}"
    if PHONE in said or EMAIL in said:
        yield f"personal data in an error: {said}"
    if isinstance(refusal, BadInput) and not refusal.message.startswith(str(path)):
        yield f"the file is not named: {said}"
    if "\n" in refusal.message:
        yield f"more than a line: {said}"


def _state(base: Base) -> tuple[int, ...]:
    with connected(base.db) as connection:
        (found,) = connection.execute(_STATE)
    connection.close()
    return tuple(found)


def _unsound(db: Path) -> Iterator[str]:
    with Base(str(db)) as base:
        yield from problems(base.reader)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=[*KINDS, "all"])
    parser.add_argument("files", type=int)
    parser.add_argument("--first", type=int, default=0, help="number of the first file")
    given = parser.parse_args()
    broken = False
    for kind in KINDS if given.kind == "all" else [given.kind]:
        with tempfile.TemporaryDirectory() as folder:
            done = attack(kind, given.files, Path(folder), first=given.first)
        sys.stdout.write(
            f"{kind}: {done.files} files, {done.refused} refused, {done.imported} imported, {len(done.faults)} faults,"
            f" slowest {done.slowest:.1f} s\n" + "".join(f"  {fault}\n" for fault in done.faults)
        )
        broken = broken or bool(done.faults)
    own, child = _memory(resource.RUSAGE_SELF), _memory(resource.RUSAGE_CHILDREN)
    sys.stdout.write(f"memory {own} MB, the readers of spreadsheets {child} MB\n")
    raise SystemExit(broken)


if __name__ == "__main__":
    main()
