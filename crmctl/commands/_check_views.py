"""How checks and what they find look."""

from collections.abc import Iterable, Sequence

from crmctl.checks.base import Check
from crmctl.checks.wording import Wording
from crmctl.control.checking import Checked, Compared, GapLine
from crmctl.control.explaining import Explanation
from crmctl.control.profiles import Profile
from crmctl.i18n import N_, _, ngettext
from crmctl.ui.view import Align, Card, Cell, Column, Field, Lines, Table, Tone, View
from crmctl.vocabulary import RecordType

RECORDS = {RecordType.CLIENT: N_("clients"), RecordType.CONTACT: N_("contacts")}
_RIGHT = Align.RIGHT


def check_table(checks: Sequence[Check]) -> Table:
    columns = [Column("check", _("Check")), Column("title", _("Finds what is missing in"), wrap=True)]
    return Table(columns, [[one.code, _(one.title)] for one in checks])


def profile_table(profiles: Sequence[Profile]) -> Table:
    columns = [
        Column("profile", _("Profile")),
        Column("check", _("Check")),
        Column("answers", _("Answers"), wrap=True),
    ]
    return Table(columns, [[one.name, one.check, _answers(one)] for one in profiles])


def _answers(profile: Profile) -> str:
    shown = {name: ", ".join(value) if isinstance(value, list) else value for name, value in profile.answers.items()}
    return "; ".join(f"{name.replace('_', '-')}: {value}" for name, value in shown.items())


def explanation(one: Explanation) -> Card:
    fields = [
        Field("about", _("What for"), one.about),
        Field("found", _("Found"), "\n".join(one.found)),
        Field("not_found", _("Not found"), "\n".join(one.not_found)),
        *(Field(f"sql_{record}", _(RECORDS[record]), sql) for record, sql in one.sql.items()),
    ]
    return Card(f"{one.check}: {one.title}", fields)


def checked_views(found: Checked, wording: Wording) -> list[View]:
    """The counts by requirement and state, by responsible, and in one sentence each what else is to say."""
    views: list[View] = [_by_record(found, wording)]
    if found.by_responsible:
        views.append(by_responsible_table(found))
    return views


def _by_record(found: Checked, wording: Wording) -> Table:
    columns = [
        Column("record", _("Of")),
        Column("requirement", _("Needed")),
        Column("missing", _("Missing"), _RIGHT),
        Column("placeholder", _("Placeholder"), _RIGHT),
        Column("invalid", _("Invalid"), _RIGHT),
        Column("stale", _("Stale"), _RIGHT),
        Column("total", _("Total"), _RIGHT),
    ]
    rows: list[list[str | Cell]] = [
        [_(RECORDS[record]), wording.title(need), *map(str, states[:-1]), _total(states.total)]
        for record, by_need in found.by_record.items()
        for need, states in by_need.items()
    ]
    return Table(columns, rows, footer=_sentences(found))


def _total(count: int) -> Cell:
    return Cell(str(count), Tone.BAD if count else Tone.GOOD)


def _sentences(found: Checked) -> list[str]:
    said = [
        ngettext(
            "{records} of {scope} record in scope has gaps: {gaps}.",
            "{records} of {scope} records in scope have gaps: {gaps}.",
            found.in_scope,
        ).format(records=found.records, scope=found.in_scope, gaps=gaps_words(found.gaps))
    ]
    if found.held:
        said.append(
            ngettext("{count} is in somebody's task.", "{count} are in somebody's tasks.", found.held).format(
                count=found.held
            )
        )
    if found.run and not found.baseline_run:
        said.append(_("This is the first record; later runs are compared with it."))
    elif found.baseline_run:
        said.append(
            _("New {new}, still open {still}, closed {closed}, reopened {reopened}.").format(
                new=found.new, still=found.still_open, closed=found.closed, reopened=found.reopened
            )
        )
    if found.run:
        said.append(_("Recorded as run {run}.").format(run=found.run))
    return said


def gaps_words(count: int) -> str:
    return ngettext("{count} gap", "{count} gaps", count).format(count=count)


def by_responsible_table(found: Checked) -> Table:
    columns = [
        Column("responsible", _("Responsible")),
        Column("clients", _("Clients"), _RIGHT),
        Column("gaps", _("Gaps"), _RIGHT),
    ]
    rows = [
        [login or Cell(_("nobody"), Tone.WARN), str(one.clients), str(one.gaps)]
        for login, one in sorted(found.by_responsible.items(), key=lambda item: (not item[0], item[0]))
    ]
    return Table(columns, rows)


def compared_lines(both: Sequence[Compared], wording: Wording) -> Lines:
    return Lines([_compared(one, wording) for one in both])


def _compared(one: Compared, wording: Wording) -> str:
    if one.record is RecordType.CLIENT:
        text = ngettext(
            "1C finds {naive} client without {need}; really {strict}",
            "1C finds {naive} clients without {need}; really {strict}",
            one.presence,
        )
    else:
        text = ngettext(
            "1C finds {naive} contact without {need}; really {strict}",
            "1C finds {naive} contacts without {need}; really {strict}",
            one.presence,
        )
    return text.format(naive=one.presence, need=wording(one.requirement), strict=one.valid)


def gap_table(gaps: Iterable[GapLine]) -> Table:
    columns = [
        Column(name, name)
        for name in ("gap", "record", "id", "external_id", "client_id", "name", "requirement", "state", "value",
                     "responsible", "held_by")
    ]  # fmt: skip
    return Table(columns, [[_text(getattr(gap, column.key)) for column in columns] for gap in gaps])


def _text(value: object) -> str:
    return "" if value is None else str(value)
