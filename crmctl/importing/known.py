"""What the base knows before a file is read: users, contact kinds, the cards of the source."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from crmctl.cleaning.values import Cleaner
from crmctl.importing.fields import What
from crmctl.importing.own.form import own_id
from crmctl.importing.people import People
from crmctl.settings import read_settings
from crmctl.store.queries import identities, importing, kinds
from crmctl.store.queries.kinds import Kind
from crmctl.store.reader import Reader
from crmctl.vocabulary import ROW, RecordType

_IDS = {RecordType.CLIENT: importing.CLIENT_IDS, RecordType.CONTACT: importing.CONTACT_IDS}


@dataclass(frozen=True)
class Known:
    """`cards` are the ids of the source's cards by external id, and of those that no source has.

    Of a name that two clients have there is no id.
    """

    kinds: Mapping[str, Kind]
    people: People
    cleaner: Cleaner
    country: str
    cards: Mapping[str, int] = field(default_factory=dict)
    clients: Mapping[str, int] = field(default_factory=dict)
    """For contacts: the clients, in the same way."""
    client_names: Mapping[str, int | None] = field(default_factory=dict)
    countries: Mapping[int, str] = field(default_factory=dict)
    """For contacts of an export: the clients' countries."""


def look_around(reader: Reader, what: What, source: str, *, by_hand: bool = False) -> Known:
    """What the import needs; in a file edited by hand a row may be a card that such a file brought before."""
    settings = read_settings(reader)
    country = settings["default_country"]
    contacts = what == "contacts"
    return Known(
        {kind.code: kind for kind in reader.rows(kinds.ALL)},
        People(reader.rows(importing.COLLEAGUES)),
        Cleaner(country, settings["placeholder_words"]),
        country,
        _cards(reader, RecordType.CONTACT if contacts else RecordType.CLIENT, source, by_hand=by_hand),
        _cards(reader, RecordType.CLIENT, source, by_hand=by_hand) if contacts else {},
        _unique_names(reader) if contacts else {},
    )


def _cards(reader: Reader, record: RecordType, source: str, *, by_hand: bool) -> dict[str, int]:
    """Those of the source by their ids there, those of no source by what an export calls them."""
    made = {own_id(record, one.id, one.created): one.id for one in reader.rows(identities.MADE_HERE[record])}
    if by_hand:
        made |= {one.key: one.id for one in reader.rows(_IDS[record], source="") if one.key.startswith(ROW)}
    return made | {known.key: known.id for known in reader.rows(_IDS[record], source=source)}


def _unique_names(reader: Reader) -> dict[str, int | None]:
    names: dict[str, int | None] = {}
    for known in reader.rows(importing.CLIENT_NAMES):
        names[known.key] = None if known.key in names else known.id
    return names
