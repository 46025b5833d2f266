"""`crmctl contacts`: people at clients."""

import pytest

from tests.builders import Base
from tests.cards.test_listing import CONTACT_KEYS
from tests.commands.conftest import Program


def test_list_is_an_array_of_cards_of_all_or_of_one_client(crm: Program, base: Base) -> None:
    client = base.client()
    contact, other = base.contact(client), base.contact()
    assert [one["id"] for one in crm.json("contacts", "list", "--order", "id")] == [contact, other]
    (found,) = crm.json("contacts", "list", "--client", str(client))
    assert list(found) == CONTACT_KEYS.split()
    assert [one["id"] for one in crm.json("contacts", "list", "ИВАНОВ", "--where", "id = 2")] == [other]


def test_add_takes_the_name_apart_and_links(crm: Program, base: Base) -> None:
    client = base.client("Ромашка")
    made = crm.json(
        "contacts", "add", "Иванов Иван Иванович", "--link", f"{client}:директор", "--set", "email=i@romashka.ru"
    )
    assert (made["last_name"], made["first_name"], made["middle_name"]) == ("Иванов", "Иван", "Иванович")
    assert [(one["id"], one["name"], one["roles"]) for one in made["clients"]] == [(client, "Ромашка", "директор")]
    assert [point["value"] for point in made["contact_points"]] == ["i@romashka.ru"]


def test_a_name_that_was_not_taken_apart_is_said(crm: Program) -> None:
    said = crm("contacts", "add", "бухгалтерия")
    assert said.code == 0
    assert "The name was not taken apart" in said.err
    assert "--set last_name=" in said.err


def test_edit_changes_values_and_links(crm: Program, base: Base) -> None:
    old, new = base.client(), base.client()
    contact = str(base.contact(old))
    edited = crm.json(
        "contacts", "edit", contact, "--set", "key_person=yes", "--link", str(new), "--end-link", str(old)
    )
    assert edited["key_person"] is True
    assert [(one["id"], one["ended"]) for one in edited["clients"]] == [(old, "2026-03-02"), (new, None)]
    assert "key person:" in crm("contacts", "show", contact).out


def test_archive_and_history(crm: Program, base: Base) -> None:
    client = base.client()
    contact = str(base.contact(client))
    assert crm("contacts", "archive", contact, "--reason", "gone").err == "Contact 1 is saved.\n"
    assert crm.json("contacts", "show", contact)["clients"][0]["ended"] == "2026-03-02"
    assert [line["field"] for line in crm.json("contacts", "history", contact)][:3] == [
        f"client {client} ended", "archived", "archive_reason",
    ]  # fmt: skip


@pytest.mark.parametrize("line", [["show"], ["edit", "--set", "sex=f"], ["history"], ["archive", "--reason", "gone"]])
def test_unknown_is_2_and_not_ones_own_is_4(crm: Program, base: Base, line: list[str]) -> None:
    base.user("eve")
    contact = str(base.contact(base.client()))
    command, *rest = line
    assert crm.refused("contacts", command, "99", *rest, as_="eve")["exit"] == "2"
    assert crm.refused("contacts", command, contact, *rest, as_="eve")["exit"] == "4"


def test_show_finds_a_contact_by_name_and_lists_several(crm: Program, base: Base) -> None:
    client = base.client()
    one = base.contact(client, last_name="Петров")
    other = base.contact(client, last_name="Петрова")
    assert crm.json("contacts", "show", " ПЕТРОВ")["id"] == one
    said = crm("contacts", "show", "петро")
    assert (said.code, said.err.splitlines()[0]) == (2, f"Error: Several contacts go by that name: {one}, {other}.")
    assert crm.refused("contacts", "show", "Сидоров")["code"] == "not-found"
