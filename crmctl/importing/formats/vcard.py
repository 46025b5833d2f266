"""vCard 2.1, 3.0 and 4.0: an address book as contacts, or as the clients they work for."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from crmctl.cleaning.text import key
from crmctl.i18n import ngettext
from crmctl.importing.fields import What
from crmctl.importing.formats.elsewhere import nothing_for
from crmctl.importing.formats.flattening import filled
from crmctl.importing.formats.gathering import Entry, GatheredTable, gathered, shared
from crmctl.importing.formats.vcard_cards import Card, read_cards
from crmctl.importing.formats.vcard_fields import of_client, of_contact, of_organisation
from crmctl.importing.formats.whole_text import refuse_larger, text_encoding
from crmctl.importing.options import Hints
from crmctl.importing.units import places


@dataclass(frozen=True, kw_only=True)
class AddressBook(GatheredTable):
    """Somebody who names no organisation is a person without a client, and none that went missing."""

    lone_people: ClassVar[bool] = True


def open_table(path: Path, hints: Hints) -> GatheredTable:
    """The cards as the hints ask for them; raises BadInput, UncertainEncoding."""
    junk: list[int] = []
    refuse_larger(path)
    with path.open(encoding=text_encoding(path, hints.encoding)) as lines:
        cards = read_cards(lines, str(path), junk)
        entries = list(shared(_clients(cards) if hints.what == "clients" else _contacts(cards, hints.what)))
    if not entries:
        raise nothing_for(hints.what, str(path))
    said = ngettext(
        "{count} line that is no property of a card was left out ({lines})",
        "{count} lines that are no properties of a card were left out ({lines})",
        len(junk),
    )
    notes = [said.format(count=len(junk), lines=places(junk))] if junk else []
    return gathered(path, lambda: entries, notes=notes, kind=AddressBook)


def _contacts(cards: Iterator[Card], what: What) -> Iterator[Entry]:
    for card in cards:
        if what == "contacts" and card.kind == "person":
            yield Entry(card.line, filled(of_contact(card)))


def _clients(cards: Iterator[Card]) -> Iterator[Entry]:
    """The organisations, each once, and the people who name none."""
    with_cards: set[str] = set()
    named: dict[str, Entry] = {}
    own: list[Entry] = []
    for card in cards:
        kind, organisation = card.kind, card.organisation
        if kind == "company" or (kind and not organisation):
            own.append(Entry(card.line, filled(of_client(card))))
        elif kind and key(organisation) not in named:
            named[key(organisation)] = Entry(card.line, filled(of_organisation(card)))
        if kind == "company":
            with_cards.add(key(organisation or card.text("FN")))
    others = [entry for name, entry in named.items() if name not in with_cards]
    return iter(sorted(own + others, key=lambda entry: entry.line))
