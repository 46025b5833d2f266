"""The screens of `tasks work` as text: `python -m tests.work_screens --update` writes them anew; a test compares them.

A language is settled when the program starts, so that each is drawn in a process of its own.
"""

import argparse
import dataclasses
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NamedTuple

from crmctl.cards.edit import edit_card
from crmctl.cards.finding import Card
from crmctl.commands._work_views import frame
from crmctl.context import Context
from crmctl.opening import found_base
from crmctl.rights import Actor
from crmctl.tasks import acting
from crmctl.tasks.desk import effects
from crmctl.tasks.desk.keys import Key, Typed
from crmctl.tasks.desk.learning import learn
from crmctl.ui.frame import Frame, as_text
from crmctl.ui.terminal import Screen
from crmctl.vocabulary import RecordType, Role
from tests.builders import NOW, TODAY, Base
from tests.running import CLEAN, ROOT
from tests.tasks.handing import Asked, hand_out
from tests.wizard.working import GOOD, JUNK, MAIL, OTHER, Seat

HOME = ROOT / "tests" / "commands" / "screens"
LANGUAGES = ("en", "ru")
ADMIN = Actor(1, "admin", "Admin", Role.ADMIN, None)
BOB = Actor(2, "bob", "Bob", Role.MANAGER, None)
NASTY = "Злой\x1b[31m [red]x[/red] \u202eмодар 株式会社 e\u0301\u0301 {0} %s"


class Scene(NamedTuple):
    """How to get there, and the sizes it is drawn at."""

    play: Callable[[Seat], object]
    sizes: tuple[tuple[int, int], ...] = ((80, 24),)
    unicode: bool = True


def _edit(seat: Seat, client: int, text: str) -> None:
    with seat.base.write("clients edit") as work:
        edit_card(work, ADMIN, Card(RecordType.CLIENT, client), sets=[text])


def _changed(seat: Seat) -> None:
    _edit(seat, 1, f"phone={OTHER}")
    seat.type(GOOD)
    seat.press(Key.ENTER)


def _cancelled(seat: Seat) -> None:
    with seat.base.write("tasks cancel") as work:
        acting.cancel(work, ADMIN, 1, reason="дубль")
    seat.press(Key.SKIP)


def _finished(seat: Seat) -> None:
    for text in (GOOD, OTHER, MAIL, GOOD, OTHER):
        seat.type(text)
        seat.press(Key.ENTER)


def _many(seat: Seat) -> None:
    """A client with more rows than the screen has lines, somebody in the midst of them."""
    base = seat.base
    client = base.client("Большой", responsible=BOB)
    rows = [Asked(client, "email", base.contact(client, last_name=f"Сотрудник {n}")) for n in range(1, 21)]
    seat.desk = seat.session.begin(hand_out(base, BOB, *rows, title="Почта"))
    seat.press(*[Key.DOWN] * 9)


def _people(seat: Seat) -> None:
    """A client whose people and values are longer than a line; the second of his people is asked about."""
    base = seat.base
    comment = "Звонить только после обеда; договор на поставку готовит юрист, без него ничего не подписывать"
    site = "https://rassvet-montazh-komplekt.example.com"
    name = "Общество с ограниченной ответственностью «Рассвет Монтаж Комплект»"
    client = base.client(name, responsible=BOB, city="Нижний Новгород", comment=comment, website=site)
    job = "менеджер по закупкам и развитию"
    base.contact(client, last_name="Миронов", first_name="Матвей", middle_name="Фёдорович", job_title=job,
                 phone="8 343 332-16-76", email="matvey.mironov.zakupki@rassvet-montazh.example.com")  # fmt: skip
    asked = base.contact(client, last_name="Воронина", first_name="Полина", middle_name="Семёновна", job_title=job,
                         phone=["+7 916 132 95 95 доб. 922", "8 926 125-04-05"],
                         email="polina.voronina@@rassvet-montazh.example.com")  # fmt: skip
    seat.desk = seat.session.begin(hand_out(base, BOB, Asked(client), Asked(client, "email", asked), title="Контакты"))
    seat.press(Key.DOWN)


def _people_then(key: Key) -> Callable[[Seat], object]:
    def play(seat: Seat) -> None:
        _people(seat)
        seat.press(key)

    return play


def _busy(seat: Seat) -> None:
    seat.type(GOOD)
    seat.desk, _effect = learn(seat.desk, effects.Busy(effects.Show(1)))


def _typed(*texts: str) -> Callable[[Seat], object]:
    def play(seat: Seat) -> None:
        seat.type(texts[0])
        for text in texts[1:]:
            seat.press(Key.DOWN)
            seat.type(text)

    return play


def _pressed(*keys: Key | Typed) -> Callable[[Seat], object]:
    return lambda seat: seat.press(*keys)


_ALL_SIZES = ((60, 24), (80, 24), (120, 30), (80, 10), (40, 8))
SCENES = {
    "begin": Scene(_pressed(), _ALL_SIZES),
    "typing": Scene(_typed(GOOD), _ALL_SIZES),
    "junk": Scene(_typed(JUNK)),
    "short": Scene(_typed("8 926 12")),
    "several": Scene(_typed(f"{GOOD}, {OTHER}")),
    "sure": Scene(lambda seat: (seat.type(JUNK), seat.press(Key.ENTER))),
    "saved": Scene(lambda seat: (seat.type(GOOD), seat.press(Key.ENTER)), _ALL_SIZES),
    "filled": Scene(lambda seat: (seat.type(GOOD), seat.press(Key.ENTER, Key.PAGE_UP)), ((60, 24), (80, 24))),
    "any_of": Scene(lambda seat: (seat.press(Key.SKIP, Key.SKIP), seat.type("boss@romashka"))),
    "unsaved": Scene(lambda seat: (seat.press(Key.SKIP), _typed(GOOD, "boss@")(seat), seat.press(Key.BACK))),
    "changed": Scene(_changed, ((60, 24), (80, 24))),
    "cancelled": Scene(_cancelled),
    "finished": Scene(_finished, ((60, 24), (80, 10))),
    "people": Scene(_people, ((60, 24), (80, 24), (120, 30), (80, 12))),
    "people_card": Scene(_people_then(Key.CARD), ((60, 40), (120, 30))),
    "people_search": Scene(_people_then(Key.SEARCH), ((60, 10),)),
    "busy": Scene(_busy),
    "archive": Scene(_pressed(Key.ARCHIVE), ((60, 24), (80, 10))),
    "search": Scene(lambda seat: (seat.press(Key.SEARCH), seat.type("ёлк")), ((60, 24), (80, 10))),
    "card": Scene(_pressed(Key.CARD), ((60, 24), (80, 24))),
    "card_end": Scene(_pressed(Key.CARD, *[Key.PAGE_DOWN] * 9)),
    "help": Scene(_pressed(Key.HELP), ((60, 24), (120, 30), (80, 10))),
    "hostile": Scene(_pressed(Key.SKIP, Key.SKIP, Key.SKIP), ((60, 24), (80, 24))),
    "hostile_search": Scene(_pressed(Key.SEARCH)),
    "many": Scene(_many, ((80, 24), (60, 10))),
    "ascii": Scene(_typed(GOOD), unicode=False),
}


@cache
def company(founded: Path) -> Path:
    """Four clients: with a comment and junk, with contacts, with nothing, and with names that mean harm; made once."""
    path = Path(tempfile.mkdtemp()) / "company.db"
    shutil.copy(founded, path)
    with Base(str(path)) as base:
        bob = base.user("bob")
        comment = "Звонить после обеда, спросить Анну"
        first = base.client("Ромашка", responsible=bob, city="Омск", comment=comment, phone="-")
        second = base.client("Лютик", responsible=bob, address="Тверь, ул. Новая, 5", email="office@lutik.ru")
        contact = base.contact(second, last_name="Петров", job_title="директор", phone=[OTHER, "12"])
        third = base.client("Ёлка", responsible=bob)
        fourth = base.client(NASTY, responsible=bob, comment=f"{NASTY}\nдве строки", city=NASTY)
        base.contact(fourth, last_name=NASTY, job_title=NASTY, other=NASTY)
        asked = [Asked(first), Asked(second), Asked(second, "email", contact), Asked(third, "phone|email")]
        due = NOW.replace(day=1)
        hand_out(base, bob, *asked, Asked(fourth), title="Контактная информация", due_at=due, due_is_day=False)
        hand_out(base, bob, Asked(third, "website"), title="Сайты")
        _describe(base, first)
    return path


def _describe(base: Base, client: int) -> None:
    with base.write("clients edit", actor_id=2) as work:
        edit_card(work, ADMIN, Card(RecordType.CLIENT, client), sets=["city=Тюмень"])


@contextmanager
def seated(founded: Path) -> Iterator[Seat]:
    """Somebody at the desk of that company, on a copy of a founded base."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "crm.db"
        shutil.copy(company(founded), path)
        with Base(str(path)) as base:
            seat = Seat(base, BOB, 1)
            yield seat
            seat.close()


def surroundings(*, unicode: bool = True) -> Context:
    """A Context as the program has it, in UTC, for a screen without colours."""
    crm = Context({"CRMCTL_CONFIG": os.devnull, "CRMCTL_NOW": NOW.isoformat()})
    crm.__dict__["screen"] = Screen(terminal=True, colour=False, width=80, height=24, unicode=unicode)
    return crm


def picture(crm: Context, seat: Seat, columns: int, lines: int) -> Frame:
    desk = seat.desk
    return frame(crm, seat.session.labels, dataclasses.replace(desk), columns, lines)


def draw_all(folder: Path) -> None:
    """A file for each scene and size, in this process's language."""
    folder.mkdir(parents=True, exist_ok=True)
    founded = folder / "founded.db"
    with found_base(str(founded), "admin", now=NOW, today=TODAY):
        pass
    for name, scene in SCENES.items():
        with seated(founded) as seat:
            scene.play(seat)
            for columns, lines in scene.sizes:
                drawn = as_text(picture(surroundings(unicode=scene.unicode), seat, columns, lines))
                (folder / f"{name}_{columns}x{lines}.txt").write_text(drawn + "\n", encoding="utf-8")
    founded.unlink()


def in_language(language: str, folder: Path) -> None:
    line = [sys.executable, "-m", "tests.work_screens", "--into", str(folder)]
    subprocess.run(line, check=True, cwd=ROOT, env=CLEAN | {"CRMCTL_LANG": language, "TZ": "UTC"})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--into", type=Path)
    asked = parser.parse_args()
    if asked.update:
        for language in LANGUAGES:
            shutil.rmtree(HOME / language, ignore_errors=True)
            in_language(language, HOME / language)
    else:
        draw_all(asked.into)


if __name__ == "__main__":
    main()
