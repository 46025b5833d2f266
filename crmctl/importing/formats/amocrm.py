"""Records as amoCRM gives them: the company's own fields in one list, moments in seconds, the client by number."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, TypeGuard

_OWN_FIELDS = ("custom_fields_values", "custom_fields")
_CREATED = ("created_at", "date_create")
_NOT_OF_THE_CARD = {"_links", "_embedded", "account_id", *_OWN_FIELDS}
_NAMES = {
    "PHONE": "Phone",
    "EMAIL": "Email",
    "IM": "Messenger",
    "WEB": "Website",
    "ADDRESS": "Address",
    "POSITION": "Job title",
}
"""By the codes of fields that every account has; others go by what the company calls them."""
_OF_SEVERAL_KINDS = {"PHONE", "EMAIL", "IM"}
_SORTS = {"MOB": "mobile", "PRIV": "home"}
_LEGAL = {
    "name": "Legal name",
    "vat_id": "INN",
    "kpp": "KPP",
    "tax_registration_reason_code": "OGRN",
    "address": "Legal address",
    "real_address": "Address",
}
"""By the keys of a legal entity in amoCRM's own client library, where the reason code is the OGRN or OGRNIP."""
_HALF_A_DAY = timedelta(hours=12)


def is_amocrm(record: Mapping[str, Any]) -> bool:
    """Whether it is such a record; one without fields of its own says so too."""
    if "custom_fields_values" in record:
        return True
    own = record.get("custom_fields")
    return isinstance(own, list) and any(isinstance(one, dict) and "values" in one for one in own)


def as_fields(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record with its fields by their names; what several hold is joined, a name that is taken keeps both."""
    found = {name: value for name, value in record.items() if name not in _NOT_OF_THE_CARD}
    for name in _CREATED:
        if moment := _moment(found.get(name)):
            found[name] = moment.isoformat()
    found |= _embedded(record.get("_embedded"))
    for own in _dicts(next(filter(None, map(record.get, _OWN_FIELDS)), None)):
        for name, value in _field(own):
            found["fields." * (name in found) + name] = value
    return found


def _embedded(links: Any) -> dict[str, str]:
    of = links if isinstance(links, dict) else {}
    ids = (one.get("id") for one in _dicts(of.get("companies")))
    tags = (one.get("name") for one in _dicts(of.get("tags")))
    said = {"Company ID": ";".join(filter(_is_text, ids)), "Tags": ", ".join(filter(_is_text, tags))}
    return {name: text for name, text in said.items() if text}


def _field(own: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    code, kind = (str(own.get(name) or "") for name in ("field_code", "field_type"))
    code = code or str(own.get("code") or "")
    name = _NAMES.get(code) or own.get("field_name") or own.get("name") or code
    values = _dicts(own.get("values"))
    if not _is_text(name) or not values:
        return
    if code in _OF_SEVERAL_KINDS or kind == "multitext":
        yield name, [{"value": one.get("value"), "type": _sort(one)} for one in values]
    elif kind == "legal_entity":
        legal: dict[str, Any] = next((one["value"] for one in values if isinstance(one.get("value"), dict)), {})
        yield from ((header, legal[part]) for part, header in _LEGAL.items() if legal.get(part))
    elif len(values) == 1:
        yield name, _text(values[0].get("value"), kind)
    elif all(_is_text(one.get("value")) for one in values):
        yield name, ", ".join(_text(one["value"], kind) for one in values)
    else:
        yield name, [one.get("value") for one in values]


def _text(value: Any, kind: str) -> Any:
    moment = _moment(value)
    if moment and kind in {"date", "birthday"}:
        return (moment + _HALF_A_DAY).date().isoformat()  # midnight of whatever zone the account is in
    return moment.isoformat() if moment and kind == "date_time" else value


def _sort(value: Mapping[str, Any]) -> str:
    said = value.get("enum_code") or value.get("enum") or ""
    return _SORTS.get(said, said) if isinstance(said, str) else ""


def _moment(seconds: Any) -> datetime | None:
    if not (_is_text(seconds) and seconds.lstrip("-").isdecimal() and len(seconds) < 12):  # noqa: PLR2004
        return None
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(seconds))


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _is_text(value: Any) -> TypeGuard[str]:
    return isinstance(value, str) and bool(value)
