"""The list of changes for 1C, in 1C's words whatever the language of the interface."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from crmctl.exporting.changes import Changed
from crmctl.exporting.sheet import Column, Sheet
from crmctl.exporting.words import caption, kind_caption, word
from crmctl.importing.change_list import COLUMNS, SORTS
from crmctl.store.queries.kinds import Kind
from crmctl.vocabulary import ROW, RecordType

_LANGUAGE = "ru"
_MOMENTS = 1000
"""So many runs are remembered by what their moments are called; those of a card lie together."""
_OTHERS = {"archived": "В архиве", "no_middle_name": "Без отчества"}
"""Fields that no import has a column for."""
_SORTS = {RecordType.CLIENT: SORTS["clients"], RecordType.CONTACT: SORTS["contacts"]}
_CHOICES = frozenset({"kind", "relation", "sex"})
_FLAGS = frozenset({"key_person", "no_middle_name"})


class Unknown:
    """Passes changes on and counts the cards that their source cannot know, for they were made here."""

    def __init__(self, lines: Iterable[Changed]) -> None:
        self.cards = 0
        self._lines = lines

    def __iter__(self) -> Iterator[Changed]:
        """Those of a card come one after the other."""
        card = None
        for one in self._lines:
            if (one.record, one.id) != card:
                card = one.record, one.id
                self.cards += (one.external_id or ROW).startswith(ROW)
            yield one


def change_sheet(lines: Iterable[Changed], kinds: Mapping[str, Kind], local: Callable[[datetime], datetime]) -> Sheet:
    """A row for each change; `local` takes a moment to the zone."""
    return Sheet("changes", [Column(name) for name in COLUMNS], _rows(lines, kinds, local))


def _rows(
    lines: Iterable[Changed], kinds: Mapping[str, Kind], local: Callable[[datetime], datetime]
) -> Iterator[Sequence[Any]]:
    caption_of = cache(lambda record, field: _caption(record, field, kinds))
    said = lru_cache(_MOMENTS)(lambda moment: local(moment).strftime("%d.%m.%Y %H:%M:%S"))
    for one in lines:
        yield (
            _SORTS[one.record], _id(one), one.name, one.client, caption_of(one.record, one.field),
            _word(one.field, one.old), _word(one.field, one.new), said(one.at), one.who, one.source, str(one.id),
        )  # fmt: skip


def _id(one: Changed) -> str | None:
    """What the source calls the card; what was made here of a row's content it does not know."""
    made_here = not one.source and (one.external_id or "").startswith(ROW)
    return None if made_here else one.external_id


def _caption(record: RecordType, field: str, kinds: Mapping[str, Kind]) -> str:
    if field in kinds:
        return kind_caption(kinds[field], _LANGUAGE)
    return _OTHERS.get(field) or caption(record, field, _LANGUAGE)


def _word(field: str, value: Any) -> str | None:
    if field in _FLAGS:
        return word(field, bool(value), _LANGUAGE)
    if value is None:
        return None
    if field in _CHOICES:
        return word(field, value, _LANGUAGE)
    if field == "birth_date":
        return date.fromisoformat(value).strftime("%d.%m.%Y")
    return str(value)
