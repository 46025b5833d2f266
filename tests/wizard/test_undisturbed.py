"""While a question is on the screen nobody waits: another process commits at every step, whatever the journal."""

import subprocess
import sys
from typing import Any

import pytest

from crmctl.control.issue import issue
from crmctl.wizard.conversation import Outcome
from tests.builders import Base
from tests.dialogs import Scripted
from tests.wizard.talking import ADMIN, around_of, talked
from tests.wizard.test_conversation import STRAIGHT, WHAT

WRITER = """
import sqlite3, sys
base = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=1)
base.execute("BEGIN IMMEDIATE")
base.execute("UPDATE client SET comment = ?", (sys.argv[2],))
base.execute("COMMIT")
"""
"""Waits a second at most; a reader that holds its lock would let it wait for good."""


class Busy(Scripted):
    """Somebody else writes before each answer is given."""

    db = ""

    def _next(self, label: str, choices: Any = (), default: Any = None) -> Any:
        subprocess.run([sys.executable, "-c", WRITER, self.db, label], check=True, capture_output=True, timeout=60)
        return super()._next(label, choices, default)


FILTERED = [
    *WHAT, "and", "city", "is", ["Омск", "Орёл"], "go", "go", "on", "among", ["anna", "bob"], "counts", [1, 1],
    "first", "1", "name", "", "go", *STRAIGHT[-5:],
]  # fmt: skip


@pytest.mark.parametrize("answers", [STRAIGHT, FILTERED], ids=["straight", "filtered"])
def test_another_process_commits_at_every_step(holes: Base, answers: list[Any]) -> None:
    around, script = around_of(holes), Busy(*answers)
    script.db = holes.db
    outcome: Outcome = talked(around, script)
    assert outcome.plan is not None
    assert len(script.asked) == len(answers)
    assert not around.reader.connection.in_transaction  # type: ignore[union-attr]


def test_what_moved_while_somebody_answered_is_dropped(holes: Base) -> None:
    from crmctl.cards.edit import edit_card
    from crmctl.cards.finding import Card
    from crmctl.vocabulary import RecordType

    class Filling(Scripted):
        def _next(self, label: str, choices: Any = (), default: Any = None) -> Any:
            if label == "All right?":
                with holes.write("clients edit") as work:
                    edit_card(work, ADMIN, Card(RecordType.CLIENT, 2), sets=["email=office@firma-vasilek.ru"])
            return super()._next(label, choices, default)

    outcome = talked(around_of(holes), Filling(*STRAIGHT))
    assert outcome.plan is not None
    with holes.write("wizard") as work:
        issued = issue(work, outcome.plan, ADMIN)
    assert (outcome.plan.rows, issued.rows, issued.dropped) == (6, 5, 1)
