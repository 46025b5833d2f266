"""A user to give something to, by login."""

from crmctl.cleaning.text import key
from crmctl.errors import UsageError
from crmctl.i18n import _
from crmctl.store.queries.users import PEOPLE, Person
from crmctl.store.reader import Reader


def active_person(reader: Reader, login: str, what: str) -> Person:
    """The active user of that login; `what` he is wanted for (an option, a field) begins the refusal.

    Raises UsageError with a suggestion.
    """
    people = {key(one.login): one for one in reader.rows(PEOPLE)}
    person = people.get(key(login))
    if person is None:
        raise UsageError(_("{what}: there is no such user.").format(what=what), _nearest(key(login), people))
    if not person.active:
        raise UsageError(
            _("{what}: {login} is not active any more.").format(what=what, login=person.login),
            _("Name somebody who is."),
        )
    return person


def _nearest(written: str, people: dict[str, Person]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(written, people, 1)
    return _("Did you mean {name}?").format(name=people[close[0]].login) if close else _("See `crmctl users list`.")
