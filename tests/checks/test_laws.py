"""Laws that hold for every check, whatever it asks for."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmctl.checks.base import Check, Scope, Terms
from crmctl.checks.discovery import all_checks
from crmctl.control.explaining import docstring
from crmctl.filters.cond import Cond
from crmctl.vocabulary import Level, RecordType, State
from tests.builders import TODAY, Base
from tests.checks.asking import Asking, Gap, company, every_gap, gaps, judged
from tests.checks.specimens import SPECIMENS, Specimen, archive, end_link

CHECKS = sorted(all_checks().values(), key=lambda check: check.code)
each = pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
few = settings(max_examples=15, deadline=None)
Company = list[tuple[str | None, dict[str, str], list[dict[str, str]], bool]]
"""City, the client's values, those of each contact, whether somebody is in charge."""
LEVELS = [Terms(today=TODAY, level=level, through_contacts=through) for level in Level for through in (False, True)]


def of(check: Check) -> Specimen:
    return SPECIMENS[check.code]


def asked(check: Check, *more: Any) -> Asking:
    """For all its specimen's needs, with these terms and this scope."""
    return Asking(check, of(check).needs, *more)


def spelled(found: Iterable[Gap]) -> list[str]:
    """In an order that None does not break."""
    return sorted(map(repr, found))


@each
def test_every_check_has_a_specimen_for_each_example_of_its_docstring(check: Check) -> None:
    about, found, not_found = docstring(check)
    assert about
    assert found
    assert not_found
    assert set(of(check).examples) == {*found, *not_found}


@each
def test_what_the_docstring_says_is_found_is_found_and_the_rest_is_not(check: Check, founded: Path) -> None:
    _about, found, not_found = docstring(check)
    for text in found + not_found:
        with company(founded) as base:
            of(check).examples[text](base)
            needs = [need.requirement for need in check.default_needs(base.reader)]
            assert bool(every_gap(base, Asking(check, needs))) == (text in found), text


@each
def test_a_complete_record_is_never_found(check: Check, base: Base) -> None:
    of(check).complete(base)
    for terms in LEVELS:
        assert every_gap(base, asked(check, terms)) == []


@each
def test_each_thing_taken_away_is_found_exactly_once(check: Check, founded: Path) -> None:
    for record in check.records:
        for need in of(check).needs:
            with company(founded) as base:
                pair = of(check).complete(base)
                of(check).write(base, pair, record, need, "")
                (gap,) = every_gap(base, asked(check))
                assert (gap.requirement, gap.state) == (need, State.MISSING)
                assert (gap.contact_id or gap.client_id) == pair.id_of(record)
                assert gap.client_id == pair.client


@each
@few
@given(blank=st.text(alphabet=" \t\n\u00a0\u2003\u3000\u2028", max_size=6))
def test_white_space_is_missing_and_filling_it_back_clears_the_gap(check: Check, founded: Path, blank: str) -> None:
    specimen = of(check)
    with company(founded) as base:
        pair = specimen.complete(base)
        for record in check.records:
            for need in specimen.needs:
                specimen.write(base, pair, record, need, blank)
        found = every_gap(base, asked(check, Terms(today=TODAY, level=Level.PRESENCE)))
        assert len(found) == len(specimen.needs) * len(check.records)
        for record in check.records:
            for need in specimen.needs:
                specimen.write(base, pair, record, need, specimen.good[need])
        assert every_gap(base, asked(check)) == []


@each
def test_archived_ended_and_opted_out_records_stay_out(check: Check, founded: Path) -> None:
    specimen = of(check)
    with company(founded) as base:
        empty = base.client()
        contact = base.contact(empty)
        assert len(every_gap(base, asked(check))) == 2 * len(specimen.needs)
        end_link(base, contact)
        assert {gap.contact_id for gap in every_gap(base, asked(check))} == {None}
        archive(base, empty)
        assert every_gap(base, asked(check)) == []
    for record in check.records:
        with company(founded) as base:
            pair = specimen.complete(base)
            need = specimen.needs[0]
            specimen.opt_out(base, pair, record, need)
            assert every_gap(base, asked(check)) == [], "who does not want to be reached lacks nothing"


people = st.lists(
    st.tuples(
        st.sampled_from(["Москва", "Омск", None]),
        st.dictionaries(st.sampled_from(["phone", "email", "address"]), st.sampled_from(["good", "нет", "12"])),
        st.lists(st.dictionaries(st.sampled_from(["phone", "email"]), st.sampled_from(["good", "нет"])), max_size=2),
        st.booleans(),
    ),
    min_size=1,
    max_size=4,
)


def build(base: Base, specimen: Specimen, clients: Company) -> None:
    """A company with all kinds of holes; some contacts are at two clients, one is at none."""
    anna = base.user("anna")
    ids: list[int] = []
    for city, points, contacts, has_responsible in clients:
        said: dict[str, Any] = {need: specimen.good[need] if text == "good" else text for need, text in points.items()}
        where = {"city": city, "city_key": city.lower()} if city else {}
        ids.append(base.client(responsible=anna if has_responsible else None, **where, **said))
        for points_of_contact in contacts:
            said = {need: specimen.good[need] if text == "good" else text for need, text in points_of_contact.items()}
            base.contact(*dict.fromkeys((ids[-1], ids[0])), **said)
    base.contact(phone="нет")


@each
@few
@given(clients=people)
def test_filters_narrow(check: Check, founded: Path, clients: Company) -> None:
    with company(founded) as base:
        build(base, of(check), clients)
        for terms in LEVELS:
            whole = every_gap(base, asked(check, terms))
            narrow = Scope(clients=Cond("c.city_key = :city", {"city": "омск"}))
            wide = Scope(clients=Cond("c.city_key IS NULL OR c.city_key <> :city", {"city": "омск"}))
            parts = [every_gap(base, asked(check, terms, scope)) for scope in (narrow, wide)]
            alone = [gap for gap in whole if gap.client_id is None]
            assert spelled([*parts[0], *parts[1], *alone]) == spelled(whole)


@each
@few
@given(clients=people)
def test_scoped_to_one_record_it_agrees_with_the_whole(check: Check, founded: Path, clients: Company) -> None:
    with company(founded) as base:
        build(base, of(check), clients)
        for terms in LEVELS:
            for record in check.records:
                whole = gaps(base, asked(check, terms), record)
                owner = "c.id" if record is RecordType.CLIENT else "p.id"
                for one in {gap.contact_id or gap.client_id for gap in whole}:
                    cond = Cond(f"{owner} = :one", {"one": one})
                    scope = Scope(clients=cond) if record is RecordType.CLIENT else Scope(contacts=cond)
                    mine = [gap for gap in whole if (gap.contact_id or gap.client_id) == one]
                    assert spelled(gaps(base, asked(check, terms, scope), record)) == spelled(mine)


@each
@few
@given(clients=people)
def test_the_verdicts_that_are_counted_are_the_gaps_that_are_listed(
    check: Check, founded: Path, clients: Company
) -> None:
    with company(founded) as base:
        build(base, of(check), clients)
        for terms in [
            *LEVELS,
            Terms(today=TODAY, fresh_since=base.now),
            Terms(today=TODAY, fresh_since=base.now.replace(year=2030), through_contacts=True),
        ]:
            for record in check.records:
                listed = gaps(base, asked(check, terms), record)
                assert spelled(judged(base, asked(check, terms), record)) == spelled(listed)
