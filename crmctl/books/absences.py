"""The book of absences: who is away when, and who stands in."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

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

if TYPE_CHECKING:
    from crmctl.store.models import Absence


class Details(NamedTuple):
    """What is said of an absence; None leaves a thing as it is, an empty text empties it. Days: the first, the last."""

    first: date | None = None
    last: date | None = None
    deputy: str | None = None
    reason: str | None = None


def list_absences(reader: Reader, since: date = date.min) -> Sequence[AbsenceLine]:
    """Those that last until that day or longer, by their first day."""
    return reader.all(absences.ALL, today=since)


def add_absence(work: Work, actor: Actor, login: str, details: Details) -> int:
    """A new absence, with its days; returns its number.

    Raises NoPermission where it is another's, UsageError for days that cannot be, or a deputy who cannot.
    """
    from crmctl.store.models import Absence

    person = _person(work.reader, actor, login)
    assert details.first
    assert details.last
    row = Absence(run_id=0, user_id=person, first_day=details.first, last_day=details.last)
    _write(work.reader, row, login, details)
    return work.add(row)


def edit_absence(work: Work, actor: Actor, number: int, details: Details) -> None:
    """Change one. Raises NotFound, and what `add_absence` raises."""
    from crmctl.store.models import Absence

    known = _one(work.reader, number)
    _person(work.reader, actor, known.login)
    _write(work.reader, work.session.get_one(Absence, number), known.login, details)


def remove_absence(work: Work, actor: Actor, number: int) -> None:
    """Take it out of the book. Raises NotFound, or NoPermission where it is another's."""
    _person(work.reader, actor, _one(work.reader, number).login)
    work.execute("DELETE FROM absence WHERE id = :number", {"number": number})


def _one(reader: Reader, number: int) -> AbsenceLine:
    found = next((one for one in list_absences(reader) if one.id == number), None)
    if found is None:
        raise NotFound(_("There is no absence {number}.").format(number=number), _("See `crmctl absences list`."))
    return found


def _person(reader: Reader, actor: Actor, login: str) -> int:
    """Who is away; everybody knows his own days."""
    person = user_id(reader, login)
    if person != actor.id:
        require(actor, Role.SUPERVISOR)
    return person


def _write(reader: Reader, row: "Absence", login: str, details: Details) -> None:
    row.first_day, row.last_day = details.first or row.first_day, details.last or row.last_day
    if row.last_day < row.first_day:
        raise UsageError(_("The last day is before the first."))
    others = [one for one in list_absences(reader, row.first_day) if key(one.login) == key(login) and one.id != row.id]
    if any(one.first_day <= row.last_day for one in others):
        raise UsageError(
            _("{login} is away on these days already.").format(login=login), _("See `crmctl absences list`.")
        )
    if details.deputy is not None:
        row.deputy_id = _deputy(reader, row.user_id, details.deputy) if details.deputy else None
    if details.reason is not None:
        row.reason = " ".join(details.reason.split()) or None


def _deputy(reader: Reader, person: int, login: str) -> int:
    deputy = active_person(reader, login, "--deputy").id
    if deputy == person:
        raise UsageError(_("Nobody stands in for himself."))
    return deputy
