"""What a conversation looks at: the base, as one actor sees it at one moment. Nothing here holds a transaction."""

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime, tzinfo
from enum import StrEnum
from functools import cached_property
from typing import Literal, NamedTuple

from crmctl.checks.wording import Wording, wording
from crmctl.cleaning.workcalendar import WorkCalendar
from crmctl.control.counting import totals
from crmctl.control.distribute import Rule
from crmctl.control.finding import find_gaps
from crmctl.control.plan import ControlPlan, TaskTerms
from crmctl.control.question import Look, Question, look
from crmctl.control.standins import with_deputies
from crmctl.filters.compile import condition
from crmctl.rights import Actor
from crmctl.settings import read_settings
from crmctl.store.queries import control
from crmctl.store.queries.control import Found, Handed
from crmctl.store.reader import Reader
from crmctl.tasks.dues import work_calendar
from crmctl.vocabulary import RecordType, Role
from crmctl.wizard.handing import read_terms
from crmctl.wizard.planning import Answers, dealt_out, full_names, logins


class Matching(NamedTuple):
    """How many records of one type a filter leaves, of how many, and what these lack."""

    record: RecordType
    text: str
    matching: int
    total: int
    lacking: dict[str, int]


def filter_of(question: Question, record: RecordType) -> str:
    return question.where if record is RecordType.CLIENT else question.where_contact


def with_filter(question: Question, record: RecordType, text: str) -> Question:
    return question._replace(where=text) if record is RecordType.CLIENT else question._replace(where_contact=text)


class Around:
    """The surroundings of a conversation; what it asked the base last is kept, because it may be run again."""

    def __init__(  # noqa: PLR0913 - who looks, when and where
        self,
        reader: Reader,
        *,
        actor: Actor,
        now: datetime,
        today: date,
        zone: tzinfo,
        word: Callable[[StrEnum], str],
        records: int,
        may_make: bool = True,
    ) -> None:
        self.reader = reader
        self.actor = actor
        self.now = now
        self.today = today
        self.zone = zone
        self.word = word
        """A value of a closed list in the user's language."""
        self.records = records
        """Of a preview on one page."""
        self.may_make = may_make
        """Whether the answers end in the base, so that a project may be made with the tasks; a plan is but a file."""
        self._found: tuple[Question, list[Found]] | None = None
        self._matching: dict[tuple[Question, RecordType], Matching] = {}

    def look(self, question: Question) -> Look:
        return look(self.reader, question, actor=self.actor, now=self.now, today=self.today, zone=self.zone)

    def gaps(self, question: Question) -> list[Found]:
        """All gaps, held ones too; asked once for each question."""
        if self._found is None or self._found[0] != question:
            self._found = question, find_gaps(self.reader, self.look(question))
        return self._found[1]

    def plan(self, answers: Answers) -> ControlPlan:
        """Raises UsageError for who cannot have it, or a date that is none."""
        looked = self.look(answers.question)
        terms = self._terms(answers, looked, new_project=self.may_make)
        gaps = self.gaps(answers.question)
        return dealt_out(self.reader, looked, answers.handing, terms, today=self.today, zone=self.zone, gaps=gaps)

    def require_usable(self, answers: Answers) -> None:
        """Raises UsageError, FilterError or NotFound where something given cannot be meant."""
        self._terms(answers, self.look(answers.question))

    def _terms(self, answers: Answers, looked: Look, *, new_project: bool = False) -> TaskTerms:
        return read_terms(
            self.reader,
            answers.handing,
            looked,
            actor=self.actor,
            today=self.today,
            zone=self.zone,
            new_project=new_project,
        )

    def matching(self, question: Question, record: RecordType) -> Matching:
        """What the filter of one type of record leaves, within that of clients; counted once for each question."""
        asked = question, record
        if asked not in self._matching:
            self._matching[asked] = self._count(question, record)
        return self._matching[asked]

    def _count(self, question: Question, record: RecordType) -> Matching:
        only: Literal["clients", "contacts"] = "clients" if record is RecordType.CLIENT else "contacts"
        asked = question.only in (None, "", only)
        question = question._replace(only=only)
        text, unfiltered = filter_of(question, record), with_filter(question, record, "")
        found = totals(self.reader, self.look(question))
        whole = totals(self.reader, self.look(unfiltered)) if text else found
        return Matching(record, text, found.in_scope, whole.in_scope, dict(found.lacking[record]) if asked else {})

    def read_filter(self, text: str, record: RecordType) -> None:
        """Raises FilterError that points into the text."""
        condition(text, record, today=self.today, zone=self.zone)

    @cached_property
    def calendar(self) -> WorkCalendar:
        return work_calendar(read_settings(self.reader))

    @cached_property
    def wording(self) -> Wording:
        """How requirements are said."""
        return wording(self.reader)

    @cached_property
    def people(self) -> Sequence[Handed]:
        """Who can be given work."""
        return [one for one in self.reader.all(control.PEOPLE) if one.active and one.role is not Role.BATCH]

    @cached_property
    def away(self) -> Collection[int]:
        """Who is not there today, by id."""
        return with_deputies(self.reader, Rule(), today=self.today, due=None, calendar=self.calendar).away

    @cached_property
    def logins(self) -> dict[int, str]:
        """Of everybody, by id."""
        return logins(self.reader)

    @cached_property
    def names(self) -> dict[int, str]:
        """Full names of everybody, by id."""
        return full_names(self.reader)
