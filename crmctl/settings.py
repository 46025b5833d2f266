"""Company settings: what there is, its default, and the values a base holds."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any, NamedTuple

from crmctl.errors import UsageError
from crmctl.i18n import N_, _
from crmctl.store.queries.settings import ALL
from crmctl.store.reader import Reader
from crmctl.vocabulary import ArchiveReason


class Definition(NamedTuple):
    """One setting; the default's type is the setting's type (list: comma-separated on the command line)."""

    code: str
    default: Any
    meaning: str
    pattern: str = ""
    """What the value, or each of its parts, looks like."""


_COUNTRY = "[A-Z]{2}"
_WORDS = {
    **dict.fromkeys(("on", "yes", "true", "1", "да", "вкл", "истина"), True),
    **dict.fromkeys(("off", "no", "false", "0", "нет", "выкл", "ложь"), False),
}

DEFINITIONS: Mapping[str, Definition] = {
    one.code: one
    for one in (
        Definition("default_country", "RU", N_("Country of phones without a prefix, ISO code."), _COUNTRY),
        Definition("calendar_country", "RU", N_("Country whose holidays the working calendar follows."), _COUNTRY),
        Definition(
            "calendar_exceptions",
            [],
            N_("Days that differ from the calendar: 2026-05-02=off, 2026-05-16=work."),
            r"\d{4}-\d\d-\d\d=(off|work)",
        ),
        Definition("freshness_days", 0, N_("A value is stale after so many days without being verified; 0: never.")),
        Definition("placeholder_words", [], N_("Words that mean nothing, beside the built-in ones.")),
        Definition("archive_reasons", [reason.value for reason in ArchiveReason], N_("Reasons for archiving.")),
        Definition("contact_roles", True, N_("Whether contacts have roles at their clients.")),
        Definition("minutes_per_row", 3, N_("Minutes of work a task row is estimated at.")),
    )
}


class Settings:
    """A base's settings: `settings["default_country"]`."""

    def __init__(self, stored: Mapping[str, Any]) -> None:
        self._stored = stored

    def __getitem__(self, code: str) -> Any:
        return self._stored.get(code, DEFINITIONS[code].default)


def read_settings(reader: Reader) -> Settings:
    return Settings({line.code: json.loads(line.value) for line in reader.rows(ALL)})


def parsed(code: str, text: str) -> Any:
    """The value of a setting as written on the command line; raises UsageError."""
    if code not in DEFINITIONS:
        close = get_close_matches(code, DEFINITIONS)
        hint = _("Did you mean {names}?").format(names=", ".join(close)) if close else _("See `crmctl settings list`.")
        raise UsageError(_("There is no setting {code}.").format(code=code), hint)
    return _PARSERS[type(DEFINITIONS[code].default)](DEFINITIONS[code], text.strip())


def _listed(wanted: Definition, text: str) -> list[str]:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    for part in parts:
        _check(wanted, part)
    if wanted.code == "calendar_exceptions":
        for part in parts:
            _check_day(wanted, part)
    return parts


def _switched(wanted: Definition, text: str) -> bool:
    if text.lower() not in _WORDS:
        raise UsageError(_("{code} is on or off.").format(code=wanted.code))
    return _WORDS[text.lower()]


def _counted(wanted: Definition, text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 7):  # noqa: PLR2004
        raise UsageError(_("{code} is a whole number.").format(code=wanted.code))
    return int(text)


def _written(wanted: Definition, text: str) -> str:
    text = text.upper() if wanted.pattern == _COUNTRY else text
    _check(wanted, text)
    if wanted.code == "default_country":
        from crmctl.cleaning.phone_patterns import has_phones

        if not has_phones(text):
            raise _misfit(wanted, text)
    return text


_PARSERS: Mapping[type, Callable[[Definition, str], Any]] = {
    list: _listed,
    bool: _switched,
    int: _counted,
    str: _written,
}


def _check(wanted: Definition, text: str) -> None:
    if wanted.pattern and not re.fullmatch(wanted.pattern, text):
        raise _misfit(wanted, text)


def _check_day(wanted: Definition, text: str) -> None:
    try:
        date.fromisoformat(text.partition("=")[0])
    except ValueError:
        raise _misfit(wanted, text) from None


def _misfit(wanted: Definition, text: str) -> UsageError:
    return UsageError(_("{text} does not fit {code}.").format(text=text, code=wanted.code), _(wanted.meaning))
