"""Choosing a line of a list."""

from dataclasses import replace

from crmctl.tasks.desk.effects import Effect
from crmctl.tasks.desk.keys import Key
from crmctl.tasks.desk.state import Desk, Mode, Note

PAGE = 8
"""Lines that a page key goes."""
STEPS = {Key.UP: -1, Key.DOWN: 1, Key.PAGE_UP: -PAGE, Key.PAGE_DOWN: PAGE}


def choose(desk: Desk, key: Key, length: int) -> tuple[Desk, Effect | None]:
    """Up and down in a list of that length; whatever takes one out of a list ends it."""
    if key in STEPS:
        return replace(desk, pick=min(max(0, desk.pick + STEPS[key]), max(0, length - 1))), None
    if key in (Key.BACK, Key.LEAVE):
        return replace(desk, mode=Mode.WORK, query="", note=Note()), None
    return desk, None


def archive_number(desk: Desk, number: int) -> tuple[Desk, Effect | None]:
    """The digit before a reason moves there; Enter is still wanted."""
    return (replace(desk, pick=number - 1) if 0 < number <= len(desk.reasons) else desk), None
