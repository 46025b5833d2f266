"""What `crmctl export` does with what it found: which form, and where to."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from crmctl.context import Context
from crmctl.errors import MissingAnswer, Refused, UsageError
from crmctl.i18n import _, ngettext

if TYPE_CHECKING:
    from crmctl.exporting.changes import Changed
    from crmctl.exporting.sheet import Sheet
    from crmctl.exporting.work_sheets import Words

Advance = Callable[[int], None]


class For(StrEnum):
    """Who reads the file."""

    EXCEL = "excel"
    CRMCTL = "crmctl"


class For1C(StrEnum):
    ONE_C = "1c"


class Format(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"


class Out(NamedTuple):
    """Where the export goes, and how."""

    target: For | For1C
    file: Path | None
    form: Format
    force: bool


def settled(
    crm: Context, target: For | For1C | None, file: Path | None, form: Format | None, *, force: bool
) -> Out | None:
    """The options, completed; None when JSON is asked for. Nothing was read yet, so a mistake costs no time."""
    if crm.json:
        if file:
            raise UsageError(_("JSON goes to stdout."), _("Leave --out or --json out."))
        return None
    if target is None:
        raise MissingAnswer(_("Who is the file for?"), "--for excel|crmctl")
    told = Format.XLSX if file and file.suffix.lower() == ".xlsx" else Format.CSV
    out = Out(target, file, form or told, force)
    if out.form is Format.XLSX and target is not For.EXCEL:
        raise UsageError(_("Only --for excel makes a workbook."), _("Name the file .csv."))
    if out.form is Format.XLSX and file is None and crm.screen.terminal:
        raise UsageError(_("A workbook is nothing to look at."), _("Give --out FILE.xlsx."))
    return out._replace(force=_may_overwrite(crm, out))


def _may_overwrite(crm: Context, out: Out) -> bool:
    from crmctl.exporting.out_file import is_taken

    if out.force or out.file is None or not is_taken(out.file):
        return out.force
    if not crm.can_ask:
        raise Refused(_("{path} already exists.").format(path=out.file), _("Give --force to overwrite it."))
    crm.confirm(_("{path} already exists. Overwrite it?").format(path=out.file), yes=False)
    return True


def deliver(crm: Context, out: Out, sheet: "Sheet") -> None:
    """Write the sheet to its file, or to stdout; what a terminal gets is harmless to look at."""
    with _stream(crm, out) as stream:
        if out.form is Format.XLSX:
            from crmctl.exporting.xlsx_file import write_xlsx

            write_xlsx(sheet, stream, now=crm.now)
        else:
            from crmctl.exporting.csv_file import Dress, write_csv

            dresses = {For.EXCEL: Dress.EXCEL, For.CRMCTL: Dress.EXACT, For1C.ONE_C: Dress.ONE_C}
            write_csv(sheet, stream, dresses[out.target])
    if out.file:
        crm.say(_("{file} is written.").format(file=out.file))


def deliver_changes(crm: Context, out: Out, found: "Iterable[Changed]") -> None:
    """Write the list, and say how many cards the source cannot know."""
    from crmctl.exporting.change_sheet import Unknown, change_sheet
    from crmctl.store.queries import kinds

    unknown = Unknown(found)
    known = {kind.code: kind for kind in crm.reader.rows(kinds.ALL)}
    deliver(crm, out, change_sheet(unknown, known, lambda moment: moment.astimezone(crm.zone).replace(tzinfo=None)))
    if unknown.cards:
        crm.say(
            ngettext(
                "{count} card has no id of the source: it was made here.",
                "{count} cards have no id of the source: they were made here.",
                unknown.cards,
            ).format(count=unknown.cards)
        )


def words_for(crm: Context, out: Out) -> "Words | None":
    """For people the words of their language, moments in their zone; for a program neither."""
    if out.target is For.CRMCTL:
        return None
    from crmctl.checks.wording import wording
    from crmctl.commands._words import word
    from crmctl.exporting.work_sheets import Words

    return Words(
        word, lambda moment: moment.astimezone(crm.zone).replace(tzinfo=None, microsecond=0), wording(crm.reader).title
    )


def progress(crm: Context, out: Out, total: int) -> "AbstractContextManager[Advance]":
    """A bar, unless the rows themselves come by."""
    if out.file is None and crm.screen.terminal:
        return nullcontext(lambda _done: None)
    return crm.progress(_("Export"), total)


def _stream(crm: Context, out: Out) -> "AbstractContextManager[BinaryIO]":
    if out.file:
        from crmctl.exporting.out_file import whole_file

        return whole_file(out.file, overwrite=out.force)
    from crmctl.ui.output import raw_stream

    return nullcontext(raw_stream(shown=crm.screen.terminal))
