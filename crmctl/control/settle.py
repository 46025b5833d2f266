"""Settle: the check's SELECT, asked again about the records a run touched, closes and reopens their rows and tasks."""

from datetime import timedelta

from crmctl.checks.base import Need, Scope, Terms
from crmctl.checks.discovery import find_check
from crmctl.filters.cond import Cond
from crmctl.store.queries import settling
from crmctl.store.queries.settling import Judged, Verdict
from crmctl.store.work import Work
from crmctl.vocabulary import RecordType, State, TaskStatus

_UPDATE = """UPDATE task_row SET state = :state, closed_at = :closed_at, closed_run_id = :closed_run WHERE id = :id"""
_CLOSE = "UPDATE task SET status = :status, done_at = :now WHERE id = :id"


def settle(work: Work, touched: Cond | None = None) -> None:
    """Bring stored row states in line with the checks, inside the transaction that changed the data.

    `touched` is a condition over r; by default the rows of records this run wrote to. EVERYTHING settles all.
    """
    touched = Cond(settling.TOUCHED, {"run": work.run_id}) if touched is None else touched
    for judged in work.reader.all(settling.JUDGED, {"touched": touched}):
        _settle(work, judged, touched)
    for task in work.reader.all(settling.FINISHED, run=work.run_id):
        work.execute(_CLOSE, {"status": TaskStatus.DONE, "now": work.now, "id": task.id})


def _settle(work: Work, judged: Judged, touched: Cond) -> None:
    """The rows of one requirement at one level."""
    record = RecordType.CONTACT if judged.about_contact else RecordType.CLIENT
    terms = Terms(
        today=work.today,
        level=judged.level,
        through_contacts=judged.through_contacts,
        fresh_since=work.now - timedelta(days=judged.fresh_days) if judged.fresh_days else None,
    )
    owner = "p.id" if judged.about_contact else "c.id"
    column = "contact_id" if judged.about_contact else "client_id"
    mine = Cond(
        f"{owner} IN (SELECT r.{column} FROM task_row r JOIN task t ON t.id = r.task_id "
        f"WHERE r.requirement = :requirement AND t.status IN ('new', 'accepted', 'returned') AND ({touched.sql}))",
        {**touched.values, "requirement": judged.requirement},
    )
    scope = Scope(contacts=mine) if judged.about_contact else Scope(clients=mine)
    gaps = find_check(judged.check_code).failing(record, [Need(judged.requirement, judged.bits)], terms, scope)
    verdicts = work.reader.all(
        settling.VERDICTS,
        {"gaps": gaps, "touched": touched},
        check=judged.check_code,
        requirement=judged.requirement,
        row_bits=judged.bits,
        level=judged.level,
        through=judged.through_contacts,
        fresh_days=judged.fresh_days or 0,
        about_contact=judged.about_contact,
        today=work.today,
    )
    work.execute_many(_UPDATE, [_stored(work, v, state) for v in verdicts if (state := _state(v)) != v.stored])


def _state(verdict: Verdict) -> State:
    if verdict.gone:
        return State.GONE
    if verdict.failing:
        return verdict.failing
    return State.NOT_APPLICABLE if verdict.opted_out else State.OK


def _stored(work: Work, verdict: Verdict, state: State) -> dict[str, object]:
    closed = state in (State.OK, State.GONE, State.NOT_APPLICABLE, State.WAIVED)
    return {
        "id": verdict.id,
        "state": state.value,
        "closed_at": work.encoded(work.now) if closed else None,
        "closed_run": work.run_id if closed else None,
    }
