"""What stands in the place of a client's page: lists to choose from, and texts to read."""

from collections.abc import Callable, Mapping, Sequence

from crmctl.checks.wording import Wording
from crmctl.commands._card_views import document_views, people_table
from crmctl.commands._history_views import history_table
from crmctl.commands._words import reason_word, shown_name
from crmctl.commands._work_page import Body
from crmctl.context import Context
from crmctl.i18n import N_, _, ngettext
from crmctl.tasks.desk.state import Desk
from crmctl.tasks.pages import Place
from crmctl.ui.frame import Line, Look, Span, cut, line, span, wrapped
from crmctl.ui.output import drawn_lines
from crmctl.ui.width import padded, width
from crmctl.vocabulary import RecordType
from crmctl.wizard.clientcard import WholeCard

_POINTER = "> "
HELP = (
    ("Enter", N_("save what is typed and go to the next field; with nothing typed, only go on")),
    ("F2, Ctrl-S", N_("save everything typed for this client and stay")),
    ("Tab ↓, Shift-Tab ↑", N_("the next field, the one before")),
    ("Ctrl-U, Ctrl-W", N_("empty the field to the left of the cursor; take its last word away")),
    ("F6, Ctrl-N", N_("skip: the next client with open rows")),
    ("PgDn, PgUp", N_("the client after, the client before, finished ones too")),
    ("F4, Ctrl-T", N_("take over the value that stands there, to put it right or to confirm it")),
    ("F9, Ctrl-Z", N_("undo what was saved last; again: what was saved before it")),
    ("F8, Ctrl-R", N_("archive the client, with a reason")),
    ("F3, Ctrl-O", N_("the whole card and its history")),
    ("F7, Ctrl-F", N_("search among the clients of this task")),
    ("F1, Ctrl-G", N_("this help")),
    ("Esc, F10, Ctrl-C", N_("leave; what is saved stays, and you go on here next time")),
)


def archive_body(crm: Context, labels: Mapping[str, str], desk: Desk, columns: int, height: int) -> Body:
    del crm, labels
    question = _("Archive {name}: why?").format(name=shown_name(desk.page.name))
    lines: list[Line] = [line(span(question, Look.STRONG), columns=columns)]
    if any(row.number in desk.unsaved for row in desk.page.rows):
        lines.append(line(span(_("What is typed for this client is not kept."), Look.WARN), columns=columns))

    def reason(at: int) -> str:
        return f"{at + 1}. {reason_word(desk.reasons[at])}"

    return Body([*lines, *_choices(reason, len(desk.reasons), desk.pick, columns, height - len(lines))], None)


def places_body(crm: Context, labels: Mapping[str, str], desk: Desk, columns: int, height: int) -> Body:
    """The text field, how many there are, and the clients found."""
    del crm, labels
    found = desk.found
    count = ngettext("{count} client found", "{count} clients found", len(found)).format(count=len(found))
    if not found:
        count = _("Nobody is found. Esc: back.")
    open_rows = {stop.client: stop.open for stop in desk.overview.stops}
    head: list[Line] = [line(span(_("Search among the clients of this task"), Look.STRONG), columns=columns), []]
    if height > len(head) + 2:
        head.append(line(span(count, Look.DIM), columns=columns))

    def place(at: int) -> str:
        return _place(found[at], open_rows.get(found[at].client, 0), columns - width(_POINTER))

    return Body([*head, *_choices(place, len(found), desk.pick, columns, height - len(head))], 1)


def _place(place: Place, open_rows: int, columns: int) -> str:
    """Who it is, cut if need be, and how many rows are open, which never is."""
    name = place.name or _("Contacts without a client")
    people = f" ({', '.join(place.contacts)})" if place.contacts else ""
    rows = ngettext("{count} open row", "{count} open rows", open_rows).format(count=open_rows)
    left = rows if open_rows else _("filled")
    tail = f": {left}"
    return cut(span(f"{name}{people}").text, columns - width(tail)) + tail


def _choices(text: Callable[[int], str], count: int, pick: int, columns: int, height: int) -> list[Line]:
    """So many of the lines, the chosen one among them and marked."""
    start = max(0, min(pick - height // 2, count - height))
    return [
        line(span(f"{_POINTER if at == pick else '  '}{text(at)}", Look.STRONG if at == pick else Look.PLAIN),
             columns=columns)
        for at in range(start, min(count, start + max(0, height)))
    ]  # fmt: skip


def text_body(crm: Context, labels: Mapping[str, str], desk: Desk, columns: int, height: int) -> Body:
    """The whole card and its history, from the line chosen on; as far as its last line."""
    whole: WholeCard = desk.lines[0]
    if columns not in whole.drawn:
        whole.drawn[columns] = _drawn(crm, labels, whole, columns)
    return _scrolled(whole.drawn[columns], desk.pick, columns, height)


def _drawn(crm: Context, labels: Mapping[str, str], whole: WholeCard, columns: int) -> list[str]:
    views = document_views(crm, RecordType.CLIENT, whole.document, Wording(labels))
    if people := people_table(whole.people, Wording(labels)):
        views.insert(len(views) - bool(whole.document.rows), people)
    history = history_table(crm, RecordType.CLIENT, whole.history, labels)
    views.append(history._replace(title=_("History")))
    return drawn_lines(views, crm.screen._replace(width=columns, colour=False))


def help_body(crm: Context, labels: Mapping[str, str], desk: Desk, columns: int, height: int) -> Body:
    del labels
    keys = max(width(names) for names, _said in HELP) + 2
    lines = []
    for names, said in HELP:
        if not crm.screen.unicode:
            names = names.replace(" ↓", "").replace(" ↑", "")  # noqa: PLW2901 - arrows are letters here
        first, *more = wrapped(_(said), columns - keys)
        lines += [padded(names, keys) + first, *(" " * keys + one for one in more)]
    return _scrolled(lines, desk.pick, columns, height)


def _scrolled(texts: Sequence[str], first: int, columns: int, height: int) -> Body:
    """A page of the lines, which ends with the last one however far somebody scrolls."""
    room = max(1, height - 1)
    start = max(0, min(first, len(texts) - room))
    end = min(len(texts), start + room)
    where = _("lines {first} to {last} of {all}").format(first=start + 1, last=end, all=len(texts))
    shown = [line(Span(text), columns=columns) for text in texts[start:end]]
    return Body([*shown, line(span(where, Look.DIM), columns=columns)], None)
