"""Any keys in any order: what was confirmed is in the base, nothing else is, and undo returns."""

import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crmctl.cards.edit import edit_card
from crmctl.cards.finding import Card
from crmctl.errors import Refused
from crmctl.rights import Actor
from crmctl.tasks.desk import effects
from crmctl.tasks.desk.effects import Effect, Outcome
from crmctl.tasks.desk.keys import Key, Letter, Typed
from crmctl.tasks.desk.state import Mode
from crmctl.tasks.pages import rows_of
from crmctl.vocabulary import RecordType, Role
from tests.builders import Base
from tests.store.histories import contents
from tests.wizard.working import BAD, GOOD, JUNK, MAIL, OTHER, Seat, company, values

ADMIN = Actor(1, "admin", "Admin", Role.ADMIN, None)
WRITING = (effects.Saved, effects.Archived, effects.Undone)
COMING_BACK = (Key.BACK, Key.LEAVE)

keys = st.sampled_from([*Key, Key.ENTER, Key.ENTER, Key.SAVE, Key.UNDO, Key.DOWN, Key.SKIP])
texts = st.sampled_from([GOOD, OTHER, MAIL, JUNK, BAD, "", " ", f"{GOOD}, {OTHER}", "email=a@b.ru", "phone=12"])
letters = st.sampled_from(["y", "д", "n", "н", "1", "9", "ё", "\x7f"])
others = st.sampled_from([f"phone={GOOD}", f"phone={JUNK}", "phone=", f"email={MAIL}", "comment=x"])
histories = st.lists(
    st.one_of(keys, texts.map(Typed), texts.map(Typed), letters.map(Letter), st.tuples(st.integers(1, 3), others)),
    max_size=25,
)


class Watched(Seat):
    """A seat that remembers what came of what was done, and whether the base changed without that."""

    def __init__(self, base: Base, actor: Actor, task: int) -> None:
        super().__init__(base, actor, task)
        self.outcomes: list[Outcome] = []
        do = self.session.do

        def watched(effect: Effect) -> Outcome:
            outcome = do(effect)
            self.outcomes.append(outcome)
            return outcome

        self.session.do = watched  # type: ignore[method-assign]


def live(founded: Path, history: list[Any], check: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "crm.db"
        shutil.copy(founded, path)
        with Base(str(path)) as base:
            bob = base.user("bob")
            seat = Watched(base, bob, company(base, bob))
            for event in history:
                check(base, seat, event)
            seat.close()


def quiet(seat: Watched, event: Any) -> bool:
    """Whether the event is one that would end the session."""
    return seat.mode is Mode.LEFT or (event in COMING_BACK and seat.mode in (Mode.WORK, Mode.LEAVE, Mode.DONE))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories)
def test_only_what_was_confirmed_changes_the_base(founded: Path, history: list[Any]) -> None:
    def check(base: Base, seat: Watched, event: Any) -> None:
        if isinstance(event, tuple) and isinstance(event[0], int):
            return
        before, told = contents(base), len(seat.outcomes)
        seat.press(event)
        new = seat.outcomes[told:]
        if not any(isinstance(one, WRITING) for one in new):
            assert contents(base) == before
        for one in new:
            if isinstance(one, effects.Saved):
                stored = {value for _client, _contact, value in values(base)}
                for answer in one.answers:
                    kind, found = seat.session.answers.read(answer.row, answer.text)
                    assert {value.text for value in found} <= stored, kind

    live(founded, history, check)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories)
def test_undo_after_undo_ends_in_the_first_state(founded: Path, history: list[Any]) -> None:
    first: list[Any] = []

    def check(base: Base, seat: Watched, event: Any) -> None:
        first.append(contents(base)) if not first else None
        if not (isinstance(event, tuple) and isinstance(event[0], int)) and not quiet(seat, event):
            seat.press(event)

    def undone(base: Base, seat: Watched, event: Any) -> None:
        if event is not None:
            check(base, seat, event)
            return
        if seat.mode not in (Mode.WORK, Mode.DONE):
            seat.press(Key.BACK)
        while seat.desk.runs:
            seat.press(Key.UNDO)
        assert contents(base) == first[0]

    live(founded, [Key.HELP, Key.BACK, *history, None], undone)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories)
def test_what_others_wrote_is_replaced_only_when_it_was_shown(founded: Path, history: list[Any]) -> None:
    def check(base: Base, seat: Watched, event: Any) -> None:
        if isinstance(event, tuple) and isinstance(event[0], int):
            write_beside(base, *event)
            return
        shown = {row.number: row.values for row in seat.desk.page.rows}
        stood = standing(base, seat)
        told = len(seat.outcomes)
        seat.press(event)
        for one in seat.outcomes[told:]:
            if isinstance(one, effects.Saved):
                for answer in one.answers:
                    assert stood[answer.row.number] == shown[answer.row.number]

    live(founded, history, check)


def write_beside(base: Base, client: int, text: str) -> None:
    """Somebody else changes a card, if it is still there to be changed."""
    with suppress(Refused), base.write("clients edit") as work:
        edit_card(work, ADMIN, Card(RecordType.CLIENT, client), sets=[text])


def standing(base: Base, seat: Watched) -> dict[int, Any]:
    """What stands in the base at this moment where the answers of the page would go."""
    rows = rows_of(base.reader, seat.desk.overview.task.id, seat.desk.page.client)
    return {row.number: row.values for row in rows}
