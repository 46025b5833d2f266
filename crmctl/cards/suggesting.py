"""What could be changed on a card: an example for who has not said it."""

from crmctl.cards.documents import points_of
from crmctl.cards.finding import Card, require_living, require_seen, stored_card
from crmctl.rights import Actor
from crmctl.store.queries import kinds
from crmctl.store.reader import Reader
from crmctl.vocabulary import PointType, State

_VALUES = {PointType.PHONE: "+74953631212", PointType.EMAIL: "office@example.com"}


def example_change(reader: Reader, actor: Actor, card: Card, otherwise: str) -> str:
    """A change that `--set` would take, of the first thing the card lacks, else `otherwise`.

    Raises NotFound, NoPermission, Refused for an archived card.
    """
    require_seen(reader, actor, card)
    require_living(stored_card(reader, card))
    points = points_of(reader, card.record, [card.id]).get(card.id, [])
    there = {point.type for point in points if point.state is State.OK}
    known = {kind.type for kind in reader.all(kinds.ALL) if kind.active}
    lacking = (f"{type_}={value}" for type_, value in _VALUES.items() if type_ in known - there)
    return next(lacking, otherwise)
