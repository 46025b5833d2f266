"""How a wizard shows what it found and whom it goes to."""

from collections.abc import Collection, Mapping, Sequence
from itertools import compress
from typing import NamedTuple

from crmctl.checks.wording import Wording
from crmctl.commands._check_views import RECORDS, gaps_words
from crmctl.commands._words import shown_name, state_word, word
from crmctl.control.finding import Bundle
from crmctl.control.nobodys import Line, Why
from crmctl.control.plan import ControlPlan, Portion, portion
from crmctl.control.preview import Preview, PreviewRow
from crmctl.i18n import N_, _, ngettext
from crmctl.ui.view import Align, Cell, Column, Table, Tone, View
from crmctl.vocabulary import RecordType, State
from crmctl.wizard.weights import shown_number

_RIGHT = Align.RIGHT
_HOUR = 60


class Load(NamedTuple):
    """What one assignee gets; `hours` is an estimate."""

    assignee: str
    name: str
    """Empty where nothing but the login is known."""
    clients: int
    rows: int
    hours: float
    stands_in_for: list[str]
    """Logins of people who are away."""


def loads(plan: ControlPlan, logins: Mapping[int, str], names: Mapping[int, str], minutes_per_row: int) -> list[Load]:
    found = []
    for person, bundles in plan.shares.items():
        one = portion(bundles)
        away = sorted(logins[absent] for absent in _missed(plan, bundles) if plan.rule.away.get(absent) == person)
        hours = round(one.rows * minutes_per_row / _HOUR, 1)
        found.append(Load(logins[person], names[person], *one, hours, away))
    return sorted(found)


def _missed(plan: ControlPlan, bundles: Sequence[Bundle]) -> Collection[int]:
    """Who would have got something of this if everybody were there."""
    return plan.rule.weights or {bundle.responsible_id or 0 for bundle in bundles}


def preview_views(found: Preview, wording: Wording) -> list[View]:
    """The records, then the sums."""
    views: list[View] = []
    if found.rows:
        views.append(records_table(found.rows, [*_more(found), *sentences(found, wording)], wording))
    return views + (sums_tables(found) if found.gaps else [])


def sums_tables(found: Preview) -> list[View]:
    return [
        _sums(found.by_responsible, "responsible", _("Responsible"), _("nobody")),
        _sums(found.by_segment, "segment", _("Segment"), _("no segment")),
    ]


def records_table(records: Sequence[PreviewRow], footer: Sequence[str], wording: Wording) -> Table:
    """A column for each requirement; what lacks all of them told from what lacks some."""
    needs = list(dict.fromkeys(need for row in records for need in row.states))
    columns = [
        Column("client_id", _("Client #"), _RIGHT, rank=3),
        Column("record", _("Record"), rank=2),
        Column("name", _("Client, contact"), wrap=True),
        Column("responsible", _("Responsible")),
        Column("extent", _("Lacking"), rank=1),
        *(Column(need, wording.title(need)) for need in needs),
    ]
    rows = [
        [
            "" if row.client_id is None else str(row.client_id),
            word(row.record),
            _name(row),
            row.responsible or Cell(_("nobody"), Tone.WARN),
            Cell(_("all"), Tone.BAD) if row.wholly else Cell(_("in part"), Tone.WARN),
            *(_state(row, need) for need in needs),
        ]
        for row in records
    ]
    return Table(columns, rows, footer=footer)


def _name(row: PreviewRow) -> str:
    if row.record is RecordType.CLIENT or not row.client:
        return shown_name(row.name)
    return _("{contact} ({client})").format(contact=shown_name(row.name), client=row.client)


def _state(row: PreviewRow, need: str) -> str | Cell:
    state = row.states.get(need)
    if need in row.held_by:
        return Cell(_("in task {task}").format(task=row.held_by[need]), Tone.DIM)
    return Cell(state_word(state), Tone.BAD if state is State.MISSING else Tone.WARN) if state else ""


def _more(found: Preview) -> list[str]:
    if not found.more:
        return []
    said = ngettext("{count} more client; --all shows all.", "{count} more clients; --all shows all.", found.more)
    return [said.format(count=found.more)]


def sentences(found: Preview, wording: Wording) -> list[str]:
    """The sums in words: what is to hand out, of how many, and what is not."""
    return [
        "; ".join(
            f"{_(RECORDS[record])}: {counted(by_need, wording)}" for record, by_need in found.by_requirement.items()
        ),
        ngettext(
            "{records} of {scope} record in scope; to hand out: {gaps}; in tasks already: {held}; waived: {waived}.",
            "{records} of {scope} records in scope; to hand out: {gaps}; in tasks already: {held}; waived: {waived}.",
            found.in_scope,
        ).format(
            records=found.records,
            scope=found.in_scope,
            gaps=gaps_words(found.gaps),
            held=found.held,
            waived=found.waived,
        ),
        *([_("Archived clients left out: {count}.").format(count=found.excluded)] if found.excluded else []),
    ]


def counted(by_need: Mapping[str, int], wording: Wording) -> str:
    """`phone 3, e-mail 1`."""
    return ", ".join(f"{wording(need)} {number}" for need, number in by_need.items())


def _sums(portions: Mapping[str, Portion], key: str, title: str, none: str) -> Table:
    columns = [Column(key, title), Column("clients", _("Clients"), _RIGHT), Column("rows", _("Rows"), _RIGHT)]
    rows: list[list[str | Cell]] = [
        [name or Cell(none, Tone.WARN), str(one.clients), str(one.rows)]
        for name, one in sorted(portions.items(), key=lambda item: (not item[0], item[0]))
    ]
    return Table(columns, rows)


_NOBODYS = {
    Why.NOBODY: N_("not handed out: nobody is in charge"),
    Why.UNKNOWN: N_("not handed out: {who} is no user"),
    Why.NAMESAKES: N_("not handed out: several users are called {who}"),
    Why.INACTIVE: N_("not handed out: {who} is no longer active"),
    Why.AWAY: N_("not handed out: {who} is away, and nobody stands in"),
    Why.SKIPPED: N_("{who} is away and gets nothing"),
}


def distribution_table(plan: ControlPlan, dealt: list[Load], nobodys: Sequence[Line]) -> Table:
    """Clients, rows and estimated hours of each assignee and of all, and the lines that nobody gets."""
    columns = [
        Column("assignee", _("Assignee"), wrap=True),
        Column("name", _("Full name"), wrap=True, rank=1),
        Column("clients", _("Clients"), _RIGHT),
        Column("rows", _("Rows"), _RIGHT),
        Column("hours", _("Hours"), _RIGHT),
    ]
    rows: list[list[str | Cell]] = [
        [_assignee(one), one.name, str(one.clients), str(one.rows), shown_number(one.hours)] for one in dealt
    ]
    if len(dealt) > 1:
        rows.append(_in_all(dealt))
    rows += [[Cell(nobodys_words(line), Tone.WARN), "", *map(str, line.portion), ""] for line in nobodys]
    if plan.left.rows:
        rows.append([Cell(_("left for next time"), Tone.DIM), "", *map(str, plan.left), ""])
    named = [column.key != "name" or any(one.name for one in dealt) for column in columns]
    return Table(list(compress(columns, named)), [list(compress(row, named)) for row in rows], title=_("Who gets what"))


def _in_all(dealt: Sequence[Load]) -> list[str | Cell]:
    clients, rows = sum(one.clients for one in dealt), sum(one.rows for one in dealt)
    return [_("All together"), "", str(clients), str(rows), shown_number(round(sum(one.hours for one in dealt), 1))]


def _assignee(load: Load) -> str:
    if not load.stands_in_for:
        return load.assignee
    return _("{login} (also for {away})").format(login=load.assignee, away=", ".join(load.stands_in_for))


def short_words(plan: ControlPlan, logins: Mapping[int, str]) -> list[str]:
    """Who gets less than was asked for by name; no line where nobody does."""
    asked, one = plan.rule.counts, _("{login} {got} of {asked}")
    people = ", ".join(
        one.format(login=logins[person], got=asked[person] - less, asked=asked[person])
        for person, less in plan.short.items()
    )
    return [_("There are fewer clients than were asked for: {people}.").format(people=people)] if people else []


def nobodys_words(line: Line) -> str:
    """Why nobody gets them."""
    return _(_NOBODYS[line.why]).format(who=line.who)
