"""Changing a card: what is stored, what is judged, what is refused."""

from collections.abc import Sequence
from datetime import date

import pytest

from crmctl.cards.documents import Document, PointLine
from crmctl.cards.edit import Doubt, edit_card
from crmctl.cards.finding import Card
from crmctl.cards.listing import show_card
from crmctl.errors import NoPermission, NotFound, Refused, UsageError
from crmctl.rights import Actor
from crmctl.store.models import Setting
from crmctl.vocabulary import RecordType, State
from tests.builders import Base

GOOD = "+7 926 125-04-05"


def edit(base: Base, actor: Actor, card: Card, **changes: Sequence[str]) -> list[Doubt]:
    with base.write("clients edit", actor_id=actor.id) as work:
        return edit_card(work, actor, card, **changes)


def client(number: int) -> Card:
    return Card(RecordType.CLIENT, number)


def shown(base: Base, actor: Actor, card: Card) -> Document:
    return show_card(base.reader, actor, card)


def points(base: Base, actor: Actor, card: Card) -> list[tuple[str, str, State]]:
    return [(one.kind, one.value, one.state) for one in shown(base, actor, card).contact_points]


def masks(base: Base, number: int) -> tuple[int, int, int]:
    sql = "SELECT ok_kinds, invalid_kinds, placeholder_kinds FROM client WHERE id = :id"
    found: tuple[int, int, int] = base.reader.execute(sql, {"id": number}).fetchone()
    return found


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("city=Омск", "city", "Омск"),
        ("город= «Омск» ", "city", "Омск"),
        ("name=ООО «Рога и копыта»", "name", "ООО «Рога и копыта»"),
        ("kind=ИП", "kind", "sole_trader"),
        ("kind=sole_trader", "kind", "sole_trader"),
        ("country=kz", "country", "KZ"),
        ("birth_date=23.05.2001", "birth_date", date(2001, 5, 23)),
        ("no_middle_name=да", "no_middle_name", True),
        ("inn=7707083893", "inn", "7707083893"),
        ("responsible=BOB", "responsible", "bob"),
        ("work-status=В работе", "work_status", "В работе"),
        ("comment=a=b", "comment", "a=b"),
    ],
)
def test_a_field_is_set_as_its_type_has_it(base: Base, admin: Actor, text: str, field: str, value: object) -> None:
    base.user("bob")
    card = client(base.client())
    assert edit(base, admin, card, sets=[text]) == []
    assert getattr(shown(base, admin, card).fields, field) == value


def test_text_is_searched_by_its_key(base: Base, admin: Actor) -> None:
    card = client(base.client())
    edit(base, admin, card, sets=["name=ООО «Ёлка»", "city=ОРЁЛ"])
    sql = "SELECT name_key, city_key FROM client WHERE id = :id"
    assert base.reader.execute(sql, {"id": card.id}).fetchone() == ("ооо «елка»", "орел")


@pytest.mark.parametrize("clear", [{"sets": ["city="]}, {"clears": ["city"]}, {"clears": ["город"]}])
def test_a_field_is_emptied_with_its_key(base: Base, admin: Actor, clear: dict[str, list[str]]) -> None:
    card = client(base.client(city="Омск", city_key="омск"))
    edit(base, admin, card, **clear)
    row = base.reader.execute("SELECT city, city_key FROM client WHERE id = :id", {"id": card.id}).fetchone()
    assert row == (None, None)


def test_a_new_responsible_takes_the_place_of_the_name_in_the_file(base: Base, admin: Actor, bob: Actor) -> None:
    card = client(base.client(responsible_text="Сидоров"))
    edit(base, admin, card, sets=["responsible=bob"])
    fields = shown(base, admin, card).fields
    assert (fields.responsible, fields.responsible_text) == ("bob", None)  # type: ignore[union-attr]


def test_a_type_goes_to_its_main_kind_and_a_code_to_its_own(base: Base, admin: Actor) -> None:
    card = client(base.client())
    edit(base, admin, card, sets=[f"phone={GOOD}", "phone:mobile=8 926 125-04-06", "почта=a@romashka.ru"])
    assert points(base, admin, card) == [
        ("phone:main", GOOD, State.OK),
        ("phone:mobile", "8 926 125-04-06", State.OK),
        ("email:main", "a@romashka.ru", State.OK),
    ]
    assert masks(base, card.id) == (1 | 2 | 1 << 5, 0, 0)


def test_several_settings_of_a_kind_are_its_values_and_adding_keeps_them(base: Base, admin: Actor) -> None:
    card = client(base.client(phone="+7 926 000-11-22"))
    edit(base, admin, card, sets=[f"phone={GOOD}", "phone=+7 926 125-04-06"], adds=["phone=+7 926 125-04-07"])
    assert [value for _kind, value, _state in points(base, admin, card)] == [
        GOOD, "+7 926 125-04-06", "+7 926 125-04-07",
    ]  # fmt: skip


def test_a_value_set_again_changes_nothing(base: Base, admin: Actor) -> None:
    card = client(base.client(phone=GOOD, city="Омск", city_key="омск"))
    with base.write("clients edit") as work:
        edit_card(work, admin, card, sets=["phone=8 (926) 125-04-05", "city=Омск"])
        assert points(base, admin, card) == [("phone:main", GOOD, State.OK)]
    journalled = base.reader.execute("SELECT COUNT(*) FROM journal WHERE run_id = :run", {"run": work.run_id})
    assert journalled.fetchone() == (0,)


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("phone=нет", Doubt("phone:main", State.PLACEHOLDER)),
        ("phone=12", Doubt("phone:main", State.INVALID)),
        ("email:work=test@test.ru", Doubt("email:work", State.PLACEHOLDER)),
        ("inn=7707083894", Doubt("inn", State.INVALID)),
        ("city=-", Doubt("city", State.PLACEHOLDER)),
    ],
)
def test_what_will_not_do_is_stored_as_it_is_and_said(base: Base, admin: Actor, text: str, doubt: Doubt) -> None:
    card = client(base.client())
    assert edit(base, admin, card, sets=[text]) == [doubt]
    document = shown(base, admin, card)
    stored = [*document.fields._asdict().values(), *(one.value for one in document.contact_points)]
    assert text.partition("=")[2] in stored


def test_a_placeholder_is_counted_in_its_mask_and_not_as_a_value(base: Base, admin: Actor) -> None:
    card = client(base.client())
    edit(base, admin, card, sets=["phone=-", "email=boss@"])
    assert masks(base, card.id) == (0, 1 << 5, 1)


@pytest.mark.parametrize("clear", [{"clears": ["phone"]}, {"sets": ["phone="]}, {"clears": ["телефон"]}])
def test_clearing_a_type_empties_all_its_kinds_and_no_other(
    base: Base, admin: Actor, clear: dict[str, list[str]]
) -> None:
    card = client(base.client(phone=GOOD, email="a@romashka.ru"))
    edit(base, admin, card, sets=["phone:work=+7 926 125-04-06"])
    edit(base, admin, card, **clear)
    assert points(base, admin, card) == [("email:main", "a@romashka.ru", State.OK)]
    assert masks(base, card.id)[0] == 1 << 5


def test_what_the_client_opted_out_of_is_neither_cleared_nor_replaced(base: Base, admin: Actor) -> None:
    card = client(base.client(phone=GOOD))
    with base.write() as work:
        work.execute("UPDATE contact_point SET opted_out_at = :now", {"now": base.now})
    edit(base, admin, card, clears=["phone"])
    edit(base, admin, card, sets=["phone=+7 926 125-04-06"])
    assert [value for _kind, value, _state in points(base, admin, card)] == [GOOD, "+7 926 125-04-06"]


def test_phones_follow_the_clients_country_even_when_it_is_set_together(base: Base, admin: Actor) -> None:
    card = client(base.client())
    assert edit(base, admin, card, sets=["phone=020 7946 0018", "country=GB"]) == []
    (point,) = shown(base, admin, card).contact_points
    assert point.normalized == "+442079460018"


def test_phones_of_a_contact_follow_his_clients_country(base: Base, admin: Actor) -> None:
    contact = Card(RecordType.CONTACT, base.contact(base.client(country="GB")))
    assert edit(base, admin, contact, sets=["phone=020 7946 0018"]) == []


def test_the_companys_own_words_are_placeholders(base: Base, admin: Actor) -> None:
    card = client(base.client())
    with base.write() as work:
        work.add(Setting(run_id=0, code="placeholder_words", value='["спросить Машу"]'))
    assert edit(base, admin, card, sets=["city=спросить Машу"]) == [Doubt("city", State.PLACEHOLDER)]


def test_a_renamed_contact_is_found_by_his_new_name(base: Base, admin: Actor) -> None:
    contact = Card(RecordType.CONTACT, base.contact(base.client()))
    edit(base, admin, contact, sets=["last_name=Фёдоров", "first_name=Пётр"])
    row = base.reader.execute("SELECT name_key FROM contact WHERE id = :id", {"id": contact.id}).fetchone()
    assert row == ("федоров петр",)
    edit(base, admin, contact, clears=["last_name"])
    assert shown(base, admin, contact).name == "Пётр"


@pytest.mark.parametrize(
    ("changes", "says", "hint"),
    [
        ({"sets": ["ctiy=Омск"]}, "ctiy", "city"),
        ({"sets": ["phone:mobil=1"]}, "phone:mobil", "phone:mobile"),
        ({"sets": ["kind=compny"]}, "kind", "company"),
        ({"sets": ["birth_date=31.02.2001"]}, "birth_date", ""),
        ({"sets": ["country=Россия"]}, "country", ""),
        ({"sets": ["responsible=bobb"]}, "responsible", "bob"),
        ({"sets": ["responsible=old"]}, "old", ""),
        ({"sets": ["name="]}, "name", ""),
        ({"clears": ["kind"]}, "kind", ""),
        ({"adds": ["city=Омск"]}, "city", "--set"),
        ({"adds": ["created=Омск"]}, "created", ""),
        ({"clears": ["external_id"]}, "external_id", ""),
        ({"sets": ["+79261250405"]}, "NAME=VALUE", ""),
    ],
)
def test_what_cannot_be_changed_is_refused_by_name(
    base: Base, admin: Actor, changes: dict[str, list[str]], says: str, hint: str
) -> None:
    base.user("bob")
    base.user("old", active=False)
    card = client(base.client(city="Томск"))
    with pytest.raises(UsageError) as refusal:
        edit(base, admin, card, **{"adds": ["phone=+7 926 125-04-05"], **changes})
    assert says in refusal.value.message
    assert hint in refusal.value.hint
    assert "125-04-05" not in refusal.value.message + refusal.value.hint
    assert points(base, admin, card) == []


def test_a_manager_changes_only_the_cards_he_sees(base: Base, admin: Actor, bob: Actor) -> None:
    mine, other = client(base.client(responsible=bob)), client(base.client())
    edit(base, bob, mine, sets=["city=Омск"])
    with pytest.raises(NoPermission):
        edit(base, bob, other, sets=["city=Омск"])
    with pytest.raises(NotFound):
        edit(base, bob, client(99), sets=["city=Омск"])
    assert shown(base, admin, other).fields.city is None  # type: ignore[union-attr]


def test_an_archived_card_is_not_changed(base: Base, admin: Actor) -> None:
    card = client(base.client(archived_at=base.now, archive_reason="gone"))
    with pytest.raises(Refused):
        edit(base, admin, card, sets=["city=Омск"])


def test_a_value_that_is_not_current_is_stale_until_it_is_entered_again(base: Base, admin: Actor) -> None:
    card = client(base.client(phone=GOOD))
    with base.write() as work:
        work.execute("UPDATE contact_point SET is_current = FALSE")
    assert [one.state for one in shown(base, admin, card).contact_points] == [State.STALE]
    edit(base, admin, card, sets=[f"phone={GOOD}"])
    (point,) = shown(base, admin, card).contact_points
    assert (point.state, point.current) == (State.OK, True)


def test_the_keys_of_a_contact_point() -> None:
    assert list(PointLine._fields)[:7] == ["kind", "type", "value", "normalized", "state", "primary", "current"]
