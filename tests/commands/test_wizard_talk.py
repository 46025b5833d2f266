"""`crmctl wizard` where somebody is there to answer: what becomes of the answers, and of leaving before the end."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crmctl.books.projects import add_project
from crmctl.context import Context
from crmctl.wizard.dialog import Back
from tests.builders import EMAIL, PHONE, Base
from tests.commands.conftest import Program, Said
from tests.dialogs import Scripted, keyboard
from tests.wizard import talking
from tests.wizard.test_conversation import STRAIGHT, TERMS, WHAT

TALK = ("wizard", "contact-info")


@pytest.fixture
def holes(base: Base) -> Base:
    talking.company(base)
    return base


@pytest.fixture
def present(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Somebody is there."""
    monkeypatch.setattr("crmctl.ui.terminal.can_ask", lambda: True)
    return monkeypatch


Answer = Callable[..., Said]


@pytest.fixture
def answer(crm: Program, holes: Base, present: pytest.MonkeyPatch) -> Answer:
    def run(script: list[Any], *options: str) -> Said:
        person = Scripted(*script)
        present.setattr("crmctl.commands._conversation.Terminal", lambda _screen, _views: person)
        said = crm(*TALK, *options)
        assert not person.todo
        return said

    return run


def test_the_answers_make_tasks_and_are_offered_to_be_saved(answer: Answer, crm: Program) -> None:
    said = answer([*STRAIGHT, "ночь"])
    assert said.code == 0
    assert "crmctl undo" in said.err
    assert (
        "The same again:\ncrmctl wizard contact-info --need phone,email --by responsible --due +5bd --yes" in said.err
    )
    assert [(task["assignee"], task["rows"], task["due"]) for task in crm.json("tasks", "list")] == [
        ("anna", 4, "2026-03-10"),
        ("bob", 2, "2026-03-10"),
    ]
    profiles = crm.json("check", "list")
    assert "ночь" in str(profiles)


@pytest.mark.parametrize("no", ["", Back])
def test_the_offer_may_be_declined(answer: Answer, crm: Program, no: Any) -> None:
    said = answer([*STRAIGHT, no])
    assert (said.code, len(crm.json("tasks", "list"))) == (0, 2)
    assert "Saved" not in said.err


@pytest.mark.parametrize("leaving", [KeyboardInterrupt, EOFError])
def test_leaving_at_the_offer_leaves_the_tasks(
    crm: Program, holes: Base, present: pytest.MonkeyPatch, leaving: type[BaseException]
) -> None:
    class Leaving(Scripted):
        def _next(self, *asked: Any, **more: Any) -> Any:
            if not self.todo:
                raise leaving
            return super()._next(*asked, **more)

    present.setattr("crmctl.commands._conversation.Terminal", lambda _screen, _views: Leaving(*STRAIGHT))
    assert (crm(*TALK).code, len(crm.json("tasks", "list"))) == (0, 2)


def test_no_transaction_is_open_while_the_offer_is_on_the_screen(
    crm: Program, holes: Base, present: pytest.MonkeyPatch
) -> None:
    import sqlite3

    class Writing(Scripted):
        def _next(self, *asked: Any, **more: Any) -> Any:
            other = sqlite3.connect(holes.db, timeout=0, isolation_level=None)
            other.execute("BEGIN EXCLUSIVE")
            other.execute("COMMIT")
            other.close()
            return super()._next(*asked, **more)

    present.setattr("crmctl.commands._conversation.Terminal", lambda _screen, _views: Writing(*STRAIGHT, "ночь"))
    assert crm(*TALK).code == 0


def test_with_save_nothing_is_offered(answer: Answer) -> None:
    said = answer(STRAIGHT, "--save", "ночь")
    assert said.code == 0


def test_answers_that_are_saved_already_are_not_offered_again(answer: Answer, crm: Program) -> None:
    assert answer([*STRAIGHT[:-1], "save", "ночь"]).code == 0
    assert answer(STRAIGHT).code == 0


def test_only_saving_makes_no_task(answer: Answer, crm: Program) -> None:
    said = answer([*STRAIGHT[:-1], "save", "ночь"])
    assert said.code == 0
    assert "crmctl wizard --profile ночь" in said.err
    assert crm.json("tasks", "list") == []


def test_cancelling_is_a_refusal_and_makes_nothing(answer: Answer, crm: Program) -> None:
    runs = crm.json("runs", "list")
    said = answer([*STRAIGHT[:-1], "cancel"])
    assert (said.code, said.err) == (4, "Error: Nothing was changed.\n")
    assert crm.json("runs", "list") == runs


SUMMER = [*STRAIGHT[: -len(TERMS) - 1], "a new one …", " Лето  26 ", *STRAIGHT[-len(TERMS) :]]


def test_a_new_project_is_made_with_the_tasks_and_undone_with_them(answer: Answer, crm: Program) -> None:
    runs = len(crm.json("runs", "list"))
    said = answer([*SUMMER, ""])
    assert "--project 'Лето 26'" in said.err
    assert [task["project"] for task in crm.json("tasks", "list")] == ["Лето 26"] * 2
    made, *before = crm.json("runs", "list")
    assert len(before) == runs
    assert crm("undo", str(made["run"]), "--yes").code == 0
    assert (crm.json("projects", "list"), crm.json("tasks", "list")) == ([], [])


def test_a_new_project_is_saved_with_the_answers_that_name_it(answer: Answer, crm: Program) -> None:
    assert answer([*SUMMER[:-1], "save", "ночь"]).code == 0
    assert [one["name"] for one in crm.json("projects", "list")] == ["Лето 26"]
    assert crm.json("wizard", "--profile", "ночь", "--by", "responsible", "--yes")["tasks"][0]["project"] == "Лето 26"


def test_no_project_is_left_by_who_cancels(answer: Answer, crm: Program) -> None:
    assert answer([*SUMMER[:-1], "cancel"]).code == 4
    assert crm.json("projects", "list") == []


def test_who_made_the_project_meanwhile_keeps_it(crm: Program, holes: Base, present: pytest.MonkeyPatch) -> None:
    class Meanwhile(Scripted):
        def _next(self, *asked: Any, **more: Any) -> Any:
            if asked[0] == "All right?":
                with holes.write() as work:
                    add_project(work, talking.ADMIN, "лето 26")
            return super()._next(*asked, **more)

    present.setattr("crmctl.commands._conversation.Terminal", lambda _screen, _views: Meanwhile(*SUMMER, ""))
    assert crm(*TALK).code == 0
    assert [task["project"] for task in crm.json("tasks", "list")] == ["лето 26"] * 2


def test_a_project_nobody_knows_is_still_an_error_of_the_option(answer: Answer, crm: Program) -> None:
    for more in ([], ["--by", "responsible", "--yes"]):
        said = answer([], "--project", "Лето", *more)
        assert (said.code, said.err.splitlines()[0]) == (2, "Error: --project: there is no project Лето.")


def test_a_plan_is_written_instead_of_tasks(answer: Answer, crm: Program, tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    without_project = [*STRAIGHT[: -len(TERMS) - 1], *STRAIGHT[-len(TERMS) :]]
    assert answer(without_project, "--plan", str(file)).code == 0
    assert crm.json("tasks", "list") == []
    assert len(crm.json("apply", str(file), "--yes")["tasks"]) == 2


def test_where_nothing_is_found_it_ends_well_and_where_nothing_matches_with_5(
    crm: Program, base: Base, present: pytest.MonkeyPatch
) -> None:
    base.client(responsible=base.user("anna"), phone=PHONE, email=EMAIL)

    def run(script: list[Any], *options: str) -> Said:
        present.setattr("crmctl.commands._conversation.Terminal", lambda _screen, _views: Scripted(*script))
        return crm(*TALK, *options)

    found = run([*WHAT, "go", "Leave it at that"])
    assert (found.code, found.err) == (0, "There is nothing to hand out.\n")
    empty = run([*WHAT, "Leave it at that"], "--where", "city = Тверь")
    assert (empty.code, empty.err) == (5, "The filters match no record.\n")


@pytest.mark.parametrize(
    "options",
    [("--yes",), ("--json",), ("--plain",), ("--no-input",), ("--need", "phone", "--yes")],
)
def test_who_does_not_want_to_be_asked_is_told_the_option(
    crm: Program, holes: Base, present: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    said = crm(*TALK, *options)
    assert said.code == 2
    assert "--by responsible, --among LOGIN,…, --group NAME" in said.err


def test_a_terminal_that_cannot_draw_is_not_talked_to(crm: Program, holes: Base, present: pytest.MonkeyPatch) -> None:
    present.setenv("TERM", "dumb")
    assert "--by responsible" in crm(*TALK).err


def test_where_nobody_is_the_missing_option_is_named(crm: Program, holes: Base) -> None:
    for line in (TALK, ("wizard",)):
        said = crm(*line)
        assert said.code == 2
        assert "--by responsible" in said.err


def test_who_gets_it_said_it_asks_once(crm: Program, holes: Base, present: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    present.setattr(Context, "confirm", lambda _crm, question, _yes: asked.append(question))
    assert crm(*TALK, "--by", "responsible").code == 0
    assert asked == ["Make 2 tasks with 6 rows?"]


KEYS = [*["\r"] * 15]
"""Enter at every question up to the last look."""


@pytest.mark.parametrize("leaving", ["\x03", "\x04"], ids=["ctrl-c", "ctrl-d"])
def test_leaving_at_any_step_writes_nothing_and_ends_with_130(
    crm: Program, holes: Base, present: pytest.MonkeyPatch, leaving: str
) -> None:
    before = Path(holes.db).read_bytes()
    for step in range(len(KEYS) + 1):
        with keyboard() as at:
            at.press(*KEYS[:step], leaving)
            said = crm(*TALK)
        assert (said.code, said.err) == (130, "Error: Cancelled.\n"), step
        assert Path(holes.db).read_bytes() == before


def test_enter_at_every_step_makes_the_tasks(crm: Program, holes: Base, present: pytest.MonkeyPatch) -> None:
    with keyboard() as at:
        at.press(*KEYS, "\r", "\r")
        assert crm(*TALK).code == 0
    assert len(crm.json("tasks", "list")) == 2
