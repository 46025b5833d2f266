"""A field's written value as it is stored."""

import re
from collections.abc import Mapping
from typing import Any

from crmctl.cards.fields import Field, Kind
from crmctl.cleaning.dates import parse_date
from crmctl.cleaning.text import key
from crmctl.cleaning.values import Cleaner
from crmctl.errors import UsageError
from crmctl.filters.choices import YES_NO
from crmctl.i18n import _
from crmctl.store.people import active_person
from crmctl.store.reader import Reader

_COUNTRY = re.compile("[A-Za-z]{2}")


def stored_columns(
    reader: Reader, cleaner: Cleaner, field: Field, text: str | None, *, client_kind: str
) -> Mapping[str, Any]:
    """The columns that hold the value, and what they get. Raises UsageError for a value the field cannot have."""
    if text is None and field.required and field.kind is not Kind.YES_NO:
        raise UsageError(_("{name} cannot be empty.").format(name=field.name))
    match field.kind:
        case Kind.USER:
            person = None if text is None else active_person(reader, text, field.name)
            return {f"{field.name}_id": person.id if person else None, f"{field.name}_text": None}
        case Kind.KEYED:
            written = text and (cleaner.clean_field(field.name, text) or None)
            return {field.name: written, f"{field.name}_key": key(written) if written else None}
        case Kind.YES_NO:
            return {field.name: text is not None and _choice(field, text, YES_NO) == "yes"}
    return {field.name: None if text is None else _single(cleaner, field, text, client_kind)}


def _single(cleaner: Cleaner, field: Field, text: str, client_kind: str) -> Any:
    match field.kind:
        case Kind.CHOICE:
            return _choice(field, text, field.choices or {})
        case Kind.DATE:
            day = parse_date(text)
            if day is None:
                raise UsageError(_("{name} is a date: 2001-05-23 or 23.05.2001.").format(name=field.name))
            return day
        case Kind.COUNTRY:
            if not _COUNTRY.fullmatch(text.strip()):
                raise UsageError(_("{name} is a code of two letters, as RU.").format(name=field.name))
            return text.strip().upper()
    return cleaner.clean_field(field.name, text, client_kind=client_kind) or None


def _choice(field: Field, text: str, choices: Mapping[str, str]) -> str:
    from difflib import get_close_matches

    said = key(text)
    if said in choices:
        return choices[said]
    close = get_close_matches(said, choices, 1)
    names = ", ".join(dict.fromkeys(choices.values()))
    hint = _("Did you mean {name}?").format(name=close[0]) if close else _("Values: {names}.").format(names=names)
    raise UsageError(_("{name} has no such value.").format(name=field.name), hint)
