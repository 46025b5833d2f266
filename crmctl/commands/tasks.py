"""`crmctl tasks`: the work that was handed out."""

from datetime import tzinfo
from enum import StrEnum
from typing import Annotated

import typer

from crmctl.commands._offers import logins, projects, task_rows, tasks
from crmctl.context import Context
from crmctl.errors import MissingAnswer, UsageError
from crmctl.filters.cond import EVERYTHING, Cond
from crmctl.i18n import _, ngettext
from crmctl.vocabulary import Priority

app = typer.Typer(help=_("The work that was handed out."))
PAGE = 50

TaskId = Annotated[int, typer.Argument(metavar=_("ID"), autocompletion=tasks, help=_("The task's number."))]
Limit = Annotated[
    int | None,
    typer.Option("--limit", min=1, help=_("How many at most: 50, with --json or --plain all."), show_default=False),
]
Closed = Annotated[bool, typer.Option("--all", help=_("Done and cancelled ones too."))]
Reason = Annotated[str, typer.Option("--reason", metavar=_("TEXT"), help=_("Why; it is kept with the task."))]
Where = Annotated[str, typer.Option("--where", metavar=_("FILTER"), help=_("Which: a filter over fields of tasks."))]


class Order(StrEnum):
    DUE = "due"
    ID = "id"
    NEWEST = "newest"
    TITLE = "title"
    PRIORITY = "priority"


@app.command(help=_("My tasks, the soonest due first."))
def mine(ctx: typer.Context, limit: Limit = None, closed: Closed = False) -> None:
    from crmctl.tasks.agenda import grouped, my_tasks

    crm: Context = ctx.obj
    cut, zone = _cut(crm, limit), _zone(crm)
    agenda = my_tasks(crm.reader, crm.actor, now=crm.now, zone=zone, limit=cut, closed=closed)
    if crm.json:
        crm.show_json(agenda.tasks)
    else:
        from crmctl.commands._task_views import NOTHING_MINE, agenda_tables, task_table

        views = [task_table(crm, agenda.tasks)._replace(empty=_(NOTHING_MINE))] if crm.plain else None
        crm.show_view(*(views or agenda_tables(crm, grouped(agenda.tasks, now=crm.now, zone=zone))))
    _say_more(crm, agenda.more)
    following = next((task for task in agenda.tasks if task.open_rows), None)
    if following and crm.screen.terminal and not (crm.json or crm.plain):
        crm.say(_("Work through it: `crmctl tasks work {task}`.").format(task=following.id))


@app.command(name="list", help=_("All tasks that you may see."))
def list_(
    ctx: typer.Context,
    where: Where = "",
    order: Annotated[Order, typer.Option("--order", help=_("What comes first."))] = Order.DUE,
    limit: Limit = None,
    everything: Annotated[bool, typer.Option("--all", help=_("Cancelled and undone ones too."))] = False,
) -> None:
    from crmctl.tasks.listing import NOT_CANCELLED, count_tasks, task_lines

    crm: Context = ctx.obj
    cut, zone = _cut(crm, limit), _zone(crm)
    wanted = _where(crm, where) & (EVERYTHING if everything else NOT_CANCELLED)
    found = task_lines(crm.reader, crm.actor, now=crm.now, zone=zone, where=wanted, order=order, limit=cut)
    if cut is not None and len(found) == cut:
        _say_more(crm, count_tasks(crm.reader, crm.actor, wanted) - cut)
    elif everything:
        from crmctl.tasks.undone import undone_tasks

        found += undone_tasks(crm.reader, crm.actor, now=crm.now, zone=zone, where=_where(crm, where))
    if crm.json:
        crm.show_json(found)
    else:
        from crmctl.commands._task_views import task_table

        crm.show_view(task_table(crm, found))


@app.command(help=_("A task with its rows: what is there, who filled what and when."))
def show(ctx: typer.Context, task: TaskId) -> None:
    _show(ctx.obj, task)


@app.command(help=_("Fill a row of a task, 12.7; without --set, look at it."))
def row(
    ctx: typer.Context,
    number: Annotated[
        str, typer.Argument(metavar=_("ID.N"), autocompletion=task_rows, help=_("The task and its row."))
    ],
    values: Annotated[
        list[str] | None,
        typer.Option("--set", metavar=_("[KIND=]VALUE"), help=_("The value, of a certain kind if it matters.")),
    ] = None,
) -> None:
    from crmctl.tasks.filling import RowId, fill_row

    crm: Context = ctx.obj
    wanted = RowId.read(number)
    if values:
        with crm.write("tasks row") as work:
            doubts = fill_row(work, crm.actor, wanted, values)
        for doubt in doubts:
            from crmctl.commands._words import state_word

            crm.say(_("Stored, but it does not fill the row: {state}.").format(state=state_word(doubt)))
    _show_row(crm, wanted.task, wanted.number)


@app.command(help=_("Work through a task at the terminal, client by client; each answer is saved at once."))
def work(
    ctx: typer.Context,
    task: Annotated[
        int | None,
        typer.Argument(
            metavar=_("ID"), autocompletion=tasks, help=_("The task's number; by default the soonest due of yours.")
        ),
    ] = None,
) -> None:
    crm: Context = ctx.obj
    if not crm.can_draw:
        raise UsageError(
            _("`tasks work` is a conversation and wants a terminal that can move its cursor."),
            _("Without one, `crmctl tasks show ID` lists the rows and `crmctl tasks row ID.N --set VALUE` fills one."),
        )
    wanted = task or _soonest(crm)
    if wanted is None:
        _say_nothing_to_fill(crm)
        return
    from crmctl.commands._work import work_on

    work_on(crm, wanted)


def _say_nothing_to_fill(crm: Context) -> None:
    """Who sees tasks of others is told the way to them."""
    from crmctl.tasks.listing import IS_OPEN, count_tasks

    crm.say(_("There is nothing to fill in your tasks."))
    if count_tasks(crm.reader, crm.actor, IS_OPEN):
        crm.say(_("The tasks of others that you see: `crmctl tasks list`; to work on one: `crmctl tasks work ID`."))


def _soonest(crm: Context) -> int | None:
    """The soonest due of my tasks that have open rows."""
    from crmctl.tasks.pages import next_task

    found = next_task(crm.reader, crm.actor, now=crm.now, zone=_zone(crm))
    return found.id if found else None


@app.command(help=_("Make a task by hand."))
def add(
    ctx: typer.Context,
    title: Annotated[
        str | None, typer.Argument(metavar=_("TITLE"), show_default=False, help=_("What is to be done."))
    ] = None,
    named: Annotated[
        str | None, typer.Option("--title", metavar=_("TEXT"), show_default=False, help=_("The same, as an option."))
    ] = None,
    assignee: Annotated[
        str | None,
        typer.Option("--assignee", metavar=_("LOGIN"), autocompletion=logins, help=_("Who does it; you by default.")),
    ] = None,
    due: Annotated[
        str | None,
        typer.Option("--due", metavar=_("DATE"), help=_("By when: 2026-12-01, tomorrow, +3bd, end of month.")),
    ] = None,
    control: Annotated[
        str | None, typer.Option("--control", metavar=_("DATE"), help=_("When the controller looks at it."))
    ] = None,
    controller: Annotated[
        str | None, typer.Option("--controller", metavar=_("LOGIN"), autocompletion=logins, help=_("Who looks at it."))
    ] = None,
    project: Annotated[
        str | None,
        typer.Option(
            "--project", metavar=_("NAME"), autocompletion=projects, help=_("The project the task belongs to.")
        ),
    ] = None,
    priority: Annotated[Priority, typer.Option("--priority", help=_("How urgent it is."))] = Priority.NORMAL,
    text: Annotated[str | None, typer.Option("--text", metavar=_("TEXT"), help=_("More about the task."))] = None,
) -> None:
    from crmctl.tasks.adding import NewTask, add_task

    crm: Context = ctx.obj
    new = NewTask(_title(title, named), assignee, due, control, controller, project, priority, text)
    with crm.write("tasks add") as work:
        task = add_task(work, crm.actor, new, zone=crm.zone)
    _done(crm, task, _("Task {id} is made.").format(id=task))


def _title(title: str | None, named: str | None) -> str:
    if title and named:
        raise UsageError(_("The title is given twice."), _("Leave --title out."))
    found = title if named is None else named
    if found is None:
        raise MissingAnswer(_("What is to be done?"), _("TITLE"))
    return found


@app.command(help=_("Take a task on."))
def accept(ctx: typer.Context, task: TaskId) -> None:
    from crmctl.tasks import acting

    crm: Context = ctx.obj
    with crm.write("tasks accept") as work:
        acting.accept(work, crm.actor, task)
    _done(crm, task, _("Task {id} is accepted.").format(id=task))


@app.command(help=_("Say that a task is done; with open rows left, why."))
def done(ctx: typer.Context, task: TaskId, reason: Reason = "") -> None:
    from crmctl.tasks import acting

    crm: Context = ctx.obj
    with crm.write("tasks done") as work:
        acting.finish(work, crm.actor, task, reason=reason)
    _done(crm, task, _("Task {id} is done.").format(id=task))


@app.command(help=_("Call a task off; its open rows go out again with the next run."))
def cancel(ctx: typer.Context, task: TaskId, reason: Reason = "") -> None:
    from crmctl.tasks import acting

    crm: Context = ctx.obj
    with crm.write("tasks cancel") as work:
        acting.cancel(work, crm.actor, task, reason=reason)
    _done(crm, task, _("Task {id} is cancelled.").format(id=task))


def _cut(crm: Context, limit: int | None) -> int | None:
    """A person gets a page, a script all, unless it is said how many."""
    return limit or (None if crm.json or crm.plain else PAGE)


def _zone(crm: Context) -> tzinfo | None:
    """The zone for a list; the machine's own is None, which costs no import."""
    return crm.zone if crm.config.get("zone") else None


def _where(crm: Context, text: str) -> Cond:
    if not text:
        return EVERYTHING
    from crmctl.filters.compile import condition

    return condition(text, "task", today=crm.today, zone=crm.zone)


def _say_more(crm: Context, more: int) -> None:
    if more > 0:
        crm.say(
            ngettext("{count} more task: see --limit.", "{count} more tasks: see --limit.", more).format(count=more)
        )


def _show(crm: Context, task: int) -> None:
    from crmctl.tasks.showing import as_object, show_task

    detail = show_task(crm.reader, crm.actor, task, now=crm.now, zone=crm.zone)
    if crm.json:
        crm.show_json(as_object(detail))
    else:
        from crmctl.commands._task_views import detail_views

        crm.show_view(*detail_views(crm, detail))


def _show_row(crm: Context, task: int, number: int) -> None:
    from crmctl.tasks.showing import show_row

    item = show_row(crm.reader, crm.actor, task, number, now=crm.now, zone=crm.zone)
    if crm.json:
        crm.show_json(item)
    else:
        from crmctl.commands._task_views import item_card

        crm.show_view(item_card(crm, item))


def _done(crm: Context, task: int, sentence: str) -> None:
    """After the write door has closed: the task as JSON, or a sentence."""
    if crm.json:
        _show(crm, task)
    else:
        crm.say(sentence)
