"""Records as Salesforce writes them: each says its type, and refers to others by `@Name`."""

import re
from collections.abc import Mapping
from typing import Any

from crmctl.importing.fields import What

_ATTRIBUTES = "attributes"
_TYPES: Mapping[str, What] = {"Account": "clients", "Lead": "clients", "Contact": "contacts", "User": "users"}
_REFERENCE = re.compile(r"@(\w+)")


def is_of_kind(record: Mapping[str, Any], what: What) -> bool:
    """Whether a record does not say that it is of another kind."""
    attributes = record.get(_ATTRIBUTES)
    said = attributes.get("type") if isinstance(attributes, dict) else None
    return _TYPES.get(said, what) == what if isinstance(said, str) else True


def without_attributes(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record with its reference id as a field, and the references in it as the ids they mean."""
    attributes = record.get(_ATTRIBUTES)
    if not isinstance(attributes, dict) or "type" not in attributes:
        return dict(record)
    found = {name: _resolved(value) for name, value in record.items() if name != _ATTRIBUTES}
    reference = attributes.get("referenceId")
    return {"referenceId": reference, **found} if isinstance(reference, str) else found


def _resolved(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: inner for name, inner in value.items() if name != _ATTRIBUTES}
    match = _REFERENCE.fullmatch(value) if isinstance(value, str) else None
    return match[1] if match else value
