"""What `--set`, `--add` and `--clear` ask for, read into changes of fields and of contact points."""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from crmctl.cards.fields import FIELDS, Field, field_named
from crmctl.cleaning.text import is_blank
from crmctl.errors import UsageError
from crmctl.i18n import _
from crmctl.store.kinds import kind_to_write, kinds_named
from crmctl.store.queries.kinds import Kind
from crmctl.vocabulary import RecordType


class FieldChange(NamedTuple):
    """`text` as written; None empties the field."""

    field: Field
    text: str | None


class PointChange(NamedTuple):
    """`name` as the user called the kinds; of `add` and `replace` there is one."""

    how: Literal["clear", "replace", "add"]
    name: str
    kinds: Sequence[Kind]
    texts: Sequence[str] = ()


Change = FieldChange | PointChange


def read_changes(
    record: RecordType, known: Sequence[Kind], *, sets: Iterable[str], adds: Iterable[str], clears: Iterable[str]
) -> list[Change]:
    """The changes in the order they are made: what is cleared, then set, then added.

    Several `--set` of one contact kind are its values together. Raises UsageError with a suggestion.
    """
    found = [_clearing(record, known, name.strip()) for name in clears]
    together: dict[str, list[str]] = {}
    for name, text in map(_assignment, sets):
        together.setdefault(name, []).append(text)
    found += [_setting(record, known, name, texts) for name, texts in together.items()]
    return [*found, *(_adding(record, known, *_assignment(text)) for text in adds)]


def _assignment(text: str) -> tuple[str, str]:
    """The two sides of `city=Омск`; what is written is not repeated, for it may be personal."""
    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        raise UsageError(_("A change is written NAME=VALUE, for example city=Omsk."))
    return name.strip(), value


def _clearing(record: RecordType, known: Sequence[Kind], name: str) -> Change:
    field = field_named(record, name)
    kinds = [] if field else kinds_named(_point_name(record, name), known)
    if kinds:
        return PointChange("clear", name, kinds)
    return FieldChange(_writable(record, known, name, field), None)


def _setting(record: RecordType, known: Sequence[Kind], name: str, texts: list[str]) -> Change:
    field = field_named(record, name)
    if field is None and kinds_named(_point_name(record, name), known):
        values = [text for text in texts if not is_blank(text)]
        if not values:
            return _clearing(record, known, name)
        return PointChange("replace", name, [kind_to_write(_point_name(record, name), known)], values)
    return FieldChange(_writable(record, known, name, field), None if is_blank(texts[-1]) else texts[-1])


def _adding(record: RecordType, known: Sequence[Kind], name: str, text: str) -> Change:
    field = field_named(record, name)
    if field:
        raise UsageError(
            _("{name} has one value, it cannot be added to.").format(name=name),
            _("Use --set {name}=…").format(name=name),
        )
    if not kinds_named(_point_name(record, name), known):
        _writable(record, known, name, None)
    return PointChange("add", name, [kind_to_write(_point_name(record, name), known)], [text])


def _point_name(record: RecordType, name: str) -> str:
    """A contact type as a filter may spell it, `телефон`, by its code; any other name as it is."""
    from crmctl.filters.fields import find

    meant = find(record, name)
    return meant.code if meant else name


def _writable(record: RecordType, known: Sequence[Kind], name: str, field: Field | None) -> Field:
    if field:
        return field
    from difflib import get_close_matches

    names = [*FIELDS[record], *dict.fromkeys(kind.type.value for kind in known), *(kind.code for kind in known)]
    close = get_close_matches(name.casefold(), names, 1)
    hint = (
        _("Did you mean {name}?").format(name=close[0])
        if close
        else _("Fields: {names}.").format(names=", ".join(names))
    )
    raise UsageError(_("There is no field {name} to change.").format(name=name[:40]), hint)
