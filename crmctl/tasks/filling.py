"""Filling a row: the value goes to the record it is about, and settling decides what it is worth."""

from collections.abc import Sequence
from typing import NamedTuple

from crmctl.cleaning.values import Value
from crmctl.errors import Refused, UsageError
from crmctl.i18n import _
from crmctl.rights import Actor, visible
from crmctl.store import points
from crmctl.store.queries import task_rows
from crmctl.store.queries.kinds import Kind
from crmctl.store.queries.task_rows import Target
from crmctl.store.work import Work
from crmctl.tasks.answers import AnswerReader
from crmctl.tasks.showing import no_such_row, require_task
from crmctl.vocabulary import OPEN_STATUSES, State, ValueState


class RowId(NamedTuple):
    """Row 7 of task 12 is written 12.7."""

    task: int
    number: int

    @classmethod
    def read(cls, text: str) -> "RowId":
        task, _dot, number = text.partition(".")
        if not all(part.isascii() and part.isdecimal() and len(part) < 10 for part in (task, number)):  # noqa: PLR2004
            raise UsageError(_("A row is written TASK.ROW, for example 12.7."), _("See `crmctl tasks show TASK`."))
        return cls(int(task), int(number))


def fill_row(work: Work, actor: Actor, row: RowId, texts: Sequence[str]) -> list[State]:
    """Give the row's record the values, each `VALUE` or `KIND=VALUE`; returns the states of those that will not do.

    They take the place of the record's values of that kind. Raises NotFound, NoPermission, Refused for a closed task
    or a record that is gone, UsageError.
    """
    standing = require_task(work.reader, actor, row.task)
    slots = {"visible": visible(actor, "task")}
    target = work.reader.first(task_rows.TARGET, slots, task=row.task, number=row.number)
    if target is None:
        raise no_such_row(row.task, row.number)
    if standing.status not in OPEN_STATUSES:
        raise Refused(_("Task {task} is closed.").format(task=row.task), _("Change the card itself."))
    if target.state is State.GONE:
        raise Refused(_("What the row is about is gone."))
    return _fill(work, target, texts)


def _fill(work: Work, target: Target, texts: Sequence[str]) -> list[State]:
    answers = AnswerReader(work.reader)
    found: dict[Kind, list[Value]] = {}
    for text in texts:
        kind, values = answers.read(target, text)
        found.setdefault(kind, []).extend(values)
    for kind, values in found.items():
        points.replace(work, target.record, target.id, kind, values)
    return [State(v.state.value) for values in found.values() for v in values if v.state is not ValueState.OK]
