"""Random histories of a base, by the use cases that people's commands call, on either database."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, NamedTuple

from hypothesis import strategies as st

from crmctl.books.groups import add_group, edit_group, remove_group
from crmctl.books.users import Details, edit_user
from crmctl.cards.adding import add_client, add_contact
from crmctl.cards.archive import archive_card
from crmctl.cards.edit import edit_card
from crmctl.cards.finding import Card
from crmctl.cards.links import link_contact
from crmctl.errors import CrmError
from crmctl.rights import Actor
from crmctl.store.models import JOURNALLED, Task, TaskRow
from crmctl.store.points import refresh_masks
from crmctl.store.queries import kinds
from crmctl.store.work import Work
from crmctl.tasks import acting
from crmctl.vocabulary import Level, PointType, RecordType, Role, State
from tests.builders import Base

ADMIN = Actor(1, "admin", "Admin", Role.ADMIN, None)
VALUES = ("8 926 125-04-05", "+7 812 309-09-75", "нет", "123", "office@romashka.example.com", "a\\b \"c\" 'd'\n")
KINDS = ("phone", "email", "phone:mobile")


Contents = Mapping[str, list[tuple[Any, ...]]]


class Step(NamedTuple):
    """One command: what, about which of the records there are, and how."""

    what: str
    which: int
    how: int


def _client(work: Work, step: Step) -> None:
    add_client(work, ADMIN, f"Client {step.how}", adds=[_point(step)])


def _contact(work: Work, step: Step) -> None:
    clients = _ids(work, "client")
    links = [str(clients[step.which % len(clients)])] if clients and step.how % 3 else []
    add_contact(work, ADMIN, f"Петров Пётр {step.how}", adds=[_point(step)], links=links)


def _field(work: Work, step: Step) -> None:
    edit_card(work, ADMIN, _card(work, step), sets=[f"comment={VALUES[step.how % len(VALUES)]}"])


def _set(work: Work, step: Step) -> None:
    edit_card(work, ADMIN, _card(work, step), sets=[_point(step)])


def _add(work: Work, step: Step) -> None:
    edit_card(work, ADMIN, _card(work, step), adds=[_point(step)])


def _clear(work: Work, step: Step) -> None:
    edit_card(work, ADMIN, _card(work, step), clears=[KINDS[step.how % len(KINDS)]])


def _archive(work: Work, step: Step) -> None:
    archive_card(work, ADMIN, _card(work, step), reason="gone")


def _link(work: Work, step: Step) -> None:
    link_contact(work, ADMIN, _one(work, "contact", step.which), [str(_one(work, "client", step.how))])


def _unlink(work: Work, step: Step) -> None:
    link_contact(work, ADMIN, _one(work, "contact", step.which), [], [str(_one(work, "client", step.how))])


def _opt_out(work: Work, step: Step) -> None:
    point = _one(work, "contact_point", step.which)
    sql = "UPDATE contact_point SET opted_out_at = :now WHERE id = :id RETURNING client_id, contact_id"
    for client, contact in work.execute(sql, {"now": work.now, "id": point}).fetchall():
        refresh_masks(work, clients=[client] if client else [], contacts=[contact] if contact else [])


def _hand_out(work: Work, step: Step) -> None:
    """A task over the missing phones of two clients, as the wizard leaves it."""
    bits = sum(kind.bit for kind in work.reader.all(kinds.ALL) if kind.type is PointType.PHONE)
    lacking = """SELECT id, CASE WHEN invalid_kinds & :bits <> 0 THEN 'invalid'
                                 WHEN placeholder_kinds & :bits <> 0 THEN 'placeholder' ELSE 'missing' END
                 FROM client WHERE ok_kinds & :bits = 0 AND opted_out_kinds & :bits = 0 AND archived_at IS NULL
                 ORDER BY id"""
    clients = work.execute(lacking, {"bits": bits}).fetchall()
    task = Task(
        run_id=0, kind="contact-info", title="t", title_key="t", assignee_id=1, author_id=1, created_at=work.now
    )
    number = work.add(task)
    for at, (client, state) in enumerate(clients[step.how % 3 : step.how % 3 + 2], 1):
        work.add(
            TaskRow(run_id=0, task_id=number, number=at, client_id=client, check_code="contact-info",
                    requirement="phone", bits=bits, level=Level.VALID, state=State(state))
        )  # fmt: skip


def _accept(work: Work, step: Step) -> None:
    acting.accept(work, ADMIN, _one(work, "task", step.which))


def _finish(work: Work, step: Step) -> None:
    acting.finish(work, ADMIN, _one(work, "task", step.which), reason="enough")


def _cancel(work: Work, step: Step) -> None:
    acting.cancel(work, ADMIN, _one(work, "task", step.which), reason="no use")


def _user(work: Work, step: Step) -> None:
    edit_user(work, ADMIN, "ann", Details(team=f"team {step.how % 2}", active=bool(step.which % 2)))


def _group(work: Work, step: Step) -> None:
    add_group(work, ADMIN, f"group {step.which % 2}", ["ann"])


def _member(work: Work, step: Step) -> None:
    edit_group(work, ADMIN, f"group {step.which % 2}", add=["admin"], remove=["ann"])


def _no_group(work: Work, step: Step) -> None:
    remove_group(work, ADMIN, f"group {step.which % 2}")


STEPS: Mapping[str, Callable[[Work, Step], None]] = {
    "client": _client, "contact": _contact, "field": _field, "set": _set, "add": _add, "clear": _clear,
    "archive": _archive, "link": _link, "unlink": _unlink, "opt out": _opt_out, "hand out": _hand_out,
    "accept": _accept, "finish": _finish, "cancel": _cancel, "user": _user, "group": _group, "member": _member,
    "no group": _no_group,
}  # fmt: skip
_MORE_OFTEN = ("set", "clear", "add", "hand out", "contact", "link")


def steps(*more: str) -> st.SearchStrategy[list[Step]]:
    """Histories, with these steps among the others."""
    what = st.sampled_from([*STEPS, *_MORE_OFTEN, *more])
    return st.lists(st.builds(Step, what, st.integers(0, 30), st.integers(0, 30)), max_size=12)


def take(base: Base, step: Step) -> int | None:
    """Do one step an hour later; returns the run it left. A refusal leaves none."""
    base.now += timedelta(hours=1)
    try:
        with base.write(step.what) as work:
            STEPS[step.what](work, step)
    except CrmError:
        return None
    return work.run_id if work.written else None


def contents(base: Base) -> Contents:
    """Every journalled row of the base, whole, with what is derived; the id comes first."""
    return {
        str(model.__tablename__): [
            tuple(row) for row in base.reader.execute(f"SELECT * FROM {model.__tablename__} ORDER BY id", {})
        ]
        for model in JOURNALLED
    }


def _point(step: Step) -> str:
    return f"{KINDS[step.how % len(KINDS)]}={VALUES[(step.how // 3) % len(VALUES)]}"


def _card(work: Work, step: Step) -> Card:
    record = RecordType.CLIENT if step.which % 2 else RecordType.CONTACT
    return Card(record, _one(work, record.value, step.which // 2))


def _ids(work: Work, table: str) -> list[int]:
    return [row[0] for row in work.execute(f"SELECT id FROM {table} ORDER BY id").fetchall()]


def _one(work: Work, table: str, which: int) -> int:
    """One of the records there are; a number nobody has when there are none."""
    ids = _ids(work, table)
    return ids[which % len(ids)] if ids else 10**9
