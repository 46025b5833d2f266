"""Tasks that an undo took back: they are gone from the base, and the journal still knows them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from typing import Any

from crmctl.filters.cond import EVERYTHING, Cond
from crmctl.rights import Actor, visible
from crmctl.store.codec import decode_time
from crmctl.store.entries import values_of
from crmctl.store.queries import books, tasks, users
from crmctl.store.queries.tasks import StoredTask
from crmctl.store.reader import Reader
from crmctl.tasks.listing import TaskLine, task_line
from crmctl.vocabulary import Priority, State, TaskStatus

_MOMENTS = ("created_at", "due_at", "control_at")
_ASKED = ("kind", "title_key", "status", "priority", "assignee_id", "author_id", "controller_id", "project_id")


def undone_tasks(
    reader: Reader, actor: Actor, *, now: datetime, zone: tzinfo | None, where: Cond = EVERYTHING
) -> list[TaskLine]:
    """Those of them that the actor saw and for which `where`, over t, holds; their status is cancelled."""
    slots = {"visible": visible(actor, "task"), "where": where}
    gone = []
    for removed in reader.all(tasks.REMOVED, entity="task"):
        old = values_of(removed.old)
        old |= {name: _moment(old[name]) for name in _MOMENTS} | {"status": TaskStatus.CANCELLED.value}
        asked = {name: old[name] for name in (*_ASKED, *_MOMENTS)}
        if reader.first(tasks.ONCE, slots, id=removed.row_id, run=removed.run_id, **asked):
            gone.append(old)
    return [task_line(one, now=now, zone=zone) for one in _stored(reader, gone)]


def _stored(reader: Reader, gone: Sequence[Mapping[str, Any]]) -> list[StoredTask]:
    if not gone:
        return []
    logins = {one.id: one.login for one in reader.rows(users.PEOPLE)}
    projects = {one.id: one.name for one in reader.rows(books.PROJECTS)}
    rows: dict[int, list[Mapping[str, Any]]] = {one["id"]: [] for one in gone}
    for removed in reader.rows(tasks.REMOVED, entity="task_row"):
        row = values_of(removed.old)
        rows.get(row["task_id"], []).append(row)
    return [_task(one, rows[one["id"]], logins, projects) for one in gone]


def _task(
    old: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], logins: Mapping[int, str], projects: Mapping[int, str]
) -> StoredTask:
    states = [State(row["state"]) for row in rows]
    return StoredTask(
        id=old["id"],
        kind=old["kind"],
        title=old["title"],
        status=TaskStatus(old["status"]),
        assignee=logins.get(old["assignee_id"], ""),
        author=logins.get(old["author_id"], ""),
        controller=logins.get(old["controller_id"]),
        project=projects.get(old["project_id"]),
        priority=Priority(old["priority"]),
        due_at=old["due_at"],
        due_is_day=bool(old["due_is_day"]),
        control_at=old["control_at"],
        done_at=None,
        clients=len({row["client_id"] for row in rows} - {None}),
        rows=len(rows),
        filled=states.count(State.OK),
        waived=states.count(State.WAIVED),
        not_applicable=states.count(State.NOT_APPLICABLE) + states.count(State.GONE),
    )


def _moment(text: str | None) -> datetime | None:
    """A moment as the journal of either database writes it."""
    if text is None:
        return None
    moment = datetime.fromisoformat(text)
    return decode_time(text) if moment.tzinfo is None else moment.astimezone(UTC)
