"""The screen of `tasks work`."""

from collections.abc import Callable, Mapping, Sequence

from crmctl.commands._task_views import due_cell, progress
from crmctl.commands._work_lists import archive_body, help_body, places_body, text_body
from crmctl.commands._work_page import Body, page_body
from crmctl.context import Context
from crmctl.i18n import N_, _, ngettext
from crmctl.tasks.desk.state import Desk, Mode, Mood, Note
from crmctl.ui.frame import Frame, Line, Look, Span, line, span, wrapped
from crmctl.ui.terminal import mark
from crmctl.ui.view import Tone
from crmctl.ui.width import width
from crmctl.vocabulary import TaskStatus

TALL = 16
"""From so many lines on there is room for a head of two lines, and for a second line of keys."""
_MOODS = {
    Mood.PLAIN: (Tone.PLAIN, Look.PLAIN),
    Mood.GOOD: (Tone.GOOD, Look.GOOD),
    Mood.WARN: (Tone.WARN, Look.WARN),
    Mood.BAD: (Tone.BAD, Look.BAD),
}
_LIST_KEYS = (("Enter", N_("choose")), ("↑↓", N_("move")), ("Esc", N_("back")))
_TEXT_KEYS = (("↑↓", N_("move")), ("PgUp PgDn", N_("page")), ("Esc", N_("back")))
_DONE_KEYS = (("F9", N_("undo")), ("Esc", N_("leave")))
_NEXT_KEY = ("Enter", N_("next task"))
_SURE_KEYS = (("Enter", N_("store it")), ("Esc", N_("go on typing")), ("Ctrl-U", N_("empty the field")))
_REPLACE_KEYS = ((N_("y"), N_("replace it")), ("Esc", N_("leave what is there")))
_LEAVE_KEYS = ((N_("y"), N_("leave without saving")), ("Esc", N_("stay")))
_KEYS: Mapping[Mode, Sequence[tuple[str, str]]] = {
    Mode.SURE: _SURE_KEYS,
    Mode.REPLACE: _REPLACE_KEYS,
    Mode.ARCHIVE: _LIST_KEYS,
    Mode.SEARCH: _LIST_KEYS,
    Mode.CARD: _TEXT_KEYS,
    Mode.HELP: _TEXT_KEYS,
    Mode.LEAVE: _LEAVE_KEYS,
    Mode.DONE: _DONE_KEYS,
    Mode.OVER: _DONE_KEYS[1:],
}


def frame(crm: Context, labels: Mapping[str, str], desk: Desk, columns: int, lines: int) -> Frame:
    """The desk as a picture of so many columns and lines: head, body, the sentence, the keys."""
    tall = lines >= TALL
    head = _head(crm, desk, columns, tall=tall)
    foot = [*_note(crm, desk, columns, most=2 if tall else 1), *_keys(crm, desk, columns, most=2 if tall else 1)]
    room = max(1, lines - len(head) - len(foot))
    body = _BODIES.get(desk.mode, _page)(crm, labels, desk, columns, room)
    blank: list[Line] = [[]] * (room - len(body.lines))
    shown = [*head, *body.lines[:room], *blank, *foot]
    field = None if body.field is None or body.field >= room else len(head) + body.field
    return Frame(shown[:lines], field, _INDENT.get(desk.mode, 4), desk.text)


_INDENT = {Mode.SEARCH: 2}


def _head(crm: Context, desk: Desk, columns: int, *, tall: bool) -> list[Line]:
    """Which task, and how far it is."""
    task = desk.overview.task
    name = _("Task {id}: {title}").format(id=task.id, title=task.title)
    if not desk.overview.mine:
        name = f"{name} ({task.assignee})"
    due = due_cell(crm, task)
    by = _("due {day}").format(day=due.text) if due.text else ""
    look = Look.BAD if due.tone is Tone.BAD else Look.DIM
    title = line(span(name, Look.STRONG), columns=max(10, columns - width(by) - 4))
    overdue = mark(due.tone, unicode=crm.screen.unicode)
    if not tall:
        return [line(span(_count(crm, desk, columns), Look.STRONG), columns=columns)]
    return [
        line(*title, Span("  "), span(f"{overdue}{by}", look), columns=columns),
        line(span(_count(crm, desk, columns)), columns=columns),
        line(Span(("─" if crm.screen.unicode else "-") * columns, Look.DIM), columns=columns),
    ]


def _count(crm: Context, desk: Desk, columns: int) -> str:
    task = desk.overview.task
    left = ngettext("{count} client left", "{count} clients left", desk.clients_left).format(count=desk.clients_left)
    rows = _("rows {closed} of {rows}").format(closed=task.rows - desk.open_rows, rows=task.rows)
    place = _("client {at} of {all}").format(at=desk.at + 1, all=len(desk.overview.stops))
    return _fitting([progress(crm, task), rows, left, place], columns)


def _fitting(parts: Sequence[str], columns: int) -> str:
    """As many of the parts as fit whole."""
    text = parts[0]
    for part in parts[1:]:
        if width(text) + 2 + width(part) > columns:
            break
        text += f"  {part}"
    return text


def _page(crm: Context, labels: Mapping[str, str], desk: Desk, columns: int, height: int) -> Body:
    return page_body(crm, labels, desk, columns, height)


def _finished(crm: Context, labels: Mapping[str, str], desk: Desk, columns: int, height: int) -> Body:
    """What is said when there is nothing left to fill."""
    del labels
    task, following = desk.overview.task, desk.next_task
    texts = [desk.note.text if desk.mode is Mode.OVER else _done(task.status, task.id)]
    if following is not None:
        due = due_cell(crm, following).text
        count = following.open_rows
        open_rows = ngettext("{count} row", "{count} rows", count).format(count=count)
        about = ", ".join(filter(None, (open_rows, _("due {day}").format(day=due) if due else "")))
        texts.append(
            _("Next: task {id}, {title} ({about}).").format(id=following.id, title=following.title, about=about)
        )
    else:
        texts.append(_("Nothing else waits in your tasks."))
    lines: list[Line] = [[]]
    for text in texts:
        lines += [[Span(f"  {one}", Look.STRONG)] for one in wrapped(span(text).text, columns - 2)]
    return Body(lines[:height], None)


def _done(status: TaskStatus, number: int) -> str:
    text = _("Task {id} is done: no row is open.") if status is TaskStatus.DONE else _("No row of task {id} is open.")
    return text.format(id=number)


_BODIES: Mapping[Mode, Callable[[Context, Mapping[str, str], Desk, int, int], Body]] = {
    Mode.ARCHIVE: archive_body,
    Mode.SEARCH: places_body,
    Mode.CARD: text_body,
    Mode.HELP: help_body,
    Mode.DONE: _finished,
    Mode.OVER: _finished,
}


def _note(crm: Context, desk: Desk, columns: int, *, most: int) -> list[Line]:
    """The question, or the sentence that answers the last key."""
    note = Note() if desk.mode is Mode.OVER else _question(desk) or desk.note
    tone, look = _MOODS[note.mood]
    text = mark(tone, unicode=crm.screen.unicode) + span(note.text).text if note.text else ""
    return [[Span(one, look)] for one in wrapped(text, columns, most)]


def _question(desk: Desk) -> Note | None:
    if desk.mode is Mode.SURE:
        return Note(_("It will not fill the row. Enter again stores it as it is."), Mood.WARN)
    if desk.mode is Mode.REPLACE:
        return Note(_("The card has changed meanwhile; nothing is saved yet. Replace what stands there now? [y/N]"),
                    Mood.WARN)  # fmt: skip
    if desk.mode is Mode.LEAVE:
        count = len(desk.unsaved)
        text = ngettext("{count} value is typed and not saved. Leave all the same? [y/N]",
                        "{count} values are typed and not saved. Leave all the same? [y/N]", count)  # fmt: skip
        return Note(text.format(count=count), Mood.WARN)
    return None


def _work_keys(desk: Desk) -> list[tuple[str, str]]:
    """Those of a client's page that do something now."""
    row, typed = desk.row, desk.unsaved
    here = desk.page.client is not None
    enter = N_("next client") if row is None else N_("save") if row.number in typed else N_("go on")
    keys = [
        (True, "Enter", enter),
        (desk.stop_with_work() is not None, "F6", N_("skip")),
        (True, "Esc", N_("leave")),
        (True, "F1", N_("help")),
        (bool(desk.runs), "F9", N_("undo")),
        (row is not None and len(desk.page.open_rows) > 1, "Tab", N_("next field")),
        (here, "F8", N_("archive")),
        (here, "F3", N_("card")),
        (True, "F7", N_("search")),
        (row is not None and bool(row.values), "F4", N_("take over")),
        (any(one.number in typed for one in desk.page.open_rows), "F2", N_("save all")),
        (desk.at + 1 < len(desk.overview.stops), "PgDn", N_("next client")),
        (desk.at > 0, "PgUp", N_("previous")),
    ]
    return [(name, said) for useful, name, said in keys if useful]


def _keys(crm: Context, desk: Desk, columns: int, *, most: int) -> list[Line]:
    """The keys that mean something now: as many as fit, the most needed first."""
    keys = _work_keys(desk) if desk.mode is Mode.WORK else _KEYS.get(desk.mode, ())
    if desk.mode in (Mode.DONE, Mode.OVER) and desk.next_task:
        keys = (_NEXT_KEY, *keys)
    if desk.waiting is not None:
        keys = (("Esc", N_("not now")),)
    lines: list[list[Span]] = [[]]
    left = columns
    for name, said in keys:
        gap = "  " if lines[-1] else ""
        shown = _(name) if crm.screen.unicode else _(name).replace("↑↓", "Up Down")
        spans = [Span(gap), Span(shown, Look.KEY), Span(f" {_(said)}")]
        needed = sum(width(one.text) for one in spans)
        if needed > left:
            if len(lines) == most:
                break
            lines.append([])
            spans, left = spans[1:], columns + width(gap)
        lines[-1] += spans
        left -= needed
    return [*(line(*spans, columns=columns) for spans in lines), *([[]] * (most - len(lines)))]
