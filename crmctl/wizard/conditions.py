"""One condition of a filter, built by picking a field, a comparison and values."""

from collections.abc import Iterator, Sequence

from crmctl.errors import CrmError
from crmctl.filters import days
from crmctl.filters.cond import Cond
from crmctl.filters.field import COMPARISONS, Field, FieldType
from crmctl.filters.fields import FIELDS, find
from crmctl.filters.refusal import Refusal
from crmctl.filters.tree import POSITIVE, Comparison, Op, Word, to_text
from crmctl.i18n import N_, _, ngettext
from crmctl.rights import visible
from crmctl.store.queries import conversing
from crmctl.store.queries.control import PEOPLE
from crmctl.store.queries.users import GROUPS
from crmctl.vocabulary import ClientKind, RecordType, Relation, Sex
from crmctl.wizard.around import Around
from crmctl.wizard.days import spoken
from crmctl.wizard.dialog import Choice, Dialog

MOST_VALUES = 500
"""Of a field that are offered: the most frequent ones."""
_SAID = {
    Op.EQ: N_("is"),
    Op.NE: N_("is not"),
    Op.CONTAINS: N_("contains"),
    Op.NOT_CONTAINS: N_("does not contain"),
    Op.LT: N_("less than"),
    Op.LE: N_("at most"),
    Op.GT: N_("more than"),
    Op.GE: N_("at least"),
    Op.EMPTY: N_("is empty"),
    Op.FILLED: N_("is filled"),
}
_SAID_OF_DAYS = {
    Op.LT: N_("before"),
    Op.LE: N_("not later than"),
    Op.GT: N_("after"),
    Op.GE: N_("not earlier than"),
}
_DAYS = (FieldType.DATE, FieldType.MOMENT)
_ORDERED = (*_DAYS, FieldType.NUMBER)
_OPEN_LISTS = {
    "city", "region", "industry", "segment", "work_status", "importance", "source", "country", "source_name",
    "job_title",
}  # fmt: skip
"""Texts of which a base has few, each of many records."""
WORDS = {"kind": ClientKind, "relation": Relation, "sex": Sex}
"""The closed lists that fields are of."""
_ANOTHER = "\0another"


def pick_condition(ask: Dialog, around: Around, record: RecordType) -> Comparison:
    fields = [Choice(_(one.caption), one.code, code_note(one)) for one in FIELDS[record]]
    field = find(record, ask.pick(_("Field"), fields))
    assert field is not None
    caption = _(field.caption)
    op = ask.pick(caption, [Choice(_said(field, one), one) for one in _comparisons(field)])
    if op in (Op.EMPTY, Op.FILLED):
        return Comparison(Word(field.code), op)
    values = _values(ask, around, record, field, op)
    several = {Op.EQ: Op.IN, Op.NE: Op.NOT_IN}.get(op, op) if len(values) > 1 else op
    return Comparison(Word(field.code), several, tuple(map(Word, values)))


def code_note(field: Field) -> str:
    """How a typed filter names the field, where that is not its caption anyway."""
    return "" if _(field.caption) == field.code else field.code


def _comparisons(field: Field) -> Iterator[Op]:
    """Those the field's type knows; texts are not asked for by their order."""
    for op in _SAID:
        ordering = op in _SAID_OF_DAYS
        if POSITIVE.get(op, op) in COMPARISONS[field.type] and (not ordering or field.type in _ORDERED):
            yield op


def _said(field: Field, op: Op) -> str:
    return _(_SAID_OF_DAYS[op]) if op in _SAID_OF_DAYS and field.type in _DAYS else _(_SAID[op])


def _values(ask: Dialog, around: Around, record: RecordType, field: Field, op: Op) -> list[str]:
    label = f"{_(field.caption)} {_said(field, op)}"
    offered = list(_offered(around, record, field)) if op in (Op.EQ, Op.NE) else []
    if not offered:
        return [_typed(ask, around, record, field, op)]
    if field.choices is None:
        offered.append(Choice(_("another value …"), _ANOTHER))
    values = ask.pick_many(label, offered)
    if _ANOTHER in values:
        values = [value for value in values if value != _ANOTHER] + [_typed(ask, around, record, field, op)]
    return list(dict.fromkeys(values))


def _typed(ask: Dialog, around: Around, record: RecordType, field: Field, op: Op) -> str:
    def check(text: str) -> str | None:
        try:
            around.read_filter(to_text(Comparison(Word(field.code), op, (Word(text),))), record)
        except CrmError as error:
            return f"{error.message.partition(chr(10))[0]}\n{error.hint}".strip()
        return None

    def says(text: str) -> str:
        return _day_meant(text, around) if field.type in _DAYS else ""

    label = _("{field} {comparison}: value").format(field=_(field.caption), comparison=_said(field, op))
    return ask.text(label, check=check, says=says)


def _day_meant(text: str, around: Around) -> str:
    try:
        return spoken(days.day(Word(text), around.today))
    except Refusal:  # a moment is what it says
        return ""


def _offered(around: Around, record: RecordType, field: Field) -> Iterator[Choice[str]]:
    """A closed list, people and groups, or the values that records have, the most frequent first."""
    if field.type is FieldType.YES_NO:
        yield from (Choice(_("yes"), "yes"), Choice(_("no"), "no"))
    elif field.choices is not None:
        yield from (Choice(around.word(one), one.value) for one in WORDS[field.code])
    elif field.type is FieldType.USER:
        yield from _people(around)
    elif field.code in _OPEN_LISTS:
        yield from (
            Choice(one.value, one.value, _records(record, one.records)) for one in _known(around, record, field)
        )


def _people(around: Around) -> Iterator[Choice[str]]:
    for person in around.reader.all(PEOPLE):
        yield Choice(person.login, person.login, person.name if person.active else _("no longer active"))
    for group in around.reader.all(GROUPS):
        yield Choice(_("group {name}").format(name=group.name), f"group:{group.name}")


def _known(around: Around, record: RecordType, field: Field) -> Sequence[conversing.KnownValue]:
    query, alias = (conversing.CLIENT_VALUES, "c") if record is RecordType.CLIENT else (conversing.CONTACT_VALUES, "p")
    slots = {
        "field": Cond(field.sql),
        "shown": Cond(f"{alias}.{field.code}"),
        "visible": visible(around.actor, record),
    }
    found = around.reader.all(query, slots)
    return sorted(found, key=lambda one: (-one.records, one.value))[:MOST_VALUES]


def _records(record: RecordType, number: int) -> str:
    if record is RecordType.CLIENT:
        return ngettext("{count} client", "{count} clients", number).format(count=number)
    return ngettext("{count} contact", "{count} contacts", number).format(count=number)
