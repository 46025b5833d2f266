"""`crmctl wizard` and `crmctl apply`, unattended."""

import json
from pathlib import Path

import pytest

from crmctl.rights import Actor
from crmctl.vocabulary import Role
from tests.builders import EMAIL, PHONE, Base
from tests.commands.conftest import Program
from tests.running import on_terminal, run

TASK_KEYS = {
    "id", "kind", "title", "status", "assignee", "author", "controller", "project", "priority", "clients", "rows",
    "filled", "waived", "not_applicable", "percent", "due", "control", "done_at", "overdue",
}  # fmt: skip
OWN = ("wizard", "contact-info", "--need", "phone,email", "--by", "responsible", "--yes")


@pytest.fixture
def anna(base: Base) -> Actor:
    return base.user("anna")


@pytest.fixture
def bob(base: Base) -> Actor:
    return base.user("bob")


@pytest.fixture
def holes(base: Base, anna: Actor, bob: Actor) -> Base:
    """Two clients of anna's, one with a contact; one of bob's; one of nobody's. None has an e-mail."""
    base.contact(base.client("Ромашка", responsible=anna, phone=PHONE), phone="нет", email=EMAIL)
    base.client("Василёк", responsible=anna, phone=PHONE)
    base.client("Лютик", responsible=bob, phone=PHONE)
    base.client("Ничей", phone=PHONE)
    return base


def test_by_responsible_each_gets_a_task_and_nobodys_are_said(crm: Program, holes: Base) -> None:
    made = crm.json(*OWN)
    assert set(made) >= {"run", "tasks", "unassigned"}
    assert [(task["assignee"], task["clients"], task["rows"]) for task in made["tasks"]] == [
        ("anna", 2, 3),
        ("bob", 1, 1),
    ]
    assert all(set(task) == TASK_KEYS for task in made["tasks"])
    assert made["unassigned"] == {"clients": 1, "rows": 1}
    assert {(task["kind"], task["author"], task["controller"]) for task in made["tasks"]} == {
        ("contact-info", "admin", "admin")
    }
    assert crm.json("tasks", "mine", as_="bob") == [made["tasks"][1]]


def test_the_same_again_hands_nothing_out_twice(crm: Program, holes: Base) -> None:
    crm.json(*OWN)
    again = crm.json(*OWN)
    assert (again["run"], again["tasks"], again["unassigned"]) == (None, [], {"clients": 1, "rows": 1})
    crm.json("tasks", "cancel", "2", "--reason", "отпуск")
    assert [task["assignee"] for task in crm.json(*OWN)["tasks"]] == ["bob"], "a cancelled task releases its rows"


def test_an_undone_run_is_handed_out_again(crm: Program, holes: Base) -> None:
    run = crm.json(*OWN)["run"]
    assert crm("undo", str(run), "--yes").code == 0
    assert len(crm.json(*OWN)["tasks"]) == 2


@pytest.mark.parametrize(
    ("nobody", "rows", "unassigned"),
    [("skip", {"anna": 3, "bob": 1}, 1), ("share", {"anna": 4, "bob": 1}, 0), ("bob", {"anna": 3, "bob": 2}, 0)],
)
def test_nobodys_clients_are_skipped_shared_or_given(
    crm: Program, holes: Base, nobody: str, rows: dict[str, int], unassigned: int
) -> None:
    made = crm.json(*OWN, "--nobody", nobody)
    assert {task["assignee"]: task["rows"] for task in made["tasks"]} == rows
    assert made["unassigned"]["clients"] == unassigned


def test_among_people_by_weight_and_groups(crm: Program, holes: Base) -> None:
    for number in range(6):
        holes.client(f"Ещё {number}", phone=PHONE)
    plan = ("wizard", "--need", "email", "--only", "clients", "--yes", "--dry-run", "--json")
    by_weight = crm(*plan, "--among", "anna:3,bob:2").data
    assert {one["assignee"]: one["clients"] for one in by_weight["distribution"]} == {"anna": 6, "bob": 4}
    assert by_weight["unassigned"] == {"clients": 0, "rows": 0}
    crm("groups", "add", "sales", "--members", "anna,bob")
    in_group = crm(*plan, "--group", "Sales").data["distribution"]
    assert {one["assignee"]: one["clients"] for one in in_group} == {"anna": 5, "bob": 5}
    weighed = crm(*plan, "--group", "sales", "--among", "bob:4").data["distribution"]
    assert {one["assignee"]: one["clients"] for one in weighed} == {"anna": 2, "bob": 8}


def test_more_clients_asked_for_than_there_are_is_said(crm: Program, holes: Base) -> None:
    plan = ("wizard", "--need", "email", "--only", "clients", "--yes", "--dry-run", "--among", "anna,bob")
    said = crm(*plan, "--counts", "anna:1,bob:30")
    assert "There are fewer clients than were asked for: bob 3 of 30." in said.err
    assert "fewer" not in crm(*plan, "--counts", "anna:1,bob:3").err


def test_under_the_distribution_stands_what_all_get_together(crm: Program, holes: Base) -> None:
    table = crm("--plain", *OWN, "--dry-run", "--nobody", "bob").out.partition("assignee\t")[2].splitlines()
    assert [line.split("\t") for line in table[1:]] == [
        ["anna", "2", "3", "0.1"],
        ["bob", "2", "2", "0.1"],
        ["All together", "4", "5", "0.2"],
    ]


def test_whoever_gets_it_is_called_by_name_too(crm: Program, holes: Base) -> None:
    crm("users", "edit", "bob", "--name", "Боб Иванов")
    said = crm(*OWN, "--dry-run").out
    assert ["bob", "Боб", "Иванов", "1"] in [line.split()[:4] for line in said.splitlines()]


def test_the_tasks_terms_come_from_options(crm: Program, holes: Base) -> None:
    crm("projects", "add", "Актуализация")
    options = ("--due", "+3bd", "--control", "2026-03-20", "--controller", "bob", "--priority", "high",
               "--project", "актуализация", "--title", "Весна")  # fmt: skip
    task = crm.json(*OWN, *options)["tasks"][0]
    assert (task["due"], task["control"], task["controller"]) == ("2026-03-05", "2026-03-20", "bob")
    assert (task["priority"], task["project"], task["title"]) == ("high", "Актуализация", "Весна")


@pytest.mark.parametrize("option", ["--due", "--control"])
@pytest.mark.parametrize("day", ["yesterday", "2020-01-01"])
def test_a_day_that_has_passed_is_refused(crm: Program, holes: Base, option: str, day: str) -> None:
    refused = crm.refused(*OWN, option, day)
    assert refused["message"].startswith(f"{option}: 20")
    assert "is in the past" in refused["message"]
    assert crm.json("tasks", "list") == []


def test_a_due_day_may_have_a_time(crm: Program, holes: Base) -> None:
    assert crm.json(*OWN, "--due", "завтра в 9:30")["tasks"][0]["due"].startswith("2026-03-03T09:30")


def test_the_batch_user_hands_out_and_controls_nothing(crm: Program, holes: Base) -> None:
    holes.user("cron", role=Role.BATCH)
    made = crm.json(*OWN, as_="cron")
    assert {(task["author"], task["controller"]) for task in made["tasks"]} == {("cron", None)}
    assert "cron" in crm.refused(*OWN, "--controller", "cron")["message"]


def test_rows_close_when_the_value_comes_and_the_task_with_its_last(crm: Program, holes: Base) -> None:
    crm.json(*OWN)
    assert crm("clients", "edit", "3", "--set", "email=lutik@firma-lutik.ru").code == 0
    task = crm.json("tasks", "show", "2", as_="bob")
    assert (task["status"], task["percent"], task["items"][0]["state"]) == ("done", 100, "ok")


def test_a_dry_run_shows_and_writes_nothing(crm: Program, holes: Base) -> None:
    said = crm(*OWN, "--dry-run")
    assert said.code == 0
    for word in ("Ромашка", "in part", "anna", "bob", "not handed out", "5 of 5 records in scope"):
        assert word in said.out, word
    assert crm.json("tasks", "list") == []
    shown = crm.json(*OWN, "--dry-run")
    assert (shown["run"], shown["tasks"], shown["preview"]["gaps"]) == (None, [], 5)


def test_the_output_ends_with_the_run_and_the_command_that_does_the_same(crm: Program, holes: Base) -> None:
    said = crm(*OWN, "--where", "name = Лютик", "--due", "tomorrow")
    assert (
        "crmctl wizard contact-info --need phone,email --where 'name = Лютик' --by responsible --due tomorrow --yes"
        in said.err
    )
    assert "crmctl undo" in said.err
    assert [line.split()[4] for line in said.out.splitlines()[-1:]] == ["bob"] or "bob" in said.out


def test_answers_are_saved_as_a_profile_and_taken_from_one(crm: Program, holes: Base) -> None:
    crm.json(*OWN, "--where", "name = Лютик", "--due", "+3d", "--save", "ночь")
    holes.client("Лютик", responsible=None, phone=PHONE)
    made = crm.json("wizard", "--profile", "Ночь", "--among", "anna", "--yes")
    assert [(task["assignee"], task["rows"], task["due"]) for task in made["tasks"]] == [("anna", 1, "2026-03-05")]


def test_nothing_to_hand_out_is_0_and_an_empty_scope_5(crm: Program, base: Base, anna: Actor) -> None:
    base.client(responsible=anna, phone=PHONE, email=EMAIL)
    said = crm(*OWN)
    assert said.code == 0
    assert "nothing to hand out" in said.err
    empty = crm("--json", *OWN, "--where", "city = Тверь")
    assert (empty.code, empty.data["run"], empty.data["tasks"]) == (5, None, [])


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (("--among", "anna,zoe"), "zoe"),
        (("--among", "anna,gone"), "gone"),
        (("--among", "cron"), "cron"),
        (("--among", "anna,anna:2"), "anna"),
        (("--among", "anna:0"), "anna"),
        (("--among", "anna:x"), "anna"),
        (("--group", "nobody"), "--group"),
        (("--by", "responsible", "--among", "anna"), "--by"),
        (("--by", "responsible", "--nobody", "gone"), "gone"),
        (("--by", "responsible", "--order", "phone"), "--order"),
        (("--by", "responsible", "--due", "когда-нибудь"), "--due"),
        (("--by", "responsible", "--project", "x"), "x"),
        (("--by", "responsible", "--profile", "x"), "x"),
    ],
)
def test_who_or_what_cannot_be_is_refused_by_name(
    crm: Program, holes: Base, options: tuple[str, ...], named: str
) -> None:
    holes.user("gone", active=False)
    holes.user("cron", role=Role.BATCH)
    refused = crm.refused("wizard", "--need", "phone", "--yes", *options)
    assert refused["exit"] == "2"
    assert named in refused["message"]


@pytest.mark.parametrize(
    "line", [("wizard", "--need", "phone", "--yes", "--by", "responsible"), ("tasks", "add", "Call")]
)
def test_a_project_to_count_under_is_there_and_in_use(crm: Program, holes: Base, line: tuple[str, ...]) -> None:
    asked = *line, "--project", "New year"
    assert "crmctl projects add 'New year'" in crm.refused(*asked)["hint"]
    crm("projects", "add", "New years")
    assert crm.refused(*asked)["hint"] == "Did you mean New years?"
    crm("projects", "edit", "New years", "--name", "New year")
    crm("projects", "edit", "New year", "--inactive")
    refused = crm.refused(*asked)
    assert refused["message"] == "--project: the project New year is turned off."
    assert refused["hint"] == "Turn it on with `crmctl projects edit 'New year' --active`, or take another."
    crm("projects", "edit", "New year", "--active")
    assert crm(*asked).code == 0


def test_a_missing_answer_names_its_option(crm: Program, holes: Base) -> None:
    assert "--by responsible" in crm.refused("wizard", "--need", "phone", "--yes")["hint"]
    assert "--yes" in crm.refused("wizard", "--need", "email", "--by", "responsible")["hint"]
    assert crm.json("tasks", "list") == []


def test_a_dry_run_without_a_way_of_dealing_goes_by_responsible(crm: Program, holes: Base) -> None:
    said = crm("wizard", "contact-info", "--need", "phone,email", "--dry-run")
    assert (said.code, said.out) == (0, crm(*OWN, "--dry-run").out)


def test_an_unknown_check_is_named_before_anything_is_asked(crm: Program, holes: Base) -> None:
    refused = crm.refused("wizard", "contact-inf")
    assert (refused["exit"], refused["hint"]) == ("2", "Did you mean contact-info?")
    assert "contact-inf" in refused["message"]


def test_a_profile_is_named_in_place_of_a_check(crm: Program, holes: Base) -> None:
    assert crm("check", "save", "mail", "--need", "email").code == 0
    made = crm.json("wizard", "mail", "--by", "responsible", "--yes")
    assert [(task["assignee"], task["rows"]) for task in made["tasks"]] == [("anna", 2), ("bob", 1)]
    assert "--profile" in crm.refused("wizard", "mail", "--profile", "mail")["hint"]


def test_a_dry_run_does_not_drop_save_silently(crm: Program, holes: Base) -> None:
    refused = crm.refused(*OWN, "--dry-run", "--save", "night")
    assert (refused["code"], refused["exit"]) == ("usage", "2")
    assert "--save" in refused["message"]


def test_where_only_nobodys_rows_remain_their_number_and_the_option_are_said(crm: Program, holes: Base) -> None:
    crm.json(*OWN)
    said = crm(*OWN)
    assert said.code == 0
    assert "1 row is in nobody's charge; --nobody LOGIN" in said.err


def test_an_empty_base_is_told_from_filters_that_match_nothing(crm: Program, base: Base, anna: Actor) -> None:
    for command in (OWN, ("check", "run", "contact-info")):
        empty = crm(*command)
        assert empty.code == 5
        assert "There is no client or contact yet" in empty.err
        assert "The filters match no record." in crm(*command, "--where", "name = x").err


def test_managers_do_not_hand_out(crm: Program, holes: Base) -> None:
    assert crm.refused(*OWN, as_="anna")["exit"] == "4"


def test_on_a_terminal_it_asks_once_and_a_no_writes_nothing(crm: Program, holes: Base) -> None:
    command = ("--db", holes.db, "--as", "admin", *OWN[:-1])
    said = on_terminal(*command, answer="n\r", wait_for="[y/N]")
    assert said.code == 4
    assert "Make 2 tasks with 4 rows?" in said.out
    assert crm.json("tasks", "list") == []
    assert on_terminal(*command, answer="y\r", wait_for="[y/N]").code == 0
    assert len(crm.json("tasks", "list")) == 2


def test_a_plan_is_applied_once_and_refused_when_the_data_moved(crm: Program, holes: Base, tmp_path: Path) -> None:
    file = str(tmp_path / "plan.json")
    said = crm(*OWN, "--due", "+3bd", "--plan", file)
    assert said.code == 0
    assert crm.json("tasks", "list") == []
    assert json.loads(Path(file).read_text(encoding="utf-8"))["answers"]["due"] == "2026-03-05"
    made = crm.json("apply", file, "--yes")
    assert [(task["assignee"], task["rows"]) for task in made["tasks"]] == [("anna", 3), ("bob", 1)]
    refused = crm.refused("apply", file, "--yes")
    assert (refused["code"], refused["exit"]) == ("drifted", "4")
    assert "4 gaps are gone or held by now: client 1 (e-mail), contact 1 (phone)" in refused["message"]


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe", b"{}"])
def test_what_is_no_plan_is_refused_with_its_name(crm: Program, tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "plan.json"
    if content is not None:
        file.write_bytes(content)
    refused = crm.refused("apply", str(file), "--yes")
    assert (refused["code"], refused["exit"]) == ("bad-input", "2")
    assert str(file) in refused["message"]


def test_people_read_words_where_programs_read_codes(crm: Program, holes: Base) -> None:
    said = crm("wizard", "contact-info", "--need", "email,phone|email:work", "--by", "responsible", "--yes")
    assert "E-mail" in said.out
    assert "clients: e-mail 4, phone or Work e-mail 0; contacts" in said.out
    (task, *_more) = crm.json("tasks", "list")
    assert task["title"] == "Contact information: e-mail, phone or Work e-mail"
    shown = crm("tasks", "show", str(task["id"])).out
    assert "E-mail" in shown
    assert "email" not in shown
    assert {item["requirement"] for item in crm.json("tasks", "show", str(task["id"]))["items"]} == {
        "email",
        "phone|email:work",
    }


def test_the_title_is_in_the_language_of_who_made_it(crm: Program, holes: Base) -> None:
    line = ["--db", holes.db, "--as", "admin", "wizard", "--need", "email,phone|email", "--by", "responsible", "--yes"]
    ended = run(*line, module="crmctl", CRMCTL_LANG="ru")
    assert (ended.code, [task["title"] for task in crm.json("tasks", "list")]) == (
        0,
        ["Контактная информация: почта, телефон или почта"] * 2,
    )
