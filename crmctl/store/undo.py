"""Undo: a run that reverses another row by row, and leaves what was touched or is needed since."""

import sqlite3
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlmodel import SQLModel

from crmctl.errors import NotFound, Refused
from crmctl.i18n import _
from crmctl.store.connect import driver_errors, translated
from crmctl.store.entries import values_of
from crmctl.store.models import JOURNALLED
from crmctl.store.points import refresh_masks
from crmctl.store.queries.undoing import ENTRIES, LATER, OWNERS, TARGET, Entry, Target
from crmctl.store.takenback import is_taken_back
from crmctl.store.work import Work


class Kept(NamedTuple):
    """A row that an undo left as it is."""

    record: str
    id: int
    why: str


def undo(work: Work, run: int) -> list[Kept]:
    """Reverse `run` inside this unit of work. Returns the rows that stay, with the reason.

    Where an undo kept something, another takes back what has become free since. Raises Refused when nothing is left.
    """
    target = _target(work, run)
    if target is None or target.id == work.run_id:
        raise NotFound(_("There is no run {run}.").format(run=run), _("See `crmctl runs list`."))
    if target.kind == "init":
        raise Refused(_("`init` cannot be undone."))
    again = target.undone_by is not None and _stands_undone(work, target, target.undone_by)
    work.undoes = run
    work.flush()
    kept = _Undo(work, run, again=again).all()
    _refresh(work)
    if work.changed_anything():
        if not again:
            work.execute("UPDATE run SET undoes_id = :run WHERE id = :undo", {"run": run, "undo": work.run_id})
    elif again and not kept:
        raise Refused(_("Run {run} is already undone, by run {by}.").format(run=run, by=target.undone_by))
    return kept


def _target(work: Work, run: int) -> Target | None:
    return work.reader.first(TARGET, run=run)


def _stands_undone(work: Work, target: Target, by: int) -> bool:
    """True, unless the undo was undone in turn: then that is what to undo. Raises Refused."""
    last, undone = by, True
    while (latest := _target(work, last)) and latest.undone_by is not None:
        last, undone = latest.undone_by, not undone
    if undone:
        return True
    raise Refused(
        _("Run {run} was undone by run {by}, and run {last} took that back.").format(run=target.id, by=by, last=last),
        _("Undo it again with `crmctl undo {last}`.").format(last=last),
    )


class _Undo:
    def __init__(self, work: Work, run: int, *, again: bool) -> None:
        self.work = work
        self.run = run
        self.again = again
        self.kept: dict[tuple[str, int], str] = {}

    def all(self) -> list[Kept]:
        entries = self.work.reader.all(ENTRIES, run=self.run)
        done = self._taken_back(entries) if self.again else set()
        for entry in entries:
            key = (entry.entity, entry.row_id)
            if entry.op == "+" or key in self.kept or key in done:
                continue
            touched = self._touched_since(*key, after=entry.id)
            if touched:
                self.kept[key] = touched
            else:
                self._reverse(entry)
        entities = [str(model.__tablename__) for model in JOURNALLED]
        for entity in entities:
            self._keep_changed(entity)
        for entity in dict.fromkeys(OWNER_OF.values()):
            self._keep_needed(entity)
        for entity, columns in OWNED.items():
            self._keep_what_belongs(entity, columns)
        for entity in reversed(entities):
            self._remove_created(entity)
        return [Kept(entity, row, why) for (entity, row), why in sorted(self.kept.items())]

    def _taken_back(self, entries: Sequence[Entry]) -> set[tuple[str, int]]:
        """The rows of which an earlier undo left nothing to do."""
        mine: dict[tuple[str, int], list[Entry]] = {}
        for entry in reversed(entries):
            mine.setdefault((entry.entity, entry.row_id), []).append(entry)
        return {
            row
            for row, own in mine.items()
            if is_taken_back(self.run, own, self._later(*row, after=own[-1].id), self._current(*row))
        }

    def _later(self, entity: str, row: int, *, after: int) -> list[Entry]:
        return self.work.reader.all(LATER, entity=entity, row=row, after=after, run=self.run, undo=self.work.run_id)

    def _touched_since(self, entity: str, row: int, *, after: int) -> str:
        """What other runs did to the row; empty when nothing, or what they did, undos among it, cancels out."""
        later = self._later(entity, row, after=after)
        if not later:
            return ""
        existed, now = later[0].op != "+", self._current(entity, row)
        if existed != bool(now):
            return _("gone since") if existed else _("changed since")
        before: dict[str, Any] = {}
        for entry in later:
            before = {**values_of(entry.old), **before}
        return _("changed since") if any(now[column] != value for column, value in before.items() if now) else ""

    def _current(self, entity: str, row: int) -> dict[str, Any]:
        """The row as the journal writes it; empty when it is not there."""
        connection = self.work.connection
        if not isinstance(connection, sqlite3.Connection):
            found = self.work.execute(f"SELECT to_jsonb(e) FROM {entity} e WHERE id = :id", {"id": row}).fetchone()
            return dict(found[0]) if found else {}
        cursor = self.work.execute(f"SELECT * FROM {entity} WHERE id = :id", {"id": row})
        found = cursor.fetchone()
        return dict(zip((column[0] for column in cursor.description), found, strict=True)) if found else {}

    def _reverse(self, entry: Entry) -> None:
        """Undo one entry; when the database refuses the old value, the row stays. Other trouble is raised."""
        self.work.execute("SAVEPOINT reverse")
        try:
            (self._change_back if entry.op == "~" else self._put_back)(entry, values_of(entry.old))
        except driver_errors() as error:
            if translated(error, self.work.reader.db) is not error:
                raise
            self.work.execute("ROLLBACK TO SAVEPOINT reverse")
            self.kept[entry.entity, entry.row_id] = _("its old value is taken, or what it belonged to is gone")
        self.work.execute("RELEASE SAVEPOINT reverse")

    def _change_back(self, entry: Entry, old: dict[str, Any]) -> None:
        columns = ", ".join(f"{column} = :{column}" for column in old)
        self.work.execute(f"UPDATE {entry.entity} SET {columns} WHERE id = :id", {**old, "id": entry.row_id})

    def _put_back(self, entry: Entry, old: dict[str, Any]) -> None:
        model = next(m for m in JOURNALLED if m.__tablename__ == entry.entity)
        old |= {column: False if column == "unlinked" else 0 for column in model.derived}
        marks = ", ".join(f":{column}" for column in old)
        self.work.execute(f"INSERT INTO {entry.entity} ({', '.join(old)}) VALUES ({marks})", old)
        owner = {
            "client": entry.row_id if entry.entity == "client" else old.get("client_id"),
            "contact": entry.row_id if entry.entity == "contact" else old.get("contact_id"),
        }
        self.work.execute(PUT_BACK, {"run": self.work.run_id, "entity": entry.entity, "row": entry.row_id, **owner})

    def _keep_changed(self, entity: str) -> None:
        """What the run made and others changed since stays."""
        sql = f"""SELECT DISTINCT e.id FROM {entity} e JOIN journal j ON j.entity = '{entity}' AND j.row_id = e.id
            WHERE j.run_id > :run AND {_created("e", entity)}"""
        for row in self._ids(sql):
            touched = self._touched_since(entity, row, after=self._last_entry(entity, row))
            if touched:
                self.kept[entity, row] = touched

    def _keep_needed(self, entity: str) -> None:
        """An owner that others have come to need since stays."""
        needed = _needed_by_others(entity)
        for row in self._ids(f"SELECT e.id FROM {entity} e WHERE {_created('e', entity)} AND ({needed})"):
            self.kept.setdefault((entity, row), _("needed by something made since"))

    def _keep_what_belongs(self, entity: str, columns: Sequence[str]) -> None:
        """A card stays with its points and links, a task with its rows; a link goes when either end does."""
        owners = {OWNER_OF[column] for column in columns}
        if not any(kept in owners for kept, _row in self.kept):
            return
        made = {(owner, row) for owner in owners
                for row in self._ids(f"SELECT e.id FROM {owner} e WHERE {_created('e', owner)}")}  # fmt: skip
        sql = f"SELECT e.id, {', '.join(columns)} FROM {entity} e WHERE {_created('e', entity)}"
        for row, *values in self.work.execute(sql, {"run": self.run}).fetchall():
            mine = made & {(OWNER_OF[column], value) for column, value in zip(columns, values, strict=True)}
            if mine and mine <= self.kept.keys():
                self.kept.setdefault((entity, row), _("belongs to something that stays"))

    def _remove_created(self, entity: str) -> None:
        """Delete the rows the run made, or an undo put back, unless they stay or are needed."""
        created = _created("e", entity)
        for row in self._ids(f"SELECT e.id FROM {entity} e WHERE {created} AND ({_referred_to(entity)})"):
            self.kept.setdefault((entity, row), _("needed by something made since"))
        free = [{"id": row} for row in self._ids(f"SELECT e.id FROM {entity} e WHERE {created}")
                if (entity, row) not in self.kept]  # fmt: skip
        self.work.execute_many(f"DELETE FROM {entity} WHERE id = :id", free)

    def _last_entry(self, entity: str, row: int) -> int:
        sql = "SELECT COALESCE(MAX(id), 0) FROM journal WHERE entity = :entity AND row_id = :row AND run_id = :run"
        return int(self.work.execute(sql, {"entity": entity, "row": row, "run": self.run}).fetchone()[0])

    def _ids(self, sql: str) -> list[int]:
        return [row[0] for row in self.work.execute(sql, {"run": self.run}).fetchall()]


OWNER_OF = {"group_id": "user_group", "client_id": "client", "contact_id": "contact", "task_id": "task"}
"""The table a column names, where the row belongs to what it names."""
OWNED = {
    "user_group_member": ("group_id",),
    "client_contact": ("client_id", "contact_id"),
    "contact_point": ("client_id", "contact_id"),
    "task_row": ("task_id",),
}
PUT_BACK = """INSERT INTO journal (run_id, entity, row_id, op, client_id, contact_id)
              VALUES (:run, :entity, :row, '+', :client, :contact)"""


def _created(alias: str, entity: str) -> str:
    """SQL: the run made the row, or was an undo that put it back."""
    return f"""({alias}.run_id = :run OR {alias}.id IN (
        SELECT b.row_id FROM journal b WHERE b.run_id = :run AND b.op = '+' AND b.entity = '{entity}'))"""


def _needed_by_others(entity: str) -> str:
    """SQL over alias e: a row that another run made refers to it."""
    return " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} x WHERE x.{column} = e.id AND NOT {_created('x', table)})"
        for table, column in _references(entity)
    )


def _references(entity: str) -> list[tuple[str, str]]:
    """The tables and columns that refer to it."""
    return [
        (table.name, key.parent.name)
        for table in SQLModel.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == entity
    ]


def _referred_to(entity: str) -> str:
    """SQL over alias e: some row refers to it."""
    parts = [f"EXISTS (SELECT 1 FROM {table} x WHERE x.{column} = e.id)" for table, column in _references(entity)]
    if entity == "app_user":
        parts.append("EXISTS (SELECT 1 FROM run x WHERE x.actor_id = e.id)")
    return " OR ".join(parts) or "FALSE"


def _refresh(work: Work) -> None:
    owners = work.reader.all(OWNERS, run=work.run_id)
    refresh_masks(
        work,
        clients={o.client_id for o in owners if o.client_id is not None},
        contacts={o.contact_id for o in owners if o.contact_id is not None},
    )
