"""Random trees over given comparisons."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from crmctl.filters.tree import AllOf, AnyOf, Comparison, Not, Op, Tree, Word

one_base = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
"""For laws that empty one base for each example."""


def trees(comparisons: st.SearchStrategy[Comparison]) -> st.SearchStrategy[Tree]:
    def bigger(smaller: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
        several = st.lists(smaller, min_size=2, max_size=3).map(tuple)
        return st.one_of(smaller.map(Not), several.map(AllOf), several.map(AnyOf))

    return st.recursive(comparisons, bigger, max_leaves=6)


def comparison(field: str, op: Op, values: list[str]) -> Comparison:
    if op in (Op.EMPTY, Op.FILLED):
        values = []
    elif op not in (Op.IN, Op.NOT_IN):
        values = values[:1]
    return Comparison(Word(field), op, tuple(map(Word, values)))
