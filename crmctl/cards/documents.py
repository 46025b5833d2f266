"""A card as it is shown: the record's fields, its contact points, those linked to it, and its open task rows."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any, NamedTuple

from crmctl.filters.cond import Cond
from crmctl.store import persons
from crmctl.store.queries.clients import StoredClient
from crmctl.store.queries.contacts import LINKS, Link, StoredContact
from crmctl.store.queries.points import OF, Point
from crmctl.store.reader import Reader
from crmctl.vocabulary import PointType, RecordType, State

_AT_ONCE = 500
"""So many owners are asked about in one question."""


class PointLine(NamedTuple):
    """A contact point as the JSON contract has it."""

    kind: str
    type: PointType
    value: str
    normalized: str | None
    state: State
    primary: bool
    current: bool
    note: str | None
    entered_at: datetime
    verified_at: datetime | None
    verified_by: str | None
    verified_how: str | None
    opted_out_at: datetime | None
    opt_out_reason: str | None


class LinkLine(NamedTuple):
    """The other end of a link: a contact of the client, or a client of the contact."""

    id: int
    name: str
    job_title: str | None
    key_person: bool
    roles: str | None
    started: date | None
    ended: date | None


class RowLine(NamedTuple):
    """An open task row about the record; `row` is what `tasks row` takes."""

    row: str
    title: str
    assignee: str
    contact_id: int | None
    requirement: str
    state: State


class Document(NamedTuple):
    """A card; `links` and `rows` are None in a list, where nobody asked for them."""

    fields: StoredClient | StoredContact
    name: str
    contact_points: Sequence[PointLine]
    links: Sequence[LinkLine] | None = None
    rows: Sequence[RowLine] | None = None


def as_object(document: Document) -> dict[str, Any]:
    """The document's JSON: the fields by their names, then what belongs to them."""
    fields = document.fields._asdict()
    found = {"id": fields.pop("id"), "name": document.name, **fields}
    found["contact_points"] = document.contact_points
    found["attributes"] = {}
    is_client = isinstance(document.fields, StoredClient)
    if document.links is not None:
        found["contacts" if is_client else "clients"] = document.links
    if document.rows is not None:
        found["open_rows"] = document.rows
    return found


def documents(reader: Reader, record: RecordType, found: Iterable[StoredClient | StoredContact]) -> Iterator[Document]:
    """A list's records with their contact points."""
    records = iter(found)
    while batch := list(islice(records, _AT_ONCE)):
        points = points_of(reader, record, [one.id for one in batch])
        yield from (Document(one, name_of(one), points.get(one.id, [])) for one in batch)


def name_of(one: StoredClient | StoredContact) -> str:
    if isinstance(one, StoredClient):
        return one.name
    return persons.full_name(one.last_name, one.first_name, one.middle_name, one.display_name)


def points_of(reader: Reader, record: RecordType, ids: Sequence[int]) -> dict[int, list[PointLine]]:
    """Their contact points by owner, the main ones first."""
    column = f"{record.value}_id"
    names = {f"owner_{at}": one for at, one in enumerate(ids)}
    owners = Cond(f"cp.{column} IN ({', '.join(f':{name}' for name in names)})", names)
    found: dict[int, list[PointLine]] = {}
    for point in reader.rows(OF, {"owners": owners}):
        found.setdefault(getattr(point, column), []).append(_point(point))
    return found


def links_of(reader: Reader, owners: Cond, record: RecordType) -> list[LinkLine]:
    """The links the condition over l names, seen from a card of this type."""
    return [_link(one, record) for one in reader.rows(LINKS, {"owners": owners})]


def _link(one: Link, record: RecordType) -> LinkLine:
    contact = persons.full_name(one.last_name, one.first_name, one.middle_name, one.display_name)
    other, name = (one.contact_id, contact) if record is RecordType.CLIENT else (one.client_id, one.client)
    return LinkLine(other, name, one.job_title, one.key_person, one.roles, one.started, one.ended)


def _point(one: Point) -> PointLine:
    """What is not current is stale, however good it looks."""
    state = State.STALE if one.state == State.OK.value and not one.current else State(one.state.value)
    return PointLine(
        kind=one.kind,
        type=one.type,
        value=one.value,
        normalized=one.normalized,
        state=state,
        primary=one.primary,
        current=one.current,
        note=one.note,
        entered_at=one.entered_at,
        verified_at=one.verified_at,
        verified_by=one.verified_by,
        verified_how=one.verified_how,
        opted_out_at=one.opted_out_at,
        opt_out_reason=one.opt_out_reason,
    )
