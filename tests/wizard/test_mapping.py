"""The conversation about columns nobody knows."""

from collections.abc import Sequence

from crmctl.importing.fields import IGNORE
from crmctl.wizard.dialog import Back, Check, Choice, Dialog, accepted
from crmctl.wizard.mapping import Answers, Asked, ask_columns, offer
from crmctl.wizard.rewind import converse
from tests.dialogs import Scripted, keyboard

FIELDS = [
    Choice("Наименование", "name", "name"),
    Choice("ИНН", "inn", "inn"),
    Choice("Телефон", "phone:main", "phone:main"),
]
COLUMNS = [Asked("Kundennummer", ["77", "78"]), Asked("Nummer", ["+7 916", "x" * 80, "3", "4"]), Asked("Notiz", [])]


def asked(dialog: Dialog, columns: Sequence[Asked] = COLUMNS, usable: Check = accepted) -> Answers:
    return converse(lambda at: ask_columns(at, columns, FIELDS, {"name"}, usable), dialog)


def test_each_column_is_asked_about_with_what_stands_in_it() -> None:
    person = Scripted("inn", "Телефон", IGNORE, "")
    assert asked(person) == Answers({"Kundennummer": "inn", "Nummer": "phone:main", "Notiz": IGNORE}, "")
    assert person.labels[0] == "Column Kundennummer (77, 78)"
    assert person.labels[1] == f"Column Nummer (+7 916, {'x' * 23}…, 3)"
    assert person.labels[2] == "Column Notiz (empty)"


def test_the_columns_of_a_list_are_one_question() -> None:
    person = Scripted("phone:main", "")
    assert asked(person, [Asked("x[]", ["1", "2"], 3)]).columns == {"x[]": "phone:main"}
    assert person.labels[0] == "3 columns x[] (1, 2)"


def test_a_field_that_is_taken_is_offered_no_more_unless_it_may_repeat() -> None:
    person = Scripted("inn", "phone:main", IGNORE, "")
    asked(person)
    offered = [[choice.value for choice in one.choices] for one in person.asked[:3]]
    assert offered == [[IGNORE, "inn", "phone:main"], [IGNORE, "phone:main"], [IGNORE, "phone:main"]]


def test_back_asks_the_column_before_again() -> None:
    person = Scripted("inn", Back, IGNORE, "inn", IGNORE, "")
    assert asked(person).columns == {"Kundennummer": IGNORE, "Nummer": "inn", "Notiz": IGNORE}


def test_the_answers_are_saved_where_the_person_says() -> None:
    assert asked(Scripted(IGNORE, "bitrix.toml"), COLUMNS[:1]).file == "bitrix.toml"


def test_leaving_out_what_is_not_known_is_what_enter_does() -> None:
    with keyboard() as at:
        assert not offer(at.press("\r"), COLUMNS)
    with keyboard() as at:
        assert offer(at.press("\x1b[B", "\r"), COLUMNS)


def test_fields_are_looked_for_in_russian_by_real_keys() -> None:
    with keyboard() as at:
        dialog = at.press("теле", "\r", "\r")
        assert asked(dialog, [COLUMNS[1]]) == Answers({"Nummer": "phone:main"}, "")
