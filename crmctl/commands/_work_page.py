"""How one client stands on the screen of `tasks work`: the card in short, and the rows to be filled."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from crmctl.cards.documents import PointLine
from crmctl.checks.wording import Wording
from crmctl.commands._history_views import change_words
from crmctl.commands._words import shown_name, state_word, word
from crmctl.commands._work_verdict import verdict_line
from crmctl.context import Context
from crmctl.i18n import _, ngettext
from crmctl.tasks.desk.state import Desk
from crmctl.tasks.pages import PageRow
from crmctl.ui.frame import Line, Look, Span, line, span, wrapped
from crmctl.ui.terminal import mark
from crmctl.ui.view import Tone
from crmctl.ui.width import width
from crmctl.vocabulary import RecordType, State
from crmctl.wizard.clientcard import ClientCard, Person

INDENT = 4
_NEEDED = ("heading", "field", "verdict")
"""Lines of the row that is being filled."""
_LOOKS = {State.OK: Look.GOOD, State.MISSING: Look.BAD, State.WAIVED: Look.DIM, State.NOT_APPLICABLE: Look.DIM,
          State.GONE: Look.DIM}  # fmt: skip
_TONES = {Look.GOOD: Tone.GOOD, Look.BAD: Tone.BAD, Look.WARN: Tone.WARN}


class Body(NamedTuple):
    """The lines of a page, and which of them holds the text field."""

    lines: list[Line]
    field: int | None


def sign(crm: Context, look: Look) -> str:
    """The sign that says the same as the look, for whom colours say nothing."""
    tone = _TONES.get(look)
    return mark(tone, unicode=crm.screen.unicode) if tone else "  "


def page_body(crm: Context, labels: Mapping[str, str], desk: Desk, columns: int, height: int) -> Body:
    """The client and his rows in so many lines: the row that is being filled always, the card as far as it goes."""
    rows, field = _rows(crm, labels, desk, columns)
    card = list(_card(crm, labels, desk.page.card, columns))
    name = _name(crm, desk, columns)
    spare = height - 1 - len(rows)
    if len(card) > spare:
        room = max(spare, min(len(card), (height - 1) // 3, height - 4), 0)
        card = _shortened(card, room, columns)
    gap: list[Line] = [[]] if len(card) + len(rows) < height - 2 and card else []
    head = [name, *card, *gap] if height > len(_NEEDED) else []
    rows, field = _window(rows, field, height - len(head), columns)
    return Body([*head, *rows], None if field is None else len(head) + field)


def _name(crm: Context, desk: Desk, columns: int) -> Line:
    card: ClientCard = desk.page.card
    fields = card.fields
    if desk.page.client is None:
        return line(span(_("Contacts without a client"), Look.STRONG), columns=columns)
    about = (
        [word(fields.kind), fields.city or "", fields.responsible or fields.responsible_text or ""] if fields else []
    )
    dot = " · " if crm.screen.unicode else " - "
    number = _("No. {id}").format(id=desk.page.client)
    tail = dot.join(filter(None, (*about, number)))
    room = max(columns - width(tail) - 2, columns // 2)
    name = line(span(shown_name(desk.page.name), Look.STRONG), columns=room)
    return line(*name, Span("  "), span(tail, Look.DIM), columns=columns)


def _card(crm: Context, labels: Mapping[str, str], card: ClientCard, columns: int) -> Iterator[Line]:
    fields = card.fields
    if fields is None:
        return
    if fields.archived:
        text = _("in the archive since {day}").format(day=crm.moment(fields.archived))
        yield line(span(f"  {sign(crm, Look.WARN)}{text}", Look.WARN), columns=columns)
    if fields.comment:
        for text in wrapped(span(fields.comment).text, columns - 2, 2):
            yield [Span("  "), Span(text)]
    for point in card.points:
        yield line(Span("  "), *_point(crm, labels, point), columns=columns)
    for person in card.people:
        yield line(Span("  "), *_person(crm, labels, person), columns=columns)
    for change in card.changes:
        yield line(span(f"  {change_words(crm, RecordType.CLIENT, change, labels)}", Look.DIM), columns=columns)


def _point(crm: Context, labels: Mapping[str, str], point: PointLine) -> list[Span]:
    look = _LOOKS.get(point.state, Look.WARN)
    text = f"{sign(crm, look)}{labels.get(point.kind, point.kind)}: {point.value}"
    if point.opted_out_at:
        return [span(_("{value} (opted out)").format(value=text), Look.DIM)]
    return [span(text if look is Look.GOOD else f"{text} ({state_word(point.state)})", look)]


def _person(crm: Context, labels: Mapping[str, str], person: Person) -> list[Span]:
    about = ", ".join(filter(None, (person.link.job_title, person.link.roles)))
    spans = [span(shown_name(person.link.name)), span(f" ({about})" if about else "", Look.DIM)]
    for point in person.points:
        spans += [Span("  "), *_point(crm, labels, point)]
    return spans


def _shortened(card: list[Line], room: int, columns: int) -> list[Line]:
    """The beginning of the card, and that there is more of it."""
    if room <= 0:
        return []
    left = len(card) - room + 1
    text = ngettext("… {count} more line: F3", "… {count} more lines: F3", left).format(count=left)
    return [*card[: room - 1], line(span(f"  {text}", Look.DIM), columns=columns)]


def _rows(crm: Context, labels: Mapping[str, str], desk: Desk, columns: int) -> tuple[list[Line], int | None]:
    lines: list[Line] = []
    field = None
    for row in desk.page.rows:
        lines.append(_heading(crm, labels, desk, row, columns))
        if row is desk.row:
            field = len(lines)
            lines += [[], verdict_line(crm, labels, desk, row, columns)]
        elif row.number in desk.unsaved:
            text = _("typed, not saved: {text}").format(text=desk.drafts[row.number])
            lines.append(line(span(f"{' ' * INDENT}{text}", Look.WARN), columns=columns))
    return lines, field


def _heading(crm: Context, labels: Mapping[str, str], desk: Desk, row: PageRow, columns: int) -> Line:
    """Which row, whose, what is wanted, and what stands there."""
    look = Look.WARN if row.is_open else Look.DIM
    look = _LOOKS.get(row.state, look)
    pointer = "> " if row is desk.row else "  "
    whose = f"{row.contact}: " if row.contact else ""
    wanted = f"{desk.overview.task.id}.{row.number} {whose}{Wording(labels)(row.requirement)}"
    strong = Look.STRONG if row is desk.row else Look.PLAIN
    return line(Span(pointer, strong), span(f"{sign(crm, look)}", look), span(wanted, strong), Span("  "),
                span(_standing(crm, row), look), columns=columns)  # fmt: skip


def _standing(crm: Context, row: PageRow) -> str:
    """The value that stands there with what it is worth, or that there is none."""
    best = row.values[0].value if row.values else ""
    if row.is_open:
        return f"{best}: {state_word(row.state)}" if best else state_word(row.state)
    if row.state is not State.OK:
        return state_word(row.state)
    filled = ", ".join(filter(None, (row.closed_by or "", crm.moment(row.closed_at))))
    return f"{best} ({filled})".strip()


def _window(rows: list[Line], field: int | None, height: int, columns: int) -> tuple[list[Line], int | None]:
    """So many of the lines, among them the heading, the field and the verdict of the row that is being filled."""
    if len(rows) <= height:
        return rows, field
    roomy = height > len(_NEEDED) + 1
    wanted = (field or 0) - (2 if roomy else 1 if height > 1 else 0)
    first = max(0, min(wanted, len(rows) - height))
    shown = rows[first : first + max(1, height)]
    before, after = first, len(rows) - first - len(shown)
    if roomy:
        if before and first < (field or 0) - 1:
            shown[0] = _more(before + 1, columns)
        if after:
            shown[-1] = _more(after + 1, columns)
    return shown, None if field is None else field - first


def _more(lines: int, columns: int) -> Line:
    text = ngettext("… {count} more line", "… {count} more lines", lines).format(count=lines)
    return line(span(f"  {text}", Look.DIM), columns=columns)
