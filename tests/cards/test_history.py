"""What happened to a card."""

from datetime import timedelta
from typing import Any

import pytest

from crmctl.cards.adding import add_client
from crmctl.cards.archive import archive_card
from crmctl.cards.edit import edit_card
from crmctl.cards.finding import Card
from crmctl.cards.history import HistoryLine, card_history
from crmctl.cards.links import link_contact
from crmctl.errors import NoPermission
from crmctl.rights import Actor
from crmctl.store.undo import undo
from crmctl.vocabulary import RecordType, Source
from tests.builders import Base


def told(base: Base, actor: Actor, card: Card) -> list[tuple[str, Any, Any]]:
    """What changed from what to what, the oldest first."""
    return [(line.field, line.old, line.new) for line in reversed(card_history(base.reader, actor, card))]


def edit(base: Base, actor: Actor, card: Card, *sets: str, **more: list[str]) -> int:
    with base.write("clients edit", actor_id=actor.id) as work:
        edit_card(work, actor, card, sets=sets, **more)
    return work.run_id


def test_a_line_has_the_keys_of_the_contract() -> None:
    assert HistoryLine._fields == ("at", "who", "run", "source", "field", "old", "new")


def test_a_card_tells_each_value_from_its_first_to_its_last(base: Base, admin: Actor, bob: Actor) -> None:
    card = Card(RecordType.CLIENT, base.client(phone="нет"))
    edit(base, admin, card, "phone=+7 926 125-04-05", "city=Омск", "responsible=bob", "no_middle_name=yes")
    edit(base, bob, card, "city=Томск", clears=["phone"])
    assert told(base, admin, card) == [
        ("created", None, None),
        ("phone:main", None, "нет"),
        ("no_middle_name", False, True),
        ("city", None, "Омск"),
        ("responsible", None, "bob"),
        ("phone:main", "нет", "+7 926 125-04-05"),
        ("city", "Омск", "Томск"),
        ("phone:main", "+7 926 125-04-05", None),
    ]


def test_a_line_says_when_who_and_in_which_run(base: Base, admin: Actor, bob: Actor) -> None:
    card = Card(RecordType.CLIENT, base.client(responsible=bob))
    base.now += timedelta(hours=1)
    run = edit(base, bob, card, "city=Омск")
    line = card_history(base.reader, admin, card)[0]
    assert line == HistoryLine(base.now, "bob", run, Source.MANUAL, "city", None, "Омск")


def test_no_key_and_no_mask_is_told(base: Base, admin: Actor) -> None:
    with base.write("clients add") as work:
        card = add_client(work, admin, "Ромашка", sets=["city=Омск", "phone=12"]).card
    fields = [field for field, _old, _new in told(base, admin, card)]
    assert fields == ["created", "phone:main", "city"]


def test_an_undo_is_told_as_what_it_put_back(base: Base, admin: Actor) -> None:
    card = Card(RecordType.CLIENT, base.client(phone="+7 926 125-04-05"))
    run = edit(base, admin, card, clears=["phone"])
    with base.write("undo") as work:
        assert undo(work, run) == []
    assert told(base, admin, card) == [
        ("created", None, None),
        ("phone:main", None, "+7 926 125-04-05"),
        ("phone:main", "+7 926 125-04-05", None),
        ("phone:main", None, "+7 926 125-04-05"),
    ]


def test_links_and_archiving_are_told_on_both_cards(base: Base, admin: Actor) -> None:
    client, contact = Card(RecordType.CLIENT, base.client()), Card(RecordType.CONTACT, base.contact())
    with base.write("contacts edit") as work:
        link_contact(work, admin, contact.id, [f"{client.id}:директор"])
    with base.write("contacts archive") as work:
        archive_card(work, admin, contact, reason="gone")
    today = base.today.isoformat()
    assert told(base, admin, client)[1:] == [("contact 1", None, "linked"), ("contact 1 ended", None, today)]
    assert told(base, admin, contact)[1:] == [
        ("client 1", None, "linked"),
        ("archive_reason", None, "gone"),
        ("archived", None, base.now),
        ("client 1 ended", None, today),
    ]


def test_the_history_of_a_card_one_may_not_see_is_refused(base: Base, bob: Actor) -> None:
    with pytest.raises(NoPermission):
        card_history(base.reader, bob, Card(RecordType.CLIENT, base.client()))


def test_hostile_values_come_back_as_they_are(base: Base, admin: Actor) -> None:
    card = Card(RecordType.CLIENT, base.client())
    hostile = 'Ро"маш\\ка\n\x1b[31m\u202e{}'
    edit(base, admin, card, f"comment={hostile}")
    edit(base, admin, card, "comment=x")
    assert told(base, admin, card)[1:] == [("comment", None, hostile), ("comment", hostile, "x")]
