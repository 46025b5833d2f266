"""Handing out: a plan becomes tasks in one transaction, less what moved since it was made."""

from collections.abc import Sequence
from typing import NamedTuple

from crmctl.cleaning.text import key
from crmctl.control.finding import Bundle, find_gaps
from crmctl.control.plan import ControlPlan, row_key
from crmctl.errors import UsageError
from crmctl.i18n import _
from crmctl.rights import SUPERVISORS, Actor, require
from crmctl.store.queries import control
from crmctl.store.queries.books import PROJECTS
from crmctl.store.queries.control import Found
from crmctl.store.work import Work

_COLUMNS = ("run_id", "task_id", "number", "client_id", "contact_id", "check_code", "requirement", "bits", "level",
            "through_contacts", "fresh_days", "state")  # fmt: skip


class Issued(NamedTuple):
    """The tasks made, and how many rows of the plan had moved meanwhile: filled, gone, or in somebody's task."""

    tasks: list[int]
    rows: int
    dropped: int


def issue(work: Work, plan: ControlPlan, actor: Actor) -> Issued:
    """Make one task for each assignee of the plan who still gets something, and the project where it is a new one.

    Nobody else writes meanwhile, so that what is free now stays free: two hand-outs never share a gap. Raises
    NoPermission, or UsageError when an assignee has become inactive.
    """
    require(actor, *SUPERVISORS)
    _require_active(work, plan)
    free = {row_key(gap): gap for gap in find_gaps(work.reader, plan.look) if gap.held_by is None}
    tasks: list[int] = []
    rows = 0
    for person, bundles in plan.shares.items():
        still = [now for bundle in bundles for now in _still(bundle, free, owned=plan.rule.weights is None)]
        if still:
            plan = _with_project(work, plan)
            tasks.append(_issue_one(work, plan, person, actor, still))
            rows += len(still)
    dropped = plan.rows - rows
    if tasks:
        work.summary |= {"tasks": len(tasks), "rows": rows, "dropped": dropped}
    return Issued(tasks, rows, dropped)


def _still(bundle: Bundle, free: dict[tuple[int | None, int | None, str], Found], *, owned: bool) -> list[Found]:
    """The gaps that are still there for the taking, as they are now; a client that changed hands is not."""
    found = [now for gap in bundle.gaps if (now := free.get(row_key(gap)))]
    return [now for now in found if not owned or now.responsible_id == bundle.responsible_id]


def _with_project(work: Work, plan: ControlPlan) -> ControlPlan:
    name = plan.terms.new_project
    if not name:
        return plan
    return plan._replace(terms=plan.terms._replace(project_id=make_project(work, name), new_project=""))


def make_project(work: Work, name: str) -> int:
    """The id of a new project, or of that name's, if somebody was quicker."""
    from crmctl.store.models import Project

    known = {key(one.name): one.id for one in work.reader.rows(PROJECTS)}
    return known.get(key(name)) or work.add(Project(run_id=0, name=name, name_key=key(name)))


def _issue_one(work: Work, plan: ControlPlan, person: int, actor: Actor, gaps: Sequence[Found]) -> int:
    from crmctl.store.models import Task

    terms = plan.terms
    task = work.add(
        Task(
            run_id=0,
            kind=plan.look.check.code,
            title=terms.title,
            title_key=key(terms.title),
            assignee_id=person,
            author_id=actor.id,
            controller_id=terms.controller_id,
            project_id=terms.project_id,
            priority=terms.priority,
            created_at=work.now,
            due_at=terms.due_at,
            due_is_day=terms.due_is_day,
            control_at=terms.control_at,
        )
    )
    look = plan.look
    same = (look.check.code, look.terms.level.value, look.terms.through_contacts, look.fresh_days)
    rows = (
        (work.run_id, task, number, gap.client_id, gap.contact_id, same[0], gap.requirement, gap.bits, *same[1:],
         gap.state.value)
        for number, gap in enumerate(gaps, 1)
    )  # fmt: skip
    work.insert_many("task_row", _COLUMNS, rows)
    return task


def _require_active(work: Work, plan: ControlPlan) -> None:
    idle = [
        person.login for person in work.reader.rows(control.PEOPLE) if person.id in plan.shares and not person.active
    ]
    if idle:
        raise UsageError(_("{login} is not active any more.").format(login=", ".join(idle)))
