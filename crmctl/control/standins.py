"""Who is away while work is handed out, and who takes his share."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from crmctl.cleaning.workcalendar import WorkCalendar
from crmctl.control.distribute import Rule
from crmctl.errors import UsageError
from crmctl.i18n import _
from crmctl.store.queries.absences import COMING, Away
from crmctl.store.reader import Reader


def with_deputies(reader: Reader, rule: Rule, *, today: date, due: date | None, calendar: WorkCalendar) -> Rule:
    """The rule with those who are away today, or on all working days after it up to the due day.

    Raises UsageError where everybody is away among whom work is to be shared.
    """
    book: dict[int, list[Away]] = {}
    for one in reader.rows(COMING, today=today):
        book.setdefault(one.user_id, []).append(one)
    away = {person for person, absences in book.items() if _is_away(absences, today, due, calendar)}
    deputies = {person: _deputy(person, book, away) for person in sorted(away)}
    if rule.weights and all(person in deputies and deputies[person] is None for person in rule.weights):
        raise UsageError(_("Everybody who is to share the work is away."), _("See `crmctl absences list`."))
    return rule._replace(away=deputies)


def _is_away(absences: Sequence[Away], today: date, due: date | None, calendar: WorkCalendar) -> bool:
    if _covers(absences, today):
        return True
    day, worked = today, False
    while due and day < due:
        day += timedelta(days=1)
        if calendar.is_working(day):
            if not _covers(absences, day):
                return False
            worked = True
    return worked


def _covers(absences: Sequence[Away], day: date) -> bool:
    return any(one.first_day <= day <= one.last_day for one in absences)


def _deputy(person: int, book: Mapping[int, Sequence[Away]], away: set[int]) -> int | None:
    """Who stands in; where he is away himself, whoever stands in for him."""
    asked = {person}
    while True:
        found = next((one.deputy_id for one in book[person] if one.deputy_id), None)
        if found is None or found in asked:
            return None
        if found not in away:
            return found
        asked.add(found)
        person = found
