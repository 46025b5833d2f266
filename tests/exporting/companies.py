"""Companies with whatever may stand in a base, hostile texts first."""

import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from crmctl.cleaning.text import is_blank, key
from crmctl.cleaning.values import Cleaner
from crmctl.store.models import Client, ClientContact, Contact, ContactPoint
from crmctl.store.persons import name_key
from crmctl.store.points import refresh_masks
from crmctl.store.queries import kinds
from crmctl.store.work import Work
from crmctl.vocabulary import ClientKind, Relation, Sex
from tests.builders import Base

NASTY = (
    "=1+1", "'=x", "'", "''", '"', '""', ";", "\n", "\r", "\r\n", "\ufeff", "\u202eabc", "\x1b[31m", "\t", " x ",
    "🙂‍🙂",
    "@SUM(A1)", "+7 916 240-18-33", "-2", "＝x", "[red]", ":id:", "a,b|c", "\x0b\x0c\x85\u2028", "ё", "sep=;",
    "\\n",
)  # fmt: skip
"""Pieces of text that some reader of files trips over."""
texts = (
    st.lists(
        st.sampled_from(NASTY) | st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=4),
        min_size=1,
        max_size=3,
    )
    .map("".join)
    .filter(bool)
)
names = texts.filter(lambda text: not is_blank(text))
some = st.none() | texts
moments = st.datetimes(datetime(2020, 1, 1), datetime(2026, 3, 2)).map(lambda one: one.replace(tzinfo=UTC))  # noqa: DTZ001
days = st.dates(date(1900, 1, 1), date(2026, 3, 2))
values = names | st.sampled_from(
    ["+7 926 125-04-05", "8 800 555-35-35", "office@romashka.example.com", "нет", "123", "(415) 856-0074", "000"]
)
points = st.lists(
    st.fixed_dictionaries({
        "kind": st.integers(0, 17), "value": values, "primary": st.booleans(), "current": st.booleans(),
        "entered": moments, "verified": st.none() | moments, "how": some,
        "opted_out": st.none() | moments, "reason": some,
    }),
    max_size=4,
)  # fmt: skip
sources = st.sampled_from(["", "1c", "б24"])
clients = st.fixed_dictionaries({
    "name": names, "legal_name": some, "kind": st.sampled_from(ClientKind), "relation": st.sampled_from(Relation),
    "country": st.sampled_from([None, "RU", "US"]), "last_name": some, "no_middle_name": st.booleans(),
    "birth_date": st.none() | days, "inn": some, "city": some, "segment": some, "comment": some,
    "responsible_text": some, "created_at": moments, "archived_at": st.none() | moments,
})  # fmt: skip
contacts = st.fixed_dictionaries({
    "last_name": some, "first_name": some, "display_name": some, "sex": st.sampled_from([None, *Sex]),
    "key_person": st.booleans(), "job_title": some, "comment": some, "created_at": moments,
    "archived_at": st.none() | moments,
})  # fmt: skip
links = st.lists(st.tuples(st.integers(0, 3), some, st.none() | days), max_size=2, unique_by=lambda link: link[0])
cards = st.tuples(sources, st.none() | texts, points)
companies = st.tuples(
    st.lists(st.tuples(clients, cards), min_size=1, max_size=4),
    st.lists(st.tuples(contacts, cards, links), max_size=3),
)
Company = Any


def fresh(founded: Path, folder: Path, name: str) -> Base:
    """An empty base."""
    path = folder / name
    shutil.copy(founded, path)
    return Base(str(path))


def settle_in(base: Base, company: Company) -> None:
    """Everything of the company, as it is; every second client in the charge of the admin."""
    of_clients, of_contacts = company
    with base.write("settle in") as work:
        ids = [_client(work, at, *one) for at, one in enumerate(of_clients)]
        people = [_contact(work, at, ids, one) for at, one in enumerate(of_contacts)]
        work.flush()
        refresh_masks(work, clients=ids, contacts=people)


def _client(work: Work, at: int, fields: dict[str, Any], card: Any) -> int:
    keys = _keys(fields, "name", "legal_name", "city", "segment", "comment")
    mine = {"responsible_id": 1, "responsible_text": None} if at % 2 else {}
    number = work.add(Client(run_id=0, **{**fields, **_known(fields, card, at), **mine}, **keys))
    _points(work, card[2], fields["country"] or "", client_id=number)
    return number


def _contact(work: Work, at: int, clients: list[int], contact: Any) -> int:
    fields, card, to = contact
    parts = (fields["last_name"], fields["first_name"], None, fields["display_name"])
    keys = {"name_key": name_key(*parts), **_keys(fields, "job_title", "comment")}
    number = work.add(Contact(run_id=0, **{**fields, **_known(fields, card, at)}, **keys))
    first = None
    linked = {clients[which % len(clients)]: rest for which, *rest in to}
    for position, (client, (roles, ended)) in enumerate(linked.items(), 1):
        work.add(ClientContact(run_id=0, client_id=client, contact_id=number, position=position, roles=roles,
                               started=date(2020, 1, 1), ended=ended))  # fmt: skip
        first = first or client
    country = work.execute("SELECT country FROM client WHERE id = :id", {"id": first}).fetchone() if first else None
    _points(work, card[2], (country and country[0]) or "", contact_id=number)
    return number


def _keys(fields: dict[str, Any], *texts: str) -> dict[str, Any]:
    return {f"{name}_key": key(fields[name]) for name in texts if fields[name]}


def _known(fields: dict[str, Any], card: Any, at: int) -> dict[str, Any]:
    """Two cards of a source never have the same id."""
    source, external_id, _points = card
    return {
        "source_name": source,
        "external_id": f"{external_id}{at}" if external_id else None,
        "archive_reason": "gone" if fields["archived_at"] else None,
    }


def _points(work: Work, given: list[dict[str, Any]], country: str, **owner: Any) -> None:
    known = work.reader.all(kinds.ALL)
    for one in given:
        kind = known[one["kind"] % len(known)]
        found = Cleaner().points(kind.type, one["value"], country)
        if len(found) != 1:
            continue
        (value,) = found
        work.add(ContactPoint(
            run_id=0, kind_id=kind.id, state=value.state, value=value.text, normalized=value.normal or None,
            note=value.note or None, is_primary=one["primary"], is_current=one["current"], entered_at=one["entered"],
            verified_at=one["verified"], verified_by_id=1 if one["verified"] else None, verified_how=one["how"],
            opted_out_at=one["opted_out"],
            opt_out_reason=one["reason"] if one["opted_out"] else None, **owner,
        ))  # fmt: skip
