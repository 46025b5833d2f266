"""What is said about a value while it is being typed."""

from collections.abc import Mapping

from crmctl.cleaning.reasons import Reason
from crmctl.cleaning.text import is_blank
from crmctl.cleaning.values import Value
from crmctl.commands._words import word
from crmctl.context import Context
from crmctl.i18n import N_, _
from crmctl.tasks.answers import Verdict
from crmctl.tasks.desk.state import Desk
from crmctl.tasks.pages import PageRow
from crmctl.ui.frame import Line, Look, line, span
from crmctl.ui.terminal import mark
from crmctl.ui.view import Tone
from crmctl.vocabulary import PointType, ValueState

_REASONS = {
    Reason.TOO_SHORT: N_("too short for a number"),
    Reason.TOO_LONG: N_("too long for a number"),
    Reason.NO_SUCH_NUMBER: N_("no such number exists"),
    Reason.NO_NUMBER: N_("this is no number"),
    Reason.NO_AT: N_("there is no @ in it"),
    Reason.NO_DOMAIN: N_("what stands around the @ is no address"),
    Reason.UNKNOWN: N_("this cannot be right"),
}
_NOTES = {"mixed-script": N_("letters of two alphabets"), "among-words": N_("taken from the text")}
_PHONES = (PointType.PHONE, PointType.FAX)
INDENT = 4


def verdict_line(crm: Context, labels: Mapping[str, str], desk: Desk, row: PageRow, columns: int) -> Line:
    """Under the field: how the value will be read and whether it fills the row."""
    text = desk.drafts.get(row.number, "")
    if is_blank(text):
        tone, said, look = Tone.PLAIN, _hint(row), Look.DIM
    else:
        tone, said, look = _said(labels, row, desk.judge(row, text), text)
    signed = mark(tone, unicode=crm.screen.unicode)
    return line(span(f"{' ' * INDENT}{signed}{said}", look), columns=columns)


def _hint(row: PageRow) -> str:
    return _("F4 takes over what stands there") if row.values else ""


def _said(labels: Mapping[str, str], row: PageRow, verdict: Verdict, text: str) -> tuple[Tone, str, Look]:
    if verdict.problem or verdict.kind is None:
        return Tone.BAD, verdict.problem, Look.BAD
    if verdict.fills:
        shown = ", ".join(map(_value, [(verdict.kind.type, value) for value in verdict.values]))
        several = "|" in row.requirement or ":" in text.partition("=")[0]
        kind = f"{labels.get(verdict.kind.code, word(verdict.kind.type))}: " if several else ""
        return Tone.GOOD, f"{kind}{shown}", Look.GOOD
    return Tone.WARN, _("{why}: will not fill the row").format(why=_why(verdict)), Look.WARN


def _value(typed: tuple[PointType, Value]) -> str:
    """The value as it will be understood, with what is odd about it."""
    from crmctl.cleaning.phones import spelled

    kind, value = typed
    if value.state is not ValueState.OK:
        return value.text
    shown = spelled(value.normal) if kind in _PHONES else value.normal
    return f"{shown} ({_(_NOTES[value.note])})" if value.note in _NOTES else shown


def _why(verdict: Verdict) -> str:
    if any(value.state is ValueState.PLACEHOLDER for value in verdict.values):
        return _("this says nothing")
    return _(_REASONS[verdict.reason])
