"""Clients and contacts as a sheet for Excel, under headers that the import knows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import Any, NamedTuple

from crmctl.cards.documents import Document, PointLine
from crmctl.exporting.chosen import Chosen
from crmctl.exporting.sheet import Column, Kind, Sheet
from crmctl.exporting.words import caption, kind_caption, word
from crmctl.i18n import _
from crmctl.importing.own.form import own_id
from crmctl.rights import visible
from crmctl.store.queries import kinds
from crmctl.store.queries.exporting import ASIDE, SPREAD, ClientLink
from crmctl.store.queries.kinds import Kind as ContactKind
from crmctl.vocabulary import RecordType

MOST_COLUMNS = 9
"""Of one contact kind; an owner's further values share the last one."""
_CLIENT = (
    *("external_id", "name", "kind", "relation", "legal_name", "last_name", "first_name", "middle_name", "birth_date"),
    *("inn", "kpp", "ogrn", "country", "city", "region", "industry", "segment", "work_status", "importance", "source"),
    *("responsible", "comment", "created_at"),
)
_CONTACT = (
    *("external_id", "client", "client_name", "display_name", "last_name", "first_name", "middle_name", "birth_date"),
    *("sex", "job_title", "key_person", "role", "comment", "created_at"),
)
_FIELDS = {RecordType.CLIENT: _CLIENT, RecordType.CONTACT: _CONTACT}
_WIDTHS = {"name": 34, "legal_name": 34, "display_name": 30, "comment": 40, "client_name": 34, "kind": 16, "email": 26,
           "address": 40, "website": 26, "external_id": 14, "sex": 10}  # fmt: skip
_KINDS = {"birth_date": Kind.DAY, "created_at": Kind.MOMENT}
_NAMES = {RecordType.CLIENT: "clients", RecordType.CONTACT: "contacts"}


class Style(NamedTuple):
    """The language of captions and words, and the zone of moments (None: the machine's)."""

    language: str
    zone: tzinfo | None

    def local(self, moment: datetime) -> datetime:
        """The moment as a clock on the wall shows it, for a spreadsheet knows no zones."""
        return moment.astimezone(self.zone).replace(tzinfo=None, microsecond=0)


class _Points(NamedTuple):
    """How many columns each kind gets, and whether there are values that stand aside."""

    columns: Mapping[str, int]
    kinds: Sequence[ContactKind]
    stale: bool
    opted_out: bool


def card_sheet(chosen: Chosen, style: Style, advance: Callable[[int], None]) -> Sheet:
    """The cards; `advance` is told of each one."""
    points = _points(chosen)
    columns = [*_field_columns(chosen.record, style), *_point_columns(points, style)]
    return Sheet(_NAMES[chosen.record], columns, _rows(chosen, style, points, advance))


def _points(chosen: Chosen) -> _Points:
    slots = {"visible": visible(chosen.actor, chosen.record), "where": chosen.condition}
    spread = {one.kind_id: one.most for one in chosen.reader.rows(SPREAD[chosen.record], slots)}
    aside = chosen.reader.one(ASIDE[chosen.record], slots)
    known = [kind for kind in chosen.reader.rows(kinds.ALL) if kind.id in spread]
    columns = {kind.code: min(spread[kind.id], MOST_COLUMNS) for kind in known}
    return _Points(columns, known, aside.stale > 0, aside.opted_out > 0)


def _field_columns(record: RecordType, style: Style) -> Iterator[Column]:
    for code in _FIELDS[record]:
        yield Column(caption(record, code, style.language), _KINDS.get(code, Kind.TEXT), _WIDTHS.get(code, 18))


def _point_columns(points: _Points, style: Style) -> Iterator[Column]:
    """`Phone`, `Phone 2` …, as the import reads them; it leaves out what stands aside."""
    for kind in points.kinds:
        name, width = kind_caption(kind, style.language), _WIDTHS.get(kind.type, 22)
        yield from (Column(f"{name} {at}" if at > 1 else name, Kind.TEXT, width) for at in _counted(points, kind.code))
    if points.stale:
        yield Column(_("No longer current"))
    if points.opted_out:
        yield Column(_("Opted out"))


def _counted(points: _Points, code: str) -> range:
    return range(1, points.columns[code] + 1)


def _rows(chosen: Chosen, style: Style, points: _Points, advance: Callable[[int], None]) -> Iterator[Sequence[Any]]:
    fields = _FIELDS[chosen.record]
    for one, links in chosen.with_links():
        values = {**one.fields._asdict(), **_of_links(links), "created_at": one.fields.created}
        values["external_id"] = one.fields.external_id or own_id(chosen.record, one.fields.id, one.fields.created)
        if chosen.record is RecordType.CLIENT:
            values["responsible"] = values["responsible"] or values["responsible_text"]
        yield [*(_value(code, values[code], style) for code in fields), *_point_values(one, points)]
        advance(1)


def _of_links(links: Sequence[ClientLink]) -> dict[str, str | None]:
    """The clients of a contact as a file can name them: those he has not left, the first one first."""
    current = [link for link in links if link.ended is None] or list(links)
    ids = [link.external_id or own_id(RecordType.CLIENT, link.client_id, link.created) for link in current]
    first = current[0] if current else None
    return {
        "client": "; ".join(ids) or None,
        "client_name": first.name if first else None,
        "role": first.roles if first else None,
    }


def _value(code: str, value: Any, style: Style) -> Any:
    if isinstance(value, datetime):
        return style.local(value)
    if isinstance(value, StrEnum | bool):
        return word(code, value, style.language)
    return value


def _point_values(one: Document, points: _Points) -> Iterator[str | None]:
    in_use: dict[str, list[str]] = {}
    for point in one.contact_points:
        if point.current and not point.opted_out_at:
            in_use.setdefault(point.kind, []).append(point.value)
    for code, count in points.columns.items():
        values = in_use.get(code, [])
        rest = ["; ".join(values[count - 1 :])] if len(values) > count else []
        values = [*values[: count - 1], *rest] if rest else values
        yield from values
        yield from [None] * (count - len(values))
    if points.stale:
        yield _joined(point for point in one.contact_points if not (point.current or point.opted_out_at))
    if points.opted_out:
        yield _joined(point for point in one.contact_points if point.opted_out_at)


def _joined(points: Iterator[PointLine]) -> str | None:
    return "; ".join(point.value for point in points) or None
