import subprocess
import sys

import pytest

from crmctl.errors import FilterError
from crmctl.filters.language import MAX_DEPTH, MAX_TERMS, MAX_VALUES, parse
from crmctl.filters.tokens import MAX_LENGTH
from crmctl.filters.tree import AllOf, AnyOf, Comparison, Not, Op, Tree, Word, to_text


def one(field: str, op: Op, *values: str) -> Comparison:
    return Comparison(Word(field), op, tuple(Word(value) for value in values))


A, B, C = one("a", Op.EQ, "1"), one("b", Op.GT, "2"), one("c", Op.EMPTY)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a=1", A),
        ("a = 1 and b > 2 or c is empty", AnyOf((AllOf((A, B)), C))),
        ("a = 1 and (b > 2 or c is empty)", AllOf((A, AnyOf((B, C))))),
        ("a = 1 AND b > 2 and c is empty", AllOf((A, B, C))),
        ("(a = 1 and b > 2) and c is empty", AllOf((AllOf((A, B)), C))),
        ("not a = 1 and b > 2", AllOf((Not(A), B))),
        ("not not (a = 1)", Not(Not(A))),
        ("a in (1, 2)", one("a", Op.IN, "1", "2")),
        ("a in 1", one("a", Op.IN, "1")),
        ("a not in (1)", one("a", Op.NOT_IN, "1")),
        ("a is not empty", one("a", Op.FILLED)),
        ("a is not filled", one("a", Op.EMPTY)),
        ("a not like x%", one("a", Op.NOT_LIKE, "x%")),
        ("a <> 1 or a == 1 or a ≤ 1", AnyOf((one("a", Op.NE, "1"), one("a", Op.EQ, "1"), one("a", Op.LE, "1")))),
        ("a=b!", one("a", Op.EQ, "b!")),
        ("a!=b", one("a", Op.NE, "b")),
        ("a = is", one("a", Op.EQ, "is")),
    ],
)
def test_text_becomes_a_tree(text: str, tree: Tree) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('n = "Нижний Новгород"', "Нижний Новгород"),
        ("n = 'it''s'", "it's"),
        ('n = "a ""b"" (c), d"', 'a "b" (c), d'),
        ("n = «ООО «Ромашка»»", "ООО «Ромашка»"),
        ("n = ''", ""),
        ("n = 'and'", "and"),
        ("n = д'Артаньян", "д'Артаньян"),
        ('n = group:"North East"', "group:North East"),
        ("n = группа:«Юг (2)»", "группа:Юг (2)"),
        ("n = https://x.ru/?a", "https://x.ru/?a"),
        ("n = today-30d", "today-30d"),
    ],
)
def test_a_value_is_what_stands_between_the_quotes_or_a_bare_word(text: str, value: str) -> None:
    assert parse(text) == one("n", Op.EQ, value)


@pytest.mark.parametrize(
    ("russian", "english"),
    [
        ("a = 1 и b > 2 или не c пусто", "a = 1 and b > 2 or not c is empty"),
        ("a в (x, y) И b не в (z)", "a in (x, y) and b not in (z)"),
        ("a содержит x и b не содержит y", "a contains x and b not contains y"),
        ("a подобно x% и b не подобно y%", "a like x% and b not like y%"),
        ("a заполнено и b не заполнен и c не пуст", "a is filled and b is empty and c is filled"),
    ],
)
def test_russian_words_mean_the_same(russian: str, english: str) -> None:
    assert parse(russian) == parse(english)


def test_a_field_may_have_several_words_and_begin_with_a_word_of_the_language() -> None:
    assert parse("статус  работы = VIP и в архиве пусто") == AllOf(
        (one("статус работы", Op.EQ, "VIP"), one("в архиве", Op.EMPTY))
    )


def test_a_tree_is_written_with_no_more_brackets_than_it_needs() -> None:
    text = "((a = 1) and ((b > 2))) or not (c is empty or (a = 'x y' and b not in (1,2)))"
    assert to_text(parse(text)) == 'a = 1 and b > 2 or not (c is empty or a = "x y" and b not in (1, 2))'


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("", 0),
        ("and a = 1", 0),
        ("a = 1 and", 9),
        ("= 1", 0),
        ("'a' = 1", 0),
        ("a", 1),
        ("a b c", 2),
        ("a is 5", 5),
        ("a is", 4),
        ("a not = 1", 6),
        ("a =", 3),
        ("a = and b = 1", 4),
        ("a = пусто", 4),
        ("a = Нижний Новгород", 11),
        ("a = 1 b = 2", 6),
        ("a = 8(495)", 5),
        ("a = (1, 2)", 4),
        ("a in ()", 6),
        ("a in (1,)", 8),
        ("a in (1 2)", 8),
        ("a in (1, 2", 5),
        ("(a = 1", 0),
        ("(a = 1 b", 7),
        ("a = 1)", 5),
        ("a = 'x", 4),
        ('a = "x""', 4),
        ("a = «x «y»", 4),
        ("a = x\0y", 5),
        ("a = 'x\x1b[0m'", 6),
        ("a = '\ud800'", 5),
        ("город =", 7),
    ],
)
def test_an_error_points_at_the_place(text: str, position: int) -> None:
    with pytest.raises(FilterError) as caught:
        parse(text)
    assert caught.value.position == position


def test_the_message_shows_one_harmless_line_with_the_mark_under_the_place() -> None:
    text = "a = 1\n  and b = \u202e2 and " + "c = 3 and " * 20 + "d = = 4" + " and e = 5" * 20
    with pytest.raises(FilterError) as caught:
        parse(text)
    _, line, mark = caught.value.message.split("\n")
    at = mark.index("^")
    assert (line[at], line[at - 4 : at]) == ("=", "d = ")
    assert line.isprintable()
    assert len(line) < 100
    assert text[caught.value.position] == "="


def test_a_misspelt_comparison_gets_a_suggestion() -> None:
    with pytest.raises(FilterError) as caught:
        parse("city contians x")
    assert "contains" in caught.value.hint


def test_what_is_within_the_limits_is_read() -> None:
    deepest = "(" * (MAX_DEPTH - 1) + "not a = 1" + ")" * (MAX_DEPTH - 1)
    assert parse(deepest) == Not(A)
    longest = parse(" and ".join(["a = 1"] * MAX_TERMS))
    assert isinstance(longest, AllOf)
    assert len(longest.parts) == MAX_TERMS
    assert parse(f"a in ({','.join('1' * MAX_VALUES)})") == one("a", Op.IN, *("1" * MAX_VALUES))
    assert parse("a = 1" + " " * (MAX_LENGTH - 5)) == A


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("(" * 17 + "a = 1" + ")" * 17, 16),
        ("not " * 17 + "a = 1", 64),
        ("(" * 100_000, MAX_LENGTH),
        ("not " * 1_000 + "a = 1", 64),
        (" or ".join(["a = 1"] * 201), 200 * 9),
        (f"a in ({','.join('1' * 1_001)})", 6 + 2_000),
        ("a = 1" + " " * 4_092, MAX_LENGTH),
    ],
)
def test_what_is_beyond_the_limits_is_refused(text: str, position: int) -> None:
    with pytest.raises(FilterError) as caught:
        parse(text)
    assert caught.value.position == position


def test_compiling_a_filter_imports_nothing_heavy() -> None:
    heavy = ("sqlalchemy", "sqlmodel", "pydantic", "sqlite3", "difflib", "phonenumbers", "rich", "typer")
    program = f"import sys, crmctl.filters.compile; print(*sys.modules.keys() & set({heavy}))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
