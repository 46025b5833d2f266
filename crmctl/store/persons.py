"""A person's name in one piece, as lists show it and searches compare it."""

from crmctl.cleaning.text import key


def full_name(last: str | None, first: str | None, middle: str | None, display: str | None = None) -> str:
    """Last, first and middle name; where none is known the name as it was imported; else empty."""
    return " ".join(part for part in (last, first, middle) if part) or display or ""


def name_key(last: str | None, first: str | None, middle: str | None, display: str | None = None) -> str:
    """The stored `name_key` of a contact."""
    return key(full_name(last, first, middle, display))
