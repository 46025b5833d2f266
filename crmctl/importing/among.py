"""A condition on many ids."""

from collections.abc import Sequence

from crmctl.filters.cond import Cond

_DENSE = 4


def among(column: str, ids: Sequence[int]) -> Cond:
    """`column` is one of the ids, or near them: a range where they lie close together, so the caller looks again."""
    low, high = min(ids), max(ids)
    if high - low < _DENSE * len(ids):
        return Cond(f"{column} BETWEEN :low AND :high", {"low": low, "high": high})
    return Cond(f"{column} IN ({', '.join(map(str, ids))})")
