"""New cards."""

from collections.abc import Iterable
from typing import NamedTuple

from crmctl.cards.edit import Doubt, change_card
from crmctl.cards.finding import Card
from crmctl.cards.links import link_contact
from crmctl.cleaning.names import NameParts, split_name
from crmctl.cleaning.text import is_blank, key
from crmctl.errors import UsageError
from crmctl.i18n import _
from crmctl.rights import Actor
from crmctl.store import persons
from crmctl.store.work import Work
from crmctl.vocabulary import RecordType, Role, Sex

_SURE = ("high", "medium")


class Added(NamedTuple):
    """The new card, the values that will not do, and for a contact how his name was read."""

    card: Card
    doubts: list[Doubt]
    parts: NameParts | None = None


def add_client(work: Work, actor: Actor, name: str, *, sets: Iterable[str] = (), adds: Iterable[str] = ()) -> Added:
    """A new client with these fields and contact points; a manager's own unless the fields say whose.

    Raises UsageError.
    """
    from crmctl.store.models import Client

    if is_blank(name):
        raise UsageError(_("A client needs a name."))
    name = name.replace("\u00a0", " ").strip()
    mine = actor.id if actor.role is Role.MANAGER else None
    row = Client(run_id=0, name=name, name_key=key(name), created_at=work.now, responsible_id=mine)
    card = Card(RecordType.CLIENT, work.add(row))
    return Added(card, change_card(work, card, sets=sets, adds=adds))


def add_contact(  # noqa: PLR0913 - what a contact is made of
    work: Work,
    actor: Actor,
    name: str,
    *,
    sets: Iterable[str] = (),
    adds: Iterable[str] = (),
    links: Iterable[str] = (),
) -> Added:
    """A new contact; his name is taken apart when that is sure, and kept whole beside. Raises UsageError."""
    from crmctl.store.models import Contact

    whole = name.replace("\u00a0", " ").strip() or None
    parts = split_name(whole or "")
    split = parts if parts.confidence in _SURE else NameParts()
    last, first, middle = (part or None for part in (split.last_name, split.first_name, split.middle_name))
    row = Contact(
        run_id=0,
        last_name=last,
        first_name=first,
        middle_name=middle,
        display_name=whole,
        name_key=persons.name_key(last, first, middle, whole),
        sex=Sex(split.sex) if split.sex else None,
        created_at=work.now,
    )
    card = Card(RecordType.CONTACT, work.add(row))
    link_contact(work, actor, card.id, links)
    doubts = change_card(work, card, sets=sets, adds=adds)
    return Added(card, doubts, parts if whole else None)
