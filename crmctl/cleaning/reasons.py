"""Why a value will not do, for whoever is typing it."""

from enum import StrEnum

from crmctl.cleaning import phones
from crmctl.vocabulary import PointType

_PHONES = (PointType.PHONE, PointType.FAX)


class Reason(StrEnum):
    """What is wrong with an invalid value, where that can be told."""

    TOO_SHORT = "too short"
    TOO_LONG = "too long"
    NO_SUCH_NUMBER = "no such number"
    NO_NUMBER = "no number"
    NO_AT = "no @"
    NO_DOMAIN = "no domain"
    UNKNOWN = ""


def why_invalid(type: PointType, text: str, country: str) -> Reason:  # noqa: A002
    """The reason why `text` is invalid; `country` (ISO, two letters) is the one phones without a prefix are of."""
    if type in _PHONES:
        return _number(phones.bare(text), country)
    if type is PointType.EMAIL:
        return _address(text.strip())
    return Reason.UNKNOWN


def _number(text: str, country: str) -> Reason:
    from phonenumbers import NumberParseException, ValidationResult, is_possible_number_with_reason, parse

    try:
        possible = is_possible_number_with_reason(parse(text, country))
    except NumberParseException as error:
        if error.error_type == NumberParseException.TOO_LONG:
            return Reason.TOO_LONG
        return Reason.TOO_SHORT if text and set(text) <= set("+0123456789 ()-.") else Reason.NO_NUMBER
    if possible == ValidationResult.TOO_LONG:
        return Reason.TOO_LONG
    short = (ValidationResult.TOO_SHORT, ValidationResult.IS_POSSIBLE_LOCAL_ONLY)
    return Reason.TOO_SHORT if possible in short else Reason.NO_SUCH_NUMBER


def _address(text: str) -> Reason:
    mailbox, sign, domain = text.rpartition("@")
    if not sign:
        return Reason.NO_AT
    return Reason.UNKNOWN if mailbox and "." in domain.strip(".") else Reason.NO_DOMAIN
