"""The stored state of every open row is what the check says of its record, after whatever has happened."""

from collections.abc import Callable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from crmctl.checks.base import Need, Scope, Terms
from crmctl.checks.contact_info import ContactInfo
from crmctl.cleaning.values import Cleaner
from crmctl.control.distribute import Nobody
from crmctl.errors import Refused
from crmctl.store.points import refresh_masks, replace
from crmctl.store.queries import kinds
from crmctl.store.undo import undo
from crmctl.store.work import Work
from crmctl.vocabulary import Level, PointType, RecordType, State
from tests.builders import EMAIL, PHONE, TODAY, Base
from tests.checks.asking import company
from tests.control.conftest import Control, among

CLIENTS, CONTACTS = (1, 2, 3), (1, 2, 3)
TEXTS = {"phone": (PHONE, "нет", "12", ""), "email": (EMAIL, "-", "x@", "")}
_OPEN_ROWS = """SELECT r.client_id, r.contact_id, r.requirement, r.bits, r.level, r.through_contacts, r.state,
    r.closed_at IS NOT NULL, COALESCE(p.opted_out_kinds, c.opted_out_kinds), COALESCE(p.ok_kinds, c.ok_kinds)
    FROM task_row r JOIN task t ON t.id = r.task_id LEFT JOIN client c ON c.id = r.client_id
    LEFT JOIN contact p ON p.id = r.contact_id WHERE t.status IN ('new', 'accepted', 'returned')"""

Step = Callable[[Base], None]
records = st.one_of(
    st.tuples(st.just(RecordType.CLIENT), st.sampled_from(CLIENTS)),
    st.tuples(st.just(RecordType.CONTACT), st.sampled_from(CONTACTS)),
)


def written(step: Callable[[Work], None]) -> Step:
    def run(base: Base) -> None:
        with base.write() as work:
            step(work)

    return run


def value(record: tuple[RecordType, int], need: str, at: int) -> Step:
    def step(work: Work) -> None:
        kind = next(kind for kind in work.reader.all(kinds.ALL) if kind.type == need)
        replace(work, *record, kind, Cleaner().points(PointType(need), TEXTS[need][at]))

    return written(step)


def opting_out(record: tuple[RecordType, int], need: str) -> Step:
    owner, number = record

    def step(work: Work) -> None:
        sql = f"""UPDATE contact_point SET opted_out_at = CASE WHEN opted_out_at IS NULL THEN :now END
                  WHERE {owner}_id = :id AND kind_id IN (SELECT k.id FROM contact_kind k WHERE k.type = :need)"""
        work.execute(sql, {"now": work.now, "id": number, "need": need})
        refresh_masks(work, **{f"{owner}s": [number]})

    return written(step)


def archiving(client: int) -> Step:
    sql = """UPDATE client SET archived_at = CASE WHEN archived_at IS NULL THEN :now END,
             archive_reason = CASE WHEN archived_at IS NULL THEN 'gone' END WHERE id = :id"""
    return written(lambda work: work.execute(sql, {"now": work.now, "id": client}))


def ending(contact: int) -> Step:
    sql = "UPDATE client_contact SET ended = CASE WHEN ended IS NULL THEN :today END WHERE contact_id = :id"
    return written(lambda work: work.execute(sql, {"today": TODAY, "id": contact}))


def unlinking(contact: int) -> Step:
    def step(work: Work) -> None:
        work.execute("DELETE FROM client_contact WHERE contact_id = :id", {"id": contact})
        refresh_masks(work, contacts=[contact])

    return written(step)


def moving(status: str) -> Step:
    """The first task that has another status: finished early, called off, or sent back."""
    sql = """UPDATE task SET status = :status, done_at = CASE WHEN :status = 'done' THEN :now END
             WHERE id = (SELECT MIN(t.id) FROM task t WHERE t.status <> :status)"""
    return written(lambda work: work.execute(sql, {"status": status, "now": work.now}))


def handing_out(need: str, level: Level, through: bool) -> Step:
    def run(base: Base) -> None:
        control = Control(base)
        anna = control.base.reader.execute("SELECT id FROM app_user WHERE login = 'anna'", {}).fetchone()[0]
        plan = control.plan(need, level=level, through_contacts=through, rule=among(nobody=anna)._replace(weights=None))
        control.issue(plan)

    return run


def undoing(back: int) -> Step:
    """The run so many before the last; what cannot be undone stays."""

    def run(base: Base) -> None:
        runs = base.reader.execute("SELECT id FROM run WHERE id > :first ORDER BY id DESC", {"first": START}).fetchall()
        if len(runs) <= back:
            return
        target = runs[back][0]
        try:
            with base.write("undo") as work:
                undo(work, target)
        except (Refused, OSError):
            return

    return run


START = 9
"""The run that made the last card of the company."""
steps = st.one_of(
    st.builds(value, records, st.sampled_from(["phone", "email"]), st.integers(0, 3)),
    st.builds(handing_out, st.sampled_from(["phone", "email", "phone|email"]), st.sampled_from(Level), st.booleans()),
    st.builds(opting_out, records, st.sampled_from(["phone", "email"])),
    st.builds(archiving, st.sampled_from(CLIENTS)),
    st.builds(ending, st.sampled_from(CONTACTS)),
    st.builds(unlinking, st.sampled_from(CONTACTS)),
    st.builds(moving, st.sampled_from(["done", "cancelled", "returned"])),
    st.builds(undoing, st.integers(0, 4)),
)


def expected(base: Base, row: tuple[object, ...]) -> State:
    """What the check says of the row's record when it is asked about all."""
    client, contact, requirement, bits, level, through, _state, _closed, opted_out, ok = row
    terms = Terms(today=TODAY, level=Level(str(level)), through_contacts=bool(through))
    record = RecordType.CLIENT if contact is None else RecordType.CONTACT
    need = Need(str(requirement), int(str(bits)))
    one = contact or client
    everybody = asked(base, ContactInfo().verdicts(record, [need], terms, Scope()).sql)
    if one not in {found[1] or found[0] for found in everybody}:
        return State.GONE
    failing = ContactInfo().failing(record, [need], terms, Scope())
    states = {found[1] or found[0]: found[4] for found in asked(base, failing.sql, **failing.values)}
    if one in states:
        return State(str(states[one]))
    return State.NOT_APPLICABLE if need.bits & ~int(str(opted_out)) == 0 and not need.bits & int(str(ok)) else State.OK


def asked(base: Base, sql: str, **values: object) -> list[tuple[object, ...]]:
    return list(base.reader.execute(sql, {"today": TODAY, **values}).fetchall())


@settings(max_examples=40, deadline=None)
@given(st.lists(steps, max_size=14))
def test_after_any_history_stored_states_are_the_checks(founded: Path, history: list[Step]) -> None:
    with company(founded) as base:
        anna = base.user("anna")
        for number in CLIENTS:
            base.client(f"Клиент {number}", responsible=anna if number > 1 else None, phone=PHONE)
        base.contact(1, email=EMAIL)
        base.contact(2, 1, phone="нет")
        base.contact(3, 2)
        assert base.reader.execute("SELECT MAX(id) FROM run", {}).fetchone() == (START - 1,)
        for step in history:
            step(base)
            for row in base.reader.execute(_OPEN_ROWS, {}).fetchall():
                assert row[6] == expected(base, row), row
                assert bool(row[7]) == (row[6] in ("ok", "gone", "n/a")), "closed is what needs no more work"


def test_no_two_open_tasks_hold_the_same_gap(control: Control) -> None:
    base = control.base
    anna = base.user("anna")
    base.client(responsible=anna)
    first = control.hand_out("phone")
    again = control.hand_out("phone", "phone|email", rule=among(anna, nobody=Nobody.SHARE))
    assert (first.rows, again.rows) == (1, 0), "any-of holds every kind it names"
