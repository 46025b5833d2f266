"""Whether a row is already as it was before a run: what an undo that comes again has nothing to do with."""

from collections.abc import Mapping, Sequence
from typing import Any

from crmctl.store.entries import values_of
from crmctl.store.queries.undoing import Entry


def is_taken_back(run: int, mine: Sequence[Entry], later: Sequence[Entry], now: Mapping[str, Any]) -> bool:
    """Whether what `run` did to a row was taken back, whatever became of the row then.

    `mine` and `later` are the journal's entries of the run and of all others since, oldest first; `now` is the row,
    empty when it is not there.
    """
    if _made(run, mine, later, now):
        return not now
    if any(entry.op == "-" for entry in mine):
        return bool(now)
    before, after = _ends(mine)
    state, taken = dict(after), False
    for entry in later:
        new = values_of(entry.new)
        state |= {column: new[column] for column in state.keys() & new.keys()}
        taken = state == before or (taken and state != after)
    return taken


def _made(run: int, mine: Sequence[Entry], later: Sequence[Entry], now: Mapping[str, Any]) -> bool:
    """Whether the run made the row, or was an undo that put it back."""
    gone = next((values_of(entry.old) for entry in reversed(later) if entry.op == "-"), {})
    return (now or gone).get("run_id") == run or any(entry.op == "+" for entry in mine)


def _ends(mine: Sequence[Entry]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The columns that the run changed, as they were before it and after."""
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for entry in mine:
        before = {**values_of(entry.old), **before}
        after |= values_of(entry.new)
    return before, after
