"""Archiving."""

import pytest

from crmctl.books.company import set_setting
from crmctl.cards.archive import archive_card
from crmctl.cards.finding import Card
from crmctl.cards.listing import show_card
from crmctl.errors import NoPermission, Refused, UsageError
from crmctl.rights import Actor
from crmctl.store.undo import undo
from crmctl.tasks.listing import task_lines
from crmctl.vocabulary import RecordType
from tests.builders import Base
from tests.tasks.handing import Asked, hand_out


def archive(base: Base, actor: Actor, card: Card, reason: str = "gone") -> int:
    with base.write("clients archive", actor_id=actor.id) as work:
        archive_card(work, actor, card, reason=reason)
    return work.run_id


def test_an_archived_card_has_its_date_and_reason(base: Base, admin: Actor) -> None:
    card = Card(RecordType.CLIENT, base.client())
    archive(base, admin, card, "duplicate")
    fields = show_card(base.reader, admin, card).fields
    assert (fields.archived, fields.archive_reason) == (base.now, "duplicate")


def test_an_archived_contact_leaves_his_clients_today(base: Base, admin: Actor) -> None:
    card = Card(RecordType.CONTACT, base.contact(base.client(), base.client()))
    archive(base, admin, card)
    assert [one.ended for one in show_card(base.reader, admin, card).links or ()] == [base.today, base.today]


def test_the_rows_of_what_is_archived_no_longer_count_and_undo_brings_them_back(
    base: Base, admin: Actor, bob: Actor
) -> None:
    client = base.client()
    hand_out(base, bob, Asked(client), Asked(client, "email", base.contact(client)), Asked(base.client()))
    run = archive(base, admin, Card(RecordType.CLIENT, client))
    (line,) = task_lines(base.reader, bob, now=base.now, zone=None)
    assert (line.rows, line.not_applicable, line.percent) == (3, 2, 0)
    with base.write("undo") as work:
        assert undo(work, run) == []
    (line,) = task_lines(base.reader, bob, now=base.now, zone=None)
    assert line.not_applicable == 0


def test_a_reason_comes_from_the_settings(base: Base, admin: Actor) -> None:
    with pytest.raises(UsageError) as refusal:
        archive(base, admin, Card(RecordType.CLIENT, base.client()), "liquidatd")
    assert "liquidated" in refusal.value.hint


def test_the_settings_may_list_more_reasons(base: Base, admin: Actor) -> None:
    with base.write("settings set", actor_id=admin.id) as work:
        set_setting(work, admin, "archive_reasons", "gone, Переехал")
    card = Card(RecordType.CLIENT, base.client())
    archive(base, admin, card, "переехал")
    assert show_card(base.reader, admin, card).fields.archive_reason == "Переехал"
    with pytest.raises(UsageError, match="reason"):
        archive(base, admin, Card(RecordType.CLIENT, base.client()), "duplicate")


def test_a_card_is_archived_once_and_by_those_who_see_it(base: Base, admin: Actor, bob: Actor) -> None:
    card = Card(RecordType.CLIENT, base.client())
    with pytest.raises(NoPermission):
        archive(base, bob, card)
    archive(base, admin, card)
    with pytest.raises(Refused):
        archive(base, admin, card)
