"""What is asked of whom: a check's options as a user, a profile or a plan file gives them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, tzinfo
from typing import Any, Literal, NamedTuple

from crmctl.checks.base import MOST_NEEDS, Check, Need, Scope, Terms, fresh_since
from crmctl.checks.discovery import find_check
from crmctl.errors import UsageError
from crmctl.filters.compile import condition
from crmctl.filters.cond import EVERYTHING, Cond
from crmctl.i18n import _
from crmctl.rights import Actor, visible
from crmctl.settings import read_settings
from crmctl.store.reader import Reader
from crmctl.vocabulary import Level, RecordType

Only = Literal["clients", "contacts"]


class Question(NamedTuple):
    """A check's options in their text form."""

    check: str = "contact-info"
    need: tuple[str, ...] = ()
    need_contact: tuple[str, ...] = ()
    """What is asked of contacts, when it differs."""
    only: Only | None = None
    level: Level = Level.VALID
    through_contacts: bool = False
    where: str = ""
    where_contact: str = ""

    @classmethod
    def from_json(cls, answers: Mapping[str, Any]) -> "Question":
        """The question among the answers of a profile or a plan file."""
        known: dict[str, Any] = {name: answers[name] for name in cls._fields if name in answers}
        known |= {name: tuple(known[name]) for name in ("need", "need_contact") if name in known}
        return cls(**known | {"level": Level(known.get("level", Level.VALID))})


class Look(NamedTuple):
    """A question made ready for one actor at one moment."""

    question: Question
    check: Check
    needs: Mapping[RecordType, list[Need]]
    """Of each type of record that is looked at."""
    terms: Terms
    scope: Scope
    fresh_days: int | None

    def failing(self, record: RecordType, *, among: Cond = EVERYTHING) -> Cond:
        """The check's SELECT; `among` narrows the records, over c or p."""
        return self.check.failing(record, self.needs[record], self.terms, self._narrowed(record, among))

    def verdicts(self, record: RecordType, part: Cond = EVERYTHING) -> Cond:
        """Of a type that is not looked at, with the other's needs: its records, whatever their verdicts."""
        needs = self.needs.get(record) or next(iter(self.needs.values()))
        return self.check.verdicts(record, needs, self.terms, self.scope._replace(part=part))

    def lacks(self, record: RecordType, part: Cond) -> Cond:
        return self.check.lacks(record, self.needs[record], self.terms, self.scope._replace(part=part))

    def _narrowed(self, record: RecordType, among: Cond) -> Scope:
        if among == EVERYTHING:
            return self.scope
        if record is RecordType.CLIENT:
            return self.scope._replace(clients=_both(self.scope.clients, among))
        return self.scope._replace(contacts=_both(self.scope.contacts, among))


def look(  # noqa: PLR0913 - what is asked, by whom, when and where
    reader: Reader, question: Question, *, actor: Actor, now: datetime, today: date, zone: tzinfo
) -> Look:
    """Read the texts of a question. Raises UsageError, or FilterError that points into a filter."""
    check = find_check(question.check)
    days = read_settings(reader)["freshness_days"] or None
    return Look(
        question=question,
        check=check,
        needs=_needs(reader, check, question),
        terms=Terms(
            today=today,
            level=question.level,
            through_contacts=question.through_contacts,
            fresh_since=fresh_since(now, days) if question.level is Level.VALID else None,
        ),
        scope=Scope(
            clients=_both(
                condition(question.where, RecordType.CLIENT, today=today, zone=zone, prefix="f"),
                visible(actor, RecordType.CLIENT),
            ),
            contacts=condition(question.where_contact, RecordType.CONTACT, today=today, zone=zone, prefix="g"),
        ),
        fresh_days=days,
    )


def _both(one: Cond, other: Cond) -> Cond:
    """Joined; EVERYTHING leaves no trace, because a scope that says nothing also holds contacts without a client."""
    if EVERYTHING in (one, other):
        return other if one == EVERYTHING else one
    return one & other


def split_needs(texts: Iterable[str]) -> tuple[str, ...]:
    """Requirements given once each or several with commas between them."""
    return tuple(dict.fromkeys(part.strip() for text in texts for part in text.split(",") if part.strip()))


def _needs(reader: Reader, check: Check, question: Question) -> dict[RecordType, list[Need]]:
    common = check.needs(reader, question.need) if question.need else check.default_needs(reader)
    contacts = check.needs(reader, question.need_contact) if question.need_contact else common
    needs = {RecordType.CLIENT: common, RecordType.CONTACT: contacts}
    if max(map(len, needs.values())) > MOST_NEEDS:
        raise UsageError(_("At most {count} requirements at once.").format(count=MOST_NEEDS))
    if question.only:
        left_out = RecordType.CONTACT if question.only == "clients" else RecordType.CLIENT
        del needs[left_out]
    return {record: asked for record, asked in needs.items() if record in check.records}
