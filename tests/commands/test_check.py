"""`crmctl check` as a user or a script sees it."""

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from crmctl.vocabulary import Role
from tests.builders import EMAIL, PHONE, Base
from tests.commands.conftest import Program

COMPANY = Path(__file__).parents[3] / "shared" / "data" / "company_1k"
KEYS = {
    "run", "check", "level", "in_scope", "records", "gaps", "waived", "held", "baseline_run", "by_record",
    "by_responsible", "new", "still_open", "closed", "reopened",
}  # fmt: skip
ROW_KEYS = {
    "gap", "check", "record", "id", "external_id", "client_id", "name", "requirement", "state", "value",
    "responsible", "held_by",
}  # fmt: skip


@pytest.fixture
def holes(base: Base) -> Base:
    """A client without an e-mail, whose contact has a bad phone and no e-mail."""
    client = base.client("Ромашка", responsible=base.user("anna"), phone=PHONE, city="Омск", city_key="омск")
    base.contact(client, phone="нет")
    return base


def test_the_json_has_the_contracts_keys(crm: Program, holes: Base) -> None:
    found = crm.json("check", "run", "contact-info", "--need", "phone,email")
    assert set(found) >= KEYS
    assert (found["check"], found["level"], found["run"], found["baseline_run"]) == (
        "contact-info",
        "valid",
        None,
        None,
    )
    assert (found["in_scope"], found["records"], found["gaps"], found["waived"], found["held"]) == (2, 2, 3, 0, 0)
    assert found["by_record"] == {
        "client": {
            "phone": {"missing": 0, "placeholder": 0, "invalid": 0, "stale": 0, "total": 0},
            "email": {"missing": 1, "placeholder": 0, "invalid": 0, "stale": 0, "total": 1},
        },
        "contact": {
            "phone": {"missing": 0, "placeholder": 1, "invalid": 0, "stale": 0, "total": 1},
            "email": {"missing": 1, "placeholder": 0, "invalid": 0, "stale": 0, "total": 1},
        },
    }
    assert found["by_responsible"] == {"anna": {"clients": 1, "gaps": 3}}


def test_needs_are_repeated_or_listed_and_contacts_may_have_their_own(crm: Program, holes: Base) -> None:
    one = crm.json("check", "run", "contact-info", "--need", "phone,email", "--need", "email")
    assert one == crm.json("check", "run", "contact-info", "--need", "phone", "--need", "email")
    both = crm.json("check", "run", "contact-info", "--need", "phone", "--need-contact", "email")["by_record"]
    assert {record: list(needs) for record, needs in both.items()} == {"client": ["phone"], "contact": ["email"]}


def test_only_filters_level_and_way_narrow_what_is_found(crm: Program, holes: Base) -> None:
    run = ("check", "run", "contact-info", "--need", "phone,email")
    assert list(crm.json(*run, "--only", "contacts")["by_record"]) == ["contact"]
    assert crm.json(*run, "--level", "presence")["gaps"] == 2
    assert crm.json(*run, "--where", "city = Омск")["gaps"] == 3
    assert crm.json(*run, "--where-contact", "name = Петров")["gaps"] == 1
    with_mail = holes.client("Почта")
    holes.contact(with_mail, phone=PHONE, email=EMAIL)
    wanted = ("check", "run", "contact-info", "--need", "phone", "--only", "clients")
    assert crm.json(*wanted)["gaps"] == 1
    assert crm.json(*wanted, "--through-contacts")["gaps"] == 0


def test_rows_are_one_json_line_a_gap(crm: Program, holes: Base) -> None:
    crm("check", "run", "contact-info", "--record")
    said = crm("check", "run", "contact-info", "--rows")
    lines = [json.loads(line) for line in said.out.splitlines()]
    assert all(set(line) >= ROW_KEYS for line in lines)
    assert [(line["record"], line["requirement"], line["state"], line["value"]) for line in lines] == [
        ("client", "email", "missing", None),
        ("contact", "email", "missing", None),
        ("contact", "phone", "placeholder", "нет"),
    ]
    assert {line["responsible"] for line in lines} == {"anna"}
    assert sorted(line["gap"] for line in lines) == [1, 2, 3]


def test_recording_numbers_the_run_and_the_next_compares_with_it(crm: Program, holes: Base) -> None:
    first = crm.json("check", "run", "contact-info", "--record")
    second = crm.json("check", "run", "contact-info")
    assert (first["new"], first["still_open"]) == (3, 0)
    assert (second["new"], second["still_open"], second["baseline_run"]) == (0, 3, first["run"])
    crm("undo", str(first["run"]), "--yes")
    assert crm.json("check", "run", "contact-info")["baseline_run"] is None


def test_the_first_record_says_that_it_is_the_first_instead_of_counting_new_gaps(crm: Program, holes: Base) -> None:
    command = ("check", "run", "contact-info", "--record", "--fail-on", "new")
    first, second = crm(*command), crm(*command)
    assert (first.code, second.code) == (0, 0)
    assert "This is the first record" in first.out
    assert "New" not in first.out
    assert "New 0, still open 3" in second.out


def test_a_manager_looks_but_does_not_record(crm: Program, holes: Base) -> None:
    assert crm.json("check", "run", "contact-info", as_="anna")["gaps"] == 3
    assert crm.refused("check", "run", "contact-info", "--record", as_="anna")["exit"] == "4"


@pytest.mark.parametrize(("limit", "code"), [("any", 1), ("3", 1), ("4", 0), ("100%", 1), ("new", 0)])
def test_fail_on_is_the_exit_code(crm: Program, holes: Base, limit: str, code: int) -> None:
    assert crm("check", "run", "contact-info", "--fail-on", limit).code == code


def test_findings_alone_exit_0_and_an_empty_scope_5_with_its_json(crm: Program, holes: Base) -> None:
    assert crm("check", "run", "contact-info").code == 0
    said = crm("--json", "check", "run", "contact-info", "--where", "city = Тверь", "--fail-on", "any")
    assert (said.code, said.data["in_scope"], said.data["by_responsible"]) == (5, 0, {})


def test_compare_says_both_numbers(crm: Program, holes: Base) -> None:
    said = crm("check", "run", "contact-info", "--need", "phone", "--compare")
    assert "1C finds 0 clients without phone; really 0" in said.out
    assert "1C finds 0 contacts without phone; really 1" in said.out
    found = crm.json("check", "run", "contact-info", "--need", "phone", "--compare")["compare"]
    assert found[1] == {"record": "contact", "requirement": "phone", "presence": 0, "valid": 1}


def test_the_table_shows_what_the_json_says(crm: Program, holes: Base) -> None:
    said = crm("check", "run", "contact-info", "--need", "email")
    assert [line.split() for line in said.out.splitlines()[1:3]] == [
        ["clients", "E-mail", "1", "0", "0", "0", "✗", "1"],
        ["contacts", "E-mail", "1", "0", "0", "0", "✗", "1"],
    ]
    assert "2 of 2 records in scope have gaps: 2 gaps." in said.out


def test_a_profile_is_run_by_name_and_options_win_over_it(crm: Program, holes: Base) -> None:
    crm("check", "save", "Ночь", "--need", "phone|email", "--level", "presence", "--where", "city = Омск")
    found = crm.json("check", "run", "ночь")
    assert (list(found["by_record"]["client"]), found["level"]) == (["phone|email"], "presence")
    assert crm.json("check", "run", "Ночь", "--level", "valid")["gaps"] == 1
    saved = crm.json("check", "list")["profiles"]
    assert saved == [{"name": "Ночь", "check": "contact-info",
                      "answers": {"need": ["phone|email"], "level": "presence", "where": "city = Омск"}}]  # fmt: skip


def test_a_recorded_profile_has_a_baseline_of_its_own(crm: Program, holes: Base) -> None:
    crm("check", "save", "night")
    run = crm.json("check", "run", "night", "--record")["run"]
    assert crm.json("check", "run", "night")["baseline_run"] == run
    assert crm.json("check", "run", "contact-info")["baseline_run"] is None


@pytest.mark.parametrize(
    "wrong",
    [
        ("check", "run", "contact-inf"),
        ("check", "run", "contact-info", "--need", "phon"),
        ("check", "run", "contact-info", "--where", "cty = 1"),
        ("check", "run", "contact-info", "--fail-on", "some"),
        ("check", "explain", "nothing"),
        ("check", "save", "contact-info"),
        ("check", "save", "x", "--need", "phon"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_2(crm: Program, wrong: tuple[str, ...]) -> None:
    assert crm.refused(*wrong)["exit"] == "2"


def test_a_typo_gets_a_suggestion(crm: Program) -> None:
    assert "contact-info" in crm.refused("check", "run", "contact-inf")["hint"]
    assert "phone" in crm.refused("check", "run", "contact-info", "--need", "phon")["hint"]


def test_explain_tells_the_docstring_and_the_sql(crm: Program) -> None:
    told = crm.json("check", "explain", "contact-info")
    assert told["found"] == ["a client whose only e-mail is a row of spaces."]
    assert told["not_found"] == ["a client with one good e-mail among bad ones."]
    assert "ok_kinds" in told["sql"]["client"]


@pytest.fixture
def company(crm: Program, base: Base) -> Program:
    if not COMPANY.exists():
        pytest.skip("the given company is not beside this checkout")
    for what, file in (("users", "managers"), ("clients", "clients"), ("contacts", "contacts")):
        assert crm("import", what, str(COMPANY / f"{file}.csv")).code == 0
    return crm


def test_the_given_company_is_counted_as_its_manifest_says(company: Program) -> None:
    manifest = json.loads((COMPANY / "manifest.json").read_text(encoding="utf-8"))
    names = {"phone": "no_phone", "email": "no_email", "phone|email": "no_phone_and_no_email"}
    for level, rule in (("presence", "naive"), ("valid", "strict")):
        found = company.json("check", "run", "contact-info", "--need", ",".join(names), "--level", level)
        assert found["in_scope"] == 2081
        for record in ("client", "contact"):
            counted = {need: states["total"] for need, states in found["by_record"][record].items()}
            assert counted == {need: manifest["checks"][f"{record}s.{name}.{rule}"] for need, name in names.items()}
        one = company.json(
            "check", "run", "contact-info", "--only", "clients", "--need", "phone|email", "--level", level
        )
        by_manager = Counter[str]()
        for login, counts in manifest["per_manager"].items():
            by_manager["" if login in ("(none)", "уволен") else login] += counts[f"no_phone_and_no_email.{rule}"]
        whole = {login: {"clients": count, "gaps": count} for login, count in by_manager.items() if count}
        assert one["by_responsible"] == whole


def test_the_given_companys_rows_are_the_truths_row_by_row(company: Program) -> None:
    good = ("ok", "recoverable")
    for record, file in (("client", "truth_clients.csv"), ("contact", "truth_contacts.csv")):
        with (COMPANY / file).open(encoding="utf-8") as stream:
            truth = list(csv.DictReader(stream, delimiter=";"))
        lines = company("check", "run", "contact-info", "--rows", "--only", f"{record}s").out.splitlines()
        found = {(line["requirement"], line["external_id"]) for line in map(json.loads, lines)}
        assert found == {
            (need, row["id"]) for row in truth for need in ("phone", "email") if row[f"{need}_state"] not in good
        }


def test_the_given_company_reached_through_contacts_agrees_with_the_truth(company: Program) -> None:
    with (COMPANY / "truth_clients.csv").open(encoding="utf-8") as stream:
        truth = list(csv.DictReader(stream, delimiter=";"))
    run = ("check", "run", "contact-info", "--rows", "--only", "clients", "--through-contacts", "--need", "phone,email")
    found = {(line["requirement"], line["external_id"]) for line in map(json.loads, company(*run).out.splitlines())}
    assert found == {
        (need, row["id"])
        for row in truth
        for need in ("phone", "email")
        if row[f"{need}_state"] not in ("ok", "recoverable") and row[f"contacts_with_{need}"] == "0"
    }


def test_a_supervisor_records_and_a_batch_run_is_marked_so(crm: Program, holes: Base) -> None:
    holes.user("boss", role=Role.SUPERVISOR)
    holes.user("cron", role=Role.BATCH)
    runs = [crm.json("check", "run", "contact-info", "--record", as_=login)["run"] for login in ("boss", "cron")]
    sql = "SELECT x.source FROM run x WHERE x.id IN (:one, :two) ORDER BY x.id"
    found = holes.reader.execute(sql, {"one": runs[0], "two": runs[1]}).fetchall()
    assert [row[0] for row in found] == ["manual", "batch"]


def test_a_value_may_be_as_old_as_the_calendar(crm: Program, holes: Base) -> None:
    before = crm.json("check", "run", "contact-info", "--need", "phone,email")
    crm("settings", "set", "freshness_days", "999999")
    assert crm.json("check", "run", "contact-info", "--need", "phone,email") == before
    crm("wizard", "contact-info", "--need", "email", "--by", "responsible", "--yes")
    assert crm("clients", "edit", "1", "--set", f"email={EMAIL}").code == 0
    assert crm.json("tasks", "show", "1")["filled"] == 1
