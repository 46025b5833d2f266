"""Which records a check looks at, and under whose client a contact stands."""

from datetime import timedelta

from crmctl.checks.base import Scope
from crmctl.checks.contact_info import ContactInfo
from crmctl.filters.cond import Cond
from crmctl.vocabulary import RecordType
from tests.builders import TODAY, Base
from tests.checks.asking import Asking, gaps
from tests.checks.specimens import archive

ASKING = Asking(ContactInfo(), ["phone"])


def whose(base: Base, asking: Asking = ASKING) -> dict[int | None, int | None]:
    """The client of each contact with a gap; a contact found twice would be an error here."""
    found = gaps(base, asking, RecordType.CONTACT)
    assert len({gap.contact_id for gap in found}) == len(found)
    return {gap.contact_id: gap.client_id for gap in found}


def test_a_contact_of_several_clients_stands_under_the_first(base: Base) -> None:
    first, second = base.client(), base.client()
    contact = base.contact(second, first)
    assert whose(base) == {contact: second}


def test_when_the_first_is_archived_or_ended_the_next_takes_over(base: Base) -> None:
    first, second, third = (base.client() for _ in range(3))
    contact = base.contact(first, second, third)
    archive(base, first)
    assert whose(base) == {contact: second}
    with base.write() as work:
        work.execute("UPDATE client_contact SET ended = :today WHERE client_id = :id", {"today": TODAY, "id": second})
    assert whose(base) == {contact: third}
    archive(base, third)
    assert whose(base) == {}


def test_a_link_counts_up_to_the_day_before_it_ends(base: Base) -> None:
    contact = base.contact(base.client(), ended=TODAY + timedelta(days=1))
    base.contact(base.client(), ended=TODAY)
    assert list(whose(base)) == [contact]


def test_a_contact_without_any_client_is_looked_at_unless_clients_are_chosen(base: Base) -> None:
    alone, linked = base.contact(), base.contact(base.client())
    assert set(whose(base)) == {alone, linked}
    chosen = ASKING._replace(scope=Scope(clients=Cond("c.kind = 'company'")))
    assert set(whose(base, chosen)) == {linked}


def test_the_contacts_filter_leaves_clients_alone(base: Base) -> None:
    client = base.client()
    ivanov, petrov = base.contact(client), base.contact(client, last_name="Петров")
    scope = Scope(contacts=Cond("p.name_key = 'петров'"))
    assert set(whose(base, ASKING._replace(scope=scope))) == {petrov}
    assert ivanov in whose(base)
    assert len(gaps(base, ASKING._replace(scope=scope), RecordType.CLIENT)) == 1


def test_who_is_inactive_is_in_charge_of_nothing(base: Base) -> None:
    anna, gone = base.user("anna"), base.user("gone", active=False)
    for person in (anna, gone, None):
        base.contact(base.client(responsible=person))
    for record in RecordType.CLIENT, RecordType.CONTACT:
        assert [gap.responsible_id for gap in gaps(base, ASKING, record)] == [anna.id, None, None]
