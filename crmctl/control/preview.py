"""What a plan is about, for people to look at before anything is written."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from crmctl.control.checking import gap_lines
from crmctl.control.counting import totals
from crmctl.control.finding import bundled
from crmctl.control.plan import Portion
from crmctl.control.question import Look
from crmctl.filters.cond import Cond
from crmctl.store.queries import control
from crmctl.store.queries.control import Found
from crmctl.store.reader import Reader
from crmctl.vocabulary import RecordType, State


class PreviewRow(NamedTuple):
    """A record with gaps to hand out: of each requirement its state, None where nothing is wanting."""

    record: RecordType
    id: int
    client_id: int | None
    client: str | None
    name: str
    responsible: str
    states: Mapping[str, State | None]
    held_by: Mapping[str, int]
    """The open task that has a requirement already."""

    @property
    def wholly(self) -> bool:
        """Nothing that was asked for is there."""
        return all(self.states.values())


class Preview(NamedTuple):
    """The numbers of a plan, and its records; `excluded` counts archived clients that match the filter."""

    in_scope: int
    records: int
    gaps: int
    held: int
    waived: int
    excluded: int
    by_requirement: Mapping[RecordType, Mapping[str, int]]
    by_responsible: Mapping[str, Portion]
    by_segment: Mapping[str, Portion]
    rows: Sequence[PreviewRow]
    more: int
    """Clients whose rows are not among `rows`."""


def preview(
    reader: Reader, look: Look, gaps: Sequence[Found], logins: Mapping[int, str], *, clients: int | None
) -> Preview:
    """At most so many clients in `rows`, each with its contacts; None: all; 0 where only the numbers are wanted."""
    free = [gap for gap in gaps if gap.held_by is None]
    whose = list(dict.fromkeys(map(_whose, free_in_order(free))))
    shown = whose if clients is None else whose[:clients]
    return Preview(
        in_scope=totals(reader, look).in_scope,
        records=len({(gap.client_id if gap.contact_id is None else None, gap.contact_id) for gap in free}),
        gaps=len(free),
        held=len(gaps) - len(free),
        waived=0,
        excluded=reader.one(control.ARCHIVED, {"where": look.scope.clients}).number,
        by_requirement=_by_requirement(look, free),
        by_responsible=_portions(free, lambda gap: logins.get(gap.responsible_id or 0, "")),
        by_segment=_portions(free, lambda gap: gap.segment or ""),
        rows=preview_rows(reader, look, gaps, None if clients is None else set(shown)) if shown else [],
        more=len(whose) - len(shown),
    )


def free_in_order(gaps: Iterable[Found]) -> list[Found]:
    """Those that no open task holds, client by client; contacts without a client last."""
    return [gap for bundle in bundled(gap for gap in gaps if gap.held_by is None) for gap in bundle.gaps]


def pages(gaps: Iterable[Found], records: int) -> list[set[int]]:
    """Whose rows stand on each page: whole clients, as many as have at most so many records, but one at least."""
    found: list[set[int]] = []
    room = 0
    for whose, number in _records_of(gaps).items():
        if number > room:
            found.append(set())
            room = records
        found[-1].add(whose)
        room -= number
    return found


def _records_of(gaps: Iterable[Found]) -> dict[int, int]:
    """How many records of each client, or contact without one, have a gap to hand out."""
    records = {(_whose(gap), gap.contact_id): None for gap in free_in_order(gaps)}
    return dict(Counter(whose for whose, _contact in records))


def _whose(gap: Found) -> int:
    """The client's number; that of a contact without a client below 0."""
    return gap.client_id or -(gap.contact_id or 0)


def _by_requirement(look: Look, gaps: Iterable[Found]) -> dict[RecordType, dict[str, int]]:
    counted = Counter((_record(gap), gap.requirement) for gap in gaps)
    return {
        record: {need.requirement: counted[record, need.requirement] for need in needs}
        for record, needs in look.needs.items()
    }


def _record(gap: Found) -> RecordType:
    return RecordType.CLIENT if gap.contact_id is None else RecordType.CONTACT


def _portions(gaps: Iterable[Found], group: Callable[[Found], str]) -> dict[str, Portion]:
    rows: Counter[str] = Counter()
    clients: dict[str, set[int]] = {}
    for gap in gaps:
        name = group(gap)
        rows[name] += 1
        if gap.client_id:
            clients.setdefault(name, set()).add(gap.client_id)
    return {name: Portion(len(clients.get(name, ())), rows[name]) for name in sorted(rows)}


def preview_rows(reader: Reader, look: Look, gaps: Iterable[Found], wanted: set[int] | None) -> list[PreviewRow]:
    """The records of these clients (a contact without a client by its number below 0), or of all."""
    among = {} if wanted is None else _among(gaps, wanted)
    found: dict[tuple[RecordType, int], PreviewRow] = {}
    for line in gap_lines(reader, look, among):
        row = found.get((line.record, line.id))
        if row is None:
            states: dict[str, State | None] = {need.requirement: None for need in look.needs[line.record]}
            row = PreviewRow(line.record, line.id, line.client_id, line.client, line.name, line.responsible, states, {})
            found[line.record, line.id] = row
        row.states[line.requirement] = line.state  # type: ignore[index]
        if line.held_by:
            row.held_by[line.requirement] = line.held_by  # type: ignore[index]
    rows = [
        row for row in found.values() if any(state and need not in row.held_by for need, state in row.states.items())
    ]
    return sorted(rows, key=lambda row: (row.client_id is None, row.client_id or 0, row.record == "contact", row.id))


def _among(gaps: Iterable[Found], wanted: set[int]) -> dict[RecordType, Cond]:
    contacts = {gap.contact_id for gap in gaps if gap.contact_id and (gap.client_id or -gap.contact_id) in wanted}
    return {
        RecordType.CLIENT: _one_of("c.id", [one for one in wanted if one > 0]),
        RecordType.CONTACT: _one_of("p.id", contacts),
    }


def _one_of(column: str, ids: Iterable[int]) -> Cond:
    numbers = ", ".join(str(one) for one in sorted(ids))
    return Cond(f"{column} IN ({numbers})") if numbers else Cond("FALSE")
