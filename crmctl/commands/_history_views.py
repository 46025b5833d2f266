"""How the history of a card looks."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from crmctl.cards.history import HistoryLine
from crmctl.commands._words import reason_word, word
from crmctl.context import Context
from crmctl.filters.fields import describe
from crmctl.i18n import N_, _
from crmctl.ui.view import Align, Column, Table
from crmctl.vocabulary import ClientKind, RecordType, Relation, Sex, State

_FIELDS = {
    "no_middle_name": N_("has no middle name"),
    "responsible_text": N_("responsible in the file"),
    "archive_reason": N_("reason for archiving"),
    "unlinked": N_("without a client"),
}
_ASPECTS = {
    "state": N_("state"),
    "current": N_("current"),
    "primary": N_("main"),
    "verified": N_("verified"),
    "verified_how": N_("how it was verified"),
    "opted_out": N_("opted out"),
    "opt_out_reason": N_("reason for opting out"),
    "roles": N_("roles"),
    "started": N_("since"),
    "ended": N_("until"),
    "client_id": N_("client"),
    "contact_id": N_("contact"),
}
"""What changes of a contact point or of a link."""
_NO_LABELS: Mapping[str, str] = MappingProxyType({})
_LISTS: Mapping[str, type[StrEnum]] = {"kind": ClientKind, "relation": Relation, "sex": Sex, "state": State}


def history_table(
    crm: Context, record: RecordType, lines: Sequence[HistoryLine], labels: Mapping[str, str] = _NO_LABELS
) -> Table:
    """All that happened, a line each; contact kinds by their labels."""
    captions = {code: caption for code, caption, _type in describe(record)} | dict(labels)
    columns = [
        Column("at", _("When")),
        Column("who", _("Who")),
        Column("run", _("Run"), Align.RIGHT),
        Column("source", _("From"), rank=1),
        Column("field", _("What"), wrap=True),
        Column("old", _("Old"), wrap=True),
        Column("new", _("New"), wrap=True),
    ]
    rows = [
        [crm.moment(line.at), line.who or "", str(line.run), word(line.source), _field(captions, line.field),
         _value(crm, line.field, line.old), _value(crm, line.field, line.new)]
        for line in lines
    ]  # fmt: skip
    return Table(columns, rows)


def change_words(crm: Context, record: RecordType, line: HistoryLine, labels: Mapping[str, str]) -> str:
    """One change in a sentence: `2026-03-02 09:00 anna: city: Omsk → Tver`; kinds and people by their names."""
    captions = {code: caption for code, caption, _type in describe(record)} | dict(labels)
    arrow = "→" if crm.screen.unicode else "->"
    if "linked" in (line.old, line.new):
        change = _("now a contact") if line.new == "linked" else _("no longer a contact")
        return f"{crm.moment(line.at)} {line.who or word(line.source)}: {_field(captions, line.field)}: {change}"
    values = [_value(crm, line.field, one) for one in (line.old, line.new)]
    change = f" {arrow} ".join(one or _("nothing") for one in values) if any(values) else ""
    about = ": ".join(filter(None, (_field(captions, line.field), change)))
    return f"{crm.moment(line.at)} {line.who or word(line.source)}: {about}"


def _field(captions: Mapping[str, str], field: str) -> str:
    """`phone:main verified`, `contact 2 ended` or `city`: the number and the code of a kind stand for themselves."""
    if field == "created":
        return _("new card")
    other, _gap, rest = field.partition(" ")
    if not rest:
        return captions.get(field) or (_(_FIELDS[field]) if field in _FIELDS else field)
    if other in list(RecordType):
        number, _gap, rest = rest.partition(" ")
        other = captions.get(f"{other} {number}") or f"{word(RecordType(other))} {number}"
    return " ".join(part for part in (other, _(_ASPECTS[rest]) if rest in _ASPECTS else rest) if part)


def _value(crm: Context, field: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if not isinstance(value, str):
        return crm.moment(value)
    aspect = field.rpartition(" ")[2]
    if aspect == "archive_reason":
        return reason_word(value)
    if aspect in _LISTS and value in list(_LISTS[aspect]):
        return word(_LISTS[aspect](value))
    return _("linked") if value == "linked" and field.startswith(("client ", "contact ")) else value
