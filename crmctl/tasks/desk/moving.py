"""From field to field and from client to client."""

from dataclasses import replace

from crmctl.i18n import _, ngettext
from crmctl.tasks.desk.effects import Effect, Show
from crmctl.tasks.desk.state import Desk, Mood, Note, Page

Next = tuple[Desk, Effect | None]


def first_field(page: Page) -> int:
    """The first open row's number; 0 when there is none."""
    return next((row.number for row in page.open_rows), 0)


def field_after(page: Page, number: int) -> int:
    """The first open row behind this one, 0 when there is none."""
    return next((row.number for row in page.open_rows if row.number > number), 0)


def next_field(desk: Desk, *, beyond: bool = False) -> Next:
    """The next open row; after the last the first again, or, `beyond`, the next client."""
    found = field_after(desk.page, desk.field)
    if found or not beyond:
        return replace(desk, field=found or first_field(desk.page)), None
    return next_stop(desk)


def previous_field(desk: Desk) -> Next:
    before = [row.number for row in desk.page.open_rows if row.number < desk.field]
    last = [row.number for row in desk.page.open_rows][-1:]
    return replace(desk, field=(before[-1:] or last or [0])[0]), None


def next_stop(desk: Desk) -> Next:
    """Leave this client's open rows for later."""
    stop = desk.stop_with_work()
    if stop is None:
        text = _("This is the only client left.") if desk.open_rows else ""
        return replace(desk, note=Note(text)), None
    behind = [one.client for one in desk.overview.stops[: desk.at]]
    note = Note()
    if stop.client in behind:
        left = desk.clients_left
        text = ngettext("From the start again: {count} client left.", "From the start again: {count} clients left.",
                        left).format(count=left)  # fmt: skip
        note = Note(text, Mood.PLAIN)
    return replace(desk, note=note), Show(stop.client)


def walk(desk: Desk, step: int) -> Next:
    """To the neighbour in the task's order, whether he has open rows or not."""
    to = desk.at + step
    if 0 <= to < len(desk.overview.stops):
        return desk, Show(desk.overview.stops[to].client)
    text = _("This is the last client.") if step > 0 else _("This is the first client.")
    return replace(desk, note=Note(text)), None
