"""Several rows filled at once, if what stands there is still what was shown."""

from collections.abc import Sequence
from typing import NamedTuple

from crmctl.cleaning.values import Value
from crmctl.errors import Drifted, Refused
from crmctl.i18n import _
from crmctl.rights import Actor
from crmctl.store import points
from crmctl.store.queries.kinds import Kind
from crmctl.store.work import Work
from crmctl.tasks.answers import AnswerReader
from crmctl.tasks.pages import PageRow, rows_numbered
from crmctl.tasks.showing import require_task
from crmctl.vocabulary import OPEN_STATUSES, RecordType, State


class Answer(NamedTuple):
    """What was typed for a row, and the row as it was on the screen."""

    row: PageRow
    text: str


def fill_rows(work: Work, actor: Actor, task: int, answers: Sequence[Answer]) -> None:
    """Write the answers; each takes the place of the record's values of its kind.

    Raises Drifted when a row or its values are not as they were shown, Refused for a closed task or a record that is
    gone, NotFound, NoPermission, UsageError.
    """
    if require_task(work.reader, actor, task).status not in OPEN_STATUSES:
        raise Refused(_("Task {task} is closed.").format(task=task))
    now = rows_numbered(work.reader, task, [one.row.number for one in answers])
    for answer in answers:
        _look_again(answer.row, now.get(answer.row.number))
    reader = AnswerReader(work.reader)
    found: dict[tuple[RecordType, int, Kind], list[Value]] = {}
    for answer in answers:
        kind, values = reader.read(answer.row, answer.text)
        found.setdefault((answer.row.record, answer.row.id, kind), []).extend(values)
    for (record, owner, kind), values in found.items():
        points.replace(work, record, owner, kind, values)


def _look_again(shown: PageRow, now: PageRow | None) -> None:
    if now is None or now.state is State.GONE:
        raise Refused(_("What the row is about is gone."))
    if (now.record, now.id, now.is_open, now.values) != (shown.record, shown.id, shown.is_open, shown.values):
        raise Drifted(_("The card has changed since it was shown."))
