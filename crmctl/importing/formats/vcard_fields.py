"""What a card says, by the names of its properties."""

from typing import Any
from urllib.parse import unquote

from crmctl.cleaning.dates import parse_date
from crmctl.importing.address import compose_address
from crmctl.importing.formats.vcard_cards import Card
from crmctl.importing.formats.vcard_lines import Property

_NAME = ("family", "given", "additional")
_ADDRESS = ("box", "extra", "street", "city", "region", "zip", "country")
_PLACES = ("city", "region", "country")
_MESSENGERS = {
    **dict.fromkeys(("X-ICQ", "X-SKYPE", "X-SKYPE-USERNAME", "X-JABBER", "X-MSN", "X-AIM", "X-YAHOO", "X-QQ"), ""),
    **dict.fromkeys(("X-GTALK", "X-GOOGLE-TALK", "X-VIBER", "X-SIGNAL", "IMPP"), ""),
    **dict.fromkeys(("X-TELEGRAM", "X-TG"), "telegram"),
    "X-WHATSAPP": "whatsapp",
}
_TOLD = {
    *("N", "FN", "UID", "ORG", "TITLE", "ROLE", "BDAY", "GENDER", "X-GENDER", "TEL", "EMAIL", "URL", "ADR", "LABEL"),
    *("NOTE", "CATEGORIES", *_MESSENGERS),
}
_SAY_NOTHING = {
    *("VERSION", "PRODID", "REV", "KIND", "SOURCE", "XML", "CLIENTPIDMAP", "SORT-STRING", "AGENT", "PROFILE", "NAME"),
    *("PHOTO", "LOGO", "SOUND", "KEY", "X-ABLABEL", "X-ABADR", "X-ABUID", "X-ABSHOWAS", "X-ADDRESSBOOKSERVER-KIND"),
}


def of_contact(card: Card) -> dict[str, Any]:
    """A person's card; the organisation is the client."""
    organisation = card.first("ORG")
    units = " / ".join(filter(None, organisation.parts[1:])) if organisation else ""
    named = {"ORG": card.organisation, "ORG.unit": units, "TITLE": card.text("TITLE", "ROLE")}
    if card.text("TITLE"):
        named["vCard ROLE"] = card.text("ROLE")
    return {**_personal(card), **named, **_common(card)}


def of_client(card: Card) -> dict[str, Any]:
    """A card that is a client itself, a company's or a person's."""
    name = {"FN": card.text("FN") or card.organisation} if card.kind == "company" else _personal(card)
    places = _address(found) if (found := card.first("ADR")) else {}
    return {"KIND": card.kind, **name, **{part: places.get(part, "") for part in _PLACES}, **_common(card)}


def of_organisation(card: Card) -> dict[str, Any]:
    """All that a person's card says of the organisation."""
    return {"KIND": "company", "FN": card.organisation}


def _personal(card: Card) -> dict[str, Any]:
    name = card.first("N")
    parts = dict(zip(_NAME, name.parts, strict=False)) if name else {}
    born = [one.text for one in card.all("BDAY")]
    sex = card.text("GENDER", "X-GENDER").partition(";")[0]
    day = next(filter(parse_date, born), born[0] if born else "")
    return {"FN": card.text("FN"), "N": parts, "BDAY": day, "GENDER": sex}


def _common(card: Card) -> dict[str, Any]:
    labels = {one.group: one.text for one in card.all("X-ABLABEL") if one.group}
    others: dict[str, list[str]] = {}
    for one in card.properties:
        if one.name not in _TOLD | _SAY_NOTHING:
            others.setdefault(one.name, []).append(one.text)
    return {
        "UID": card.text("UID").removeprefix("urn:uuid:"),
        "TEL": [{"value": _phone(one.text), "type": _kind(one, labels)} for one in card.all("TEL")],
        "EMAIL": [{"value": _bare(one.text, "mailto:"), "type": _kind(one, labels)} for one in card.all("EMAIL")],
        "URL": [one.text for one in card.all("URL")],
        "IMPP": [_messenger(one, labels) for one in card.all(*_MESSENGERS)],
        "ADR": [compose_address(_address(one)) for one in card.all("ADR")] or [one.text for one in card.all("LABEL")],
        "CATEGORIES": ", ".join(one.text for one in card.all("CATEGORIES")),
        "NOTE": [one.text for one in card.all("NOTE")],
        **{name: ", ".join(texts) for name, texts in others.items()},
    }


def _kind(one: Property, labels: dict[str, str]) -> str:
    """The words that tell work from home."""
    return " ".join([*sorted(one.types), labels.get(one.group, "")]).strip()


def _phone(text: str) -> str:
    """A number, also of a `tel:` address with its extension."""
    number, *parameters = text.removeprefix("tel:").split(";")
    extension = next((one.partition("=")[2] for one in parameters if one.startswith("ext=")), "")
    return unquote(f"{number} ext. {extension}" if extension else number)


def _bare(text: str, scheme: str) -> str:
    return text[len(scheme) :] if text.lower().startswith(scheme) else text


def _messenger(one: Property, labels: dict[str, str]) -> dict[str, str]:
    scheme, colon, name = one.text.partition(":")
    service = one.params.get("x-service-type", "") or _MESSENGERS[one.name] or (scheme if colon else "")
    value = name if colon and not name.startswith("//") else one.text
    return {"value": value, "type": f"{service} {_kind(one, labels)}".strip()}


def _address(one: Property) -> dict[str, str]:
    parts = dict(zip(_ADDRESS, (" ".join(part.split()) for part in one.parts), strict=False))
    box = parts.pop("box", "")
    return parts | ({"street": box} if box and not parts.get("street") else {})
