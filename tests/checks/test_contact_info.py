"""What contact-info asks for, and what it takes for an answer."""

from datetime import timedelta

import pytest

from crmctl.checks.base import Need, Terms
from crmctl.checks.contact_info import ContactInfo
from crmctl.errors import UsageError
from crmctl.vocabulary import Level, RecordType, State
from tests.builders import EMAIL, PHONE, TODAY, Base
from tests.checks.asking import Asking, every_gap, gaps

CHECK = ContactInfo()


def states(base: Base, need: str, terms: Terms = Terms(today=TODAY)) -> list[State]:  # noqa: B008
    return [gap.state for gap in every_gap(base, Asking(CHECK, [need], terms))]


def test_a_type_means_any_of_its_kinds_and_a_kind_that_one(base: Base) -> None:
    phone, mobile, work, either = CHECK.needs(base.reader, ["phone", "phone:mobile", "phone:work", "phone|email:main"])
    assert phone.bits & mobile.bits == mobile.bits
    assert mobile.bits & work.bits == 0
    assert either.bits & phone.bits == phone.bits
    assert either.bits.bit_count() == phone.bits.bit_count() + 1


def test_the_same_need_twice_is_asked_once(base: Base) -> None:
    assert CHECK.needs(base.reader, ["phone", " phone "]) == [Need("phone", 31)]


@pytest.mark.parametrize(
    ("text", "near"),
    [("phon", "phone"), ("phone|emial", "email"), ("ватсап", "messenger:whatsapp"), ("", "kinds list")],
)
def test_an_unknown_kind_is_refused_with_the_nearest(base: Base, text: str, near: str) -> None:
    with pytest.raises(UsageError) as refused:
        CHECK.needs(base.reader, [text])
    assert near in refused.value.hint


def test_any_of_is_met_by_one(base: Base) -> None:
    base.client(email=EMAIL, phone="нет")
    assert states(base, "phone|email") == []
    assert states(base, "phone") == [State.PLACEHOLDER]


def test_the_state_is_the_best_among_the_values(base: Base) -> None:
    for values, state in ((["нет", "12"], State.INVALID), (["нет"], State.PLACEHOLDER), ([], State.MISSING)):
        client = base.client(phone=values)
        found = gaps(base, Asking(CHECK, ["phone"]), RecordType.CLIENT)
        assert [gap.state for gap in found if gap.client_id == client] == [state]


def test_any_text_will_do_for_presence(base: Base) -> None:
    base.client(phone="нет")
    assert states(base, "phone", Terms(today=TODAY, level=Level.PRESENCE)) == []


def test_a_value_no_longer_current_is_stale(base: Base) -> None:
    from crmctl.store.points import refresh_masks

    client = base.client(phone=PHONE)
    with base.write() as work:
        work.execute("UPDATE contact_point SET is_current = FALSE WHERE client_id = :id", {"id": client})
        refresh_masks(work, clients=[client])
    assert states(base, "phone") == [State.STALE]


def test_an_aged_value_is_stale_until_it_is_verified(base: Base) -> None:
    client = base.client(phone=PHONE)
    terms = Terms(today=TODAY, fresh_since=base.now + timedelta(days=1))
    assert states(base, "phone", terms) == [State.STALE]
    assert states(base, "phone", terms._replace(level=Level.PRESENCE)) == []
    with base.write() as work:
        later = base.now + timedelta(days=2)
        work.execute("UPDATE contact_point SET verified_at = :at WHERE client_id = :id", {"at": later, "id": client})
    assert states(base, "phone", terms) == []


def test_through_a_current_contact_a_client_is_reached(base: Base) -> None:
    reached, not_yet = base.client(), base.client()
    base.contact(reached, phone=PHONE)
    base.contact(not_yet, phone=PHONE, ended=TODAY)
    asking = Asking(CHECK, ["phone"], Terms(today=TODAY, through_contacts=True))
    assert [gap.client_id for gap in gaps(base, asking, RecordType.CLIENT)] == [not_yet]


def test_through_contacts_the_state_is_the_best_of_theirs_too(base: Base) -> None:
    base.contact(base.client(phone="нет"), phone="12")
    asking = Asking(CHECK, ["phone"], Terms(today=TODAY, through_contacts=True))
    assert [gap.state for gap in gaps(base, asking, RecordType.CLIENT)] == [State.INVALID]
