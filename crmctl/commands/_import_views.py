"""What `crmctl import` shows to people."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

from crmctl.checks.wording import wording
from crmctl.cleaning.text import key
from crmctl.commands._words import shown_name
from crmctl.context import Context
from crmctl.filters.fields import describe
from crmctl.i18n import _, ngettext
from crmctl.importing.creating import RECORDS
from crmctl.importing.fields import What
from crmctl.importing.outcome import Outcome
from crmctl.ui.view import Align, Cell, Column, Table, Tone

_SHOWN = 5
"""Names of people nobody knows; all of them stand in the JSON."""
_COUNTS = ("read", "created", "updated", "unchanged", "rejected")


def tables(crm: Context, what: What, outcomes: Sequence[Outcome]) -> Iterator[Table]:
    """One line a file; then what stayed as it was edited here, and what the files have no more."""
    titles = (_("Read"), _("Created"), _("Updated"), _("Unchanged"), _("Rejected"))
    counts = [Column(key, title, Align.RIGHT) for key, title in zip(_COUNTS, titles, strict=True)]
    columns = [Column("file", _("File")), *counts, Column("run", _("Run"), Align.RIGHT)]
    yield Table(columns, [_line(outcome) for outcome in outcomes])
    if any(outcome.conflicts for outcome in outcomes):
        yield _conflicts(outcomes, _captions(crm, what))
    if any(outcome.absent for outcome in outcomes):
        yield _absent(outcomes)


def _captions(crm: Context, what: What) -> Callable[[str], str]:
    """What people call the fields and contact kinds of these cards; what has no name stands for itself."""
    captions = {code: caption for code, caption, _type in describe(RECORDS[what])}
    kinds = wording(crm.reader)
    return lambda field: captions.get(field) or kinds.kind(field)


def notes(outcomes: Sequence[Outcome], namesakes: Collection[str]) -> Iterator[str]:
    """What else is to be said of each file; `namesakes` are the names that several users have, as keys."""
    for outcome in outcomes:
        for note in (*_columns(outcome), *_nobody(outcome, namesakes), *outcome.warnings, _end(outcome)):
            yield f"{outcome.file.name}: {note}" if len(outcomes) > 1 else note


def _line(outcome: Outcome) -> list[str | Cell]:
    rejected = len(outcome.rejects)
    numbers = (str(getattr(outcome, name)) for name in _COUNTS[:-1])
    bad = Cell(str(rejected), Tone.BAD if rejected else Tone.PLAIN)
    return [outcome.file.name, *numbers, bad, "" if outcome.run is None else str(outcome.run)]


def _conflicts(outcomes: Sequence[Outcome], caption: Callable[[str], str]) -> Table:
    columns = [
        Column("id", _("No."), Align.RIGHT),
        Column("field", _("Field")),
        Column("here", _("Edited here"), wrap=True),
        Column("in_file", _("In the file"), wrap=True),
    ]
    rows = [[str(one.id), caption(one.field), one.here, one.file] for outcome in outcomes for one in outcome.conflicts]
    return Table(columns, rows, title=_("Edited here since the last import; these stay:"))


def _absent(outcomes: Sequence[Outcome]) -> Table:
    columns = [
        Column("id", _("No."), Align.RIGHT),
        Column("external_id", _("Their id")),
        Column("name", _("Name"), wrap=True),
    ]
    rows = [
        [str(one.id), one.external_id or "", shown_name(one.name)] for outcome in outcomes for one in outcome.absent
    ]
    archived = any(outcome.archived for outcome in outcomes)
    return Table(columns, rows, title=_("Gone from the file, now archived:") if archived else _("Gone from the file:"))


def left_out(outcomes: Sequence[Outcome], file: Path | None) -> Iterator[str]:
    """Where the rows stand that did not come in, or how to have them."""
    if any(outcome.rejects for outcome in outcomes):
        if file:
            yield _("The rows left out are in {file}, each with its reason.").format(file=file)
        else:
            yield _("--rejects FILE lists the rows left out, each with its reason.")


def _columns(outcome: Outcome) -> Iterator[str]:
    if outcome.unknown_columns:
        yield _("Unknown columns, left out: {names}.").format(names=", ".join(outcome.unknown_columns))


def _nobody(outcome: Outcome, namesakes: Collection[str]) -> Iterator[str]:
    """Who is named as responsible and is no active user, or several: one line a name, those of most clients first."""
    spelled: dict[str, str] = {}
    counted: Counter[str] = Counter()
    for text, count in outcome.unknown_responsible.items():
        spelled.setdefault(key(text), text)
        counted[key(text)] += count
    ranked = sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    for name, count in ranked[:_SHOWN]:
        if name in namesakes:
            said = ngettext(
                "{count} client is in the charge of {name}, as several users are called: it is nobody's.",
                "{count} clients are in the charge of {name}, as several users are called: they are nobody's.",
                count,
            )
        else:
            said = ngettext(
                "{count} client is in the charge of {name}, who is no active user: it is nobody's.",
                "{count} clients are in the charge of {name}, who is no active user: they are nobody's.",
                count,
            )
        yield said.format(count=count, name=spelled[name])
    if ranked[_SHOWN:]:
        count = len(ranked) - _SHOWN
        yield ngettext("So it is with {count} more name.", "So it is with {count} more names.", count).format(
            count=count
        )
    if 2 * counted.total() > outcome.read:
        yield _("`crmctl users add` adds who works here; the same file once more then gives them their clients.")


def _end(outcome: Outcome) -> str:
    if outcome.dry_run:
        return _("Nothing was written: this was a dry run.")
    if outcome.run is None:
        return _("Nothing new: nothing was changed.")
    return _("Imported as run {run}; `crmctl undo {run}` takes it back.").format(run=outcome.run)
