"""A task made by hand."""

from datetime import tzinfo
from typing import NamedTuple

from crmctl.cleaning.text import key
from crmctl.errors import UsageError
from crmctl.i18n import _
from crmctl.rights import Actor
from crmctl.settings import read_settings
from crmctl.store.dues import end_of_day
from crmctl.store.people import active_person
from crmctl.store.projects import active_project
from crmctl.store.work import Work
from crmctl.tasks.dues import read_day_ahead, read_due_ahead, work_calendar
from crmctl.vocabulary import Priority

MANUAL = "manual"
"""The kind of a task that came from no check."""


class NewTask(NamedTuple):
    """What was said of it: people by login, the project by name, dates as people say them."""

    title: str
    assignee: str | None = None
    due: str | None = None
    control: str | None = None
    controller: str | None = None
    project: str | None = None
    priority: Priority = Priority.NORMAL
    text: str | None = None


def add_task(work: Work, actor: Actor, new: NewTask, *, zone: tzinfo) -> int:
    """Make the task and return its number; it is the actor's own unless it says whose.

    A control date without a controller makes its author the controller. Raises UsageError.
    """
    from crmctl.store.models import Task

    title = " ".join(new.title.split())
    if not title:
        raise UsageError(_("A task needs a title."))
    calendar = work_calendar(read_settings(work.reader))
    due = read_due_ahead(new.due, "--due", today=work.today, zone=zone, calendar=calendar) if new.due else None
    control = read_day_ahead(new.control, "--control", today=work.today, calendar=calendar) if new.control else None
    controller = active_person(work.reader, new.controller, "--controller").id if new.controller else None
    return work.add(
        Task(
            run_id=0,
            kind=MANUAL,
            title=title,
            title_key=key(title),
            description=new.text or None,
            assignee_id=active_person(work.reader, new.assignee or actor.login, "--assignee").id,
            author_id=actor.id,
            controller_id=controller or (actor.id if control else None),
            project_id=active_project(work.reader, new.project, "--project").id if new.project else None,
            priority=new.priority,
            created_at=work.now,
            due_at=due.at if due else None,
            due_is_day=due.is_day if due else True,
            control_at=end_of_day(control, zone) if control else None,
        )
    )
