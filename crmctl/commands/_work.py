"""`crmctl tasks work` at the terminal: the desk on the screen, the keys, and the base behind it."""

from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path

from crmctl.commands._work_views import frame
from crmctl.config import state_folder
from crmctl.context import Context
from crmctl.i18n import _, ngettext
from crmctl.rights import Actor
from crmctl.store.connect import shown
from crmctl.store.work import Work
from crmctl.tasks.desk.keys import Happening, Key, Letter, Tick, Typed
from crmctl.tasks.desk.state import Desk, Mode
from crmctl.tasks.leftoff import LeftOff
from crmctl.ui.frame import Frame
from crmctl.ui.worksheet import Ended, Worksheet
from crmctl.wizard.working import PATIENCE, Session, Surroundings

KEYS = {
    "enter": Key.ENTER,
    "tab": Key.DOWN, "down": Key.DOWN, "s-tab": Key.UP, "up": Key.UP,
    "pagedown": Key.PAGE_DOWN, "pageup": Key.PAGE_UP,
    "escape": Key.BACK,
    "f2": Key.SAVE, "c-s": Key.SAVE,
    "f6": Key.SKIP, "c-n": Key.SKIP,
    "f4": Key.TAKE, "c-t": Key.TAKE,
    "f9": Key.UNDO, "c-z": Key.UNDO,
    "f8": Key.ARCHIVE, "c-r": Key.ARCHIVE,
    "f3": Key.CARD, "c-o": Key.CARD,
    "f7": Key.SEARCH, "c-f": Key.SEARCH,
    "f1": Key.HELP, "c-g": Key.HELP,
    "f10": Key.LEAVE, "c-c": Key.LEAVE, "c-d": Key.LEAVE, "c-q": Key.LEAVE, "<sigint>": Key.LEAVE,
}  # fmt: skip
"""Function keys for every keyboard layout, and Ctrl for keyboards without them."""


class WorkSheet:
    """The desk as the terminal sees it: drawn anew after each key, and what it wants done is done at once."""

    def __init__(self, crm: Context, session: Session, desk: Desk) -> None:
        self.crm = crm
        self.session = session
        self.desk = desk

    @property
    def text(self) -> str:
        return self.desk.text

    @property
    def typing(self) -> bool:
        return self.desk.typing

    @property
    def waiting(self) -> bool:
        return self.desk.waiting is not None

    @property
    def left(self) -> bool:
        return self.desk.mode is Mode.LEFT

    def draw(self, columns: int, lines: int) -> Frame:
        return frame(self.crm, self.session.labels, self.desk, columns, lines)

    def press(self, key: Key) -> None:
        self._happen(key)

    def typed(self, text: str) -> None:
        self._happen(Typed(text))

    def letter(self, letter: str) -> None:
        self._happen(Letter(letter))

    def tick(self) -> None:
        self._happen(Tick())

    def _happen(self, happening: Happening) -> None:
        self.desk = self.session.happen(self.desk, happening)


def work_on(crm: Context, task: int) -> None:
    """Work on the task until it is left."""
    session = Session(_surroundings(crm))
    desk = session.begin(task)
    if not desk.open_rows:
        crm.say(_("Task {task} has no open rows.").format(task=task))
        return
    sheet = WorkSheet(crm, session, desk)
    try:
        Worksheet(sheet, KEYS, colour=crm.screen.colour, tick=PATIENCE).run(session.warm_up)
    except Ended as ended:
        crm.exit(ended.code)
    _farewell(crm, sheet.desk)


def _surroundings(crm: Context) -> Surroundings:
    def actor() -> Actor:
        from crmctl.opening import find_actor

        return find_actor(crm.reader, crm.login)

    def write() -> "AbstractContextManager[Work]":
        crm.tick()
        return crm.write("tasks work", wait=PATIENCE)

    base = shown(crm.db) if "://" in crm.db else str(Path(crm.db).resolve())
    left_off = LeftOff(state_folder(crm.env) / "places", base, crm.actor.login)

    def now() -> datetime:
        crm.tick()
        return crm.now

    return Surroundings(crm.reader, actor, write, now, crm.zone, left_off)


def _farewell(crm: Context, desk: Desk) -> None:
    """On the ordinary screen again: what was done here, and how to go on."""
    saved = ngettext("Saved {count} time.", "Saved {count} times.", len(desk.runs)).format(count=len(desk.runs))
    if not desk.runs:
        saved = _("Nothing was saved.")
    task = desk.overview.task.id
    if desk.open_rows:
        left = ngettext("{count} row of task {task} is open.", "{count} rows of task {task} are open.", desk.open_rows)
        crm.say(f"{saved} {left.format(count=desk.open_rows, task=task)}")
        crm.say(_("Go on here with `crmctl tasks work {task}`.").format(task=task))
    else:
        done = _("Task {task} has no open rows.").format(task=task)
        crm.say(f"{saved} {done}")
