"""Who is in charge, where a document names them by number and lists them beside its records."""

from collections.abc import Mapping
from typing import Any

from crmctl.importing.formats.json_lists import only_list_of
from crmctl.importing.formats.json_text import JsonText
from crmctl.importing.headers import field_of


def owners_in(json: JsonText) -> dict[str, str]:
    """E-mail, login or name of each user by the number; nothing where the document lists no users."""
    found = only_list_of(json, "users")
    users = (value for _at, value in json.items(found.start)) if found else ()
    named = ((user.get("id"), _name(user)) for user in users if isinstance(user, dict))
    return {number: name for number, name in named if isinstance(number, str) and name}


def with_owner(record: Mapping[str, Any], owners: Mapping[str, str]) -> Mapping[str, Any]:
    """The record, the user whose number it gives as responsible by the name."""
    if not owners:
        return record
    return {
        name: owners.get(value, value)
        if isinstance(value, str) and field_of(name, "clients") == "responsible"
        else value
        for name, value in record.items()
    }


def _name(user: Mapping[str, Any]) -> str:
    said = {field_of(name, "users"): value for name, value in reversed(list(user.items())) if isinstance(value, str)}
    parts = {field_of(name, "contacts"): value for name, value in user.items() if isinstance(value, str)}
    whole = " ".join(filter(None, (parts.get("first_name"), parts.get("last_name"))))
    return next(filter(None, (said.get("email"), said.get("login"), whole, said.get("name"))), "")
