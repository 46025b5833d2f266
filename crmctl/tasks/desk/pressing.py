"""What a key does: a desk and what happened give the next desk and, it may be, something to be done."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from crmctl.i18n import _
from crmctl.tasks.desk import lists
from crmctl.tasks.desk.effects import Archive, Effect, Leave, ReadCard, ReadPlaces, Save, Show, Start, Undo
from crmctl.tasks.desk.keys import Happening, Key, Letter, Tick, Typed
from crmctl.tasks.desk.moving import next_field, next_stop, previous_field, walk
from crmctl.tasks.desk.state import Desk, Mode, Mood, Note
from crmctl.tasks.saving import Answer

Next = tuple[Desk, Effect | None]

MOST_TRIES = 120
"""So often a busy database is tried, a quarter of a second apart."""
_YES, _NO = frozenset("yYдД"), frozenset("nNнН")


def press(desk: Desk, happened: Happening) -> Next:
    """The next state, and what is to be done now; what became of that is told to `learn`."""
    if desk.waiting is not None:
        return _wait(desk, happened)
    if isinstance(happened, Tick):
        return desk, None
    if isinstance(happened, Typed):
        return _typed(desk, happened.text), None
    if isinstance(happened, Letter):
        return _letter(desk, happened.letter)
    return _MODES[desk.mode](desk if desk.mode is Mode.OVER else replace(desk, note=Note()), happened)


def _wait(desk: Desk, happened: Happening) -> Next:
    """While another process writes, only time passes, unless the person gives up."""
    assert desk.waiting is not None
    if isinstance(happened, Tick) and desk.tries < MOST_TRIES:
        return replace(desk, tries=desk.tries + 1), desk.waiting
    given_up = replace(desk, waiting=None, tries=0)
    if isinstance(happened, Tick):
        kept = _("Another process keeps writing to the base. Nothing was done; what you typed is still here.")
        return replace(given_up, note=Note(kept, Mood.BAD)), None
    if happened in (Key.BACK, Key.LEAVE):
        return replace(given_up, note=Note(_("Nothing was done; what you typed is still here."))), None
    return desk, None


def _typed(desk: Desk, text: str) -> Desk:
    if desk.mode is Mode.SEARCH:
        return replace(desk, query=text, pick=0)
    if not desk.typing or text == desk.text:
        return desk
    if desk.mode is Mode.SURE:  # whoever types on has not read the question
        desk = _back_to_work(desk)
    return replace(desk, drafts=_with(desk.drafts, desk.field, text), note=Note())


def _with(drafts: Mapping[int, str], row: int, text: str) -> Mapping[int, str]:
    kept = {number: one for number, one in drafts.items() if number != row}
    return MappingProxyType(kept | ({row: text} if text else {}))


def _letter(desk: Desk, letter: str) -> Next:
    if desk.mode is Mode.ARCHIVE and letter.isdecimal():
        return lists.archive_number(desk, int(letter))
    if desk.mode in (Mode.REPLACE, Mode.LEAVE):
        if letter in _YES:
            return _agreed(desk)
        if letter in _NO:
            return _back_to_work(desk), None
    return desk, None


def _work(desk: Desk, key: Key) -> Next:
    return _WORK.get(key, _nothing)(desk)


def _nothing(desk: Desk) -> Next:
    return desk, None


def _enter(desk: Desk) -> Next:
    row = desk.row
    if row is None:
        return next_stop(desk)
    if desk.field not in desk.unsaved:
        return next_field(desk, beyond=True)
    return _confirm(desk, (Answer(row, desk.text),), advance=True)


def _save(desk: Desk) -> Next:
    answers = tuple(Answer(row, desk.drafts[row.number]) for row in desk.page.open_rows if row.number in desk.unsaved)
    if not answers:
        return replace(desk, note=Note(_("There is nothing typed to save."))), None
    return _confirm(desk, answers, advance=False)


def _confirm(desk: Desk, answers: tuple[Answer, ...], *, advance: bool) -> Next:
    """What fills its rows is written; what would not is asked about once more; what fits no row is refused."""
    verdicts = [(answer, desk.judge(answer.row, answer.text)) for answer in answers]
    for answer, verdict in verdicts:
        if verdict.problem:
            return replace(desk, field=answer.row.number, note=Note(verdict.problem, Mood.BAD)), None
    desk = replace(desk, advance=advance)
    doubtful = [answer for answer, verdict in verdicts if not verdict.fills]
    if doubtful:
        return replace(desk, mode=Mode.SURE, asked=answers, field=doubtful[0].row.number), None
    return desk, Save(answers, advance)


def _take(desk: Desk) -> Next:
    """Put what stands on the card into the field, to be put right or confirmed."""
    if desk.row is None or not desk.row.values:
        return replace(desk, note=Note(_("There is no value to take over."))), None
    return replace(desk, drafts=_with(desk.drafts, desk.field, desk.row.values[0].value)), None


def _undo(desk: Desk) -> Next:
    if not desk.runs:
        return replace(desk, note=Note(_("Nothing was saved here yet that could be undone."))), None
    last = desk.runs[-1]
    if last.task != desk.overview.task.id and desk.unsaved:
        text = _("That would go back to task {id}: first save what you typed, or empty it.").format(id=last.task)
        return replace(desk, note=Note(text, Mood.WARN)), None
    return desk, Undo(last.run, last.task, last.client)


def _archive(desk: Desk) -> Next:
    if desk.page.client is None:
        return replace(desk, note=Note(_("These contacts have no client to archive."))), None
    return replace(desk, mode=Mode.ARCHIVE, pick=0), None


def _leave(desk: Desk) -> Next:
    return (replace(desk, mode=Mode.LEAVE), None) if desk.unsaved else (desk, Leave())


_WORK: Mapping[Key, Callable[[Desk], Next]] = {
    Key.ENTER: _enter,
    Key.SAVE: _save,
    Key.DOWN: next_field,
    Key.UP: previous_field,
    Key.SKIP: next_stop,
    Key.PAGE_DOWN: lambda desk: walk(desk, 1),
    Key.PAGE_UP: lambda desk: walk(desk, -1),
    Key.TAKE: _take,
    Key.UNDO: _undo,
    Key.ARCHIVE: _archive,
    Key.CARD: lambda desk: (desk, ReadCard(desk.page.client)),
    Key.SEARCH: lambda desk: (desk, ReadPlaces()),
    Key.HELP: lambda desk: (replace(desk, mode=Mode.HELP, pick=0), None),
    Key.BACK: _leave,
    Key.LEAVE: _leave,
}


def _question(desk: Desk, key: Key) -> Next:
    """Enter stores what will not do when it is pressed again; to let go of something it takes more.

    Whoever does something else instead has not stored it.
    """
    if key is Key.LEAVE and desk.mode is Mode.LEAVE:
        return desk, Leave()
    if key is Key.ENTER and desk.mode is Mode.SURE:
        return _agreed(desk)
    if key in (Key.BACK, Key.ENTER, Key.LEAVE):
        return _back_to_work(desk), None
    return _work(_back_to_work(desk), key) if desk.mode is Mode.SURE else (desk, None)


def _agreed(desk: Desk) -> Next:
    if desk.mode is Mode.LEAVE:
        return desk, Leave()
    return _back_to_work(desk), Save(desk.asked, desk.advance)


def _back_to_work(desk: Desk) -> Desk:
    return replace(desk, mode=Mode.WORK, asked=(), note=Note(), drafts=desk.kept_drafts(desk.page))


def _text(desk: Desk, key: Key) -> Next:
    """CARD and HELP are read and scrolled; the number of the first line is cut to the text by who draws it."""
    if key in lists.STEPS:
        return replace(desk, pick=max(0, desk.pick + lists.STEPS[key])), None
    return _back_to_work(desk), None


def _finished(desk: Desk, key: Key) -> Next:
    if key is Key.ENTER and desk.next_task is not None:
        return desk, Start(desk.next_task.id)
    if key is Key.UNDO and desk.mode is Mode.DONE:
        return _undo(desk)
    return desk, Leave() if key in (Key.BACK, Key.LEAVE, Key.ENTER) else None


def _archiving(desk: Desk, key: Key) -> Next:
    if key is Key.ENTER and desk.reasons and desk.page.client is not None:
        return _back_to_work(desk), Archive(desk.page.client, desk.reasons[desk.pick])
    return lists.choose(desk, key, len(desk.reasons))


def _searching(desk: Desk, key: Key) -> Next:
    if key is Key.ENTER and desk.found:
        return replace(_back_to_work(desk), query=""), Show(desk.found[desk.pick].client)
    return lists.choose(desk, key, len(desk.found))


_MODES: Mapping[Mode, Callable[[Desk, Key], Next]] = {
    Mode.WORK: _work,
    Mode.SURE: _question,
    Mode.REPLACE: _question,
    Mode.LEAVE: _question,
    Mode.ARCHIVE: _archiving,
    Mode.SEARCH: _searching,
    Mode.CARD: _text,
    Mode.HELP: _text,
    Mode.DONE: _finished,
    Mode.OVER: _finished,
    Mode.LEFT: lambda desk, _key: (desk, None),
}
