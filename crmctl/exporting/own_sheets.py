"""Clients and contacts in crmctl's own form, which an import takes back exactly."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from crmctl.cards.documents import Document, PointLine
from crmctl.exporting.chosen import Chosen
from crmctl.exporting.sheet import Column, Sheet
from crmctl.importing.fields import What
from crmctl.importing.own.form import COLUMNS, LINKS, POINTS, moment_text
from crmctl.store.queries.exporting import ClientLink
from crmctl.vocabulary import RecordType

_WHAT: Mapping[RecordType, What] = {RecordType.CLIENT: "clients", RecordType.CONTACT: "contacts"}


def own_sheet(chosen: Chosen, advance: Callable[[int], None]) -> Sheet:
    """The cards; `advance` is told of each one."""
    what = _WHAT[chosen.record]
    return Sheet(what, [Column(name) for name in COLUMNS[what]], _rows(chosen, COLUMNS[what], advance))


def _rows(chosen: Chosen, names: Sequence[str], advance: Callable[[int], None]) -> Iterator[Sequence[str]]:
    for one, links in chosen.with_links():
        values = one.fields._asdict()
        values |= {POINTS: _points(one), LINKS: _compact([_link(link, at) for at, link in enumerate(links, 1)])}
        if chosen.record is RecordType.CLIENT:
            values["responsible"] = values["responsible"] or values["responsible_text"]
        yield [_text(values[name]) for name in names]
        advance(1)


def _points(one: Document) -> str:
    return _compact([_point(point) for point in sorted(one.contact_points, key=lambda point: point.kind)])


def _point(point: PointLine) -> dict[str, Any]:
    """Without its state: that is judged by whoever reads it."""
    written = {
        "kind": point.kind,
        "value": _text(point.value),
        "primary": point.primary or None,
        "current": None if point.current else False,
        "entered": _text(point.entered_at),
        "verified": _text(point.verified_at) or None,
        "verified_by": point.verified_by,
        "verified_how": point.verified_how,
        "opted_out": _text(point.opted_out_at) or None,
        "opt_out_reason": point.opt_out_reason,
    }
    return _said(written)


def _link(link: ClientLink, at: int) -> dict[str, Any]:
    """The client by his number and moment, and by his id in his source."""
    written = {
        "client": link.client_id,
        "created": _text(link.created),
        "source": link.source_name or None,
        "external_id": link.external_id,
        "position": None if link.position == at else link.position,
        "roles": link.roles,
        "started": _text(link.started) or None,
        "ended": _text(link.ended) or None,
    }
    return _said(written)


def _said(written: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in written.items() if value is not None}


def _compact(objects: Sequence[Mapping[str, Any]]) -> str:
    return json.dumps(objects, ensure_ascii=False, separators=(",", ":")) if objects else ""


def _text(value: Any) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, datetime):
        return moment_text(value)
    return value.replace("\0", "") if isinstance(value, str) else str(value)
