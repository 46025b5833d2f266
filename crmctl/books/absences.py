"""The book of absences: who is away when, and who stands in."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from crmctl.books.users import user_id
from crmctl.cleaning.text import key
from crmctl.errors import NotFound, UsageError
from crmctl.i18n import _
from crmctl.rights import Actor, require
from crmctl.store.people import active_person
from crmctl.store.queries import absences
from crmctl.store.queries.absences import AbsenceLine
from crmctl.store.reader import Reader
from crmctl.store.work import Work
from crmctl.vocabulary import Role


class Days(NamedTuple):
    """The first and the last day of an absence."""

    first: date
    last: date


def list_absences(reader: Reader, since: date = date.min) -> Sequence[AbsenceLine]:
    """Those that last until that day or longer, by their first day."""
    return reader.all(absences.ALL, today=since)


def add_absence(  # noqa: PLR0913 - each is a part of it
    work: Work, actor: Actor, login: str, days: Days, *, deputy: str = "", reason: str = ""
) -> int:
    """A new absence; returns its number. Raises UsageError for days that cannot be, or a deputy who cannot."""
    from crmctl.store.models import Absence

    require(actor, Role.SUPERVISOR)
    if days.last < days.first:
        raise UsageError(_("The last day is before the first."))
    person = user_id(work.reader, login)
    others = [one for one in list_absences(work.reader, days.first) if key(one.login) == key(login)]
    if any(one.first_day <= days.last for one in others):
        raise UsageError(
            _("{login} is away on these days already.").format(login=login), _("See `crmctl absences list`.")
        )
    row = Absence(
        run_id=0,
        user_id=person,
        first_day=days.first,
        last_day=days.last,
        deputy_id=_deputy(work.reader, person, deputy) if deputy else None,
        reason=" ".join(reason.split()) or None,
    )
    return work.add(row)


def remove_absence(work: Work, actor: Actor, number: int) -> None:
    """Take it out of the book. Raises NotFound."""
    require(actor, Role.SUPERVISOR)
    if all(one.id != number for one in list_absences(work.reader)):
        raise NotFound(_("There is no absence {number}.").format(number=number), _("See `crmctl absences list`."))
    work.execute("DELETE FROM absence WHERE id = :number", {"number": number})


def _deputy(reader: Reader, person: int, login: str) -> int:
    deputy = active_person(reader, login, "--deputy").id
    if deputy == person:
        raise UsageError(_("Nobody stands in for himself."))
    return deputy
