"""vCard 2.1, 3.0 and 4.0: an address book as contacts, or as the clients they work for."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from crmctl.cleaning.text import key
from crmctl.i18n import ngettext
from crmctl.importing.fields import What
from crmctl.importing.formats.elsewhere import nothing_for
from crmctl.importing.formats.flattening import filled
from crmctl.importing.formats.gathering import Entry, GatheredTable, gathered
from crmctl.importing.formats.vcard_cards import Card, read_cards
from crmctl.importing.formats.vcard_fields import of_client, of_contact, of_organisation
from crmctl.importing.formats.whole_text import read_text
from crmctl.importing.options import Hints
from crmctl.importing.units import places


@dataclass(frozen=True, kw_only=True)
class AddressBook(GatheredTable):
    """Somebody who names no organisation is a person without a client, and none that went missing."""

    lone_people: ClassVar[bool] = True


def open_table(path: Path, hints: Hints) -> GatheredTable:
    """The cards as the hints ask for them; raises BadInput, UncertainEncoding."""
    cards, junk = read_cards(read_text(path, hints.encoding), str(path))
    said = ngettext(
        "{count} line that is no property of a card was left out ({lines})",
        "{count} lines that are no properties of a card were left out ({lines})",
        len(junk),
    )
    notes = [said.format(count=len(junk), lines=places(junk))] if junk else []
    records = list(_clients(cards) if hints.what == "clients" else _contacts(cards, hints.what))
    if not records:
        raise nothing_for(hints.what, str(path), others=bool(cards))
    entries = [Entry(line, filled(record)) for line, record in records]
    return gathered(path, lambda: entries, notes=notes, kind=AddressBook)


def _contacts(cards: list[Card], what: What) -> Iterator[tuple[int, dict[str, Any]]]:
    return ((card.line, of_contact(card)) for card in cards if what == "contacts" and card.kind == "person")


def _clients(cards: list[Card]) -> Iterator[tuple[int, dict[str, Any]]]:
    """The organisations, each once, and the people who name none."""
    known = {key(card.organisation or card.text("FN")) for card in cards if card.kind == "company"}
    for card in cards:
        if card.kind == "company" or (card.kind and not card.organisation):
            yield card.line, of_client(card)
        elif card.kind and key(card.organisation) not in known:
            known.add(key(card.organisation))
            yield card.line, of_organisation(card)
