"""How much a look finds, counted without a row leaving the database."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from crmctl.checks.base import CODED, Need
from crmctl.control.question import Look
from crmctl.store.parts import Part, in_parts
from crmctl.store.queries import control
from crmctl.store.queries.users import PEOPLE
from crmctl.store.reader import Reader
from crmctl.vocabulary import RecordType, State


class StateCounts(NamedTuple):
    """Gaps of one requirement by state."""

    missing: int = 0
    placeholder: int = 0
    invalid: int = 0
    stale: int = 0
    total: int = 0


class Charged(NamedTuple):
    """What is in one responsible's charge: clients with a gap of their own or of a contact, and gaps."""

    clients: int
    gaps: int


class Counts(NamedTuple):
    """What a look finds; `by_responsible` has "" for what nobody is in charge of."""

    in_scope: int
    records: int
    gaps: int
    by_record: Mapping[RecordType, Mapping[str, StateCounts]]
    by_responsible: Mapping[str, Charged]


class _Shape(NamedTuple):
    """How many records with this user on their card (0: nobody) have these states, one for each need."""

    entrusted: int
    states: tuple[State, ...]
    records: int


class Totals(NamedTuple):
    """The shortest answer: records in scope, and how many of them fail each requirement."""

    in_scope: int
    lacking: Mapping[RecordType, Mapping[str, int]]


def is_empty(reader: Reader) -> bool:
    """Whether the base holds neither a client nor a contact."""
    return not reader.one(control.RECORDS).number


def totals(reader: Reader, look: Look) -> Totals:
    """How many records lack what, without asking in which way or in whose charge."""
    found = {record: _totals(reader, look, record) for record in look.needs}
    return Totals(
        in_scope=sum(in_scope for in_scope, _lacking in found.values()),
        lacking={record: lacking for record, (_in_scope, lacking) in found.items()},
    )


def _totals(reader: Reader, look: Look, record: RecordType) -> tuple[int, dict[str, int]]:
    needs = look.needs[record]

    def ask(part_reader: Reader, part: Part) -> control.Totals:
        slots = {"lacks": look.lacks(record, part.over("{owner}.id")), "counts": control.counts_of(len(needs))}
        return part_reader.one(control.TOTALS, slots)

    lacking: Counter[str] = Counter({need.requirement: 0 for need in needs})
    in_scope = 0
    for answer in in_parts(reader, record, ask):
        in_scope += answer.in_scope
        for need, number in zip(needs, answer.lacking.split(","), strict=True):
            lacking[need.requirement] += int(number)
    return in_scope, dict(lacking)


def count(reader: Reader, look: Look) -> Counts:
    """The numbers of a look: in scope, with gaps, by requirement and state, by responsible."""
    shapes = {record: list(_shapes(reader, look, record)) for record in look.needs}
    everyone = [shape for found in shapes.values() for shape in found]
    return Counts(
        in_scope=sum(shape.records for shape in everyone),
        records=sum(shape.records for shape in everyone if _gaps(shape)),
        gaps=sum(shape.records * _gaps(shape) for shape in everyone),
        by_record={record: _by_need(look.needs[record], found) for record, found in shapes.items()},
        by_responsible=_by_responsible(reader, look, everyone),
    )


def _shapes(reader: Reader, look: Look, record: RecordType) -> Iterator[_Shape]:
    base = len(CODED) ** len(look.needs[record])

    def ask(part_reader: Reader, part: Part) -> dict[int, int]:
        slots = {"verdicts": look.verdicts(record, part.over("{owner}.id"))}
        return {one.packed: one.records for one in part_reader.rows(control.TALLY, slots, base=base)}

    tally: Counter[int] = Counter()
    for answer in in_parts(reader, record, ask):
        tally.update(answer)
    for packed, records in tally.items():
        entrusted, verdict = divmod(packed, base)
        yield _Shape(entrusted, tuple(_digits(verdict, len(look.needs[record]))), records)


def _digits(verdict: int, count: int) -> Iterator[State]:
    for _need in range(count):
        verdict, digit = divmod(verdict, len(CODED))
        yield CODED[digit]


def _gaps(shape: _Shape) -> int:
    return sum(state is not State.OK for state in shape.states)


def _by_need(needs: list[Need], shapes: list[_Shape]) -> dict[str, StateCounts]:
    counted: Counter[tuple[int, State]] = Counter()
    for shape in shapes:
        for at, state in enumerate(shape.states):
            counted[at, state] += shape.records
    names = [state for state in CODED if state is not State.OK]
    return {
        need.requirement: StateCounts(
            **{state.value: counted[at, state] for state in names}, total=sum(counted[at, state] for state in names)
        )
        for at, need in enumerate(needs)
    }


def _by_responsible(reader: Reader, look: Look, shapes: list[_Shape]) -> dict[str, Charged]:
    gaps: Counter[int] = Counter()
    records: Counter[int] = Counter()
    for shape in shapes:
        gaps[shape.entrusted] += shape.records * _gaps(shape)
        records[shape.entrusted] += shape.records if _gaps(shape) else 0
    clients = records if RecordType.CONTACT not in look.needs else _clients(reader, look)
    active = {person.id: person.login for person in reader.rows(PEOPLE) if person.active}
    found: dict[str, Charged] = {}
    for one, number in gaps.items():
        login = active.get(one, "")
        before = found.get(login, Charged(0, 0))
        found[login] = Charged(before.clients + clients[one], before.gaps + number)
    return {login: found[login] for login in sorted(found) if found[login].gaps}


def _clients(reader: Reader, look: Look) -> Counter[int]:
    """Clients with a gap of their own or of a contact, by who is on the card (0: nobody)."""
    own = RecordType.CLIENT in look.needs

    def ask(part_reader: Reader, part: Part) -> dict[int, int]:
        slots = {
            "verdicts": look.verdicts(RecordType.CLIENT, part.over("{owner}.id")),
            "contact_verdicts": look.verdicts(RecordType.CONTACT),
        }
        return {one.entrusted_id: one.clients for one in part_reader.rows(control.CHARGED, slots, own=own)}

    clients: Counter[int] = Counter()
    for answer in in_parts(reader, RecordType.CLIENT, ask):
        clients.update(answer)
    return clients
