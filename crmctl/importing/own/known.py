"""The cards that a base holds already, by what an export knows them by."""

from dataclasses import replace

from crmctl.errors import UsageError
from crmctl.i18n import _
from crmctl.importing.fields import What
from crmctl.importing.known import Known
from crmctl.importing.options import OnMatch, Options
from crmctl.importing.own.form import identity
from crmctl.store.queries import identities
from crmctl.store.queries.identities import Identity
from crmctl.store.reader import Reader


def refuse_what_own_cannot(options: Options) -> None:
    """Raises UsageError for options that make no sense where every card is known for certain."""
    if options.match or options.on_match is OnMatch.MIRROR:
        raise UsageError(
            _("An export of crmctl is neither matched nor mirrored."), _("Leave --match and --on-match mirror out.")
        )


def with_own_identities(reader: Reader, what: What, known: Known) -> Known:
    """The same with all cards of all sources by their identities."""
    if what == "clients":
        return replace(known, cards={_identity(one): one.id for one in reader.rows(identities.CLIENT_IDENTITIES)})
    clients, countries = {}, {}
    for client in reader.rows(identities.CLIENT_IDENTITIES):
        clients[_identity(client)] = client.id
        if client.country:
            countries[client.id] = client.country
    cards = {_identity(one): one.id for one in reader.rows(identities.CONTACT_IDENTITIES)}
    return replace(known, cards=cards, clients=clients, countries=countries)


def _identity(one: Identity) -> str:
    return identity(one.id, one.created, one.source_name, one.external_id)
