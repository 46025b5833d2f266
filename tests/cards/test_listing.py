"""Lists of cards, and the whole card."""

from datetime import UTC
from typing import Any

import pytest

from crmctl.cards.documents import as_object
from crmctl.cards.finding import Card
from crmctl.cards.listing import ORDERS, Wanted, count_cards, list_cards, show_card
from crmctl.errors import NoPermission, NotFound
from crmctl.filters.compile import condition
from crmctl.rights import Actor
from crmctl.vocabulary import RecordType, Role
from tests.builders import TODAY, Base
from tests.tasks.handing import Asked, hand_out

CLIENT, CONTACT = RecordType.CLIENT, RecordType.CONTACT
CLIENT_KEYS = (
    "id name legal_name kind relation country last_name first_name middle_name no_middle_name birth_date inn kpp ogrn"
    " city region industry segment work_status importance source responsible responsible_text comment created archived"
    " archive_reason source_name external_id contact_points attributes"
)
CONTACT_KEYS = (
    "id name last_name first_name middle_name no_middle_name display_name sex birth_date job_title key_person comment"
    " created archived archive_reason source_name external_id contact_points attributes"
)


def ids(
    base: Base, actor: Actor, record: RecordType, *, order: str = "id", limit: int | None = None, **wanted: object
) -> list[int]:
    found = list_cards(base.reader, actor, record, Wanted(**wanted), order=order, limit=limit)  # type: ignore[arg-type]
    return [one.fields.id for one in found]


def filtered(text: str, record: RecordType) -> dict[str, Any]:
    return {"where": condition(text, record, today=TODAY, zone=UTC)}


def test_the_keys_of_a_listed_card(base: Base, admin: Actor) -> None:
    base.contact(base.client())
    (client,) = list_cards(base.reader, admin, CLIENT, Wanted())
    (contact,) = list_cards(base.reader, admin, CONTACT, Wanted())
    assert list(as_object(client)) == CLIENT_KEYS.split()
    assert list(as_object(contact)) == CONTACT_KEYS.split()


def test_a_card_adds_links_and_open_rows(base: Base, admin: Actor, bob: Actor) -> None:
    client = base.client("Ромашка")
    contact = base.contact(client, last_name="Петров")
    task = hand_out(base, bob, Asked(client), Asked(client, "email", contact))
    whole = as_object(show_card(base.reader, admin, Card(CLIENT, client)))
    person = as_object(show_card(base.reader, admin, Card(CONTACT, contact)))
    assert list(whole) == [*CLIENT_KEYS.split(), "contacts", "open_rows"]
    assert [(one.id, one.name) for one in whole["contacts"]] == [(contact, "Петров")]
    assert [(one.id, one.name) for one in person["clients"]] == [(client, "Ромашка")]
    assert [(row.row, row.requirement, row.state) for row in whole["open_rows"]] == [
        (f"{task}.1", "phone", "missing"),
        (f"{task}.2", "email", "missing"),
    ]
    assert [row.row for row in person["open_rows"]] == [f"{task}.2"]


def test_each_card_has_its_own_contact_points(base: Base, admin: Actor) -> None:
    base.client(phone=["+7 926 125-04-05", "нет"])
    base.client(email="a@romashka.ru")
    found = list_cards(base.reader, admin, CLIENT, Wanted(), order="id")
    assert [[point.value for point in one.contact_points] for one in found] == [
        ["+7 926 125-04-05", "нет"],
        ["a@romashka.ru"],
    ]


def test_words_are_found_whatever_their_case_and_signs(base: Base, admin: Actor) -> None:
    fir, other = base.client("ООО «Зелёная ЁЛКА»"), base.client("100%_берёза")
    assert ids(base, admin, CLIENT, words="елка зелен") == [fir]
    assert ids(base, admin, CLIENT, words="0%_б") == [other]
    assert ids(base, admin, CLIENT, words="%елка") == []


def test_a_filter_narrows_and_so_do_contacts_of_a_client(base: Base, admin: Actor) -> None:
    omsk, tomsk = (base.client(city=city, city_key=city.casefold()) for city in ("Омск", "Томск"))
    ann, eve = base.contact(omsk, job_title="Директор", job_title_key="директор"), base.contact(tomsk)
    assert ids(base, admin, CLIENT, **filtered("city = ОМСК", CLIENT)) == [omsk]
    assert ids(base, admin, CONTACT, **filtered("должность contains дир", CONTACT)) == [ann]
    assert ids(base, admin, CONTACT, client=tomsk) == [eve]


def test_archived_cards_are_shown_when_asked_for(base: Base, admin: Actor) -> None:
    gone, here = base.client(archived_at=base.now, archive_reason="gone"), base.client()
    assert ids(base, admin, CLIENT) == [here]
    assert ids(base, admin, CLIENT, archived=True) == [gone, here]
    assert ids(base, admin, CLIENT, **filtered("archived is filled", CLIENT)) == [gone]


@pytest.mark.parametrize(
    ("record", "order"), [(record, order) for record, orders in ORDERS.items() for order in orders]
)
def test_a_limit_cuts_in_every_order_and_the_count_knows_all(
    base: Base, admin: Actor, record: RecordType, order: str
) -> None:
    for _ in range(3):
        base.contact(base.client())
    assert len(list(list_cards(base.reader, admin, record, Wanted(), order=order, limit=2))) == 2
    assert count_cards(base.reader, admin, record, Wanted()) == 3


def test_a_manager_lists_his_own_and_those_of_his_tasks(base: Base, admin: Actor, bob: Actor) -> None:
    own, asked, other = base.client(responsible=bob), base.client(), base.client()
    people = [base.contact(one) for one in (own, asked, other)]
    nobodys = base.contact()
    hand_out(base, bob, Asked(asked))
    assert ids(base, bob, CLIENT) == [own, asked]
    assert ids(base, bob, CONTACT) == [*people[:2], nobodys]
    assert ids(base, admin, CLIENT) == [own, asked, other]


def test_a_card_that_is_not_ones_own_is_refused_and_one_that_is_not_there_not_found(base: Base, bob: Actor) -> None:
    client = base.client()
    contact = base.contact(client)
    for card in (Card(CLIENT, client), Card(CONTACT, contact)):
        with pytest.raises(NoPermission):
            show_card(base.reader, bob, card)
        with pytest.raises(NotFound):
            show_card(base.reader, bob, card._replace(id=99))


def test_a_contacts_card_does_not_tell_of_clients_one_may_not_see(base: Base, admin: Actor, bob: Actor) -> None:
    mine, other = base.client(responsible=bob), base.client()
    card = Card(CONTACT, base.contact(mine, other))
    assert [one.id for one in show_card(base.reader, bob, card).links or ()] == [mine]
    assert [one.id for one in show_card(base.reader, admin, card).links or ()] == [mine, other]


def test_a_supervisor_of_a_team_sees_its_clients_and_nobodys(base: Base) -> None:
    head = base.user("head", role=Role.SUPERVISOR, team="north")
    nina, sam = base.user("nina", team="north"), base.user("sam", team="south")
    hers, _his, nobodys = base.client(responsible=nina), base.client(responsible=sam), base.client()
    assert ids(base, head, CLIENT) == [hers, nobodys]
