"""Somebody at the desk: keys in, the desk and the base to look at."""

import tempfile
from collections.abc import Sequence
from datetime import UTC
from pathlib import Path

from crmctl.rights import Actor
from crmctl.store.connect import open_connection
from crmctl.store.reader import Reader
from crmctl.tasks.desk.keys import Happening, Typed
from crmctl.tasks.desk.state import Desk, Mode
from crmctl.tasks.leftoff import LeftOff
from crmctl.wizard.working import PATIENCE, Session, Surroundings
from tests.builders import Base
from tests.tasks.handing import Asked, hand_out

GOOD, OTHER, MAIL = "8 926 125-04-05", "8 916 123-45-67", "boss@romashka.ru"
JUNK, BAD = "нет", "12"


class Seat:
    """A session of one actor on one task; `press` and `type` are what he does."""

    def __init__(self, base: Base, actor: Actor, task: int, *, places: Path | None = None) -> None:
        self.base = base
        self.actor = actor
        folder = places or Path(tempfile.mkdtemp(dir=Path(base.db).parent)) / "places"
        reader = base.until_closed.enter_context(Reader(open_connection(base.db, read_only=True), base.db))
        self.session = Session(
            Surroundings(
                reader,
                actor=lambda: self.actor,
                write=lambda: base.write("tasks work", actor_id=actor.id, wait=PATIENCE),
                now=lambda: base.now,
                zone=UTC,
                left_off=LeftOff(folder, base.db, actor.login),
            )
        )
        self.desk: Desk = self.session.begin(task)

    def press(self, *happenings: Happening) -> Desk:
        for one in happenings:
            self.desk = self.session.happen(self.desk, one)
        return self.desk

    def type(self, text: str) -> Desk:
        return self.press(Typed(text))

    @property
    def mode(self) -> Mode:
        return self.desk.mode

    @property
    def note(self) -> str:
        return self.desk.note.text

    @property
    def where(self) -> tuple[int | None, int]:
        """The client, and the row whose field takes what is typed."""
        return self.desk.page.client, self.desk.field

    def close(self) -> None:
        self.session.reader.close()


def values(base: Base) -> list[tuple[int | None, int | None, str]]:
    """All contact points: the client, the contact, the value."""
    rows = base.reader.execute("SELECT client_id, contact_id, value FROM contact_point ORDER BY id", {})
    return [tuple(row) for row in rows.fetchall()]


def states(base: Base, task: int) -> list[str]:
    rows = base.reader.execute("SELECT state FROM task_row WHERE task_id = :task ORDER BY number", {"task": task})
    return [row[0] for row in rows.fetchall()]


def company(base: Base, bob: Actor, names: Sequence[str] = ("Ромашка", "Лютик", "Ёлка")) -> int:
    """A task of three clients without a phone; the second has a contact without an e-mail, too. Rows 1 to 4."""
    clients = [base.client(name, responsible=bob) for name in names]
    contact = base.contact(clients[1], last_name="Петров")
    rows = [Asked(clients[0]), Asked(clients[1]), Asked(clients[1], "email", contact), Asked(clients[2], "phone|email")]
    return hand_out(base, bob, *rows)
