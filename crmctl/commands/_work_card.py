"""The client's card in short, above the rows to be filled: who he is, how to reach him and his people, the news."""

from collections.abc import Iterator, Mapping

from crmctl.cards.documents import PointLine
from crmctl.cards.history import HistoryLine
from crmctl.commands._history_views import change_words
from crmctl.commands._words import shown_name, state_word, word
from crmctl.context import Context
from crmctl.i18n import _
from crmctl.tasks.desk.state import Desk
from crmctl.ui.frame import Line, Look, Span, flowed, line, span, wrapped
from crmctl.ui.terminal import mark
from crmctl.ui.view import Tone
from crmctl.vocabulary import RecordType, State
from crmctl.wizard.clientcard import ClientCard, Person

LOOKS = {State.OK: Look.GOOD, State.MISSING: Look.BAD, State.WAIVED: Look.DIM, State.NOT_APPLICABLE: Look.DIM,
         State.GONE: Look.DIM}  # fmt: skip
_TONES = {Look.GOOD: Tone.GOOD, Look.BAD: Tone.BAD, Look.WARN: Tone.WARN}
_FURTHER = 4
"""So far in stands what did not fit on a line's end."""


def sign(crm: Context, look: Look) -> str:
    """The sign that says the same as the look, for whom colours say nothing."""
    tone = _TONES.get(look)
    return mark(tone, unicode=crm.screen.unicode) if tone else "  "


def card_lines(
    crm: Context, labels: Mapping[str, str], desk: Desk, columns: int, *, spare: int, least: int
) -> list[Line]:
    """The card in `spare` lines, or in `least` if those are more; cut, it begins with whom the row is about."""
    name = _name(crm, desk, columns)
    card = list(_card(crm, labels, desk.page.card, columns))
    if len(name) + len(card) <= spare:
        return [*name, *card]
    asked = desk.row.id if desk.row and desk.row.record is RecordType.CONTACT else 0
    card = list(_card(crm, labels, desk.page.card, columns, tight=True, first=asked))
    room = max(spare, min(len(name) + len(card), least)) - 1
    return [name[0], *_shortened([*name[1:], *card], room, columns)]


def _name(crm: Context, desk: Desk, columns: int) -> list[Line]:
    card: ClientCard = desk.page.card
    fields = card.fields
    if desk.page.client is None:
        return [line(span(_("Contacts without a client"), Look.STRONG), columns=columns)]
    about = (
        [word(fields.kind), fields.city or "", fields.responsible or fields.responsible_text or ""] if fields else []
    )
    dot = " · " if crm.screen.unicode else " - "
    tail = dot.join(filter(None, (*about, _("No. {id}").format(id=desk.page.client))))
    spans = [span(shown_name(desk.page.name), Look.STRONG), span(f"  {tail}", Look.DIM)]
    return flowed(spans, columns, indent=2)


def _card(
    crm: Context, labels: Mapping[str, str], card: ClientCard, columns: int, *, tight: bool = False, first: int = 0
) -> Iterator[Line]:
    """The comment, the values, the people, the contact `first` before the others, and what happened last."""
    fields = card.fields
    if fields is None:
        return
    if fields.archived:
        text = _("in the archive since {day}").format(day=crm.moment(fields.archived))
        yield line(span(f"  {sign(crm, Look.WARN)}{text}", Look.WARN), columns=columns)
    if fields.comment:
        for text in wrapped(span(fields.comment).text, columns - 2, 1 if tight else 3):
            yield [Span("  "), Span(text)]
    points = [_point(crm, labels, point) for point in card.points]
    for together in [points] if tight and points else ([point] for point in points):
        yield from flowed(together, columns, indent=_FURTHER if len(together) == 1 else 2)
    for person in sorted(card.people, key=lambda one: one.link.id != first):
        yield from flowed(_person(crm, labels, person), columns, indent=_FURTHER)
    for change in card.changes:
        yield from _change(
            crm, {**labels, **{code: shown_name(name) for code, name in card.names.items()}}, change, columns
        )


def _change(crm: Context, captions: Mapping[str, str], change: HistoryLine, columns: int) -> Iterator[Line]:
    text = span(change_words(crm, RecordType.CLIENT, change, captions)).text
    for at, part in enumerate(wrapped(text, columns - _FURTHER, 2)):
        yield [Span(" " * _FURTHER if at else "  "), Span(part, Look.DIM)]


def _point(crm: Context, labels: Mapping[str, str], point: PointLine) -> Span:
    look = LOOKS.get(point.state, Look.WARN)
    text = f"{sign(crm, look)}{labels.get(point.kind, point.kind)}: {point.value}"
    if point.opted_out_at:
        text, look = _("{value} (opted out)").format(value=text), Look.DIM
    elif look is not Look.GOOD:
        text = f"{text} ({state_word(point.state)})"
    return span(f"  {text}", look)


def _person(crm: Context, labels: Mapping[str, str], person: Person) -> list[Span]:
    about = ", ".join(filter(None, (person.link.job_title, person.link.roles)))
    name = span(f"  {shown_name(person.link.name)}")
    job = [span(f" ({about})", Look.DIM)] if about else []
    return [name, *job, *(_point(crm, labels, point) for point in person.points)]


def _shortened(card: list[Line], room: int, columns: int) -> list[Line]:
    """As much of the beginning of the card as there is room for, and where all of it is."""
    if len(card) <= room or room <= 0:
        return card[: max(0, room)]
    more = _("… more on the card: F3")
    return [*card[: room - 1], line(Span("  "), span(more, Look.DIM), columns=columns)]
