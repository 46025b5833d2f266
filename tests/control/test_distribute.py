"""Dealing out: what it promises for any company."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from crmctl.control.distribute import Dealt, Nobody, Rule, Unit, deal, quotas

weights = st.lists(st.fractions(min_value=Fraction(1, 100), max_value=100), min_size=1, max_size=8)
people = st.dictionaries(
    st.integers(1, 6), st.fractions(min_value=Fraction(1, 10), max_value=10), min_size=1, max_size=5
)
units = st.lists(st.builds(Unit, st.integers(1, 10**6), st.none() | st.integers(1, 6), st.integers(1, 5)), max_size=60)
counts = st.dictionaries(st.integers(1, 6), st.integers(0, 12), max_size=4)
rules = st.builds(
    Rule,
    weights=st.none() | people,
    nobody=st.sampled_from(Nobody) | st.integers(1, 6),
    per_assignee=st.none() | st.integers(1, 10),
    counts=st.just({}) | counts,
    away=st.just({}),
)


def places(dealt: Dealt) -> list[int]:
    return [*(at for mine in dealt.given.values() for at in mine), *dealt.nobody, *dealt.left]


@given(units, rules)
def test_nothing_is_lost_nothing_is_doubled_no_client_is_split(given_units: list[Unit], rule: Rule) -> None:
    dealt = deal(given_units, rule)
    assert sorted(places(dealt)) == list(range(len(given_units)))


@given(units, rules)
def test_nobody_gets_more_than_the_limit_and_only_full_hands_leave_anything(
    given_units: list[Unit], rule: Rule
) -> None:
    dealt = deal(given_units, rule)
    most = {person: rule.counts.get(person, rule.per_assignee) for person in (*dealt.given, *rule.counts)}
    assert all(limit is None or len(dealt.given.get(person, ())) <= limit for person, limit in most.items())
    full = [person for person, limit in most.items() if limit == len(dealt.given.get(person, ()))]
    assert not dealt.left or full


@given(units, people, counts)
def test_a_count_asked_for_by_name_is_what_is_given_while_there_is_enough(
    given_units: list[Unit], weights: dict[int, Fraction], counts: dict[int, int]
) -> None:
    asked = {person: count for person, count in counts.items() if person in weights}
    dealt = deal(given_units, Rule(weights, Nobody.SHARE, counts=asked))
    enough = sum(asked.values()) <= len(given_units)
    got = {person: len(dealt.given.get(person, ())) for person in weights}
    assert not enough or {person: got[person] for person in asked} == asked
    others = {person: weight for person, weight in weights.items() if person not in asked}
    rest = len(given_units) - sum(got[person] for person in asked)
    assert [got[person] for person in others] == quotas(rest, list(others.values()))


@given(units, rules)
def test_skipped_are_only_clients_nobody_is_in_charge_of(given_units: list[Unit], rule: Rule) -> None:
    dealt = deal(given_units, rule)
    assert all(given_units[at].responsible_id is None for at in dealt.nobody)
    if rule.nobody is Nobody.SKIP:
        assert all(given_units[at].responsible_id is not None for mine in dealt.given.values() for at in mine)


@given(units)
def test_by_responsible_each_gets_their_own(given_units: list[Unit]) -> None:
    dealt = deal(given_units, Rule())
    for person, mine in dealt.given.items():
        assert {given_units[at].responsible_id for at in mine} == {person}


@given(units, rules)
def test_each_share_keeps_the_order(given_units: list[Unit], rule: Rule) -> None:
    dealt = deal(given_units, rule._replace(nobody=Nobody.SKIP))
    assert all(list(mine) == sorted(mine) for mine in dealt.given.values())


@given(st.integers(0, 1000), weights)
def test_a_share_is_less_than_one_away_from_what_is_owed(total: int, some: list[Fraction]) -> None:
    shares = quotas(total, some)
    assert sum(shares) == total
    assert all(abs(share - total * weight / sum(some)) < 1 for share, weight in zip(shares, some, strict=True))


@given(st.integers(0, 200), st.data())
def test_what_does_not_fit_goes_to_those_with_room(total: int, data: st.DataObject) -> None:
    some = data.draw(weights)
    rooms = data.draw(st.lists(st.integers(0, 50), min_size=len(some), max_size=len(some)))
    shares = quotas(total, some, rooms)
    assert sum(shares) == min(total, sum(rooms))
    assert all(0 <= share <= room for share, room in zip(shares, rooms, strict=True))


def test_equal_remainders_go_to_the_earlier() -> None:
    assert quotas(10, [Fraction(1)] * 3) == [4, 3, 3]
    assert quotas(2, [Fraction(1)] * 3) == [1, 1, 0]
    assert quotas(10, [Fraction(5), Fraction(3), Fraction(2)]) == [5, 3, 2]


def test_the_first_clients_do_not_all_go_to_one_person() -> None:
    dealt = deal([Unit(n, None, 1) for n in range(8)], Rule({1: Fraction(1), 2: Fraction(1)}, Nobody.SHARE))
    assert dealt.given == {1: [0, 2, 4, 6], 2: [1, 3, 5, 7]}


def test_what_nobody_is_in_charge_of_is_skipped_shared_or_given_to_one() -> None:
    some = [Unit(1, 1, 1), Unit(2, 2, 1), Unit(3, None, 1), Unit(4, None, 1)]
    assert deal(some, Rule(nobody=Nobody.SKIP)) == Dealt({1: [0], 2: [1]}, [2, 3], [])
    assert deal(some, Rule(nobody=Nobody.SHARE)) == Dealt({1: [0, 2], 2: [1, 3]}, [], [])
    assert deal(some, Rule(nobody=9)) == Dealt({1: [0], 2: [1], 9: [2, 3]}, [], [])


def test_who_gets_less_than_was_asked_for_by_name_is_said() -> None:
    some = [Unit(n, 1, 1) for n in range(4)]
    assert deal(some, Rule(counts={1: 9})).short == {1: 5}
    assert deal(some, Rule({1: Fraction(1), 2: Fraction(1)}, counts={1: 3, 2: 3})).short == {2: 2}
    assert not deal(some, Rule({1: Fraction(1), 2: Fraction(1)}, counts={1: 4, 2: 0})).short


def test_without_anybody_to_share_among_they_stay_nobodys() -> None:
    assert deal([Unit(1, None, 1)], Rule(nobody=Nobody.SHARE)) == Dealt({}, [0], [])
