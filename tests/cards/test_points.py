"""Writing contact points: the law that masks are what the points give, whatever is done to them."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crmctl.cards.finding import Card
from crmctl.cleaning.values import Cleaner
from crmctl.store import points
from crmctl.store.queries import kinds
from crmctl.store.queries.kinds import Kind
from crmctl.vocabulary import RecordType
from tests.builders import Base

CLEANER = Cleaner()
TEXTS = st.sampled_from(["+7 926 125-04-05", "8 926 125-04-05", "+7 926 125-04-06", "нет", "12", "a@romashka.ru", " "])
STEP = st.tuples(
    st.sampled_from(["enter", "primary", "replace", "clear", "outdate"]), st.integers(0, 8), st.lists(TEXTS, max_size=3)
)


def step(base: Base, card: Card, kind: Kind, how: str, texts: list[str]) -> None:
    record, owner = card
    values = [value for text in texts for value in CLEANER.points(kind.type, text)]
    with base.write("edit") as work:
        if how == "clear":
            points.clear(work, record, owner, [kind])
        elif how == "replace":
            points.replace(work, record, owner, kind, values)
        elif how == "outdate":
            work.execute(f"UPDATE contact_point SET is_current = FALSE WHERE {record.value}_id = {owner}")
            points.enter(work, record, owner, kind, values)
        else:
            points.enter(work, record, owner, kind, values, primary=how == "primary")


def masks(base: Base, sql: str) -> list[tuple[Any, ...]]:
    return list(base.reader.execute(sql, {}).fetchall())


@given(steps=st.lists(STEP, max_size=6), of_contact=st.booleans())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_masks_are_what_the_points_give(base: Base, steps: list[Any], of_contact: bool) -> None:
    client = base.client()
    contact = base.contact(client)
    card = Card(RecordType.CONTACT, contact) if of_contact else Card(RecordType.CLIENT, client)
    known = base.reader.all(kinds.ALL)
    for how, at, texts in steps:
        step(base, card, known[at], how, texts)
    columns = ", ".join(points.ALL_MASKS)
    for table in ("client", "contact"):
        wanted = ", ".join(points.mask_sql(mask, table) for mask in points.ALL_MASKS)
        assert masks(base, f"SELECT {columns} FROM {table}") == masks(base, f"SELECT {wanted} FROM {table}")
    contacts = f"SELECT {columns} FROM contact WHERE unlinked IS NOT TRUE ORDER BY id"
    assert masks(base, f"SELECT {columns} FROM client_contact ORDER BY contact_id") == masks(base, contacts)
    primaries = """SELECT COUNT(*) FROM contact_point cp JOIN contact_kind k ON k.id = cp.kind_id WHERE cp.is_primary
                   GROUP BY cp.client_id, cp.contact_id, k.type HAVING COUNT(*) > 1"""
    assert masks(base, primaries) == []


def test_a_replaced_value_keeps_its_row_and_the_journal_its_old_text(base: Base) -> None:
    client = base.client(phone="нет")
    kind = base.reader.all(kinds.ALL)[0]
    step(base, Card(RecordType.CLIENT, client), kind, "replace", ["+7 926 125-04-05"])
    assert masks(base, "SELECT id, value FROM contact_point") == [(1, "+7 926 125-04-05")]
    ((old,),) = masks(base, "SELECT old FROM journal WHERE entity = 'contact_point'")
    assert '"value":"нет"' in old
