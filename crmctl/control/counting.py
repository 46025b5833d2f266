"""How much a look finds, counted without a row leaving the database."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from crmctl.checks.base import CODED, Need
from crmctl.control.question import Look
from crmctl.filters.cond import NOTHING, Cond
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
    """How many records of one responsible (0: nobody) have these states, one for each need."""

    responsible: int
    states: tuple[State, ...]
    records: int


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
    for packed, records in reader.rows(control.TALLY, {"verdicts": look.verdicts(record)}, base=base):
        responsible, verdict = divmod(packed, base)
        yield _Shape(responsible, tuple(_digits(verdict, len(look.needs[record]))), records)


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
        gaps[shape.responsible] += shape.records * _gaps(shape)
        records[shape.responsible] += shape.records if _gaps(shape) else 0
    clients = records if RecordType.CONTACT not in look.needs else _clients(reader, look)
    logins = {person.id: person.login for person in reader.rows(PEOPLE)}
    found = {logins.get(one, ""): Charged(clients[one], count) for one, count in gaps.items() if count}
    return dict(sorted(found.items()))


def _clients(reader: Reader, look: Look) -> Counter[int]:
    """Clients with a gap of their own or of a contact, by responsible id (0: nobody)."""
    own = look.verdicts(RecordType.CLIENT) if RecordType.CLIENT in look.needs else _NO_VERDICTS
    slots = {"verdicts": own, "contact_verdicts": look.verdicts(RecordType.CONTACT)}
    return Counter({charge.responsible_id or 0: charge.clients for charge in reader.rows(control.CHARGED, slots)})


_NO_VERDICTS = Cond(
    "SELECT CAST(NULL AS INTEGER) AS client_id, CAST(NULL AS INTEGER) AS responsible_id, 0 AS verdict "
    f"WHERE {NOTHING.sql}"
)
