"""A filter finds the rows for which its tree holds, by an evaluation that knows no SQL."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from crmctl.cleaning.text import key
from crmctl.filters.tree import POSITIVE, AllOf, AnyOf, Comparison, Not, Op, Tree, to_text
from tests.filters.conftest import TODAY, ZONE, Base
from tests.filters.trees import comparison, one_base, trees

CITIES = ["Омск", "омск", "Орёл", "орел", "100 %", "a_b", "a!b", None]
NAMES = ["Иванов", "ИВАНОВ", "иванов", "O'Neil", None]
USERS: dict[int | None, list[str]] = {
    1: ["ivanov", "иванов иван"],
    2: ["petrova", "петрова анна"],
    3: ["orlov"],
    None: [],
}
GROUPS: dict[str, set[int | None]] = {"group:north": {1, 2}, "группа:Отдел продаж": {2}, "group:none": set()}
POINTS = [("phone", "+74951234567"), ("phone", "нет"), ("email", "a@mail.ru"), ("email", "B@X.ru")]
KIND_IDS = {"phone": 1, "email": 3}

FIRST = datetime(2026, 11, 28, tzinfo=ZONE)
moments = st.timedeltas(timedelta(0), timedelta(5)).map(lambda after: FIRST + after)
rows = st.fixed_dictionaries(
    {
        "city": st.sampled_from(CITIES),
        "last_name": st.sampled_from(NAMES),
        "kind": st.sampled_from(["company", "person", None]),
        "responsible_id": st.sampled_from(list(USERS)),
        "birth_date": st.none() | st.dates(TODAY - timedelta(3), TODAY + timedelta(3)),
        "created_at": st.none() | moments,
        "points": st.lists(
            st.tuples(st.sampled_from(POINTS), st.sampled_from(["ok", "invalid"]), st.booleans()), max_size=2
        ),
    }
)
DAYS = {
    "today": TODAY,
    "вчера": TODAY - timedelta(1),
    "2026-12-01": date(2026, 12, 1),
    "сегодня-2д": date(2026, 11, 28),
}
PATTERNS = ["о%", "%с_", "100 \\%", "a_b", "%!%", "иван%", "%@%", "+7495%", "%", "_", "омск"]
TEXTS = ["Омск", "ОРЕЛ", "100 %", "a!b", "o'neil", "Иванов", "a"]
VALUES: dict[str, list[str]] = {
    "city": TEXTS,
    "last_name": TEXTS,
    "kind": ["company", "физлицо", "ИП"],
    "responsible": ["ivanov", "Петрова  Анна", "орлов", *GROUPS],
    "birth_date": list(DAYS),
    "created": list(DAYS),
    "phone": ["495", "+74951234567", "нет"],
    "email": ["A@MAIL.RU", "x.ru", "a@mail.ru"],
}
EQUAL = [Op.EQ, Op.NE, Op.IN, Op.NOT_IN, Op.EMPTY, Op.FILLED]
ORDER = [Op.LT, Op.LE, Op.GT, Op.GE]
SEARCH = [Op.LIKE, Op.CONTAINS, Op.NOT_LIKE, Op.NOT_CONTAINS]
OPS = {
    "city": EQUAL + ORDER + SEARCH, "last_name": EQUAL + SEARCH, "kind": EQUAL, "responsible": EQUAL,
    "birth_date": EQUAL + ORDER, "created": EQUAL + ORDER, "phone": EQUAL + SEARCH, "email": EQUAL + SEARCH,
}  # fmt: skip


@st.composite
def sound_comparisons(draw: st.DrawFn) -> Comparison:
    field = draw(st.sampled_from(list(OPS)))
    op = draw(st.sampled_from(OPS[field]))
    known = PATTERNS if op in (Op.LIKE, Op.NOT_LIKE) else VALUES[field]
    return comparison(field, op, draw(st.lists(st.sampled_from(known), min_size=1, max_size=3)))


Truth = bool | None


def holds(tree: Tree, row: Mapping[str, Any]) -> Truth:
    """Three-valued truth: an unknown denied is true."""
    match tree:
        case Not(part):
            return holds(part, row) is not True
        case AllOf(parts):
            return least([holds(part, row) for part in parts])
        case AnyOf(parts):
            found = least([None if truth is None else not truth for truth in (holds(part, row) for part in parts)])
            return None if found is None else not found
        case Comparison(field, op, values):
            positive = POSITIVE.get(op, op)
            truth = compares(field.text, positive, [value.text for value in values], row)
            return truth if positive is op else truth is not True


def least(truths: list[Truth]) -> Truth:
    if False in truths:
        return False
    return None if None in truths else True


def compares(field: str, op: Op, values: list[str], row: Mapping[str, Any]) -> Truth:
    if field in ("phone", "email"):
        return any(
            state == "ok" if op is Op.EMPTY else written(op, values, [value, value.lower()])
            for (kind, value), state, current in row["points"]
            if current and kind == field
        ) is not (op is Op.EMPTY)
    stored = row[{"responsible": "responsible_id", "created": "created_at"}.get(field, field)]
    if op is Op.EMPTY:
        return stored is None
    if stored is None:
        return None
    if field == "responsible":
        return any(stored in GROUPS[v] if v in GROUPS else key(v) in USERS[stored] for v in values)
    return compared(field, op, values, stored)


def compared(field: str, op: Op, values: list[str], stored: Any) -> bool:
    if field == "last_name":
        return written(op, values, [stored])
    if field == "kind":
        return stored in [{"физлицо": "person", "ИП": "sole_trader"}.get(value, value) for value in values]
    if field == "city":
        return ordered(op, key(stored), [key(value) for value in values])
    if isinstance(stored, datetime):
        stored = stored.astimezone(ZONE).date()
    return ordered(op, stored, [DAYS[value] for value in values])


def ordered(op: Op, stored: Any, values: list[Any]) -> bool:
    first = values[0]
    answers: dict[Op, Callable[[], bool]] = {
        Op.LT: lambda: stored < first,
        Op.LE: lambda: stored <= first,
        Op.GT: lambda: stored > first,
        Op.GE: lambda: stored >= first,
        Op.LIKE: lambda: like(first, stored),
        Op.CONTAINS: lambda: first in stored,
    }
    return answers.get(op, lambda: stored in values)()


def written(op: Op, values: list[str], stored: list[str]) -> bool:
    """No stored text here mixes its capitals, so folding both sides says the same as the usual spellings do."""
    first, folded = values[0].casefold(), [text.casefold() for text in stored]
    if op is Op.LIKE:
        return any(like(first, text) for text in folded)
    if op is Op.CONTAINS:
        return any(first in text for text in folded)
    ways = {way for v in values for way in (v, key(v), key(v).upper(), key(v).title())}
    return not ways.isdisjoint(stored)


def like(pattern: str, text: str) -> bool:
    signs = {"%": ".*", "_": "."}
    return bool(re.fullmatch("".join(signs.get(sign, re.escape(sign)) for sign in pattern), text, re.DOTALL))


@one_base
@given(tree=trees(sound_comparisons()), clients=st.lists(rows, max_size=4))
def test_a_filter_finds_the_rows_for_which_its_tree_holds(
    empty_base: Base, tree: Tree, clients: list[dict[str, Any]]
) -> None:
    empty_base.clear()
    expected = []
    for client in clients:
        columns = {name: value for name, value in client.items() if name != "points"}
        owner = empty_base.add("client", **columns)
        points = [
            {
                "kind_id": KIND_IDS[kind],
                "value": value,
                "normalized": value.lower(),
                "state": state,
                "is_current": current,
            }
            for (kind, value), state, current in client["points"]
        ]
        empty_base.add_points("client_id", owner, points)
        if holds(tree, client):
            expected.append(owner)
    assert empty_base.found(to_text(tree)) == expected
