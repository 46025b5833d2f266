"""Gaps across runs: new, still open, closed, reopened, as against what was last recorded."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from crmctl.control.question import Look
from crmctl.filters.cond import EVERYTHING, Cond
from crmctl.store.queries import gaps
from crmctl.store.queries.gaps import GapKey, Recorded
from crmctl.store.reader import Reader
from crmctl.store.work import Work
from crmctl.vocabulary import RecordType

_COLUMNS = ("run_id", "check_code", "client_id", "contact_id", "requirement", "level", "through_contacts", "is_open",
            "reopened")  # fmt: skip
_CLOSE = "UPDATE gap SET is_open = FALSE, closed_at = :now WHERE id = :id"
_REOPEN = "UPDATE gap SET is_open = TRUE, closed_at = NULL, reopened = reopened + 1 WHERE id = :id"


class History(NamedTuple):
    """How many gaps are new, still open, closed and reopened; new is against the baseline run, when there is one."""

    new: int = 0
    still_open: int = 0
    closed: int = 0
    reopened: int = 0


class _Moves(NamedTuple):
    """What recording a look would do with the gaps of one type of record."""

    new: list[GapKey]
    newer: list[Recorded]
    """In the book, but only since a run after the baseline."""
    still_open: list[Recorded]
    closed: list[Recorded]
    reopened: list[Recorded]


def history(reader: Reader, look: Look, baseline: int | None) -> History:
    """The gaps of a look against the book; writes nothing."""
    return _counted(_moves(reader, look, record, baseline) for record in look.needs)


def record(work: Work, look: Look, baseline: int | None) -> History:
    """Bring the book of gaps up to this look."""
    moves = [_moves(work.reader, look, record, baseline) for record in look.needs]
    for one in moves:
        _write(work, look, one)
    return _counted(moves)


def baseline(reader: Reader, look: Look, profile: str | None) -> int | None:
    """The last run that recorded this profile, or without one the same check, requirements and level."""
    wanted = signature(look, profile)
    for run_id, summary in reader.rows(gaps.RUNS):
        if json.loads(summary).get("signature") == wanted:
            return run_id
    return None


def signature(look: Look, profile: str | None) -> Any:
    """What two runs have in common that can be compared; as JSON gives it back."""
    if profile:
        return {"profile": profile}
    needs = {record.value: sorted(need.requirement for need in asked) for record, asked in look.needs.items()}
    question = look.question
    return {"check": question.check, "level": question.level.value, "through": question.through_contacts,
            "where": [question.where, question.where_contact], "needs": needs}  # fmt: skip


def _counted(moves: Any) -> History:
    found = list(moves)
    return History(
        new=sum(len(one.new) + len(one.newer) for one in found),
        still_open=sum(len(one.still_open) for one in found),
        closed=sum(len(one.closed) for one in found),
        reopened=sum(len(one.reopened) for one in found),
    )


def _moves(reader: Reader, look: Look, record: RecordType, baseline: int | None) -> _Moves:
    book = _book(reader, look, record)
    failing = reader.all(gaps.KEYS, {"gaps": look.failing(record)})
    known = [book.pop(key) for gap in failing if (key := _key(gap)) in book]
    seen = {_key(one) for one in known}
    in_book = [one for one in known if one.is_open]
    return _Moves(
        new=[gap for gap in failing if _key(gap) not in seen],
        newer=[one for one in in_book if baseline is not None and one.run_id > baseline],
        still_open=[one for one in in_book if baseline is None or one.run_id <= baseline],
        closed=[one for one in book.values() if one.is_open and one.in_scope],
        reopened=[one for one in known if not one.is_open],
    )


def _key(gap: GapKey | Recorded) -> tuple[int | None, str]:
    """A contact's gap is the contact's, whoever's client he is by now."""
    return gap.contact_id or gap.client_id, gap.requirement


def _book(reader: Reader, look: Look, record: RecordType) -> dict[tuple[int | None, str], Recorded]:
    """What is recorded of the requirements asked."""
    about_contact = record is RecordType.CONTACT
    clients = look.scope.clients
    if clients != EVERYTHING:
        clients = Cond("c.id IS NOT NULL") & clients
    slots = {"clients": clients, "contacts": look.scope.contacts if about_contact else EVERYTHING}
    asked = {need.requirement for need in look.needs[record]}
    found = reader.rows(gaps.RECORDED, slots, **same_book(look), about_contact=about_contact)
    return {_key(one): one for one in found if one.requirement in asked}


def same_book(look: Look) -> Mapping[str, Any]:
    """The values that name the check, level and way of one book of gaps."""
    return {"check": look.check.code, "level": look.terms.level, "through": look.terms.through_contacts}


def _write(work: Work, look: Look, moves: _Moves) -> None:
    level, through = look.terms.level.value, look.terms.through_contacts
    rows = (
        (work.run_id, look.check.code, gap.client_id, gap.contact_id, gap.requirement, level, through, True, 0)
        for gap in moves.new
    )
    work.insert_many("gap", _COLUMNS, rows)
    now = work.encoded(work.now)
    work.execute_many(_CLOSE, [{"id": one.id, "now": now} for one in moves.closed])
    work.execute_many(_REOPEN, [{"id": one.id} for one in moves.reopened])
