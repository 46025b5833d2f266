"""`crmctl tasks`: its JSON, its pages, its endings."""

import subprocess
import sys
from datetime import UTC, date, timedelta

import pytest

from crmctl.rights import Actor
from crmctl.store.dues import end_of_day
from tests.builders import NOW, TODAY, Base
from tests.commands.conftest import Program
from tests.running import CLEAN
from tests.tasks.handing import Asked, hand_out
from tests.tasks.test_listing import KEYS

ITEM_KEYS = "row record id client_id name requirement state value filled_at filled_by again_after"
HOSTILE = "ООО [red]Рога\x1b[31m\u202e\x00 :id:"
GOOD = "+7 926 125-04-05"


@pytest.fixture
def bob(base: Base) -> Actor:
    return base.user("bob")


def test_mine_is_an_array_of_tasks_with_the_keys_of_the_contract(crm: Program, base: Base, bob: Actor) -> None:
    assert crm.json("tasks", "mine", as_="bob") == []
    hand_out(base, bob, Asked(base.client()), due_at=end_of_day(date(2026, 3, 1), UTC))
    (task,) = crm.json("tasks", "mine", as_="bob")
    assert list(task) == KEYS.split()
    assert (task["due"], task["control"], task["overdue"], task["status"]) == ("2026-03-01", None, True, "new")
    assert crm.json("tasks", "list") == [task]


def test_mine_is_grouped_and_marks_what_is_overdue_and_not_accepted(crm: Program, base: Base, bob: Actor) -> None:
    hand_out(base, bob, Asked(base.client(phone=GOOD)), Asked(base.client()), due_at=NOW - timedelta(days=1))
    hand_out(base, bob, title="Потом", status="accepted")
    lines = crm("tasks", "mine", as_="bob").out.splitlines()
    assert lines[0] == "Overdue (1)"
    assert lines[2].split() == [
        "1",
        "█████░░░░░",
        "50",
        "%",
        "✗",
        "2026-03-01",
        "09:00"[:0] or "⚠",
        "not",
        "accepted",
        "Контакты",
    ]
    assert lines[3:5] == ["", "Without due date (1)"]
    assert lines[6].split() == ["2", "░░░░░░░░░░", "0", "%", "accepted", "Потом"]
    assert lines[2].index("⚠") == lines[6].index("accepted")


def test_a_person_gets_a_page_and_a_script_all(crm: Program, base: Base, bob: Actor) -> None:
    for _ in range(52):
        hand_out(base, bob)
    said = crm("tasks", "mine", as_="bob")
    assert (said.out.count("Контакты"), said.err) == (50, "2 more tasks: see --limit.\n")
    assert len(crm.json("tasks", "mine", as_="bob")) == 52
    assert len(crm("tasks", "list", "--plain").out.splitlines()) == 53
    assert len(crm.json("tasks", "list", "--limit", "3")) == 3


def test_nothing_to_do_is_no_error(crm: Program, bob: Actor) -> None:
    said = crm("tasks", "mine", as_="bob")
    assert (said.code, said.out, said.err) == (0, "", "There is nothing in your charge.\n")


def test_list_leaves_out_the_cancelled_and_the_undone(crm: Program, base: Base, bob: Actor) -> None:
    kept, cancelled = hand_out(base, bob, status="done"), hand_out(base, bob, status="cancelled")
    undone = hand_out(base, bob)
    run = base.reader.execute("SELECT MAX(id) FROM run", {}).fetchone()[0]
    assert crm("undo", str(run), "--yes").code == 0
    assert [task["id"] for task in crm.json("tasks", "list")] == [kept]
    everything = {task["id"]: task["status"] for task in crm.json("tasks", "list", "--all")}
    assert everything == {kept: "done", cancelled: "cancelled", undone: "cancelled"}


def test_list_is_filtered_and_ordered(crm: Program, base: Base, bob: Actor) -> None:
    first, second = hand_out(base, bob, title="Б"), hand_out(base, bob, title="А", due_at=NOW)
    assert [task["id"] for task in crm.json("tasks", "list", "--where", "due is empty")] == [first]
    assert [task["id"] for task in crm.json("tasks", "list", "--order", "title")] == [second, first]
    assert crm.refused("tasks", "list", "--where", "dew = today")["code"] == "bad-filter"
    assert crm.refused("tasks", "list", "--order", "titel")["exit"] == "2"


def test_show_has_items_in_the_order_of_their_rows(crm: Program, base: Base, bob: Actor) -> None:
    first, second = base.client("Ромашка", phone="нет"), base.client("Лютик")
    task = hand_out(base, bob, Asked(first), Asked(second), Asked(first, "email", base.contact(first)))
    crm("tasks", "row", f"{task}.2", "--set", GOOD, as_="bob")
    shown = crm.json("tasks", "show", str(task))
    assert list(shown)[: len(KEYS.split())] == KEYS.split()
    assert all(list(item) == ITEM_KEYS.split() for item in shown["items"])
    assert [(i["row"], i["record"], i["name"], i["state"], i["value"], i["filled_by"]) for i in shown["items"]] == [
        ("1.1", "client", "Ромашка", "placeholder", "нет", None),
        ("1.2", "client", "Лютик", "ok", GOOD, "bob"),
        ("1.3", "contact", "Иванов", "missing", None, None),
    ]
    assert shown["items"][1]["filled_at"] == "2026-03-02T09:00:00+00:00"


def test_show_tells_each_row_by_mark_and_word(crm: Program, base: Base, bob: Actor) -> None:
    client, gone = base.client("Ромашка", phone=GOOD), base.client("Лютик", archived_at=NOW, archive_reason="gone")
    task = hand_out(
        base, bob, Asked(client), Asked(gone), Asked(base.client("Мак", phone="-")), Asked(base.client("Пион"))
    )
    out = crm("tasks", "show", str(task)).out
    rows = {line.split()[1]: line for line in out.splitlines() if line.strip().startswith("1.")}
    assert f"✓ {GOOD} (admin, 2026-03-02 09:00)" in rows["Ромашка"]
    assert rows["Лютик"].endswith("Phone   gone")
    assert "⚠ -: placeholder" in rows["Мак"]
    assert "✗ missing" in rows["Пион"]
    assert "1 of 4 filled, 4 clients, 1 no longer applies" in out


def test_a_row_answers_with_its_new_state(crm: Program, base: Base, bob: Actor) -> None:
    task = hand_out(base, bob, Asked(base.client()), Asked(base.client()))
    said = crm("tasks", "row", f"{task}.1", "--set", "-", as_="bob")
    assert (said.code, said.err) == (0, "Stored, but it does not fill the row: placeholder.\n")
    item = crm.json("tasks", "row", f"{task}.1", "--set", f"phone={GOOD}", as_="bob")
    assert list(item) == ITEM_KEYS.split()
    assert (item["state"], item["filled_by"]) == ("ok", "bob")
    assert crm.json("tasks", "row", f"{task}.2")["state"] == "missing"
    assert crm.refused("tasks", "row", f"{task}.3")["exit"] == "2"


def test_the_last_row_may_close_the_task_and_is_still_shown(crm: Program, base: Base, bob: Actor) -> None:
    task = hand_out(base, bob, Asked(base.client()))
    assert crm.json("tasks", "row", f"{task}.1", "--set", GOOD, as_="bob")["state"] == "ok"
    assert crm.json("tasks", "show", str(task), as_="bob")["status"] == "done"


def test_add_accept_done_and_cancel_answer_with_the_task(crm: Program, bob: Actor) -> None:
    made = crm.json(
        "tasks", "add", "--title", "Позвонить", "--assignee", "bob", "--due", "tomorrow", "--text", "до обеда"
    )
    assert (made["assignee"], made["due"], made["kind"]) == ("bob", str(TODAY + timedelta(days=1)), "manual")
    assert (made["description"], made["items"]) == ("до обеда", [])
    number = str(made["id"])
    assert crm.json("tasks", "accept", number, as_="bob")["status"] == "accepted"
    assert crm.json("tasks", "done", number, as_="bob")["status"] == "done"
    assert crm.refused("tasks", "cancel", number, "--reason", "x")["exit"] == "4"
    other = crm("tasks", "add", "Написать")
    assert (other.out, other.err) == ("", "Task 2 is made.\n")
    assert crm.json("tasks", "cancel", "2", "--reason", "незачем")["status"] == "cancelled"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (["show", "99"], "2"),
        (["show", "1"], "4"),
        (["accept", "1"], "4"),
        (["row", "1.1", "--set", "x"], "4"),
        (["row", "x"], "2"),
        (["add", "--title", " "], "2"),
        (["add"], "2"),
        (["add", "x", "--title", "x"], "2"),
        (["add", "--title", "x", "--due", "someday"], "2"),
    ],
)
def test_refusals_have_their_exit_codes(crm: Program, base: Base, line: list[str], code: str) -> None:
    base.user("eve")
    hand_out(base, base.user("bob"), Asked(base.client()))
    assert crm.refused("tasks", *line, as_="eve")["exit"] == code


def test_done_early_names_the_option_of_the_missing_reason(crm: Program, base: Base, bob: Actor) -> None:
    task = str(hand_out(base, bob, Asked(base.client())))
    refusal = crm.refused("tasks", "done", task, as_="bob")
    assert (refusal["exit"], refusal["hint"]) == ("2", "Give --reason.")
    assert crm.json("tasks", "done", task, "--reason", "нет связи", as_="bob")["reason"] == "нет связи"


def test_hostile_names_are_harmless_in_every_form(crm: Program, base: Base, bob: Actor) -> None:
    task = hand_out(base, bob, Asked(base.client(HOSTILE)), title=HOSTILE)
    for line in (["mine"], ["list"], ["list", "--plain"], ["show", str(task)], ["show", str(task), "--json"]):
        out = crm("tasks", *line, as_="bob").out
        assert "[red]" in out
        assert not {"\x1b", "\u202e", "\x00"} & set(out)
    assert crm.json("tasks", "show", str(task))["title"] == HOSTILE


@pytest.mark.parametrize("line", [["mine"], ["list"], ["mine", "--json"], ["show", "1"]])
def test_reading_tasks_imports_nothing_heavy(base: Base, bob: Actor, line: list[str]) -> None:
    hand_out(base, bob, Asked(base.client()), due_at=NOW)
    command = ["tasks", *line]
    code = f"import sys; from crmctl.main import main; main({command}); print(*sys.modules, file=sys.stderr)"
    env = CLEAN | {"CRMCTL_DB": base.db, "CRMCTL_USER": "bob"}
    ended = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert "Контакты" in ended.stdout
    heavy = {"sqlalchemy", "sqlmodel", "rich", "pydantic", "alembic", "phonenumbers", "questionary", "holidays"}
    assert not heavy & {name.partition(".")[0] for name in ended.stderr.split()}
