"""Company settings: what there is, its default, and the values a base holds."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from crmctl.errors import UsageError
from crmctl.i18n import N_, _
from crmctl.store.queries.settings import ALL
from crmctl.store.reader import Reader


class Definition(NamedTuple):
    """One setting; the default's type is the setting's type (list: comma-separated on the command line)."""

    code: str
    default: Any
    meaning: str


DEFINITIONS: Mapping[str, Definition] = {
    one.code: one
    for one in (
        Definition("default_country", "RU", N_("Country of phones without a prefix, ISO code.")),
        Definition("calendar_country", "RU", N_("Country whose holidays the working calendar follows.")),
        Definition("calendar_exceptions", [], N_("Days that differ from it: 2026-05-02=off, 2026-05-16=work.")),
        Definition("freshness_days", 0, N_("A value is stale after so many days without being verified; 0: never.")),
        Definition("placeholder_words", [], N_("Words that mean nothing, beside the built-in ones.")),
        Definition("archive_reasons", ["gone", "liquidated", "duplicate"], N_("Reasons for archiving.")),
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
        raise UsageError(_("There is no setting {code}.").format(code=code), _("See `crmctl settings list`."))
    default = DEFINITIONS[code].default
    if isinstance(default, list):
        return [part.strip() for part in text.split(",") if part.strip()]
    if isinstance(default, bool):
        words = {
            "on": True,
            "yes": True,
            "true": True,
            "1": True,
            "off": False,
            "no": False,
            "false": False,
            "0": False,
        }
        if text.lower() not in words:
            raise UsageError(_("{code} is on or off.").format(code=code))
        return words[text.lower()]
    if isinstance(default, int):
        if not text.isdecimal():
            raise UsageError(_("{code} is a whole number.").format(code=code))
        return int(text)
    return text.strip()
