"""What holds for any text and any tree: it is read or refused at a place inside it, and is written back."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from crmctl.errors import FilterError
from crmctl.filters.fields import FIELDS, Filtered
from crmctl.filters.language import parse
from crmctl.filters.tokens import MAX_LENGTH
from crmctl.filters.tree import Op, Tree, to_text
from crmctl.filters.words import SIGNS, WORDS
from tests.filters.conftest import Base
from tests.filters.trees import comparison, one_base, trees

FRAGMENTS = [
    *WORDS, *SIGNS, *"(),\"'«»:%_!\\;\0",
    "city", "phone", "status", "archived", "id", "responsible", "group:", "key_person",
    "Омск", "today", "today-30d", "2026-02-30", "yes", "5", "«ООО «Ромашка»»", "'it''s'",
    "\ud800", "\u202e", "{where}", ":f_0",
]  # fmt: skip
SOUND = [
    "(id = 5 and not city contains 'x' or name in (a, b) and phone is filled)",
    'телефон заполнен И не (город = «Омск» или наименование не в (а, "б"))',
]


@st.composite
def broken(draw: st.DrawFn) -> str:
    """A sound filter with something cut out of it or put into it."""
    text: str = draw(st.sampled_from(SOUND))
    start, length = draw(st.integers(0, len(text))), draw(st.integers(0, 6))
    put: str = draw(st.sampled_from(["", *FRAGMENTS]))
    return text[:start] + put + text[start + length :]


any_text = st.one_of(
    st.text(),
    st.lists(st.sampled_from(FRAGMENTS), max_size=12).map(" ".join),
    st.lists(st.sampled_from(FRAGMENTS), max_size=12).map("".join),
    broken(),
)


def refusal_of(act: Callable[[], object]) -> FilterError | None:
    try:
        act()
    except FilterError as error:
        return error
    return None


@one_base
@given(text=any_text, record=st.sampled_from(list(FIELDS)))
def test_any_text_runs_or_is_refused_at_a_place_inside_it(empty_base: Base, text: str, record: Filtered) -> None:
    error = refusal_of(lambda: empty_base.found(text, record))
    if error:
        assert 0 <= error.position <= len(text)
        assert error.message.replace("\n", "").isprintable()


field_words = st.from_regex(r"[\w%.;]+", fullmatch=True).filter(lambda word: word.casefold() not in WORDS)
field_names = st.lists(field_words, min_size=1, max_size=3).map(" ".join)
value_texts = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8),
    st.sampled_from([*WORDS, "group:", "group:a b"]),
)
any_comparisons = st.builds(
    comparison, field_names, st.sampled_from(list(Op)), st.lists(value_texts, min_size=1, max_size=3)
)


@given(tree=trees(any_comparisons))
def test_a_tree_written_and_read_again_is_the_same(tree: Tree) -> None:
    assert parse(to_text(tree)) == tree


@given(text=any_text)
def test_a_text_that_is_read_means_the_same_when_written_plainly(text: str) -> None:
    if refusal_of(lambda: parse(text)) is None:
        tree = parse(text)
        plain = to_text(tree)
        assert len(plain) > MAX_LENGTH or parse(plain) == tree
