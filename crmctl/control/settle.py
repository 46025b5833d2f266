"""Settle: the check's SELECT, asked again about the records a run touched, closes and reopens their rows and tasks."""

from crmctl.checks.base import Need, Scope, Terms, fresh_since
from crmctl.checks.discovery import find_check
from crmctl.filters.cond import Cond
from crmctl.store.queries import settling
from crmctl.store.queries.settling import Judged, OpenRow
from crmctl.store.work import Work
from crmctl.vocabulary import Level, RecordType, State, TaskStatus

_UPDATE = "UPDATE task_row SET state = :state, closed_at = :closed_at, closed_run_id = :closed_run"
_CLOSE = "UPDATE task SET status = :status, done_at = :now WHERE id = :id"
_PIECE = 5_000
"""Records asked about at once: their numbers stand in the statement."""
_CLOSED = (State.OK, State.GONE, State.NOT_APPLICABLE, State.WAIVED)


def settle(work: Work, touched: Cond | None = None) -> None:
    """Bring stored row states in line with the checks, inside the transaction that changed the data.

    `touched` is a condition over r; by default the rows of records this run wrote to. EVERYTHING settles all.
    """
    if work.reader.first(settling.ANY) is None:
        return  # a base that is only being filled: what a big import touched need not be collected
    touched = Cond(settling.TOUCHED, {"run": work.run_id}) if touched is None else touched
    groups: dict[Judged, list[OpenRow]] = {}
    for row in work.reader.rows(settling.ROWS, {"touched": touched}, today=work.today):
        groups.setdefault(row.judged, []).append(row)
    for judged, rows in groups.items():
        _settle(work, judged, rows)
    for task in work.reader.all(settling.FINISHED, run=work.run_id, undoes=work.undoes):
        work.execute(_CLOSE, {"status": TaskStatus.DONE, "now": work.now, "id": task.id})


def _settle(work: Work, judged: Judged, rows: list[OpenRow]) -> None:
    """Rows of one requirement at one level. They meet the verdicts here: no planner can make that quadratic."""
    failing: dict[int, str] = {}
    for start in range(0, len(rows), _PIECE):
        gaps = _failing(work, judged, [row.record_id for row in rows[start : start + _PIECE]])
        failing |= {one.record_id: one.state for one in work.reader.rows(settling.FAILING, {"gaps": gaps})}
    moved: dict[State, list[int]] = {}
    for row in rows:
        state = _state(row, failing.get(row.record_id))
        if state != row.state:
            moved.setdefault(state, []).append(row.id)
    for state, ids in moved.items():
        _store(work, state, ids)


def _failing(work: Work, judged: Judged, records: list[int]) -> Cond:
    """The check's SELECT about these records."""
    terms = Terms(
        today=work.today,
        level=Level(judged.level),
        through_contacts=bool(judged.through_contacts),
        fresh_since=fresh_since(work.now, judged.fresh_days),
    )
    numbers = ", ".join(map(str, records))
    if judged.about_contact:
        record, scope = RecordType.CONTACT, Scope(contacts=Cond(f"p.id IN ({numbers})"))
    else:
        record, scope = RecordType.CLIENT, Scope(clients=Cond(f"c.id IN ({numbers})"))
    return find_check(judged.check_code).failing(record, [Need(judged.requirement, judged.bits)], terms, scope)


def _state(row: OpenRow, failing: str | None) -> State:
    if row.gone:
        return State.GONE
    if failing:
        return State(failing)
    return State.NOT_APPLICABLE if row.opted_out else State.OK


def _store(work: Work, state: State, rows: list[int]) -> None:
    closed = state in _CLOSED
    values = {"state": state, "closed_at": work.now if closed else None, "closed_run": work.run_id if closed else None}
    for start in range(0, len(rows), _PIECE):
        numbers = ", ".join(map(str, rows[start : start + _PIECE]))
        work.execute(f"{_UPDATE} WHERE id IN ({numbers})", values)
