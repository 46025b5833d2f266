"""The contact points of stored cards that a file changes."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from crmctl.importing.cards import Point
from crmctl.importing.matched import Matched
from crmctl.importing.options import OnMatch
from crmctl.importing.outcome import Conflict
from crmctl.importing.untaken import EMPTIED, WORSE, Untaken
from crmctl.store.bulk_points import NewPoint, PointChanges
from crmctl.store.queries.importing import PointBefore

_OK = "ok"


class Given(NamedTuple):
    """A contact point as the file gives it."""

    state: str
    value: str
    normalized: str | None
    note: str | None


class _Kind(NamedTuple):
    """One kind of one card: what is stored of it and what the file gives."""

    owner: int
    line: int
    kind: int
    stored: Sequence[PointBefore]
    given: Sequence[Given]

    def missing(self) -> list[Given]:
        """What the file gives that is not stored."""
        return [one for one in self.given if not any(_same(point, one) for point in self.stored)]

    def spare(self) -> list[PointBefore]:
        """What is stored that the file does not give, the worst first; a point that was opted out of is kept."""
        unsaid = (p for p in self.stored if not p.opted_out and not any(_same(p, one) for one in self.given))
        return sorted(unsaid, key=lambda point: (point.state == _OK, point.by_hand))

    def is_good(self) -> bool:
        return any(point.state == _OK and point.is_current for point in self.stored)


class PointRules:
    """Decides by kind. `columns` are the kinds the file has columns for; `codes` names them in conflicts."""

    def __init__(self, mode: OnMatch, columns: Collection[int], codes: Mapping[int, str], untaken: Untaken) -> None:
        self._mode = mode
        self._columns = columns
        self._codes = codes
        self._untaken = untaken

    def plan(self, matched: Matched) -> PointChanges:
        changes = PointChanges()
        if not matched.points:
            return changes
        given = _by_kind(matched.cards.points)
        for at, owner in enumerate(matched.ids):
            if owner not in matched.points:
                continue
            stored: dict[int, list[PointBefore]] = {}
            for point in matched.points[owner]:
                stored.setdefault(point.kind_id, []).append(point)
            of_card = given.get(at, {})
            for kind in sorted(self._kinds(of_card)):
                line = matched.cards.lines[at]
                self._decide(matched, changes, _Kind(owner, line, kind, stored.get(kind, []), of_card.get(kind, [])))
        return changes

    def _kinds(self, given: Mapping[int, Sequence[Given]]) -> set[int]:
        all_columns = self._mode is OnMatch.MIRROR or self._untaken.by_hand.wanted
        return given.keys() | (self._columns if all_columns else ())

    def _decide(self, matched: Matched, changes: PointChanges, one: _Kind) -> None:
        missing = one.missing()
        if self._mode is OnMatch.FILL_EMPTY:
            missing = [given for given in missing if given.state == _OK]
            if one.is_good():
                self._untaken.left.points(one.owner, one.kind, [given.value for given in missing])
                missing = []
            _put(changes, one, [point for point in one.spare() if point.state != _OK], missing)
        elif self._mode is OnMatch.UPDATE:
            good = [given for given in missing if given.state == _OK] if one.is_good() else missing
            if len(good) < len(missing):
                self._untaken.by_hand.add(WORSE, one.line)
            elif sum(point.is_current for point in one.spare()) > len(missing):
                self._untaken.by_hand.add(EMPTIED, one.line)
            _put(changes, one, one.spare(), good)
        elif missing or one.spare():
            self._mirror(matched, changes, one, missing)

    def _mirror(self, matched: Matched, changes: PointChanges, one: _Kind, missing: list[Given]) -> None:
        here, file = _joined(point.value for point in one.stored), _joined(given.value for given in one.given)
        if matched.edits and (
            matched.edits.keep_points(one.owner, one.kind, [given.value for given in missing])
            or matched.edits.disputed(one.owner, self._codes[one.kind], file)
        ):
            external_id = matched.before[one.owner].external_id
            self._untaken.conflicts.append(Conflict(one.owner, external_id, self._codes[one.kind], here, file))
            return
        for point in _put(changes, one, one.spare(), missing):
            changes.owners.add(one.owner)
            changes.removed.append(point.id)


def _put(changes: PointChanges, one: _Kind, spare: list[PointBefore], missing: Sequence[Given]) -> list[PointBefore]:
    """The values take over spare points, then get rows of their own; returns what stays spare."""
    for given in missing:
        changes.owners.add(one.owner)
        if spare:
            changes.rewritten.append((spare.pop(0).id, *given))
        else:
            changes.added.append(NewPoint(one.owner, one.kind, *given))
    return spare


def _by_kind(points: Iterable[Point]) -> dict[int, dict[int, list[Given]]]:
    """The file's points by the place of the card and by kind."""
    found: dict[int, dict[int, list[Given]]] = {}
    for at, kind, state, value, normal, note in points:
        found.setdefault(at, {}).setdefault(kind, []).append(Given(state, value, normal, note))
    return found


def _same(point: PointBefore, one: Given) -> bool:
    return point.value == one.value or (one.normalized is not None and point.normalized == one.normalized)


def _joined(values: Iterable[str]) -> str:
    return "; ".join(values)
