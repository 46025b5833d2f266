"""What became of what was to be done."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from crmctl.i18n import _, ngettext
from crmctl.tasks.desk.effects import (
    Archived,
    Busy,
    CardRead,
    Changed,
    Effect,
    Left,
    Outcome,
    Over,
    PlacesRead,
    Refusal,
    Saved,
    Show,
    Shown,
    Undone,
)
from crmctl.tasks.desk.moving import field_after, first_field
from crmctl.tasks.desk.state import Desk, Mode, Mood, Note, Written
from crmctl.tasks.saving import Answer
from crmctl.vocabulary import State

Next = tuple[Desk, Effect | None]


def sit_down(desk: Desk) -> Desk:
    """The desk as it is when somebody begins."""
    return _at(desk, desk)


def learn(desk: Desk, outcome: Outcome) -> Next:
    """The desk after it was told; it may want the next thing done at once."""
    if isinstance(outcome, Busy):
        note = Note(_("Another process is writing: waiting for it. Esc: not now."), Mood.WARN)
        return replace(desk, waiting=outcome.effect, note=note), None
    told = _TELLERS[type(outcome)]
    return told(replace(desk, waiting=None, tries=0), outcome)


def _shown(desk: Desk, outcome: Shown) -> Next:
    """Another client. What had open rows when it was last looked at and has none now was filled by others."""
    expected = next((stop.open for stop in desk.overview.stops if stop.client == outcome.page.client), 0)
    note = desk.note if desk.note.text else _left_behind(desk, outcome)
    if outcome.overview.task.id != desk.overview.task.id:
        desk = replace(desk, drafts=MappingProxyType({}), field=0)
    elif len(desk.kept_drafts(outcome.page)) < len(desk.drafts):
        note = Note(_("Somebody filled this meanwhile; what you had typed here is let go."), Mood.WARN)
    elif expected and not outcome.page.open_rows:
        note = Note(_("Somebody filled this meanwhile."), Mood.GOOD)
    return _at(replace(desk, note=note), outcome), None


def _left_behind(desk: Desk, outcome: Shown) -> Note:
    """Who has typed something for a client and went on without saving it is told."""
    typed = any(row.number in desk.unsaved for row in desk.page.rows)
    if not typed or outcome.page.client == desk.page.client:
        return desk.note
    return Note(_("{name}: what you typed is not saved, it waits there.").format(name=desk.page.name), Mood.WARN)


def _at(desk: Desk, outcome: Any) -> Desk:
    """The desk with the page and the overview of the outcome, at the first field that waits for an answer."""
    page, overview = outcome.page, outcome.overview
    mode = Mode.WORK if any(stop.open for stop in overview.stops) else Mode.DONE
    return replace(
        desk, page=page, overview=overview, field=first_field(page), drafts=desk.kept_drafts(page), mode=mode,
        asked=(), query="", pick=0,
    )  # fmt: skip


def _saved(desk: Desk, outcome: Saved) -> Next:
    numbers = {answer.row.number for answer in outcome.answers}
    kept = MappingProxyType({number: text for number, text in desk.drafts.items() if number not in numbers})
    runs = (
        desk.runs
        if outcome.run is None
        else (*desk.runs, Written(outcome.run, desk.overview.task.id, desk.page.client, min(numbers)))
    )
    desk = _at(replace(desk, drafts=kept, runs=runs, next_task=outcome.next_task), outcome)
    desk = replace(desk, note=_told(desk, numbers))
    if not outcome.advance:
        return desk, None
    field = field_after(desk.page, max(numbers))
    if field or desk.page.open_rows:
        return replace(desk, field=field or first_field(desk.page)), None
    return _go_on(desk)


def _go_on(desk: Desk) -> Next:
    """Nothing is left to fill here: to the next client who has something."""
    stop = desk.stop_with_work()
    return desk, Show(stop.client) if stop else None


def _told(desk: Desk, numbers: set[int]) -> Note:
    """What became of the rows that were saved; those left open say so."""
    still = [row for row in desk.page.rows if row.number in numbers and row.is_open]
    if still:
        text = ngettext("Stored, but the row stays open.", "Stored, but {count} rows stay open.", len(still))
        return Note(text.format(count=len(still)), Mood.WARN)
    who = desk.page.name
    text = _("{name}: saved.").format(name=who) if who else _("Saved.")
    return Note(text, Mood.GOOD)


def _changed(desk: Desk, outcome: Changed) -> Next:
    """Nothing was written. What stands there now is shown; rows that others filled take no answer any more."""
    now = {row.number: row for row in outcome.page.rows}
    typed = desk.drafts
    desk = _at(desk, outcome)
    answers = tuple(Answer(now[a.row.number], a.text) for a in outcome.answers if a.row.number in now)
    lost = [answer for answer in answers if answer.row.state in (State.GONE, State.NOT_APPLICABLE, State.WAIVED)]
    if lost or len(answers) < len(outcome.answers):
        note = Note(_("What the row asked for is no longer wanted; nothing was saved."), Mood.WARN)
        return replace(desk, note=note), None
    kept = MappingProxyType({**desk.drafts, **{a.row.number: typed.get(a.row.number, a.text) for a in answers}})
    return replace(desk, mode=Mode.REPLACE, asked=answers, drafts=kept, field=answers[0].row.number), None


def _archived(desk: Desk, outcome: Archived) -> Next:
    gone = {row.number for row in desk.page.rows}
    kept = MappingProxyType({number: text for number, text in desk.drafts.items() if number not in gone})
    runs = (*desk.runs, Written(outcome.run, desk.overview.task.id, desk.page.client))
    note = Note(_("{name}: put into the archive.").format(name=desk.page.name), Mood.GOOD)
    desk = _at(replace(desk, drafts=kept, runs=runs, next_task=outcome.next_task), outcome)
    return _go_on(replace(desk, note=note))


def _undone(desk: Desk, outcome: Undone) -> Next:
    text, mood = _("Undone: {name} is as before.").format(name=outcome.page.name), Mood.GOOD
    if outcome.kept:
        text = ngettext("Undone, but {count} record was changed since and stays.",
                        "Undone, but {count} records were changed since and stay.",
                        outcome.kept).format(count=outcome.kept)  # fmt: skip
        mood = Mood.WARN
    row = next((one.row for one in desk.runs if one.run == outcome.run), 0)
    runs = tuple(one for one in desk.runs if one.run != outcome.run)
    if outcome.overview.task.id != desk.overview.task.id:
        desk = replace(desk, drafts=MappingProxyType({}), next_task=None)
    desk = _at(replace(desk, runs=runs, note=Note(text, mood)), outcome)
    return replace(desk, field=row if any(one.number == row for one in desk.page.open_rows) else desk.field), None


def _card_read(desk: Desk, outcome: CardRead) -> Next:
    return replace(desk, mode=Mode.CARD, lines=outcome.lines, pick=0), None


def _places_read(desk: Desk, outcome: PlacesRead) -> Next:
    return replace(desk, mode=Mode.SEARCH, places=outcome.places, query="", pick=0), None


def _left(desk: Desk, _outcome: Left) -> Next:
    return replace(desk, mode=Mode.LEFT), None


def _refused(desk: Desk, outcome: Refusal) -> Next:
    runs = tuple(one for one in desk.runs if one.run != outcome.lost_run)
    mode = desk.mode if desk.mode in (Mode.DONE, Mode.OVER) else Mode.WORK
    return replace(desk, mode=mode, runs=runs, note=Note(outcome.why, Mood.BAD)), None


def _over(desk: Desk, outcome: Over) -> Next:
    return replace(desk, mode=Mode.OVER, note=Note(outcome.why, Mood.WARN), next_task=outcome.next_task), None


_TELLERS: Mapping[type, Callable[[Desk, Any], Next]] = {
    Shown: _shown,
    Saved: _saved,
    Changed: _changed,
    Archived: _archived,
    Undone: _undone,
    CardRead: _card_read,
    PlacesRead: _places_read,
    Left: _left,
    Refusal: _refused,
    Over: _over,
}
