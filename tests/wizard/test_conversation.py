"""The wizard's conversation, by a script of answers: every branch ends in the answers that options give."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crmctl.books.absences import Details, add_absence
from crmctl.books.projects import add_project, edit_project
from crmctl.books.users import Details as UserDetails
from crmctl.books.users import add_user
from crmctl.control.profiles import Profile, save_profile
from crmctl.control.question import Question
from crmctl.errors import FilterError, NoPermission, UsageError
from crmctl.rights import Actor
from crmctl.vocabulary import Level, Priority, RecordType, Role
from crmctl.wizard.around import Around, Matching
from crmctl.wizard.conversation import End, LastLook, Outcome
from crmctl.wizard.dealing import Dealt, Nobodys
from crmctl.wizard.dialog import Back
from crmctl.wizard.handing import Handing
from crmctl.wizard.looking import Grid, Seen, Sums
from crmctl.wizard.planning import Answers
from tests.builders import EMAIL, PHONE, Base
from tests.dialogs import ON, Scripted
from tests.wizard.talking import ADMIN, around_of, talked

WHAT = ["", ["phone", "email"], False, Level.VALID, False]
ALL = ["go", "go"]
RESPONSIBLE = ["responsible", "skip", "go"]
TERMS = ["", "", "", ""]
"""Project, due, control date, controller: Enter."""
MADE = [End.MAKE]
STRAIGHT = [*WHAT, *ALL, ON, *RESPONSIBLE, *TERMS, *MADE]
USUAL = Answers(Question(need=("phone", "email")), Handing(by="responsible", due="+5bd"))


def test_enter_all_the_way_hands_out_by_responsible(around: Around) -> None:
    outcome = talked(around, Scripted(*STRAIGHT))
    assert (outcome.end, outcome.answers) == (End.MAKE, USUAL)
    assert outcome.plan is not None
    assert outcome.plan == around.plan(USUAL)
    assert outcome.answers.command_line() == (
        "crmctl wizard contact-info --need phone,email --by responsible --due +5bd --yes"
    )


def test_what_is_shown_is_what_was_asked(around: Around) -> None:
    script = Scripted(*STRAIGHT)
    talked(around, script)
    kinds = [type(one) for one in script.shown]
    assert kinds == [Matching, Matching, Seen, Grid, Grid, Sums, Nobodys, Dealt, LastLook]
    assert script.shown[0] == Matching(RecordType.CLIENT, "", 5, 5, {"phone": 1, "email": 5})
    assert script.shown[1] == Matching(RecordType.CONTACT, "", 1, 1, {"phone": 1, "email": 0})
    pages = [one for one in script.shown if isinstance(one, Grid)]
    assert [[(row.record, row.id) for row in page.rows] for page in pages] == [
        [("client", 1), ("contact", 1), ("client", 2)],
        [("client", 3), ("client", 4), ("client", 5)],
    ]


def test_whole_clients_stand_on_one_page(around: Around) -> None:
    script = Scripted(*STRAIGHT)
    talked(around, script)
    clients = [{row.client_id for row in one.rows} for one in script.shown if isinstance(one, Grid)]
    assert sum(map(len, clients)) == len(set().union(*clients)) == 5


OPTIONS: dict[str, tuple[Any, list[Any]]] = {
    "only": ("clients", ["Whose contact information?", "What must contacts have?", "Which contacts?"]),
    "need": (["phone"], ["What must clients have?"]),
    "need_contact": (["phone"], ["What must contacts have?"]),
    "level": (Level.PRESENCE, ["A value has to be"]),
    "through_contacts": (True, ["A client needs a phone or e-mail"]),
    "where": ("city = Омск", ["Which clients?"]),
    "where_contact": ("id > 0", ["Which contacts?"]),
    "by": ("responsible", ["Who gets the work?"]),
    "among": (["anna"], ["Who gets the work?"]),
    "nobody": ("skip", ["Clients nobody is in charge of"]),
    "due": ("+3bd", ["Due"]),
    "control": ("2026-04-01", ["Control date"]),
    "controller": ("bob", ["Controller"]),
}


class Enter(Scripted):
    """Presses Enter at every question, and makes the tasks."""

    def _next(self, label: str, choices: Any = (), default: Any = None) -> Any:
        self.todo = [self._enter(choices, default)]
        return super()._next(label, choices, default)

    @staticmethod
    def _enter(choices: Any, default: Any) -> Any:
        if not choices:
            return default if default is not None else ON
        if isinstance(default, list):
            return default
        values = [one.value for one in choices]
        return default if default in values else values[0]


def test_nobody_who_presses_enter_is_ever_stuck(around: Around) -> None:
    assert talked(around, Enter()).answers == USUAL


@pytest.mark.parametrize("option", OPTIONS)
def test_what_was_given_as_an_option_is_not_asked(around: Around, option: str) -> None:
    value, labels = OPTIONS[option]
    everything, less = Enter(), Enter()
    talked(around, everything)
    outcome = talked(around, less, **{option: value})
    assert set(labels) <= set(everything.labels)
    assert not set(labels) & set(less.labels)
    assert outcome.answers.as_json()[option] == value


@pytest.mark.parametrize(
    ("given", "wrong"),
    [({"among": ["zoe"]}, UsageError), ({"where": "city ="}, FilterError), ({"need": ["fone"]}, UsageError)],
)
def test_what_cannot_be_used_is_refused_before_the_first_question(
    around: Around, given: dict[str, Any], wrong: type[Exception]
) -> None:
    script = Scripted()
    with pytest.raises(wrong):
        talked(around, script, **given)
    assert not script.asked


def test_managers_are_asked_nothing(holes: Base) -> None:
    script = Scripted()
    with pytest.raises(NoPermission):
        talked(around_of(holes, Actor(2, "anna", "Anna", Role.MANAGER, None)), script)
    assert not script.asked


def test_contacts_may_need_something_else(around: Around) -> None:
    script = Scripted("", ["phone"], True, ["email", "phone"], *STRAIGHT[3:8], "responsible", *STRAIGHT[10:])
    assert talked(around, script).answers.question == Question(need=("phone",), need_contact=("phone", "email"))


def test_contacts_alone_have_one_filter_for_their_clients_and_one_of_their_own(around: Around) -> None:
    script = Scripted("contacts", ["phone"], Level.PRESENCE, *ALL, ON, "responsible", "go", *TERMS, *MADE)
    said = talked(around, script).answers.question
    assert said == Question(need=("phone",), only="contacts", level=Level.PRESENCE)


def test_a_channel_may_be_served_by_a_contact_and_either_of_two_may_do(around: Around) -> None:
    script = Scripted("clients", ["phone|email", "phone:mobile"], Level.VALID, True, "go", ON, *STRAIGHT[8:])
    question = talked(around, script).answers.question
    assert (question.only, question.through_contacts) == ("clients", True)
    assert question.need == ("phone|email", "phone:mobile")


def test_a_check_that_is_the_only_choice_is_not_asked_for(around: Around) -> None:
    assert talked(around, Scripted(*STRAIGHT), start=None).answers == USUAL


def test_the_menu_has_saved_answers_and_the_open_gaps_of_each(holes: Base) -> None:
    with holes.write() as work:
        save_profile(work, ADMIN, "ночь", "contact-info", {"need": ["email"], "only": "clients", "due": "+2bd"})
        save_profile(work, ADMIN, "битый", "contact-info", {"where": "нетполя = 1"})
    script = Scripted("Profile ночь", ON, *RESPONSIBLE, "", "", "", *MADE)
    outcome = talked(around_of(holes), script, start=None)
    menu = {one.label: one.note for one in script.asked[0].choices}
    assert menu["Contact information"] == "7 gaps"
    assert menu["Profile ночь"] == "5 gaps"
    assert "нетполя" in menu["Profile битый"]
    assert outcome.answers == Answers(Question(need=("email",), only="clients"), Handing(by="responsible", due="+2bd"))


def test_shares_among_people_with_weights(around: Around) -> None:
    script = Scripted(*WHAT, *ALL, ON, "among", ["anna", "bob"], "weights", [3, 1], "go", *TERMS, *MADE)
    outcome = talked(around, script)
    assert outcome.answers.handing.among == ("anna:3", "bob")
    assert outcome.plan is not None
    assert [len(bundles) for bundles in outcome.plan.shares.values()] == [4, 1]


def test_broken_weights_stay_broken_when_others_are_changed(around: Around) -> None:
    first, then = [Fraction(1, 2), Fraction(1, 3)], [Fraction(1, 2), 2]
    script = Scripted(*WHAT, *ALL, ON, "weights", first, "weights", then, "go", *TERMS, *MADE)
    outcome = talked(around, script, among=["Anna:0.5", "bob:1/3"])
    assert [one.default for one in script.asked if one.label == "Weights"] == [first] * 2
    assert outcome.answers.handing.among == ("anna:0.5", "bob:2")


def test_numbers_of_clients_by_hand_are_what_was_asked(around: Around) -> None:
    script = Scripted(*WHAT, *ALL, ON, "among", ["anna", "bob"], "counts", [1, 3], "go", *TERMS, *MADE)
    outcome = talked(around, script)
    assert outcome.answers.handing.counts == ("anna:1", "bob:3")
    assert "--counts anna:1,bob:3" in outcome.answers.command_line()
    assert outcome.plan is not None
    assert [len(bundles) for bundles in outcome.plan.shares.values()] == [1, 3]
    assert outcome.plan.left.clients == 1


def test_numbers_left_as_they_are_ask_for_nothing(around: Around) -> None:
    script = Scripted(*WHAT, *ALL, ON, "responsible", "skip", "counts", [3, 1], "go", *TERMS, *MADE)
    assert talked(around, script).answers == USUAL


def test_by_responsible_numbers_are_bounds(around: Around) -> None:
    script = Scripted(*WHAT, *ALL, ON, "responsible", "skip", "counts", [2, 0], "go", *TERMS, *MADE)
    outcome = talked(around, script)
    assert outcome.answers.handing.counts == ("anna:2", "bob:0")
    assert outcome.plan is not None
    assert (len(outcome.plan.shares), outcome.plan.left.clients) == (1, 2)


def test_a_group_shares_and_some_of_it_may_weigh_more(holes: Base) -> None:
    from crmctl.books.groups import add_group

    with holes.write() as work:
        add_group(work, ADMIN, "Продажи", ["anna", "bob"])
    script = Scripted(*WHAT, *ALL, ON, "group", "Продажи", "weights", [1, 4], "go", *TERMS, *MADE)
    handing = talked(around_of(holes), script).answers.handing
    assert (handing.group, handing.among, handing.by) == ("Продажи", ("bob:4",), None)


@pytest.mark.parametrize(("said", "kept", "rows"), [("skip", None, 6), ("share", "share", 7), ("bob", "bob", 7)])
def test_clients_of_nobody_are_lines_with_a_choice(around: Around, said: str, kept: str | None, rows: int) -> None:
    outcome = talked(around, Scripted(*WHAT, *ALL, ON, "responsible", said, "go", *TERMS, *MADE))
    assert outcome.answers.handing.nobody == kept
    assert outcome.plan is not None
    assert outcome.plan.rows == rows


def nobodys(script: Scripted) -> list[tuple[str, str, int]]:
    """The lines of clients that are nobody's as things stand: why, who, and how many they are."""
    lines = next(one for one in script.shown if isinstance(one, Nobodys)).lines
    return [(line.why.value, line.who, line.portion.clients) for line in lines]


def test_unknown_and_inactive_people_have_lines_of_their_own(holes: Base) -> None:
    gone = holes.user("gone", active=False)
    holes.client("Ушедшего", responsible=gone)
    holes.client("Чужого", responsible_text="Ким Павел")
    script = Scripted(*STRAIGHT)
    talked(around_of(holes), script)
    assert nobodys(script) == [
        ("inactive", "gone", 1),
        ("nobody", "", 1),
        ("unknown", "Ким Павел", 1),
    ]


def test_a_name_that_several_users_have_is_one_line_however_it_is_spelled(holes: Base) -> None:
    for login in ("kim1", "kim2"):
        with holes.write() as work:
            add_user(work, ADMIN, login, UserDetails(name="Ким Павел"))
    for text in ("Ян Ли", "ким  павел", "Ким Павел", "ян ли"):
        holes.client(f"Клиент {text}", responsible_text=text)
    script = Scripted(*STRAIGHT)
    talked(around_of(holes), script)
    assert nobodys(script) == [
        ("namesakes", "ким  павел", 2),
        ("nobody", "", 1),
        ("unknown", "Ян Ли", 2),
    ]


def test_the_clients_of_somebody_away_are_a_line_with_a_choice(holes: Base) -> None:
    with holes.write() as work:
        add_absence(work, ADMIN, "anna", Details(holes.today, holes.today))
    script = Scripted(*WHAT, *ALL, ON, "responsible", "bob", "go", *TERMS, *MADE)
    outcome = talked(around_of(holes), script)
    assert nobodys(script) == [
        ("away", "anna", 3),
        ("nobody", "", 1),
    ]
    assert outcome.plan is not None
    assert [len(bundles) for bundles in outcome.plan.shares.values()] == [5]


def test_who_stands_in_gets_the_clients_without_a_question(holes: Base) -> None:
    with holes.write() as work:
        add_absence(work, ADMIN, "anna", Details(holes.today, holes.today, "bob"))
    outcome = talked(around_of(holes), Scripted(*WHAT, *ALL, ON, "responsible", "skip", "go", *TERMS, *MADE))
    assert outcome.plan is not None
    assert [len(bundles) for bundles in outcome.plan.shares.values()] == [4]


def test_only_the_first_clients_of_each_in_an_order(around: Around) -> None:
    first = ["first", "1", "name", "-"]
    outcome = talked(around, Scripted(*WHAT, *ALL, ON, "responsible", "skip", *first, "go", *TERMS, *MADE))
    assert (outcome.answers.handing.per_assignee, outcome.answers.handing.order) == (1, "-name")
    assert outcome.plan is not None
    assert [len(bundles) for bundles in outcome.plan.shares.values()] == [1, 1]


def test_numbers_by_hand_and_a_limit_for_all_do_not_stand_side_by_side(around: Around) -> None:
    by_hand = ["counts", [1, 1]]
    first = ["first", "2", ""]
    outcome = talked(around, Scripted(*WHAT, *ALL, ON, "responsible", "skip", *by_hand, *first, "go", *TERMS, *MADE))
    assert (outcome.answers.handing.per_assignee, outcome.answers.handing.counts) == (2, ())
    outcome = talked(around, Scripted(*WHAT, *ALL, ON, "responsible", "skip", *first, *by_hand, "go", *TERMS, *MADE))
    assert (outcome.answers.handing.per_assignee, outcome.answers.handing.counts) == (None, ("anna:1",))


def test_whoever_gets_it_may_be_changed_under_the_table(around: Around) -> None:
    script = Scripted(*WHAT, *ALL, ON, "responsible", "skip", "who", "among", ["bob"], "go", *TERMS, *MADE)
    assert talked(around, script).answers.handing == Handing(among=("bob",), due="+5bd")


def test_terms_are_said_as_they_are_meant(holes: Base) -> None:
    with holes.write() as work:
        add_project(work, ADMIN, "Весна")
    script = Scripted(*WHAT, *ALL, ON, *RESPONSIBLE, "Весна", "конец месяца", "+3bd", "bob", *MADE)
    handing = talked(around_of(holes), script).answers.handing
    assert handing == Handing(by="responsible", project="Весна", due="конец месяца", control="+3bd", controller="bob")


def test_a_project_may_be_made_and_the_way_back_from_its_name_leads_to_the_list(around: Around) -> None:
    script = Scripted(*STRAIGHT[:-5], "a new one …", Back, "a new one …", Back, "", *TERMS[1:], *MADE)
    assert talked(around, script).answers == USUAL
    script = Scripted(
        *STRAIGHT[:-5], "a new one …", "Лето", *TERMS[1:], "change", "Project", "a new one …", "Зима", *MADE
    )
    outcome = talked(around, script)
    assert outcome.plan is not None
    assert (outcome.answers.handing.project, outcome.plan.terms.new_project) == ("Зима", "Зима")
    last = next(one for one in reversed(script.asked) if one.label == "Name of the new project")
    assert last.default == "Лето"


def test_a_new_project_of_a_name_in_use_is_that_one(holes: Base) -> None:
    with holes.write() as work:
        add_project(work, ADMIN, "Весна")
        add_project(work, ADMIN, "Осень")
        edit_project(work, ADMIN, "Осень", active=False)
    script = Scripted(*STRAIGHT[:-5], "a new one …", "весна", *TERMS[1:], *MADE)
    outcome = talked(around_of(holes), script)
    assert outcome.plan is not None
    assert (outcome.answers.handing.project, outcome.plan.terms.new_project) == ("Весна", "")
    with pytest.raises(AssertionError, match="The project Осень is turned off"):
        talked(around_of(holes), Scripted(*STRAIGHT[:-5], "a new one …", "осень"))


@pytest.mark.parametrize("said", ["soonish", "2026-02-31 15:00"])
def test_a_date_that_is_none_is_refused_without_the_name_of_an_option(around: Around, said: str) -> None:
    with pytest.raises(AssertionError) as refused:
        talked(around, Scripted(*STRAIGHT[:-4], said))
    assert "2026-12-01" in str(refused.value)
    assert "--due" not in str(refused.value)


@pytest.mark.parametrize("said", ["-", "нет", "none"])
def test_a_task_may_have_no_due_date(around: Around, said: str) -> None:
    assert talked(around, Scripted(*STRAIGHT[:-4], said, "", "", *MADE)).answers.handing.due is None


def test_at_the_last_look_anything_may_be_changed(around: Around) -> None:
    changes = [
        "change", "Title", "Весна", "change", "Priority", Priority.HIGH, "change", "Which clients", "and", "city", "is",
        ["Омск"], "go", ON, "change", "Dates and controller", "+1bd", "", "", "change", "Who gets the work", "among",
        ["bob"], "go", "change", "What is checked", "clients", ["email"], Level.VALID, False, ON,
    ]  # fmt: skip
    outcome = talked(around, Scripted(*STRAIGHT[:-1], *changes, *MADE))
    assert outcome.answers == Answers(
        Question(need=("email",), only="clients", where="city = Омск"),
        Handing(among=("bob",), due="+1bd", priority=Priority.HIGH, title="Весна"),
    )


def test_cancel_and_save_only_make_nothing(around: Around) -> None:
    assert talked(around, Scripted(*STRAIGHT[:-1], End.CANCEL)).end is End.CANCEL
    saved = talked(around, Scripted(*STRAIGHT[:-1], End.SAVE, "ночь"))
    assert (saved.end, saved.name) == (End.SAVE, "ночь")


def test_a_plan_for_a_file_is_written_instead(around: Around) -> None:
    script = Scripted(*STRAIGHT)
    talked(around, script, file="plan.json")
    assert script.asked[-1].choices[0].label == "Write the plan to plan.json"


def test_where_nothing_is_found_the_filter_may_be_changed(around: Around) -> None:
    script = Scripted(
        *WHAT, "text", "city = Тверь", "go", "which_clients", "drop", "go", ON, *RESPONSIBLE, *TERMS, *MADE
    )
    outcome = talked(around, script)
    assert outcome.answers == USUAL
    assert "There is nothing to hand out" in script.labels


def test_where_all_is_nobodys_it_says_so_and_goes_on_without_tasks(base: Base) -> None:
    base.client("Ничей", phone=PHONE, email="нет")
    base.user("anna")
    script = Scripted(*WHAT, "go", ON, "responsible", "skip", "Go on without tasks", *TERMS, End.SAVE, "n")
    talked(around_of(base), script)
    assert End.MAKE not in [one.value for one in script.asked[-2].choices]


def test_where_nothing_is_missing_it_can_be_left(base: Base) -> None:
    base.client("Полно", phone=PHONE, email=EMAIL)
    script = Scripted(*WHAT, "go", "Leave it at that")
    assert talked(around_of(base), script).end is End.NOTHING


def wander(data: st.DataObject) -> list[Any]:
    """The straight answers, with steps back on the way."""
    wandering: list[Any] = []
    at = 0
    for goes_on in data.draw(st.lists(st.booleans(), max_size=25)):
        if goes_on and at < len(STRAIGHT) - 1:
            wandering.append(STRAIGHT[at])
            at += 1
        elif not goes_on:
            wandering.append(Back)
            at = max(0, at - 1)
    return [*wandering, *STRAIGHT[at:]]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=20)
@given(data=st.data())
def test_going_back_and_on_again_ends_in_the_same_plan(around: Around, data: st.DataObject) -> None:
    outcome: Outcome = talked(around, Scripted(*wander(data)))
    assert outcome.answers == USUAL
    assert outcome.plan == around.plan(USUAL)


def test_profiles_of_the_command_line_are_not_asked_again(around: Around) -> None:
    start = Profile("ночь", "contact-info", {"need": ["phone"], "due": "+2bd"})
    script = Scripted(ON, "responsible", "go", "", "", "", *MADE)
    assert talked(around, script, start=start).answers.handing == Handing(by="responsible", due="+2bd")
