"""Which stored card a row is: by its external id, and where asked by INN, phone or e-mail."""

from collections.abc import Collection, Iterable, Mapping

from crmctl.importing.cards import Cards
from crmctl.importing.known import Known
from crmctl.importing.options import MatchBy, Options
from crmctl.store.queries import importing
from crmctl.store.reader import Reader
from crmctl.vocabulary import PointType, RecordType

_Places = Mapping[int, Collection[str]]


class Finder:
    """Knows the cards that were there before the file; gives each away once."""

    def __init__(self, reader: Reader, record: RecordType, known: Known, options: Options) -> None:
        self._known = known
        self._types = {kind.id: kind.type for kind in known.kinds.values()}
        self._taken: set[int] = set()
        self._asked = options.match
        self._inns: dict[str, list[tuple[int, str | None]]] = {}
        self._numbers: dict[MatchBy, dict[str, set[int]]] = {}
        for way in options.match:
            if way is MatchBy.INN:
                for card in reader.rows(importing.CLIENT_INNS):
                    self._inns.setdefault(card.inn, []).append((card.id, card.kpp))
            else:
                numbers = self._numbers.setdefault(way, {})
                for point in reader.rows(importing.NUMBERS[record], type=way.value):
                    numbers.setdefault(point.key, set()).add(point.id)

    def find(self, cards: Cards) -> list[int | None]:
        """The stored card of each, None where it is new; rows that match several, or one that is taken, are noticed."""
        found: list[int | None] = list(map(self._known.cards.get, cards.ids))
        if not (self._known.cards or self._asked):
            return found
        self._taken.update(card for card in found if card is not None)
        if self._asked:
            points = {way: self._points(cards, PointType(way.value)) for way in self._numbers}
            for at, card in enumerate(found):
                if card is None:
                    found[at] = self._otherwise(cards, at, points)
        return found

    def _otherwise(self, cards: Cards, at: int, points: Mapping[MatchBy, _Places]) -> int | None:
        for way in self._asked:
            candidates = (
                self._by_inn(cards, at) if way is MatchBy.INN else self._by_numbers(way, points[way].get(at, ()))
            )
            if len(candidates) == 1 and candidates.isdisjoint(self._taken):
                self._taken |= candidates
                return candidates.pop()
            if candidates:
                cards.warnings.setdefault("several", []).append(cards.lines[at])
                return None
        return None

    def _by_inn(self, cards: Cards, at: int) -> set[int]:
        """Cards of the same INN, and of the same KPP where both have one."""
        inn, kpp = (cards.fields[code][at] if code in cards.fields else None for code in ("inn", "kpp"))
        return {card for card, other in self._inns.get(inn or "", ()) if not kpp or not other or kpp == other}

    def _by_numbers(self, way: MatchBy, numbers: Iterable[str]) -> set[int]:
        known = self._numbers[way]
        return {card for number in numbers for card in known.get(number, ())}

    def _points(self, cards: Cards, wanted: PointType) -> _Places:
        """The good values of one type, by the place of the card."""
        found: dict[int, set[str]] = {}
        for at, kind, _state, _value, normal, _note in cards.points:
            if normal and self._types[kind] is wanted:
                found.setdefault(at, set()).add(normal)
        return found
