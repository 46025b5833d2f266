"""Contact points and the masks that count them: the only module that writes either."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from crmctl.cleaning.values import Value
from crmctl.filters.cond import Cond
from crmctl.store.queries.kinds import Kind
from crmctl.store.queries.points import OF, Point
from crmctl.store.work import Work
from crmctl.vocabulary import RecordType

_A_DAY = timedelta(days=1)

_BIT = "(CAST(1 AS BIGINT) << (k.id - 1))"
_USABLE = "cp.is_current AND cp.opted_out_at IS NULL"
_MASKS = {
    "ok_kinds": f"{_USABLE} AND cp.state = 'ok'",
    "stale_kinds": "cp.is_current IS NOT TRUE AND cp.opted_out_at IS NULL AND cp.state = 'ok'",
    "invalid_kinds": f"{_USABLE} AND cp.state = 'invalid'",
    "placeholder_kinds": f"{_USABLE} AND cp.state = 'placeholder'",
}


def mask_sql(mask: str, owner: str) -> str:
    """The mask as its contact points give it; `owner` is `client` or `contact`. SUM of distinct bits is their OR.

    Opting out of one point speaks for its whole channel: every kind of that type.
    """
    if mask == "opted_out_kinds":
        join, condition = "JOIN contact_kind o ON o.id = cp.kind_id JOIN contact_kind k ON k.type = o.type", ""
        condition = "cp.opted_out_at IS NOT NULL"
    else:
        join, condition = "JOIN contact_kind k ON k.id = cp.kind_id", _MASKS[mask]
    return (
        f"COALESCE((SELECT CAST(SUM(DISTINCT {_BIT}) AS BIGINT) FROM contact_point cp {join} "
        f"WHERE cp.{owner}_id = {owner}.id AND {condition}), 0)"
    )


ALL_MASKS = (*_MASKS, "opted_out_kinds")


def refresh_masks(work: Work, *, clients: Iterable[int] = (), contacts: Iterable[int] = ()) -> None:
    """Recompute the masks of these owners from their points, the copies on their links, and `unlinked`."""
    for owner, ids in (("client", clients), ("contact", contacts)):
        columns = ", ".join(f"{mask} = {mask_sql(mask, owner)}" for mask in ALL_MASKS)
        values = [{"id": one} for one in ids]
        work.execute_many(f"UPDATE {owner} SET {columns} WHERE id = :id", values)
        if owner == "contact":
            copies = ", ".join(f"{mask} = (SELECT p.{mask} FROM contact p WHERE p.id = :id)" for mask in ALL_MASKS)
            linked = "unlinked = NOT EXISTS (SELECT 1 FROM client_contact l WHERE l.contact_id = contact.id)"
            work.execute_many(f"UPDATE client_contact SET {copies} WHERE contact_id = :id", values)
            work.execute_many(f"UPDATE contact SET {linked} WHERE id = :id", values)


def enter(  # noqa: PLR0913 - an owner is two of them
    work: Work, record: RecordType, owner_id: int, kind: Kind, values: Sequence[Value], *, primary: bool = False
) -> None:
    """Add the values to those the owner has of this kind; one he has already is confirmed instead.

    `primary` makes the first of them the main one of its type.
    """
    known = _points(work, record, owner_id, [kind])
    for at, value in enumerate(values):
        point = next((one for one in known if _same(one, value)), None)
        number = _confirm(work, point, value) if point else _insert(work, record, owner_id, kind, value)
        if primary and not at:
            _make_primary(work, record, owner_id, kind, number)
    _refresh(work, record, owner_id)


def replace(work: Work, record: RecordType, owner_id: int, kind: Kind, values: Sequence[Value]) -> None:
    """Make these the owner's values of this kind: what he has already stays, the others take over the rows of old ones.

    A value whose owner opted out of it stays too, for it carries that wish.
    """
    known = [one for one in _points(work, record, owner_id, [kind]) if one.opted_out_at is None]
    missing = []
    for value in values:
        point = next((one for one in known if _same(one, value)), None)
        if point:
            known.remove(point)
            _confirm(work, point, value)
        else:
            missing.append(value)
    for value in missing:
        if known:
            _rewrite(work, known.pop(0), value)
        else:
            _insert(work, record, owner_id, kind, value)
    _delete(work, known)
    _refresh(work, record, owner_id)


def clear(work: Work, record: RecordType, owner_id: int, kinds: Iterable[Kind]) -> None:
    """Remove the owner's values of these kinds, but for those he opted out of: they carry that wish."""
    _delete(work, [one for one in _points(work, record, owner_id, kinds) if one.opted_out_at is None])
    _refresh(work, record, owner_id)


def _points(work: Work, record: RecordType, owner_id: int, kinds: Iterable[Kind]) -> list[Point]:
    owners = Cond(f"cp.{record.value}_id = :owner", {"owner": owner_id})
    wanted = {kind.id for kind in kinds}
    return [one for one in work.reader.all(OF, {"owners": owners}) if one.kind_id in wanted]


def _same(point: Point, value: Value) -> bool:
    return point.value == value.text or (value.normal != "" and point.normalized == value.normal)


def _insert(work: Work, record: RecordType, owner_id: int, kind: Kind, value: Value) -> int:
    new = {**_written(work, value), "run_id": work.run_id, f"{record.value}_id": owner_id, "kind_id": kind.id,
           "is_primary": False, "is_current": True}  # fmt: skip
    marks = ", ".join(f":{column}" for column in new)
    sql = f"INSERT INTO contact_point ({', '.join(new)}) VALUES ({marks}) RETURNING id"
    return int(work.execute(sql, new).fetchone()[0])


def _rewrite(work: Work, point: Point, value: Value) -> None:
    new = {**_written(work, value), "is_current": True, "verified_at": None, "verified_by_id": None,
           "verified_how": None}  # fmt: skip
    _update(work, point.id, new)


def _confirm(work: Work, point: Point, value: Value) -> int:
    """What is entered again is current again; after a day or more, that is a verification."""
    if not point.current or point.state != value.state:
        _rewrite(work, point, value)
    elif work.now - (point.verified_at or point.entered_at) >= _A_DAY:
        _update(work, point.id, {"verified_at": work.now, "verified_by_id": work.actor_id, "verified_how": "entered"})
    return point.id


def _written(work: Work, value: Value) -> dict[str, Any]:
    return {
        "value": value.text,
        "normalized": value.normal or None,
        "note": value.note or None,
        "state": value.state,
        "entered_at": work.now,
    }


def _update(work: Work, number: int, new: dict[str, Any]) -> None:
    columns = ", ".join(f"{column} = :{column}" for column in new)
    work.execute(f"UPDATE contact_point SET {columns} WHERE id = :id", {**new, "id": number})


def _delete(work: Work, points: Iterable[Point]) -> None:
    work.execute_many("DELETE FROM contact_point WHERE id = :id", [{"id": one.id} for one in points])


def _make_primary(work: Work, record: RecordType, owner_id: int, kind: Kind, number: int) -> None:
    sql = f"""UPDATE contact_point SET is_primary = (id = :id) WHERE {record.value}_id = :owner
              AND kind_id IN (SELECT k.id FROM contact_kind k WHERE k.type = :type)"""
    work.execute(sql, {"id": number, "owner": owner_id, "type": kind.type})


def _refresh(work: Work, record: RecordType, owner_id: int) -> None:
    owners = {"clients": [owner_id]} if record is RecordType.CLIENT else {"contacts": [owner_id]}
    refresh_masks(work, **owners)
