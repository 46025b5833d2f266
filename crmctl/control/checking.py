"""A check run: its numbers, as against the last recorded run, and the list of its gaps."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from crmctl.control.counting import Charged, Counts, StateCounts, count, totals
from crmctl.control.gaps import History, baseline, history, record, same_book, signature
from crmctl.control.question import Look
from crmctl.control.settle import settle
from crmctl.filters.cond import EVERYTHING, Cond
from crmctl.store.persons import full_name
from crmctl.store.queries import control
from crmctl.store.reader import Reader
from crmctl.store.work import Work
from crmctl.vocabulary import Level, RecordType, State

_HELD_RECORDS = """{owner} IN (
    SELECT nr.{column} FROM task_row nr JOIN task nt ON nt.id = nr.task_id
    WHERE nt.status IN ('new', 'accepted', 'returned') AND nr.check_code = :check)"""


_ALL: Mapping[RecordType, Cond] = {}


class Checked(NamedTuple):
    """A check run as the JSON contract has it."""

    run: int | None
    check: str
    level: Level
    in_scope: int
    records: int
    gaps: int
    waived: int
    held: int
    baseline_run: int | None
    by_record: Mapping[RecordType, Mapping[str, StateCounts]]
    by_responsible: Mapping[str, Charged]
    new: int
    still_open: int
    closed: int
    reopened: int


class GapLine(NamedTuple):
    """A gap as the JSON contract has it; `gap` is its number once recorded, `held_by` the open task that has it."""

    gap: int | None
    check: str
    record: RecordType
    id: int
    external_id: str | None
    client_id: int | None
    name: str
    requirement: str
    state: State
    value: str | None
    responsible: str
    held_by: int | None
    client: str | None


class Compared(NamedTuple):
    """How many gaps 1C's own rule finds, and how many there really are."""

    record: RecordType
    requirement: str
    presence: int
    valid: int


def check(reader: Reader, look: Look, profile: str | None = None) -> Checked:
    """Look, and write nothing."""
    last = baseline(reader, look, profile)
    return _checked(look, count(reader, look), history(reader, look, last), held(reader, look), last)


def check_and_record(work: Work, look: Look, profile: str | None = None) -> Checked:
    """Look, and keep the numbers with the run and the gaps in their book; also when nothing is found.

    Rows of open tasks that time alone has moved, by an ended link or an aged value, are settled on the way.
    """
    settle(work, Cond("r.check_code = :settled", {"settled": look.check.code}))
    last = baseline(work.reader, look, profile)
    counts = count(work.reader, look)
    found = _checked(look, counts, record(work, look, last), held(work.reader, look), last, run=work.run_id)
    work.summary |= {
        **{name: getattr(found, name) for name in ("check", "level", "in_scope", "records", "gaps", "held", "new",
                                                   "still_open", "closed", "reopened")},
        "signature": signature(look, profile),
    }  # fmt: skip
    work.keep()
    return found


def _checked(  # noqa: PLR0913, PLR0917 - the parts of one answer
    look: Look, counts: Counts, past: History, held: int, last: int | None, run: int | None = None
) -> Checked:
    return Checked(
        run=run,
        check=look.check.code,
        level=look.terms.level,
        **counts._asdict(),
        waived=0,
        held=held,
        baseline_run=last,
        **past._asdict(),
    )


def held(reader: Reader, look: Look) -> int:
    """How many of the gaps an open task has."""
    if not reader.one(control.OPEN_ROWS, check=look.check.code).number:
        return 0
    return sum(_held(reader, look, record) for record in look.needs)


def _held(reader: Reader, look: Look, record: RecordType) -> int:
    owner, column = ("c.id", "client_id") if record is RecordType.CLIENT else ("p.id", "contact_id")
    among = Cond(_HELD_RECORDS.format(owner=owner, column=column), {"check": look.check.code})
    return reader.one(control.HELD, {"gaps": look.failing(record, among=among)}, check=look.check.code).number


def gap_lines(reader: Reader, look: Look, among: Mapping[RecordType, Cond] = _ALL) -> Iterator[GapLine]:
    """Every gap, the clients' first; `among` narrows the records of a type, over c or p."""
    for record_type in look.needs:
        gaps = look.failing(record_type, among=among.get(record_type, EVERYTHING))
        for found in reader.rows(control.DETAILS, {"gaps": gaps}, **same_book(look)):
            contact = full_name(found.last_name, found.first_name, found.middle_name, found.display_name)
            yield GapLine(
                gap=found.gap_id,
                check=look.check.code,
                record=record_type,
                id=found.contact_id or found.client_id or 0,
                external_id=found.external_id,
                client_id=found.client_id,
                name=contact if record_type is RecordType.CONTACT else found.client or "",
                requirement=found.requirement,
                state=found.state,
                value=found.value,
                responsible=found.responsible or "",
                held_by=found.held_by,
                client=found.client,
            )


def compare(reader: Reader, presence: Look, valid: Look) -> list[Compared]:
    """The same question at both levels."""
    naive, strict = totals(reader, presence).lacking, totals(reader, valid).lacking
    return [
        Compared(record_type, requirement, naive[record_type][requirement], really)
        for record_type, by_need in strict.items()
        for requirement, really in by_need.items()
    ]
