"""Working through a task: what the desk wants done is done, a transaction each, and told back to it."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime, tzinfo
from importlib import import_module
from threading import Thread
from typing import Any, NamedTuple

from crmctl.cards.archive import archive_card, archive_reasons
from crmctl.cards.finding import Card
from crmctl.errors import Busy as BaseBusy
from crmctl.errors import CrmError, Drifted, NoPermission, NotFound, Refused
from crmctl.i18n import _
from crmctl.rights import Actor
from crmctl.store.connect import wait_at_most
from crmctl.store.reader import Reader
from crmctl.store.work import Work
from crmctl.tasks.answers import AnswerReader
from crmctl.tasks.desk import effects
from crmctl.tasks.desk.effects import Effect, Outcome
from crmctl.tasks.desk.keys import Happening
from crmctl.tasks.desk.learning import learn, sit_down
from crmctl.tasks.desk.pressing import press
from crmctl.tasks.desk.state import Desk, Page
from crmctl.tasks.leftoff import LeftOff
from crmctl.tasks.listing import TaskLine
from crmctl.tasks.pages import Overview, look_over, next_task, places, rows_of
from crmctl.tasks.saving import fill_rows
from crmctl.vocabulary import OPEN_STATUSES, RecordType, TaskStatus
from crmctl.wizard.clientcard import client_card, whole_card

PATIENCE = 0.25
"""Seconds that one try waits for another writer; longer waits are many tries, with the screen alive between them."""


class Surroundings(NamedTuple):
    """What a session gets from outside; `now` and `actor` are asked anew at each step."""

    reader: Reader
    actor: Callable[[], Actor]
    write: Callable[[], AbstractContextManager[Work]]
    now: Callable[[], datetime]
    zone: tzinfo | None
    left_off: LeftOff


class Session:
    """Does what a desk wants, over one base."""

    def __init__(self, around: Surroundings) -> None:
        self.around = around
        self.reader = around.reader
        self.task = 0
        self.page = Page(None, "", ())
        """The one that was shown last."""
        self.answers = AnswerReader(self.reader)
        wait_at_most(around.reader.connection, PATIENCE)

    def begin(self, task: int) -> Desk:
        """The desk at the place where the task was left. Raises NotFound, NoPermission, Busy."""
        overview, page = self._begun(task)
        return sit_down(Desk(overview, page, self.answers.verdict, archive_reasons(self.reader)))

    @property
    def labels(self) -> Mapping[str, str]:
        """What the company calls its contact kinds, by their codes."""
        return {kind.code: kind.label for kind in self.answers.known}

    def warm_up(self) -> None:
        """Load what the first answers need, and beside that, while nobody waits, what saving and undoing do."""
        for kind in {kind.type: kind for kind in self.answers.known}.values():
            for text in ("8 912 345-67-89 x", "a b@c.example"):
                self.answers.cleaner.points(kind.type, text)
        Thread(target=_load).start()

    def happen(self, desk: Desk, happening: Happening) -> Desk:
        """The desk after a key, with everything done that it asked for."""
        desk, effect = press(desk, happening)
        while effect is not None:
            desk, effect = learn(desk, self.do(effect))
        return desk

    def do(self, effect: Effect) -> Outcome:
        """Do it; what a person or a rule refuses comes back as an outcome."""
        try:
            return self._doers[type(effect)](self, effect)
        except BaseBusy:
            return effects.Busy(effect)
        except CrmError as error:
            return effects.Refusal(" ".join(filter(None, (error.message, error.hint))))

    def _begun(self, task: int) -> tuple[Overview, Page]:
        self.task = task
        overview = self._overview()
        known = self.around.left_off.recall(task)
        return overview, self._page(_resumed(overview, known))

    def _overview(self) -> Overview:
        actor, now = self.around.actor(), self.around.now()
        return look_over(self.reader, actor, self.task, now=now, zone=self.around.zone)

    def _page(self, client: int | None) -> Page:
        rows = rows_of(self.reader, self.task, client)
        card = client_card(self.reader, self.around.actor(), client, rows)
        self.around.left_off.remember(self.task, client)
        self.page = Page(client, card.name, rows, card)
        return self.page

    def _page_again(self, *, leaving: bool) -> Page:
        """The client shown, as he is now. Of one without open rows that is left at once the card is not read."""
        rows = rows_of(self.reader, self.task, self.page.client)
        if leaving and not any(row.is_open for row in rows):
            return self.page._replace(rows=rows)
        return self._page(self.page.client)

    def _show(self, effect: effects.Show) -> Outcome:
        return self._looked(lambda overview: effects.Shown(overview, self._page(effect.client)))

    def _start(self, effect: effects.Start) -> Outcome:
        return effects.Shown(*self._begun(effect.task))

    def _save(self, effect: effects.Save) -> Outcome:
        try:
            with self.around.write() as work:
                fill_rows(work, self.around.actor(), self.task, effect.answers)
                run = work.run_id
        except (Drifted, NotFound, Refused):
            return self._looked(lambda seen: effects.Changed(effect.answers, seen, self._page(self.page.client)))
        written = run if work.written else None
        return self._looked(
            lambda seen: effects.Saved(
                written,
                effect.answers,
                effect.advance,
                seen,
                self._page_again(leaving=effect.advance),
                self._next(seen),
            )
        )

    def _archive(self, effect: effects.Archive) -> Outcome:
        with self.around.write() as work:
            archive_card(work, self.around.actor(), Card(RecordType.CLIENT, effect.client), reason=effect.reason)
            run = work.run_id
        return self._looked(lambda seen: effects.Archived(run, seen, self._page(effect.client), self._next(seen)))

    def _undo(self, effect: effects.Undo) -> Outcome:
        from crmctl.books.runs import undo_run  # slow to load, see warm_up

        try:
            with self.around.write() as work:
                undone = undo_run(work, self.around.actor(), effect.run)
        except (Refused, NotFound) as error:
            return effects.Refusal(error.message, lost_run=effect.run)
        kept, self.task = len(undone.kept), effect.task
        return self._looked(lambda seen: effects.Undone(effect.run, kept, seen, self._page(effect.client)))

    def _read_card(self, effect: effects.ReadCard) -> Outcome:
        if effect.client is None:
            return effects.Refusal(_("These contacts have no client."))
        return effects.CardRead([whole_card(self.reader, self.around.actor(), effect.client)])

    def _read_places(self, _effect: effects.ReadPlaces) -> Outcome:
        return effects.PlacesRead(places(self.reader, self.task))

    def _looked(self, outcome: Callable[[Overview], Outcome]) -> Outcome:
        """The outcome, unless the task was closed or taken away."""
        try:
            overview = self._overview()
        except (NoPermission, NotFound) as error:
            return effects.Over(error.message, self._another())
        if overview.task.status in OPEN_STATUSES or not any(stop.open for stop in overview.stops):
            return outcome(overview)
        return effects.Over(_closed(overview), self._another())

    def _next(self, overview: Overview) -> TaskLine | None:
        """What to offer when this task has nothing left."""
        return None if any(stop.open for stop in overview.stops) else self._another()

    def _another(self) -> TaskLine | None:
        actor, now = self.around.actor(), self.around.now()
        return next_task(self.reader, actor, now=now, zone=self.around.zone, besides=self.task)

    _doers: Mapping[type, Callable[["Session", Any], Outcome]] = {
        effects.Show: _show,
        effects.Start: _start,
        effects.Save: _save,
        effects.Archive: _archive,
        effects.Undo: _undo,
        effects.ReadCard: _read_card,
        effects.ReadPlaces: _read_places,
        effects.Leave: lambda _self, _effect: effects.Left(),
    }


def _load() -> None:
    from crmctl.checks.discovery import find_check

    find_check("contact-info")
    for module in ("crmctl.control.settle", "crmctl.store.undo"):
        import_module(module)


def _resumed(overview: Overview, known: int | None) -> int | None:
    """The client to begin with: the one known, else the first, if he has open rows; else the next who has."""
    stops = overview.stops
    at = next((at for at, stop in enumerate(stops) if known is not None and stop.client == known), 0)
    return next((stop.client for stop in (*stops[at:], *stops[:at]) if stop.open), stops[0].client if stops else None)


def _closed(overview: Overview) -> str:
    task = overview.task
    cancelled = task.status is TaskStatus.CANCELLED
    text = _("Task {id} was cancelled meanwhile.") if cancelled else _("Task {id} was closed meanwhile.")
    return " ".join(filter(None, (text.format(id=task.id), overview.reason)))
