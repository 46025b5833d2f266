"""`crmctl clients`: lists, cards, changes, history."""

import pytest

from tests.builders import NOW, Base
from tests.cards.test_listing import CLIENT_KEYS
from tests.commands.conftest import Program
from tests.commands.test_tasks import HOSTILE

GOOD = "+7 926 125-04-05"
POINT_KEYS = (
    "kind type value normalized state primary current note entered_at verified_at verified_by"
    " verified_how opted_out_at opt_out_reason"
)


def test_list_is_an_array_of_cards(crm: Program, base: Base) -> None:
    assert crm.json("clients", "list") == []
    base.client("Ромашка", phone=GOOD, city="Омск")
    (client,) = crm.json("clients", "list")
    assert list(client) == CLIENT_KEYS.split()
    (point,) = client["contact_points"]
    assert list(point) == POINT_KEYS.split()
    assert (point["kind"], point["normalized"], point["state"]) == ("phone:main", "+79261250405", "ok")
    assert (client["created"], client["attributes"]) == ("2026-03-02T09:00:00+00:00", {})


def test_list_shows_the_best_value_and_says_what_will_not_do(crm: Program, base: Base) -> None:
    base.client("Ромашка", phone=["нет", GOOD], email="нет")
    assert crm("clients", "list").out.splitlines()[1].endswith(f"{GOOD}  ⚠ нет: placeholder")


def test_list_is_searched_filtered_ordered_and_cut(crm: Program, base: Base) -> None:
    fir, birch = base.client("Ёлка", city="Омск", city_key="омск"), base.client("Берёза")
    assert [one["id"] for one in crm.json("clients", "list", "ЕЛКА")] == [fir]
    assert [one["id"] for one in crm.json("clients", "list", "--where", "город is empty")] == [birch]
    assert [one["id"] for one in crm.json("clients", "list", "--order", "newest", "--limit", "1")] == [birch]
    said = crm("clients", "list", "--limit", "1")
    assert (len(said.out.splitlines()), said.err) == (2, "1 more: see --limit.\n")


def test_show_is_the_card(crm: Program, base: Base) -> None:
    client = base.client("Ромашка", phone=GOOD, city="Омск")
    base.contact(client, last_name="Петров", job_title="Buyer", key_person=True)
    out = crm("clients", "show", str(client)).out
    for text in ("Client 1: Ромашка", "city:     Омск", f"Phone  {GOOD}", "Петров     Buyer      key person"):
        assert text in out
    assert list(crm.json("clients", "show", str(client))) == [*CLIENT_KEYS.split(), "contacts", "open_rows"]


@pytest.mark.parametrize("name", ["ромашка плюс", "  РОМАШКА  Плюс ", "плюс", "машк ПЛЮ"])
def test_show_finds_a_client_by_name_or_part_of_it(crm: Program, base: Base, name: str) -> None:
    base.client("Ромашка Луг")
    wanted = base.client("Ромашка Плюс")
    assert crm.json("clients", "show", name)["id"] == wanted


@pytest.mark.parametrize(
    ("line", "options"),
    [("clients edit 7", "--set, --add, --clear"), ("contacts edit 7", "--set, --add, --clear, --link, --end-link")],
)
def test_edit_without_a_change_names_the_options(crm: Program, line: str, options: str) -> None:
    refused = crm.refused(*line.split())
    assert (refused["message"], refused["exit"]) == ("What is to be changed?", "2")
    assert refused["hint"] == f"Say it with {options}, for example `crmctl {line} --set phone=+7…`."


def test_the_whole_name_is_surer_than_a_part_and_the_living_than_the_archived(crm: Program, base: Base) -> None:
    base.client("Ромашка", archived_at=NOW, archive_reason="gone")
    wanted = base.client("Ромашка")
    base.client("Ромашка Плюс")
    gone = base.client("Лютик", archived_at=NOW, archive_reason="gone")
    assert crm.json("clients", "show", "Ромашка")["id"] == wanted
    assert crm.json("clients", "show", "лютик")["id"] == gone


def test_several_of_one_name_are_listed_with_their_numbers(crm: Program, base: Base) -> None:
    first, second = base.client("Ромашка", city="Омск"), base.client("Ромашка", city="Орёл")
    said = crm("clients", "show", "Ромашка")
    assert (said.code, said.err.splitlines()[0]) == (2, f"Error: Several clients go by that name: {first}, {second}.")
    assert [line.split()[:3] for line in said.out.splitlines()[1:]] == [
        [str(first), "Ромашка", "Омск"],
        [str(second), "Ромашка", "Орёл"],
    ]
    refused = crm.refused("clients", "show", "Ромашка")
    assert (refused["code"], "Ромашка" in str(refused)) == ("ambiguous", False)


@pytest.mark.parametrize("name", ["Пион", " ", "", "%", "_", "1.5", "٣"])
def test_a_name_nobody_has_is_not_found(crm: Program, base: Base, name: str) -> None:
    base.client("Ромашка")
    assert crm.refused("clients", "show", name)["code"] == "not-found"


def test_names_of_other_peoples_clients_are_not_found(crm: Program, base: Base) -> None:
    base.user("eve")
    base.client("Ромашка")
    assert crm.refused("clients", "show", "Ромашка", as_="eve")["code"] == "not-found"


def test_edit_sets_adds_and_clears_and_undo_takes_it_back(crm: Program, base: Base) -> None:
    client = str(base.client("Ромашка", phone="нет"))
    edited = crm.json(
        "clients", "edit", client, "--set", f"phone={GOOD}", "--set", "city=Омск", "--add", "email=a@romashka.ru"
    )
    assert edited["city"] == "Омск"
    assert [point["value"] for point in edited["contact_points"]] == [GOOD, "a@romashka.ru"]
    cleared = crm.json("clients", "edit", client, "--clear", "phone", "--clear", "city")
    assert (cleared["city"], [point["type"] for point in cleared["contact_points"]]) == (None, ["email"])
    for run in (4, 3):
        assert crm("undo", str(run), "--yes").code == 0
    before = crm.json("clients", "show", client)
    assert (before["city"], [point["value"] for point in before["contact_points"]]) == (None, ["нет"])


def test_a_value_that_will_not_do_is_stored_with_a_warning(crm: Program, base: Base) -> None:
    said = crm("clients", "edit", str(base.client()), "--set", "phone=нет")
    assert (said.code, said.out) == (0, "")
    assert said.err == "Client 1 is saved.\nphone:main: stored as it is, but placeholder.\n"


def test_nothing_changed_is_said_and_makes_no_run(crm: Program, base: Base) -> None:
    client = str(base.client(city="Омск", city_key="омск"))
    runs = "SELECT COUNT(*) FROM run"
    before = base.reader.execute(runs, {}).fetchone()
    assert crm("clients", "edit", client, "--set", "city=Омск").err == "There was nothing to change.\n"
    assert base.reader.execute(runs, {}).fetchone() == before


def test_add_answers_with_the_card(crm: Program, base: Base) -> None:
    base.user("bob")
    made = crm.json("clients", "add", "Ромашка", "--set", "responsible=bob", "--set", f"phone={GOOD}")
    assert (made["id"], made["name"], made["responsible"]) == (1, "Ромашка", "bob")


def test_a_manager_who_gives_a_client_away_is_still_answered(crm: Program, base: Base) -> None:
    bob = base.user("bob")
    client = str(base.client(responsible=bob))
    assert crm.json("clients", "edit", client, "--set", "responsible=admin", as_="bob")["responsible"] == "admin"
    assert crm.refused("clients", "show", client, as_="bob")["exit"] == "4"


def test_history_tells_when_who_run_field_old_new_and_source(crm: Program, base: Base) -> None:
    client = str(base.client(phone="нет"))
    crm("clients", "edit", client, "--set", f"phone={GOOD}")
    newest = crm.json("clients", "history", client)[0]
    assert newest == {
        "at": "2026-03-02T09:00:00+00:00", "who": "admin", "run": 3, "source": "manual", "field": "phone:main",
        "old": "нет", "new": GOOD,
    }  # fmt: skip
    assert GOOD in crm("clients", "history", client).out


def test_archive_wants_a_reason_and_takes_the_card_out_of_the_list(crm: Program, base: Base) -> None:
    client = str(base.client())
    assert crm.refused("clients", "archive", client)["hint"] == "Give --reason."
    assert crm.json("clients", "archive", client, "--reason", "gone")["archive_reason"] == "gone"
    assert crm.json("clients", "list") == []
    assert len(crm.json("clients", "list", "--all")) == 1


@pytest.mark.parametrize("line", [["show"], ["edit", "--set", "city=x"], ["history"], ["archive", "--reason", "gone"]])
def test_unknown_is_2_and_not_ones_own_is_4(crm: Program, base: Base, line: list[str]) -> None:
    base.user("eve")
    client = str(base.client())
    command, *rest = line
    assert crm.refused("clients", command, "99", *rest, as_="eve")["code"] == "not-found"
    refusal = crm.refused("clients", command, client, *rest, as_="eve")
    assert (refusal["code"], refusal["exit"]) == ("no-permission", "4")


def test_hostile_names_are_harmless_in_every_form(crm: Program, base: Base) -> None:
    client = str(base.client(HOSTILE, comment=HOSTILE, phone=HOSTILE))
    for line in (["list"], ["list", "--plain"], ["show", client], ["history", client], ["show", client, "--json"]):
        out = crm("clients", *line).out
        assert "[red]" in out
        assert not {"\x1b", "\u202e", "\x00"} & set(out)
    assert crm.json("clients", "show", client)["comment"] == HOSTILE


def test_an_error_does_not_repeat_what_may_be_personal(crm: Program, base: Base) -> None:
    refusal = crm.refused("clients", "edit", str(base.client()), "--set", GOOD)
    assert GOOD not in refusal["message"] + refusal["hint"]
