"""The cards of a vCard file."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from crmctl.errors import BadInput
from crmctl.i18n import _
from crmctl.importing.formats.vcard_lines import Property, properties

_NO_PEOPLE = {"group", "location", "application", "device"}


class Card(NamedTuple):
    """One card, and the line it begins on."""

    line: int
    properties: list[Property]

    def first(self, *names: str) -> Property | None:
        """The first property of these names that says anything, the preferred one before others."""
        for name in names:
            found = [one for one in self.properties if one.name == name and one.text]
            if len(found) > 1:
                return min(found, key=lambda one: not one.is_preferred)
            if found:
                return found[0]
        return None

    def text(self, *names: str) -> str:
        found = self.first(*names)
        return found.text if found else ""

    def all(self, *names: str) -> list[Property]:
        """The properties of these names, preferred ones first."""
        found = [one for one in self.properties if one.name in names]
        return sorted(found, key=lambda one: not one.is_preferred) if len(found) > 1 else found

    @property
    def organisation(self) -> str:
        """The organisation's name, without its departments."""
        found = self.first("ORG")
        return found.parts[0] if found else ""

    @property
    def kind(self) -> str:
        """`person`, `company`, or empty for a card that is neither."""
        said = self.text("KIND", "X-ADDRESSBOOKSERVER-KIND").lower()
        if said in _NO_PEOPLE:
            return ""
        name = self.first("N")
        nameless = not (name and any(name.parts)) and self.text("FN") in {"", self.organisation}
        company = said == "org" or self.text("X-ABSHOWAS").lower() == "company" or (self.organisation and nameless)
        return "company" if company else "person"


def read_cards(lines: Iterable[str], file: str, junk: list[int]) -> Iterator[Card]:
    """The cards; the numbers of lines in them that are no properties are added to `junk`.

    Raises BadInput for a card that is never ended, and for what stands outside of cards.
    """
    open_: list[Card] = []
    for found in properties(lines):
        if isinstance(found, int):
            _refuse_outside(open_, found, file)
            junk.append(found)
        elif found.name == "BEGIN" and found.text.upper() == "VCARD":
            open_.append(Card(found.line, []))
        else:
            _refuse_outside(open_, found.line, file)
            if found.name != "END":
                open_[-1].properties.append(found)
            elif found.text.upper() == "VCARD":
                ended = open_.pop()
                if not open_:  # one within another is its agent
                    yield ended
    if open_:
        hint = _("The file is cut off, or a line END:VCARD is missing.")
        raise BadInput(_("the card that begins here is never ended"), hint, file=file, line=open_[0].line)


def _refuse_outside(open_: list[Card], line: int, file: str) -> None:
    if not open_:
        raise BadInput(_("this line belongs to no card"), file=file, line=line)
