"""Contact points and the masks that count them: the only module that writes either."""

from collections.abc import Iterable

from crmctl.store.work import Work

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
