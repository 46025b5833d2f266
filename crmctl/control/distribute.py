"""Who gets which clients: whole clients, by responsible or by weight, nobody's said apart. Pure."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple


class Unit(NamedTuple):
    """What is never split: a client with its contacts, or a contact without a client (`client_id` None)."""

    client_id: int | None
    responsible_id: int | None
    """None where nobody active is in charge."""
    rows: int


class Nobody(StrEnum):
    """What happens to the clients nobody is in charge of, unless one person gets them."""

    SKIP = "skip"
    SHARE = "share"


class Rule(NamedTuple):
    """How to deal: by weight among people (ids), or without them to each client's responsible."""

    weights: Mapping[int, Fraction] | None = None
    nobody: Nobody | int = Nobody.SKIP
    """SKIP, SHARE, or the id of who gets them."""
    per_assignee: int | None = None
    """At most so many units each."""
    counts: Mapping[int, int] = {}
    """So many units for these people, whatever their weight; by responsible, at most so many."""
    away: Mapping[int, int | None] = {}
    """People who are not there, and who stands in for each, if anybody does: he takes exactly that share."""


class Dealt(NamedTuple):
    """Indexes of units: given to each person, skipped as nobody's, left for next time because hands are full."""

    given: Mapping[int, Sequence[int]]
    nobody: Sequence[int]
    left: Sequence[int]
    short: Mapping[int, int] = {}
    """How many of those asked for by name each person does not get, because there are no more."""


def deal(units: Sequence[Unit], rule: Rule) -> Dealt:
    """Deal units, given in the order in which they are to be handed out; each ends in exactly one place."""
    hands = _Hands(rule.per_assignee, rule.counts)
    missed = {person for person, deputy in rule.away.items() if deputy is None}
    ownerless = {None, *missed} if rule.weights is None else {None}
    owned = [at for at, unit in enumerate(units) if unit.responsible_id not in ownerless]
    nobodys = [at for at, unit in enumerate(units) if unit.responsible_id in ownerless]
    if rule.weights is None:
        for at in owned:
            hands.give(units[at].responsible_id or 0, at)
    else:
        shared = rule.nobody is Nobody.SHARE
        present = {person: weight for person, weight in rule.weights.items() if person not in missed}
        hands.share(range(len(units)) if shared else owned, present)
        nobodys = [] if shared else nobodys
    skipped = _deal_nobodys(hands, nobodys, rule.nobody)
    got = {person: len(hands.given.get(person, ())) for person in rule.counts}
    short = {person: count - got[person] for person, count in rule.counts.items() if count > got[person]}
    return Dealt(_stood_in(hands.given, rule.away), skipped, sorted(hands.left), short)


def _stood_in(given: Mapping[int, Sequence[int]], away: Mapping[int, int | None]) -> dict[int, Sequence[int]]:
    """What people who are away were given is their deputies'."""
    found: dict[int, Sequence[int]] = {}
    for person, units in given.items():
        taker = away.get(person) or person
        found[taker] = sorted([*found[taker], *units]) if taker in found else units
    return found


def _deal_nobodys(hands: "_Hands", units: Sequence[int], rule: Nobody | int) -> Sequence[int]:
    """What nobody is in charge of, to one person or evenly to those who have something; returns what is skipped."""
    if isinstance(rule, int):
        for at in units:
            hands.give(rule, at)
    elif rule is Nobody.SHARE and hands.given:
        hands.share(units, dict.fromkeys(sorted(hands.given), Fraction(1)))
    else:
        return units
    return []


class _Hands:
    """What each person holds, up to the limit, or up to the count that was asked for by name."""

    def __init__(self, limit: int | None, counts: Mapping[int, int]) -> None:
        self.limit = limit
        self.counts = counts
        self.given: dict[int, list[int]] = {}
        self.left: list[int] = []

    def give(self, person: int, unit: int) -> None:
        (self.left if self._room(person) == 0 else self.given.setdefault(person, [])).append(unit)

    def share(self, units: Sequence[int], weights: Mapping[int, Fraction]) -> None:
        """Deal by count, the rest by weight, evenly along the order, so that no one gets all the first units."""
        people = list(weights)
        shares = self._shares(len(units), weights)
        turns = sorted(
            (Fraction(2 * turn + 1, 2 * share), at) for at, share in enumerate(shares) for turn in range(share)
        )
        for unit, (_when, at) in zip(units, turns, strict=False):
            self.give(people[at], unit)
        self.left += units[len(turns) :]

    def _shares(self, total: int, weights: Mapping[int, Fraction]) -> list[int]:
        shares = dict.fromkeys(weights, 0)
        for person in weights:
            if person in self.counts:
                shares[person] = min(total, self._room(person) or 0)
                total -= shares[person]
        others = [person for person in weights if person not in self.counts]
        rooms = [self._room(person) for person in others]
        found = quotas(total, [weights[person] for person in others], rooms)
        return list((shares | dict(zip(others, found, strict=True))).values())

    def _room(self, person: int) -> int | None:
        most = self.counts.get(person, self.limit)
        return None if most is None else most - len(self.given.get(person, ()))


def quotas(total: int, weights: Sequence[Fraction], rooms: Sequence[int | None] | None = None) -> list[int]:
    """Shares of `total` by largest remainder: each less than one away from total × weight / sum of weights.

    Equal remainders go to the earlier. Where somebody has room for less, the others share the rest by the same rule;
    the shares add up to `total`, or to all the room there is.
    """
    shares = [0] * len(weights)
    open_to = list(range(len(weights)))
    while open_to:
        found = _largest_remainder(total, [weights[at] for at in open_to])
        full = [at for at, share in zip(open_to, found, strict=True) if _too_much(share, rooms, at)]
        if not full:
            for at, share in zip(open_to, found, strict=True):
                shares[at] = share
            break
        for at in full:
            shares[at] = (rooms or [])[at] or 0
            total -= shares[at]
        open_to = [at for at in open_to if at not in full]
    return shares


def _too_much(share: int, rooms: Sequence[int | None] | None, at: int) -> bool:
    room = rooms[at] if rooms else None
    return room is not None and share > room


def _largest_remainder(total: int, weights: Sequence[Fraction]) -> list[int]:
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights]
    shares = [int(share) for share in exact]
    owed = sorted(range(len(exact)), key=lambda at: (shares[at] - exact[at], at))
    for at in owed[: total - sum(shares)]:
        shares[at] += 1
    return shares
