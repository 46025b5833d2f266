"""A contact's links to clients."""

import pytest

from crmctl.cards.finding import Card
from crmctl.cards.links import link_contact
from crmctl.cards.listing import show_card
from crmctl.errors import NoPermission, NotFound, UsageError
from crmctl.rights import Actor
from crmctl.vocabulary import RecordType
from tests.builders import PHONE, Base


def link(base: Base, actor: Actor, contact: int, *links: str, ends: tuple[str, ...] = ()) -> None:
    with base.write("contacts edit", actor_id=actor.id) as work:
        link_contact(work, actor, contact, links, ends)


def shown(base: Base, actor: Actor, contact: int) -> list[tuple[int, str | None, bool]]:
    links = show_card(base.reader, actor, Card(RecordType.CONTACT, contact)).links or ()
    return [(one.id, one.roles, one.ended is not None) for one in links]


def test_a_link_has_its_role_and_they_keep_their_order(base: Base, admin: Actor) -> None:
    first, second = base.client(), base.client()
    contact = base.contact()
    link(base, admin, contact, f"{second}:директор", str(first))
    assert shown(base, admin, contact) == [(second, "директор", False), (first, None, False)]


def test_a_linked_contact_lends_its_masks_to_the_link(base: Base, admin: Actor) -> None:
    client, contact = base.client(), base.contact(phone=PHONE)
    link(base, admin, contact, str(client))
    cursor = base.reader.execute("SELECT l.ok_kinds, p.unlinked FROM client_contact l JOIN contact p ON TRUE", {})
    assert cursor.fetchall() == [(1, 0)]


def test_a_link_ends_today_and_begins_anew(base: Base, admin: Actor) -> None:
    client, other = base.client(), base.client()
    contact = base.contact(client, other)
    link(base, admin, contact, ends=(str(client),))
    assert shown(base, admin, contact) == [(client, None, True), (other, None, False)]
    link(base, admin, contact, f"{client}:бухгалтер")
    assert shown(base, admin, contact) == [(client, "бухгалтер", False), (other, None, False)]


@pytest.mark.parametrize("text", ["", "x", "1x", ":директор", "²"])
def test_what_is_no_link_is_refused(base: Base, admin: Actor, text: str) -> None:
    base.client()
    with pytest.raises(UsageError):
        link(base, admin, base.contact(), text)


def test_only_a_link_there_is_can_end_and_only_to_a_client_one_sees(base: Base, admin: Actor, bob: Actor) -> None:
    client, contact = base.client(), base.contact()
    with pytest.raises(UsageError):
        link(base, admin, contact, ends=(str(client),))
    with pytest.raises(NoPermission):
        link(base, bob, contact, str(client))
    with pytest.raises(NotFound):
        link(base, admin, contact, "99")
