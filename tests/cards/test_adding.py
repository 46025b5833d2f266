"""New cards."""

import pytest

from crmctl.cards.adding import Added, add_client, add_contact
from crmctl.cards.edit import Doubt
from crmctl.cards.finding import Card
from crmctl.cards.listing import show_card
from crmctl.errors import NoPermission, UsageError
from crmctl.rights import Actor
from crmctl.vocabulary import State
from tests.builders import Base


def client(base: Base, actor: Actor, name: str, *sets: str) -> Added:
    with base.write("clients add", actor_id=actor.id) as work:
        return add_client(work, actor, name, sets=sets)


def contact(base: Base, actor: Actor, name: str, *sets: str, links: tuple[str, ...] = ()) -> Added:
    with base.write("contacts add", actor_id=actor.id) as work:
        return add_contact(work, actor, name, sets=sets, links=links)


def test_a_manager_adds_clients_of_his_own(base: Base, admin: Actor, bob: Actor) -> None:
    mine, nobodys, given = (
        client(base, bob, "А"), client(base, admin, "Б"), client(base, bob, "В", "responsible=admin"),
    )  # fmt: skip
    owners = [show_card(base.reader, admin, one.card).fields for one in (mine, nobodys, given)]
    assert [one.responsible for one in owners] == ["bob", None, "admin"]  # type: ignore[union-attr]


def test_a_client_is_added_with_its_values_and_doubts(base: Base, admin: Actor) -> None:
    added = client(base, admin, " ООО «Ромашка» ", "phone=+7 926 125-04-05", "email=нет", "city=Омск")
    document = show_card(base.reader, admin, added.card)
    assert (document.name, added.doubts) == ("ООО «Ромашка»", [Doubt("email:main", State.PLACEHOLDER)])
    assert [point.value for point in document.contact_points] == ["+7 926 125-04-05", "нет"]


@pytest.mark.parametrize("name", ["", "  ", "\u00a0\u200b"])
def test_a_client_needs_a_name(base: Base, admin: Actor, name: str) -> None:
    with pytest.raises(UsageError):
        client(base, admin, name)


@pytest.mark.parametrize(
    ("name", "parts", "shown"),
    [
        ("Иванов Иван Иванович", ("Иванов", "Иван", "Иванович", "m"), "Иванов Иван Иванович"),
        ("бухгалтерия", (None, None, None, None), "бухгалтерия"),
        ("", (None, None, None, None), ""),
    ],
)
def test_a_name_is_taken_apart_only_when_that_is_sure(
    base: Base, admin: Actor, name: str, parts: tuple[str | None, ...], shown: str
) -> None:
    added = contact(base, admin, name)
    document = show_card(base.reader, admin, added.card)
    fields = document.fields._asdict()
    assert tuple(fields[part] for part in ("last_name", "first_name", "middle_name", "sex")) == parts
    assert (document.name, fields["display_name"]) == (shown, name or None)


def test_a_contact_is_added_to_its_clients(base: Base, admin: Actor, bob: Actor) -> None:
    mine, other = base.client(responsible=bob), base.client()
    added = contact(base, bob, "Петров Пётр", "email=petrov@romashka.ru", links=(f"{mine}:директор",))
    assert [one.roles for one in show_card(base.reader, bob, added.card).links or ()] == ["директор"]
    with pytest.raises(NoPermission):
        contact(base, bob, "Петров Пётр", links=(str(other),))
    assert base.reader.execute("SELECT COUNT(*) FROM contact", {}).fetchone() == (1,)
    assert isinstance(added.card, Card)
