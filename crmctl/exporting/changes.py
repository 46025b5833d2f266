"""What people filled in or changed since a run: each card and field once, with the value that stands there now."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from itertools import chain
from typing import Any, NamedTuple

from crmctl.cards.documents import name_of
from crmctl.cards.fields import FIELDS, Kind
from crmctl.exporting.chosen import Chosen, Fields
from crmctl.exporting.past import Field, Step, Values, field_moments, point_moments, run_of_removed, step
from crmctl.exporting.timeline import Became, became
from crmctl.importing.among import among
from crmctl.store.queries import changes, kinds, users
from crmctl.store.queries.changes import Author, PointNow
from crmctl.store.queries.exporting import ClientLink
from crmctl.vocabulary import RecordType

_KEPT = Field("archived", frozenset({"archive_reason"}), lambda values: values.get("archive_reason"))


class Changed(NamedTuple):
    """One field of one card; `client` is the external id of a contact's first client, `old` what the source knows."""

    record: RecordType
    id: int
    source: str
    external_id: str | None
    name: str
    client: str | None
    field: str
    old: Any
    new: Any
    at: datetime
    who: str | None
    run: int


class Changes:
    """The changes since a run among the chosen cards."""

    def __init__(self, chosen: Chosen, since: int) -> None:
        self._chosen = chosen
        self._since = since
        self._owner = f"{chosen.record.value}_id"
        reader = chosen.reader
        self._kinds = {kind.id: kind.code for kind in reader.rows(kinds.ALL)}
        self._logins = {person.id: person.login for person in reader.rows(users.PEOPLE)}
        self._fields = [self._field(name, kind.kind) for name, kind in FIELDS[chosen.record].items()] + [_KEPT]

    def __iter__(self) -> Iterator[Changed]:
        """Card by card; while some are written nothing is being read."""
        for page in self._chosen.pages(changes.TOUCHED[self._chosen.record], run=self._since):
            made = {one.id: one.run_id for one in page}
            steps, points = self._steps(list(made)), self._points(list(made))
            authors = self._authors(made.values(), steps.values(), points.values())
            for one, links in self._chosen.those(list(made)):
                mine = steps.get(one.id, []), points.get(one.id, [])
                card = _Card(one, name_of(one), links, made[one.id], *mine, authors)
                yield from self._of(card)

    def _of(self, card: "_Card") -> Iterator[Changed]:
        of_card = [one for one in card.steps if one.entity == self._chosen.record.value and one.op == "~"]
        touched = {column for one in of_card for column in one.old}
        values = card.fields._asdict()
        for field in self._fields:
            if card.made <= self._since and field.columns.isdisjoint(touched):
                continue
            found = became(field_moments(field, of_card, card.made, _now(values, field), self._since), card.authors)
            if found.author is not None:
                yield self._line(card, field.code, found.known, found.value, found.author)
        yield from self._of_points(card)

    def _of_points(self, card: "_Card") -> Iterator[Changed]:
        """All values of a kind in one line, when a person changed any of them."""
        there = {point.id: point for point in card.points}
        steps: dict[int, list[Step]] = {number: [] for number in there}
        for one in card.steps:
            if one.entity == "contact_point":
                steps.setdefault(one.row, []).append(one)
        by_kind: dict[int, list[Became]] = {}
        for number, of_point in steps.items():
            kind, moments = point_moments(there.get(number), of_point, self._since)
            by_kind.setdefault(kind, []).append(became(moments, card.authors))
        for kind, values in sorted(by_kind.items()):
            authors = [one.author for one in values if one.author is not None]
            old, new = _joined(one.known for one in values), _joined(one.value for one in values)
            if authors and old != new:
                yield self._line(card, self._kinds[kind], old, new, max(authors))

    def _line(self, card: "_Card", field: str, old: Any, new: Any, author: int) -> Changed:
        run, fields = card.authors[author], card.fields
        client = next((link.external_id for link in card.links if link.ended is None), None)
        return Changed(
            self._chosen.record, fields.id, fields.source_name, fields.external_id, card.name, client, field,
            old, new, run.at, run.who, run.run,
        )  # fmt: skip

    def _authors(
        self, made: Iterable[int], steps: Iterable[Sequence[Step]], points: Iterable[Sequence[PointNow]]
    ) -> Mapping[int, Author]:
        """Who wrote what stands on a page; a base may have more runs than cards."""
        written = [*chain.from_iterable(steps)]
        runs = {*made, *(one.run for one in written), *(one.run_id for one in chain.from_iterable(points))}
        runs |= {run_of_removed(one) for one in written if one.op == "-"}
        found = self._chosen.reader.rows(changes.AUTHORS, {"runs": among("x.id", sorted(runs))}, run=self._since)
        return {one.run: one for one in found}

    def _steps(self, cards: Sequence[int]) -> dict[int, list[Step]]:
        found: dict[int, list[Step]] = {}
        owners = among(f"j.{self._owner}", cards)
        for entry in self._chosen.reader.rows(changes.ENTRIES, {"cards": owners}, run=self._since):
            found.setdefault(getattr(entry, self._owner), []).append(step(entry))
        return found

    def _points(self, cards: Sequence[int]) -> dict[int, list[PointNow]]:
        found: dict[int, list[PointNow]] = {}
        for point in self._chosen.reader.rows(changes.POINTS, {"cards": among(f"cp.{self._owner}", cards)}):
            found.setdefault(getattr(point, self._owner), []).append(point)
        return found

    def _field(self, name: str, kind: Kind) -> Field:
        if kind is Kind.YES_NO:
            return Field(name, frozenset({name}), lambda values: bool(values.get(name)) or None)
        if kind is not Kind.USER:
            return Field(name, frozenset({name}), lambda values: values.get(name))
        number, text = f"{name}_id", f"{name}_text"

        def read(values: Values) -> Any:
            return self._logins.get(values.get(number) or 0) or values.get(text)

        return Field(name, frozenset({number, text}), read)


class _Card(NamedTuple):
    fields: Fields
    name: str
    links: Sequence[ClientLink]
    made: int
    steps: Sequence[Step]
    points: Sequence[PointNow]
    authors: Mapping[int, Author]
    """By run, those of all cards of a page."""


def _now(values: Values, field: Field) -> Any:
    """What stands in the field, as the journal would write it."""
    if field is _KEPT:
        return values["archive_reason"]
    value = values[field.code]
    if field.code == "responsible":
        return value or values["responsible_text"]
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else None if value is False else value


def _joined(values: Iterator[Any]) -> str | None:
    return "; ".join(value for value in values if value) or None
