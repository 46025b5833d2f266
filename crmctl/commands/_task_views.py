"""How tasks look."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from crmctl.checks.wording import wording
from crmctl.commands._words import shown_name, state_word, status_word, word
from crmctl.context import Context
from crmctl.i18n import N_, _, ngettext
from crmctl.tasks.agenda import When
from crmctl.tasks.listing import TaskLine
from crmctl.ui.view import Align, Card, Cell, Column, Field, Table, Tone, View
from crmctl.ui.width import padded
from crmctl.vocabulary import OPEN_STATUSES, RecordType, State, TaskStatus

if TYPE_CHECKING:
    from crmctl.tasks.showing import Item, TaskDetail

BAR = 10
"""The bar's length in signs."""
NOTHING_MINE = N_("There is nothing in your charge.")
_GROUPS = {
    When.OVERDUE: N_("Overdue"),
    When.TODAY: N_("Today"),
    When.THIS_WEEK: N_("This week"),
    When.NEXT_WEEK: N_("Next week"),
    When.LATER: N_("Later"),
    When.NO_DUE: N_("Without due date"),
    When.CLOSED: N_("Closed"),
}
_TONES = {
    State.OK: Tone.GOOD,
    State.STALE: Tone.WARN,
    State.INVALID: Tone.WARN,
    State.PLACEHOLDER: Tone.WARN,
    State.MISSING: Tone.BAD,
}
_COUNTED = (State.STALE, State.INVALID, State.PLACEHOLDER)


def agenda_tables(crm: Context, groups: dict[When, list[TaskLine]]) -> list[View]:
    """A table a group; the numbers are as wide in all of them, so that the columns stand under each other."""
    if not groups:
        return [Table(_agenda_columns(), [], empty=_(NOTHING_MINE))]
    widest = max(len(str(task.id)) for tasks in groups.values() for task in tasks)
    due_width = max(len(_due(crm, task.due)) for tasks in groups.values() for task in tasks)
    return [
        Table(
            _agenda_columns(),
            [_agenda_row(crm, task, widest, due_width) for task in tasks],
            title=f"{_(_GROUPS[when])} ({len(tasks)})",
        )
        for when, tasks in groups.items()
    ]


def _agenda_columns() -> list[Column]:
    return [
        Column("id", _("No."), Align.RIGHT),
        Column("percent", _("Done")),
        Column("due", _("Due")),
        Column("status", _("Status")),
        Column("title", _("Task"), wrap=True),
    ]


def _agenda_row(crm: Context, task: TaskLine, widest: int, due_width: int) -> list[str | Cell]:
    due = due_cell(crm, task)
    due = due._replace(text=padded(due.text, due_width + (0 if due.tone is Tone.BAD else 2)))
    return [str(task.id).rjust(widest), progress(crm, task), due, _status_cell(task), task.title]


def task_table(crm: Context, tasks: Sequence[TaskLine]) -> Table:
    """A flat list; in --plain each value has its own column."""
    columns: list[tuple[Column, Callable[[TaskLine], str | Cell]]] = [
        (Column("id", _("No."), Align.RIGHT), lambda task: str(task.id)),
        (Column("percent", _("Done, %"), Align.RIGHT), lambda task: str(task.percent)),
        (Column("due", _("Due")), lambda task: due_cell(crm, task)),
        (Column("status", _("Status")), _status_cell),
        (Column("assignee", _("Assignee")), lambda task: task.assignee),
        (Column("title", _("Task"), wrap=True), lambda task: task.title),
    ]
    rows = [[show(task) for _column, show in columns] for task in tasks]
    return Table([column for column, _show in columns], rows, empty=_("There is no such task."))


def detail_views(crm: Context, detail: "TaskDetail") -> list[View]:
    """The task's card, then its rows."""
    views: list[View] = [_card(crm, detail)]
    if detail.clients:
        views.append(_items(crm, detail))
    return views


def _card(crm: Context, detail: "TaskDetail") -> Card:
    task = detail.line
    fields = [
        Field("status", _("Status"), _status_cell(task)),
        Field("percent", _("Done"), progress(crm, task)),
        Field("rows", _("Rows"), _rows(task)),
        Field("due", _("Due"), due_cell(crm, task)),
        Field("control", _("Control date"), _due(crm, task.control)),
        Field("done_at", _("Done at"), crm.moment(task.done_at)),
        Field("assignee", _("Assignee"), task.assignee),
        Field("author", _("Author"), task.author),
        Field("controller", _("Controller"), task.controller or ""),
        Field("project", _("Project"), task.project or ""),
        Field("priority", _("Priority"), word(task.priority)),
        Field("description", _("Text"), detail.description or ""),
        Field("reason", _("Reason"), detail.reason or ""),
    ]
    title = _("Task {id}: {title}").format(id=task.id, title=task.title)
    return Card(
        title, [field for field in fields if (field.value if isinstance(field.value, str) else field.value.text)]
    )


def _rows(task: TaskLine) -> str:
    """How the rows stand, in words."""
    if not task.rows:
        return ""
    clients = ngettext("{count} client", "{count} clients", task.clients).format(count=task.clients)
    parts = [
        _("{filled} of {rows} filled").format(filled=task.filled, rows=task.rows),
        clients,
    ]
    if task.waived:
        parts.append(ngettext("{count} waived", "{count} waived", task.waived).format(count=task.waived))
    if task.not_applicable:
        parts.append(
            ngettext("{count} no longer applies", "{count} no longer apply", task.not_applicable).format(
                count=task.not_applicable
            )
        )
    return ", ".join(parts)


def _items(crm: Context, detail: "TaskDetail") -> Table:
    said = wording(crm.reader)
    columns = [
        Column("row", _("Row"), Align.RIGHT),
        Column("name", _("Client, contact"), wrap=True),
        Column("requirement", _("Needed")),
        Column("value", _("What is there"), wrap=True),
    ]
    rows: list[list[str | Cell]] = [
        [item.row, _whose(item, client.name), said.title(item.requirement), item_cell(crm, item)]
        for client in detail.clients
        for item in client.items
    ]
    return Table(columns, rows)


def _whose(item: "Item", client: str) -> str:
    if item.record is RecordType.CLIENT or not client:
        return shown_name(item.name)
    return _("{contact} ({client})").format(contact=shown_name(item.name), client=client)


def item_cell(crm: Context, item: "Item") -> Cell:
    """The value with its state: who filled it and when, or why it does not count."""
    tone = _TONES.get(item.state, Tone.DIM)
    if item.state is State.OK:
        filled = ", ".join(part for part in (item.filled_by or "", crm.moment(item.filled_at)) if part)
        return Cell(f"{item.value or ''} ({filled})".strip(), tone)
    word = state_word(item.state)
    stands = f"{item.value}: {word}" if item.value and item.state in _COUNTED else word
    again = _("again after task {number}").format(number=item.again_after) if item.again_after else ""
    return Cell(", ".join(filter(None, (stands, again))), tone)


def item_card(crm: Context, item: "Item") -> Card:
    """One row."""
    fields = [
        Field("requirement", _("Needed"), wording(crm.reader).title(item.requirement)),
        Field("value", _("What is there"), item_cell(crm, item)),
    ]
    return Card(f"{item.row}: {shown_name(item.name)}", fields)


def progress(crm: Context, task: TaskLine) -> str:
    full, empty = ("█", "░") if crm.screen.unicode else ("#", ".")
    done = task.percent * BAR // 100
    return f"{full * done}{empty * (BAR - done)} {task.percent:3} %"


def _due(crm: Context, due: date | datetime | None) -> str:
    return crm.moment(due) if isinstance(due, datetime) else crm.day(due)


def due_cell(crm: Context, task: TaskLine) -> Cell:
    return Cell(_due(crm, task.due), Tone.BAD if task.overdue else Tone.PLAIN)


def _status_cell(task: TaskLine) -> Cell:
    """What waits to be accepted stands out; what is over steps back."""
    tone = Tone.WARN if task.status in (TaskStatus.NEW, TaskStatus.RETURNED) else Tone.PLAIN
    return Cell(status_word(task.status), tone if task.status in OPEN_STATUSES else Tone.DIM)
