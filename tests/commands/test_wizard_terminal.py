"""The whole conversation at a pseudo terminal: its screens, and what ends it from outside."""

import os
import re
import signal
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.builders import NOW, Base
from tests.pseudoterminal import PseudoTerminal
from tests.wizard import talking

SCREENS = Path(__file__).parent / "wizard_screens"
"""What stands there; CRMCTL_WRITE_SCREENS=1 writes it anew."""


class Step(NamedTuple):
    """What is on the screen in English and in Russian, and what is pressed then."""

    english: str
    russian: str
    keys: str = "\r"
    name: str = ""
    """Of the snapshot, where there is one."""


STEPS = [
    Step("Whose contact information?", "Чья контактная информация?"),
    Step("◉ phone", "◉ телефон", name="kinds"),
    Step("The same as clients", "То же, что у клиентов"),
    Step("A value has to be", "Значение должно быть"),
    Step("A client needs a phone", "Клиенту нужна"),
    Step("Clients: 5 of 5", "Клиентов: 5 из 5", "\x1b[B\r"),
    Step("? Field", "? Поле", "city\r", name="fields"),
    Step("❯ is", "❯ равно"),
    Step("Орёл", "Орёл", "омс \r", name="cities"),
    Step("Clients: 2 of 5", "Клиентов: 2 из 5", name="clients"),
    Step("Contacts: 1 of 1", "Контактных лиц: 1 из 1"),
    Step("? To hand out", "? К выдаче", name="preview"),
    Step("Who gets the work?", "Кому выдать работу?"),
    Step("Hand out like this?", "Выдать так?", name="dealt"),
    Step("a new one …", "новый …"),
    Step("? Due", "? Срок", "+4bd"),
    Step("Fri 6 Mar 2026, 4 working days", "пт 6 мар 2026, 4 рабочих дня", name="due"),
    Step("? Control date", "? Дата контроля"),
    Step("? Controller", "? Проверяющий"),
    Step("? All right?", "? Всё верно?", name="last_look"),
    Step("? Save these answers", "? Сохранить ответы"),
]


@pytest.fixture
def holes(base: Base) -> Base:
    talking.company(base)
    return base


def at_terminal(base: Base, *, language: str = "en", columns: int = 80, lines: int = 34) -> PseudoTerminal:
    line = ("--db", base.db, "--as", "admin", "wizard", "contact-info")
    env = {"CRMCTL_LANG": language, "CRMCTL_NOW": NOW.isoformat(), "TZ": "UTC"}
    return PseudoTerminal(*line, columns=columns, lines=lines, **env)


def matches(name: str, person: PseudoTerminal) -> None:
    file = SCREENS / f"{name}.txt"
    if os.environ.get("CRMCTL_WRITE_SCREENS"):
        SCREENS.mkdir(exist_ok=True)
        file.write_text(person.settled(), encoding="utf-8")
    expected = file.read_text(encoding="utf-8")
    assert person.becomes(expected) == expected


@pytest.mark.parametrize(("language", "columns"), [("en", 80), ("ru", 80), ("en", 120), ("ru", 60)])
def test_six_steps_from_nothing_to_tasks(holes: Base, language: str, columns: int) -> None:
    with at_terminal(holes, language=language, columns=columns) as person:
        for step in STEPS:
            person.until(step.english if language == "en" else step.russian)
            if step.name:
                matches(f"{step.name}.{language}.{columns}", person)
            person.press(step.keys)
        assert person.ended() == 0
    tasks = holes.reader.execute("SELECT COUNT(*) FROM task", {}).fetchone()
    assert tasks == (1,)


STOPS = [0, 1, 11, 15, 19]
"""A list, a list to tick, the preview, a line, the last look."""


def gone_to(base: Base, stop: int) -> PseudoTerminal:
    person = at_terminal(base)
    for step in STEPS[:stop]:
        person.until(step.english).press(step.keys)
    return person.until(STEPS[stop].english)


@pytest.mark.parametrize("lines", [34, 14])
def test_a_long_list_says_how_much_of_it_is_out_of_view_on_each_side(holes: Base, lines: int) -> None:
    with at_terminal(holes, lines=lines) as person:
        for step in STEPS[:6]:
            person.until(step.english).press(step.keys)
        (below,) = counted(person.until("? Field", "more below"))
        (above,) = counted(person.press("\x1b[F").until("more above"))
        assert above == below
        person.press("\x1b[A" * (above + 1)).until("more above,", "more below")
        assert sum(counted(person)) == above
        person.press("city").until("Search: city")
        assert "more" not in person.settled().partition("? Field")[2]
        assert person.press("\x03").ended() == 130


def counted(person: PseudoTerminal) -> list[int]:
    """What the line under the list says."""
    return [int(number) for number in re.findall(r"(\d+) more (?:above|below)", person.settled())]


def test_a_weight_of_nothing_is_refused_above_the_help(holes: Base) -> None:
    with gone_to(holes, 12) as person:
        person.press("\x1b[B\r").until("? Among whom?").press("\x01\r").until("? Hand out like this?")
        person.press("\x1b[B\r").until("? Weights").press("0")
        person.until("A weight is a number above 0.\n↑↓ choose").press(",5\r").until("Weights: admin 0.5, anna 1")
        assert person.press("\x03").ended() == 130


def untouched(base: Base, before: bytes) -> bool:
    return Path(base.db).read_bytes() == before


def killed_at(base: Base, stop: int, number: signal.Signals) -> None:
    before = Path(base.db).read_bytes()
    with gone_to(base, stop) as person:
        assert person.kill(number).ended() == -number
        assert person.in_order
    assert untouched(base, before)


@pytest.mark.parametrize("stop", STOPS)
def test_a_deadly_signal_writes_nothing_ends_by_itself_and_leaves_the_terminal_in_order(holes: Base, stop: int) -> None:
    killed_at(holes, stop, signal.SIGHUP if stop % 2 else signal.SIGTERM)


@pytest.mark.long
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("stop", range(len(STEPS) - 1))
def test_a_deadly_signal_writes_nothing_at_any_step(holes: Base, stop: int, number: signal.Signals) -> None:
    killed_at(holes, stop, number)


@pytest.mark.parametrize("stop", [1, 15])
def test_a_closed_terminal_writes_nothing(holes: Base, stop: int) -> None:
    before = Path(holes.db).read_bytes()
    with gone_to(holes, stop) as person:
        assert person.hang_up() in (-signal.SIGHUP, 130)
    assert untouched(holes, before)


def test_ctrl_c_leaves_the_terminal_in_order(holes: Base) -> None:
    with gone_to(holes, 1) as person:
        assert person.press("\x03").ended() == 130
        assert person.in_order
        assert "Error: Cancelled." in person.screen


def test_esc_goes_back_over_the_screen_and_on_again(holes: Base) -> None:
    with gone_to(holes, 3) as person:
        person.press("\x1b").until("(back)", "? What must contacts have?")
        person.press("\r").until("? A value has to be").press("\x03")
        assert person.ended() == 130
