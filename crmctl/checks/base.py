"""What a check is: a name, the requirements it knows, and the one SELECT that returns what fails."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import ClassVar, NamedTuple

from crmctl.filters.cond import EVERYTHING, Cond
from crmctl.store.reader import Reader
from crmctl.vocabulary import Level, RecordType, State

MOST_NEEDS = 20
"""Requirements asked at once: their states, and whose they are, fit into one 64-bit number."""
CODED = (State.OK, State.MISSING, State.PLACEHOLDER, State.INVALID, State.STALE)
"""A requirement's state as a digit of a verdict; what does not fail is 0."""


class Need(NamedTuple):
    """One requirement: its text as asked for, and the contact kinds it names as a mask (0 where none are meant)."""

    requirement: str
    bits: int = 0


class Terms(NamedTuple):
    """How the question is asked."""

    today: date
    level: Level = Level.VALID
    through_contacts: bool = False
    """A client's channel may be served by a current contact of his."""
    fresh_since: datetime | None = None
    """Values neither entered nor verified since are stale; None: age does not matter."""


def fresh_since(now: datetime, days: int | None) -> datetime | None:
    """Since when a value must have been entered or verified to be no older than so many days; None: at any time."""
    try:
        return now - timedelta(days=days) if days else None
    except OverflowError:
        return None


class Scope(NamedTuple):
    """Which records are looked at: a condition over c for clients (their contacts follow), one over p for contacts."""

    clients: Cond = EVERYTHING
    contacts: Cond = EVERYTHING
    part: Cond = EVERYTHING
    """A part of a big table, over {owner}.id."""


class Check(ABC):
    """A check is one small file: its docstring says what is *Found* and *Not found*, and a test runs both.

    `failing` returns a SELECT of client_id, contact_id (NULL for a client's own gap), requirement, bits, state and
    responsible_id (NULL where nobody active is in charge), and serves every reader: the preview, the rows of tasks,
    settling. `lacks` and `verdicts` say the same of every record the check looks at in a form that a million of them
    are counted by; a law holds the three together. Both are text over the fixed aliases, with their values.
    """

    code: ClassVar[str]
    title: ClassVar[str]
    """Marked with N_(); translated where it is shown."""
    records: ClassVar[Sequence[RecordType]] = (RecordType.CLIENT, RecordType.CONTACT)

    @abstractmethod
    def needs(self, reader: Reader, texts: Iterable[str]) -> list[Need]:
        """Requirements from what a user wrote; raises UsageError with a suggestion."""

    @abstractmethod
    def default_needs(self, reader: Reader) -> list[Need]:
        """What is asked when the user names nothing."""

    @abstractmethod
    def failing(self, record: RecordType, needs: Sequence[Need], terms: Terms, scope: Scope) -> Cond:
        """The judge: a SELECT of what fails."""

    @abstractmethod
    def lacks(self, record: RecordType, needs: Sequence[Need], terms: Terms, scope: Scope) -> Cond:
        """A SELECT of lacks0, lacks1 …, for each record in scope: whether it fails each need."""

    @abstractmethod
    def verdicts(self, record: RecordType, needs: Sequence[Need], terms: Terms, scope: Scope) -> Cond:
        """A SELECT of client_id, contact_id, entrusted_id and verdict, for each record in scope, failing or not.

        entrusted_id is whoever stands on the client's card, active or not: to look that up a million times costs more
        than all the rest. A verdict is a number to the base of CODED: its n-th digit, from the right, is the state of
        the n-th need.
        """
