"""How cards of clients and contacts look."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from crmctl.cards.documents import Document, LinkLine, PointLine, RowLine
from crmctl.checks.wording import Wording
from crmctl.commands._words import reason_word, shown_name, state_word, word
from crmctl.context import Context
from crmctl.filters.fields import describe
from crmctl.i18n import _
from crmctl.ui.view import Align, Card, Cell, Column, Field, Table, Tone, View
from crmctl.vocabulary import PointType, RecordType, State

if TYPE_CHECKING:
    from crmctl.wizard.clientcard import Person

_TONES = {State.OK: Tone.GOOD, State.MISSING: Tone.BAD}
_BEST_FIRST = (State.OK, State.STALE, State.INVALID, State.PLACEHOLDER)
_LEFT_OUT = frozenset({"id", "name"})


def card_table(record: RecordType, documents: Iterable[Document]) -> Table:
    """A list: who it is, where or what, in whose charge, and the best phone and e-mail."""
    about = [Column("city", _("City"), rank=1), Column("responsible", _("Responsible"))]
    if record is RecordType.CONTACT:
        about = [Column("job_title", _("Job title"), wrap=True, rank=1)]
    columns = [
        Column("id", _("No."), Align.RIGHT),
        Column("name", _("Name") if record is RecordType.CLIENT else _("Full name"), wrap=True),
        *about,
        Column("phone", _("Phone"), wrap=True),
        Column("email", _("E-mail"), wrap=True),
    ]
    rows: list[list[str | Cell]] = [
        [
            str(one.fields.id),
            Cell(shown_name(one.name), Tone.DIM if one.fields.archived else Tone.PLAIN),
            *(str(getattr(one.fields, column.key) or "") for column in about),
            _best(one.contact_points, PointType.PHONE),
            _best(one.contact_points, PointType.EMAIL),
        ]
        for one in documents
    ]
    return Table(columns, rows, empty=_("There is no such card."))


def _best(points: Sequence[PointLine], wanted: PointType) -> Cell:
    """The best value of a type; one that will not do says so."""
    found = sorted((one for one in points if one.type is wanted), key=lambda one: _BEST_FIRST.index(one.state))
    return _value(found[0]) if found else Cell("")


def _value(point: PointLine) -> Cell:
    if point.state is State.OK:
        return Cell(point.value)
    return Cell(f"{point.value}: {state_word(point.state)}", Tone.WARN)


def document_views(crm: Context, record: RecordType, document: Document, said: Wording) -> list[View]:
    """The card with its values, those linked to it, and what is still asked for."""
    views: list[View] = [_card(crm, record, document)]
    if document.contact_points:
        views.append(_points(crm, document.contact_points, said))
    if document.links:
        views.append(_links(crm, record, document.links))
    if document.rows:
        views.append(_rows(document.rows, said))
    return views


def _card(crm: Context, record: RecordType, document: Document) -> Card:
    captions = {code: caption for code, caption, _type in describe(record)}
    values = {name: value for name, value in document.fields._asdict().items() if name not in _LEFT_OUT}
    fields = [
        Field(name, captions.get(name) or _own_caption(name), _text(crm, name, value))
        for name, value in values.items()
        if value not in (None, "", False)
    ]
    word = _("Client {id}: {name}") if record is RecordType.CLIENT else _("Contact {id}: {name}")
    return Card(word.format(id=document.fields.id, name=shown_name(document.name)), fields)


def _own_caption(name: str) -> str:
    """The caption of a field that no filter knows."""
    captions = {
        "no_middle_name": _("has no middle name"),
        "responsible_text": _("responsible in the file"),
        "archive_reason": _("reason for archiving"),
    }
    return captions[name]


def _text(crm: Context, name: str, value: Any) -> str:
    if isinstance(value, StrEnum):
        return word(value)
    if name == "archive_reason":
        return reason_word(value)
    if isinstance(value, datetime):
        return crm.moment(value)
    if isinstance(value, date):
        return crm.day(value)
    return _("yes") if value is True else str(value)


def _points(crm: Context, points: Sequence[PointLine], said: Wording) -> Table:
    columns = [
        Column("kind", _("Kind")),
        Column("value", _("Value"), wrap=True),
        Column("state", _("State")),
        Column("entered_at", _("Entered")),
    ]
    rows: list[list[str | Cell]] = [
        [
            f"{said.kind(one.kind)} *" if one.primary else said.kind(one.kind),
            one.value,
            Cell(_point_state(one), _TONES.get(one.state, Tone.WARN)),
            crm.moment(one.verified_at or one.entered_at),
        ]
        for one in points
    ]
    return Table(columns, rows, title=_("Contact points"))


def people_table(people: "Iterable[Person]", said: Wording) -> Table | None:
    """How to reach the contacts of a client; None where nothing is known of them."""
    columns = [Column("name", _("Full name"), wrap=True), Column("kind", _("Kind")),
               Column("value", _("Value"), wrap=True), Column("state", _("State"))]  # fmt: skip
    rows: list[list[str | Cell]] = [
        [
            shown_name(person.link.name),
            said.kind(point.kind),
            point.value,
            Cell(_point_state(point), _TONES.get(point.state, Tone.WARN)),
        ]
        for person in people
        for point in person.points
    ]
    return Table(columns, rows, title=_("Contact points of the contacts")) if rows else None


def _point_state(point: PointLine) -> str:
    return _("opted out") if point.opted_out_at else state_word(point.state)


def _links(crm: Context, record: RecordType, links: Sequence[LinkLine]) -> Table:
    columns = [
        Column("id", _("No."), Align.RIGHT),
        Column("name", _("Full name") if record is RecordType.CLIENT else _("Name"), wrap=True),
        *([Column("job_title", _("Job title"), wrap=True)] if record is RecordType.CLIENT else []),
        Column("roles", _("Roles"), wrap=True),
        Column("ended", _("Ended")),
    ]
    rows: list[list[str | Cell]] = [
        [
            str(one.id),
            Cell(shown_name(one.name), Tone.DIM if one.ended else Tone.PLAIN),
            *([one.job_title or ""] if record is RecordType.CLIENT else []),
            _roles(one, record),
            crm.day(one.ended),
        ]
        for one in links
    ]
    return Table(columns, rows, title=_("Contacts") if record is RecordType.CLIENT else _("Clients"))


def _roles(link: LinkLine, record: RecordType) -> str:
    key_person = record is RecordType.CLIENT and link.key_person
    return ", ".join(part for part in (link.roles or "", _("key person") if key_person else "") if part)


def _rows(rows: Sequence[RowLine], said: Wording) -> Table:
    columns = [
        Column("row", _("Row"), Align.RIGHT),
        Column("requirement", _("Needed")),
        Column("state", _("State")),
        Column("assignee", _("Assignee")),
        Column("title", _("Task"), wrap=True),
    ]
    shown: list[list[str | Cell]] = [
        [
            one.row,
            said.title(one.requirement),
            Cell(state_word(one.state), _TONES.get(one.state, Tone.WARN)),
            one.assignee,
            one.title,
        ]
        for one in rows
    ]
    return Table(columns, shown, title=_("Still asked for"))
