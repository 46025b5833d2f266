"""What is done to a task: accepted, done by hand, cancelled; each looks again inside its transaction."""

from crmctl.errors import MissingAnswer, NoPermission, Refused
from crmctl.i18n import _
from crmctl.rights import Actor
from crmctl.store.queries.tasks import Standing
from crmctl.store.work import Work
from crmctl.tasks.showing import require_task
from crmctl.vocabulary import OPEN_STATUSES, Role, TaskStatus

_ACCEPT = "UPDATE task SET status = 'accepted', accepted_at = :now WHERE id = :id"
_DONE = "UPDATE task SET status = 'done', done_at = :now, done_reason = :reason WHERE id = :id"
_CANCEL = "UPDATE task SET status = 'cancelled', cancelled_at = :now, cancel_reason = :reason WHERE id = :id"


def accept(work: Work, actor: Actor, task: int) -> None:
    """The assignee takes the task on. Raises NotFound, NoPermission, or Refused when it is past that."""
    standing = require_task(work.reader, actor, task)
    if actor.role is not Role.ADMIN and actor.id != standing.assignee_id:
        raise NoPermission(_("Only its assignee accepts task {id}.").format(id=task))
    if standing.status not in (TaskStatus.NEW, TaskStatus.RETURNED):
        raise _past_that(standing)
    work.execute(_ACCEPT, {"now": work.now, "id": task})


def finish(work: Work, actor: Actor, task: int, *, reason: str = "") -> None:
    """The task is done by hand; its open rows go out again. With open rows a reason is needed.

    Raises NotFound, NoPermission, MissingAnswer, or Refused when it is closed already.
    """
    standing = _open_task(work, actor, task)
    if standing.open_rows and not reason.strip():
        raise MissingAnswer(_("Task {id} has open rows: why is it done?").format(id=task), "--reason")
    work.execute(_DONE, {"now": work.now, "reason": reason.strip() or None, "id": task})


def cancel(work: Work, actor: Actor, task: int, *, reason: str) -> None:
    """The task is called off by its author, a supervisor or an admin; its open rows go out again.

    Raises NotFound, NoPermission, MissingAnswer, or Refused when it is closed already.
    """
    standing = _open_task(work, actor, task)
    if actor.role not in (Role.SUPERVISOR, Role.ADMIN) and actor.id != standing.author_id:
        raise NoPermission(_("Only its author or a supervisor cancels task {id}.").format(id=task))
    if not reason.strip():
        raise MissingAnswer(_("Why is task {id} cancelled?").format(id=task), "--reason")
    work.execute(_CANCEL, {"now": work.now, "reason": reason.strip(), "id": task})


def _open_task(work: Work, actor: Actor, task: int) -> Standing:
    standing = require_task(work.reader, actor, task)
    if standing.status not in OPEN_STATUSES:
        raise _past_that(standing)
    return standing


def _past_that(standing: Standing) -> Refused:
    texts = {
        TaskStatus.ACCEPTED: _("Task {id} is accepted already."),
        TaskStatus.DONE: _("Task {id} is done already."),
        TaskStatus.APPROVED: _("Task {id} is done and approved already."),
        TaskStatus.CANCELLED: _("Task {id} is cancelled."),
    }
    return Refused(texts[standing.status].format(id=standing.id))
