"""Tasks handed out by hand, row by row, and settled as the write door does it."""

from typing import Any, NamedTuple

from crmctl.checks.contact_info import ContactInfo
from crmctl.cleaning.text import key
from crmctl.control.settle import settle
from crmctl.filters.cond import Cond
from crmctl.rights import Actor
from crmctl.store.models import Task, TaskRow
from crmctl.vocabulary import Level, State
from tests.builders import Base

ADMIN_ID = 1


class Asked(NamedTuple):
    """A row: of the client, or of his contact when there is one."""

    client: int | None
    requirement: str = "phone"
    contact: int | None = None
    level: Level = Level.VALID
    through_contacts: bool = False


def hand_out(base: Base, assignee: Actor, *rows: Asked, title: str = "Контакты", **values: Any) -> int:
    """A task of the check with these rows, in the state the check gives them; returns its number."""
    bits = {need.requirement: need.bits for need in ContactInfo().needs(base.reader, {row.requirement for row in rows})}
    settings: dict[str, Any] = {"kind": "contact-info", "author_id": ADMIN_ID, "created_at": base.now} | values
    with base.write("wizard") as work:
        task = work.add(Task(run_id=0, title=title, title_key=key(title), assignee_id=assignee.id, **settings))
        for number, row in enumerate(rows, 1):
            work.add(TaskRow(run_id=0, task_id=task, number=number, client_id=row.client, contact_id=row.contact,
                             check_code="contact-info", requirement=row.requirement, bits=bits[row.requirement],
                             level=row.level, through_contacts=row.through_contacts, state=State.MISSING))  # fmt: skip
        settle(work, Cond("r.task_id = :handed", {"handed": task}))
    return task
