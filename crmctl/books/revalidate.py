"""Everything that is derived, derived anew by today's rules: states of values, masks, keys."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from crmctl.cleaning.values import Cleaner
from crmctl.rights import SUPERVISORS, Actor, require
from crmctl.settings import read_settings
from crmctl.store.points import ALL_MASKS, mask_sql
from crmctl.store.queries import health
from crmctl.store.queries.health import JudgedPoint
from crmctl.store.reader import Reader
from crmctl.store.work import Work

_EVERY = 1000


class Revalidated(NamedTuple):
    """What was put right: values by their number, and rows whose masks or keys were wrong."""

    values: int
    judged: int
    masks: int
    keys: int


def value_count(reader: Reader) -> int:
    """How many values there are to judge."""
    return reader.one(health.POINT_COUNT).number


def revalidate(work: Work, actor: Actor, advance: Callable[[int], None]) -> Revalidated:
    """Judge every value again, and derive what hangs on it; `advance` is told of the values as they are judged."""
    require(actor, *SUPERVISORS)
    changed = list(_judged(work.reader, advance))
    work.execute_many(_UPDATE_POINT, changed)
    result = Revalidated(value_count(work.reader), len(changed), _masks(work), _keys(work))
    work.summary = result._asdict()
    if result.masks:
        work.keep()
    return result


_UPDATE_POINT = "UPDATE contact_point SET state = :state, normalized = :normalized, note = :note WHERE id = :id"


def _judged(reader: Reader, advance: Callable[[int], None]) -> Iterator[dict[str, Any]]:
    """The points that are judged otherwise now."""
    settings = read_settings(reader)
    cleaner = Cleaner(settings["default_country"], settings["placeholder_words"])
    for at, point in enumerate(reader.rows(health.POINTS), 1):
        new = _judge(cleaner, point)
        if new != point:
            yield {"id": new.id, "state": new.state.value, "normalized": new.normalized, "note": new.note}
        if at % _EVERY == 0:
            advance(_EVERY)


def _judge(cleaner: Cleaner, point: JudgedPoint) -> JudgedPoint:
    """A value that would be several now stays as it was: only people take values apart that are in the base."""
    values = cleaner.points(point.type, point.value, point.country or "")
    if len(values) != 1:
        return point
    return point._replace(state=values[0].state, normalized=values[0].normal or None, note=values[0].note or None)


def _masks(work: Work) -> int:
    """Set right what differs; the number of rows that did."""
    unlinked = "NOT EXISTS (SELECT 1 FROM client_contact l WHERE l.contact_id = contact.id)"
    wrong: int = 0
    for owner in ("client", "contact"):
        columns = ", ".join(f"{mask} = {mask_sql(mask, owner)}" for mask in ALL_MASKS)
        wrong += work.execute(f"UPDATE {owner} SET {columns} WHERE {health.masks_differ(owner)}").rowcount
    wrong += work.execute(f"UPDATE contact SET unlinked = {unlinked} WHERE {health.UNLINKED_DIFFERS}").rowcount
    copies = ", ".join(
        f"{mask} = (SELECT p.{mask} FROM contact p WHERE p.id = client_contact.contact_id)" for mask in ALL_MASKS
    )
    wrong += work.execute(f"UPDATE client_contact SET {copies} WHERE {health.COPIES_DIFFER}").rowcount
    return wrong


def _keys(work: Work) -> int:
    from crmctl.store.keys import wrong_keys

    wrong = list(wrong_keys(work.reader))
    for row in wrong:
        columns = ", ".join(f"{column} = :{column}" for column in row.keys)
        work.execute(f"UPDATE {row.table} SET {columns} WHERE id = :id", {**row.keys, "id": row.id})
    return len(wrong)
