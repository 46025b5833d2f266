"""The book of runs: who wrote what, and taking it back."""

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from crmctl.errors import NoPermission, NotFound, Refused
from crmctl.filters.cond import EVERYTHING, Cond
from crmctl.i18n import _
from crmctl.rights import Actor
from crmctl.store.queries import runs
from crmctl.store.queries.runs import StoredRun, Written
from crmctl.store.reader import Reader
from crmctl.vocabulary import Role, Source

if TYPE_CHECKING:
    from crmctl.store.undo import Kept
    from crmctl.store.work import Work

_ALL = 1 << 60
_REST_OF = "rest_of"
"""In the summary of an undo that came after another: the run, of which `undoes_id` names the first only."""


class RunEntry(NamedTuple):
    """One run as it is shown; `summary` holds what its command counted."""

    run: int
    at: datetime
    who: str | None
    kind: str
    command: str
    source: Source
    summary: dict[str, Any]
    undoes: int | None
    undone_by: int | None


class RunCard(NamedTuple):
    """A run and what it wrote, a line for each table."""

    entry: RunEntry
    written: list[Written]


class Undone(NamedTuple):
    """An undo: of which run, how many rows it put back, those that stay, its own number (None: it left no trace)."""

    run: int
    undone: int
    kept: "list[Kept]"
    undo_run: int | None


def list_runs(reader: Reader, limit: int | None = None) -> list[RunEntry]:
    """The newest first, at most `limit`."""
    return [_entry(stored) for stored in reader.rows(runs.RUNS, {"where": EVERYTHING}, limit=limit or _ALL)]


def show_run(reader: Reader, run: int) -> RunCard:
    return RunCard(_entry(_find(reader, run)), reader.all(runs.WRITTEN, run=run))


def run_to_undo(reader: Reader, actor: Actor, run: int) -> RunEntry:
    """The run, if this actor may undo it: a manager only his own, nobody the founding."""
    stored = _find(reader, run)
    if actor.role is Role.MANAGER and stored.actor_id != actor.id:
        raise NoPermission(_("Run {run} is not yours.").format(run=run), _("A supervisor or an admin can undo it."))
    if stored.kind == "init":
        raise Refused(_("`init` cannot be undone."))
    return _entry(stored)


def undo_run(work: "Work", actor: Actor, run: int) -> Undone:
    """Take a run back, or what an earlier undo of it kept; rows touched since stay and are told."""
    from crmctl.store.undo import undo

    before = run_to_undo(work.reader, actor, run)
    kept = undo(work, run)
    work.flush()
    undone = work.reader.one(runs.REVERSED, run=work.run_id).number
    work.summary = {"undone": undone, "kept": len(kept)}
    if before.undone_by is not None:
        work.summary[_REST_OF] = run
    return Undone(run, undone, kept, work.run_id if undone and not work.rehearsal else None)


def _find(reader: Reader, run: int) -> StoredRun:
    found = reader.first(runs.RUNS, {"where": Cond("x.id = :run", {"run": run})}, limit=1)
    if found is None:
        raise NotFound(_("There is no run {run}.").format(run=run), _("See `crmctl runs list`."))
    return found


def _entry(stored: StoredRun) -> RunEntry:
    summary = json.loads(stored.summary) if stored.summary else {}
    rest_of = summary.pop(_REST_OF, None)
    return RunEntry(
        stored.id, stored.at, stored.who, stored.kind, stored.command, stored.source, summary,
        stored.undoes or rest_of, stored.undone_by,
    )  # fmt: skip
