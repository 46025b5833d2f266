"""The contact points of an export judged by this company's rules, with the masks that count them."""

from collections.abc import Mapping, Sequence

from crmctl.cleaning.values import Cleaner, Value
from crmctl.importing.cards import Point
from crmctl.importing.own.cards import OwnCards
from crmctl.importing.own.cells import OwnPoint
from crmctl.store.queries.kinds import Kind
from crmctl.vocabulary import PointType, ValueState


class PointJudge:
    """Knows the kinds and the judge."""

    def __init__(self, kinds: Mapping[str, Kind], cleaner: Cleaner) -> None:
        self._kinds = kinds
        self._cleaner = cleaner
        self._channels: dict[PointType, int] = {}
        for kind in kinds.values():
            self._channels[kind.type] = self._channels.get(kind.type, 0) | kind.bit

    def judge(self, cards: OwnCards, points: Sequence[Sequence[OwnPoint]], countries: Sequence[str | None]) -> None:
        """Give the cards these points, judged by these countries, one of each for a card."""
        masks = [[0] * len(points) for _mask in range(5)]
        ok, invalid, placeholder, stale, opted_out = masks
        into = {ValueState.OK: ok, ValueState.INVALID: invalid, ValueState.PLACEHOLDER: placeholder}
        for at, (of_card, country) in enumerate(zip(points, countries, strict=True)):
            for one in of_card:
                kind = self._kinds[one.kind]
                value = self._value(kind, one.value, country or "")
                cards.points.others.append(_point(at, kind, one, value))
                cards.details.append(one)
                if one.opted_out:
                    opted_out[at] |= self._channels[kind.type]
                elif one.current:
                    into[value.state][at] |= kind.bit
                elif value.state is ValueState.OK:
                    stale[at] |= kind.bit
        cards.masks = ok, invalid, placeholder
        cards.stale, cards.opted_out = stale, opted_out

    def _value(self, kind: Kind, text: str, country: str) -> Value:
        """One value stays one: what would be several now is none that can be used."""
        found = self._cleaner.points(kind.type, text, country)
        return found[0] if len(found) == 1 else Value(text, "", ValueState.INVALID)


def _point(at: int, kind: Kind, one: OwnPoint, value: Value) -> Point:
    return at, kind.id, value.state.value, one.value, value.normal or None, value.note or None
