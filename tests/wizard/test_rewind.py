"""Going back by replay."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from crmctl.wizard.dialog import Back, Choice, Dialog, Line
from crmctl.wizard.rewind import converse
from tests.dialogs import ON, Scripted

KINDS = [Choice("Phone", "phone"), Choice("E-mail", "email")]


def wizard(ask: Dialog) -> Any:
    kinds = ask.pick_many("kinds", KINDS)
    found = []
    while field := ask.pick("field", [Choice("done", ""), Choice("City", "city")]):
        found.append((field, ask.text("value")))
        ask.show(len(found))
    ask.leaf("preview", 2, lambda page: f"page {page}")
    how = ask.pick("how", [Choice("by responsible", "resp"), Choice("weights", "w")])
    shares = ask.amounts("shares", [Line("anna", 3), Line("bob", 3)], says=str) if how == "w" else None
    return kinds, found, how, shares, ask.text("due", default="+5bd")


def test_straight_on() -> None:
    said = converse(wizard, Scripted(["phone"], "", ON, "resp", ""))
    assert said == (["phone"], [], "resp", None, "+5bd")


def test_back_over_a_branch_and_into_a_loop() -> None:
    script = Scripted(["phone"], "city", "Омск", "", ON, "w", [1, 5], Back, Back, Back, Back, Back, "Пермь", "", ON,
                      "resp", "fri")  # fmt: skip
    assert converse(wizard, script) == (["phone"], [("city", "Пермь")], "resp", None, "fri")
    assert not script.todo


def test_back_at_the_first_question_asks_it_again() -> None:
    script = Scripted(Back, Back, ["email"], "", ON, "resp", "")
    assert converse(wizard, script)[0] == ["email"]
    assert script.labels[:3] == ["kinds"] * 3


def test_nothing_is_drawn_while_answers_are_replayed() -> None:
    script = Scripted(["phone"], "city", "Омск", "", Back, "city", "Тула", "", ON, "resp", Back, "resp", "")
    converse(wizard, script)
    assert [one for one in script.shown if one in (1, 2)] == [1, 1, 2]


def test_an_answer_taken_back_becomes_the_default() -> None:
    script = Scripted(["email"], "", ON, "w", [2, 4], Back, Back, "w", [2, 4], "")
    converse(wizard, script)
    hows = [one.default for one in script.asked if one.label == "how"]
    assert hows == [None, "w"]
    assert [one.default for one in script.asked if one.label == "shares"] == [[3, 3], [2, 4], [2, 4]]


def test_an_answer_that_cannot_be_given_any_more_is_asked_for_again() -> None:
    offered = [KINDS, KINDS[1:], KINDS[1:]]

    def moving(ask: Dialog) -> Any:
        return ask.pick("kind", offered.pop(0)), ask.text("due")

    script = Scripted("phone", Back, "email", "x")
    assert converse(moving, script) == ("email", "x")
    offered[:] = [KINDS, KINDS[1:]]

    def longer(ask: Dialog) -> Any:
        return ask.pick("kind", offered.pop(0)), ask.text("title"), ask.text("due")

    script = Scripted("phone", "t", Back, "email", "t", "x")
    assert converse(longer, script) == ("email", "t", "x")


def test_where_nothing_can_be_ticked_nothing_is_asked() -> None:
    assert converse(lambda ask: ask.pick_many("kinds", []), Scripted()) == []


answers = st.tuples(
    st.lists(st.sampled_from(["phone", "email"]), min_size=1, unique=True),
    st.lists(st.text("абв", min_size=1, max_size=3), max_size=3),
    st.sampled_from(["resp", "w"]),
    st.lists(st.integers(0, 9), min_size=2, max_size=2),
    st.sampled_from(["", "+3bd"]),
)


def script_of(kinds: list[str], values: list[str], how: str, shares: list[int], due: str) -> list[Any]:
    loop = [step for value in values for step in ("city", value)]
    return [kinds, *loop, "", ON, how, *([shares] if how == "w" else []), due]


@given(answers, st.data())
def test_any_going_back_and_on_again_ends_in_the_same_answers(said: Any, data: st.DataObject) -> None:
    straight = script_of(*said)
    wandering: list[Any] = []
    at = 0
    for goes_on in data.draw(st.lists(st.booleans(), max_size=12)):
        if goes_on and at < len(straight) - 1:
            wandering.append(straight[at])
            at += 1
        elif not goes_on:
            wandering.append(Back)
            at = max(0, at - 1)
    script = Scripted(*wandering, *straight[at:])
    assert converse(wizard, script) == converse(wizard, Scripted(*straight))
    assert not script.todo
