"""Handing out: what becomes a task, what is dropped, what is never handed out twice."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crmctl.checks.wording import Wording
from crmctl.control.distribute import Nobody, Rule
from crmctl.control.plan import Portion, plan_text, read_plan, require_same
from crmctl.control.preview import preview
from crmctl.control.question import Question
from crmctl.errors import BadInput, Drifted, NoPermission, UsageError
from crmctl.vocabulary import RecordType, State
from tests.builders import EMAIL, PHONE
from tests.control.conftest import Control, among, set_phone
from tests.running import run

LOGINS = {1: "admin", 2: "anna", 3: "bob"}


def rows(control: Control) -> list[tuple[object, ...]]:
    sql = """SELECT t.assignee_id, r.number, r.client_id, r.contact_id, r.requirement, r.state FROM task_row r
             JOIN task t ON t.id = r.task_id ORDER BY r.task_id, r.number"""
    return list(control.base.reader.execute(sql, {}).fetchall())


def test_a_clients_contacts_go_with_it_in_numbered_rows(control: Control) -> None:
    base = control.base
    anna, bob = base.user("anna"), base.user("bob")
    first = base.client(responsible=anna, phone="нет")
    contact = base.contact(first, email=EMAIL)
    second = base.client(responsible=bob, phone=PHONE, email=EMAIL)
    base.contact(second, phone=PHONE)
    issued = control.hand_out("phone", "email")
    assert (len(issued.tasks), issued.rows, issued.dropped) == (2, 4, 0)
    assert rows(control) == [
        (anna.id, 1, first, None, "email", "missing"),
        (anna.id, 2, first, None, "phone", "placeholder"),
        (anna.id, 3, first, contact, "phone", "missing"),
        (bob.id, 1, second, 2, "email", "missing"),
    ]


def test_clients_of_nobody_and_of_inactive_people_are_said(control: Control) -> None:
    base = control.base
    base.client(responsible=base.user("gone", active=False))
    base.contact(base.client())
    base.contact()
    plan = control.plan("phone")
    assert plan.shares == {}
    assert plan.unassigned == Portion(clients=2, rows=4)


def test_only_the_first_clients_are_handed_out_when_asked(control: Control) -> None:
    base = control.base
    anna = base.user("anna")
    made = [base.client(responsible=anna, city=city, city_key=city and city.lower()) for city in ("Орел", None, "Омск")]
    plan = control.plan("phone", rule=Rule(per_assignee=2), order="city")
    assert [bundle.client_id for bundle in plan.shares[anna.id]] == [made[2], made[0]]
    assert plan.left == Portion(clients=1, rows=1)
    down = control.plan("phone", rule=Rule(per_assignee=1), order="-city")
    assert [bundle.client_id for bundle in down.shares[anna.id]] == [made[0]]
    with pytest.raises(UsageError):
        control.plan("phone", order="phone")


def test_what_moved_since_the_plan_is_dropped(control: Control) -> None:
    base = control.base
    anna, bob = base.user("anna"), base.user("bob")
    filled, changed_hands, taken, still = (base.client(responsible=anna) for _ in range(4))
    plan = control.plan("phone")
    control.issue(control.plan("phone", where=f"id = {taken}"))
    set_phone(base, filled, PHONE)
    with base.write() as work:
        work.execute("UPDATE client SET responsible_id = :bob WHERE id = :id", {"id": changed_hands, "bob": bob.id})
    issued = control.issue(plan)
    assert (issued.rows, issued.dropped) == (1, 3)
    assert [row[2] for row in rows(control)] == [taken, still]


def test_an_assignee_who_left_meanwhile_is_refused_by_name(control: Control) -> None:
    base = control.base
    anna = base.user("anna")
    base.client(responsible=anna)
    plan = control.plan("phone")
    with base.write() as work:
        work.execute("UPDATE app_user SET active = FALSE WHERE id = :id", {"id": anna.id})
    with pytest.raises(UsageError, match="anna"):
        control.issue(plan)


def test_managers_do_not_hand_out(control: Control) -> None:
    anna = control.base.user("anna")
    control.base.client(responsible=anna)
    with pytest.raises(NoPermission):
        control.issue(control.plan("phone"), actor=anna)


def test_nothing_left_to_hand_out_makes_no_task_and_no_run(control: Control) -> None:
    base = control.base
    base.client(responsible=base.user("anna"))
    control.hand_out("phone")
    last = base.reader.execute("SELECT MAX(id) FROM run", {}).fetchone()
    assert control.hand_out("phone").tasks == []
    assert base.reader.execute("SELECT MAX(id) FROM run", {}).fetchone() == last


def test_eight_hand_outs_at_once_hand_out_every_gap_once(control: Control) -> None:
    base = control.base
    anna, bob = base.user("anna"), base.user("bob")
    for number in range(30):
        base.client(f"Клиент {number}", responsible=anna if number % 2 else bob)
    command = (
        "--db",
        base.db,
        "--as",
        "admin",
        "wizard",
        "--need",
        "phone,email",
        "--by",
        "responsible",
        "--yes",
        "--json",
    )
    with ThreadPoolExecutor(8) as pool:
        ended = list(pool.map(lambda _: run(*command, module="crmctl"), range(8)))
    assert [one.code for one in ended] == [0] * 8, [one.err for one in ended]
    assert len({row[2:5] for row in rows(control)}) == len(rows(control)) == 60
    assert sum(task["rows"] for one in ended for task in json.loads(one.out)["tasks"]) == 60


def test_a_plan_on_paper_comes_back_and_says_what_moved(control: Control) -> None:
    base = control.base
    anna, bob = base.user("anna"), base.user("bob")
    first, second, third = (base.client(responsible=anna) for _ in range(3))
    plan = control.plan("phone", rule=among(anna, bob))
    paper = read_plan(plan_text(plan, {"need": ["phone"]}, LOGINS), "plan.json")
    assert paper.answers == {"need": ["phone"]}
    require_same(paper, control.plan("phone", rule=among(anna, bob)), LOGINS, Wording({}))
    set_phone(base, first, PHONE)
    fourth = base.client(responsible=bob)
    with pytest.raises(Drifted) as refused:
        require_same(paper, control.plan("phone", rule=among(anna, bob)), LOGINS, Wording({}))
    said = refused.value.message
    assert f"1 gap is gone or held by now: client {first} (phone)" in said
    assert f"1 gap is new: client {fourth} (phone)" in said
    assert f"2 gaps go to somebody else: client {second} (phone), client {third} (phone)" in said


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"digest": 1}', '{"crmctl_plan": 2, "answers": {}, "shares": {}, "digest": ""}']
)
def test_what_is_no_plan_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match=r"plan\.json"):
        read_plan(text, "plan.json")


def test_a_plan_changed_by_hand_is_refused(control: Control, tmp_path: Path) -> None:
    control.base.client(responsible=control.base.user("anna"))
    text = plan_text(control.plan("phone"), {}, LOGINS)
    with pytest.raises(BadInput, match="changed"):
        read_plan(text.replace('"anna"', '"bob"'), "plan.json")


def test_the_preview_tells_partly_from_wholly_and_sums_up(control: Control) -> None:
    base = control.base
    anna = base.user("anna")
    wholly = base.client("Пусто", responsible=anna, segment="A")
    partly = base.client("Почти", responsible=anna, email=EMAIL)
    contact = base.contact(partly, phone="нет", email=EMAIL)
    base.client("Полно", phone=PHONE, email=EMAIL)
    base.client("Архив", archived_at=datetime(2026, 1, 1, tzinfo=UTC), archive_reason="gone")
    control.issue(control.plan("phone", where=f"id = {partly}", only="clients"))
    plan = control.plan("phone", "email")
    seen = preview(base.reader, plan.look, plan.gaps, LOGINS, clients=None)
    assert [(row.record, row.id, row.wholly) for row in seen.rows] == [
        (RecordType.CLIENT, wholly, True),
        (RecordType.CONTACT, contact, False),
    ]
    assert seen.rows[1].states == {"phone": State.PLACEHOLDER, "email": None}
    assert (seen.in_scope, seen.records, seen.gaps, seen.held, seen.excluded) == (4, 2, 3, 1, 1)
    assert seen.by_responsible == {"anna": (2, 3)}
    assert seen.by_segment == {"A": (1, 2), "": (1, 1)}
    first = preview(base.reader, plan.look, plan.gaps, LOGINS, clients=1)
    assert ([row.id for row in first.rows], first.more) == ([wholly], 1)


def test_a_question_survives_being_saved() -> None:
    asked = Question(need=("phone", "email"), only="clients", where="city = Омск")
    assert Question.from_json(json.loads(json.dumps(asked._asdict()))) == asked


def test_sharing_what_nobody_is_in_charge_of_keeps_whole_clients(control: Control) -> None:
    base = control.base
    anna, bob = base.user("anna"), base.user("bob")
    for _ in range(5):
        base.contact(base.client())
    control.hand_out("phone", "email", rule=among(anna, bob, nobody=Nobody.SHARE))
    owners: dict[object, set[object]] = {}
    for row in rows(control):
        owners.setdefault(row[2], set()).add(row[0])
    assert all(len(people) == 1 for people in owners.values())
    assert sorted(len([1 for people in owners.values() if people == {one.id}]) for one in (anna, bob)) == [2, 3]
