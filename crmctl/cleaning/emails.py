"""E-mail addresses: what stands around them, their syntax, and the form they are compared by."""

import re
from collections.abc import Sequence

from crmctl.cleaning.domains import LONGEST_LABEL, PLAIN_LABEL
from crmctl.cleaning.lookalikes import is_mixed_script
from crmctl.cleaning.mailboxes import is_made_up, is_plainly_somebodys
from crmctl.cleaning.text import as_lines, clean

LONGEST, _LONGEST_LOCAL, _LONGEST_CELL = 254, 64, 512
_SPECIAL_USE = r"(?!(?:arpa|invalid|local|localhost|onion|test)$)"
_PLAIN = re.compile(
    rf"^([a-z0-9_+-]++(?:\.[a-z0-9_+-]++)*+)@((?:({PLAIN_LABEL})\.)++{_SPECIAL_USE}[a-z]{{2,24}})$|^.*$", re.MULTILINE
)
"""Matches every line; the groups are filled where it is a plain address: mailbox, domain, the label before the last."""
_PREFIX = re.compile(
    r"(?<![^\s,;|/(<])(?:mailto|e-?mail(?:\s+address)?|mail|эл(?:ектронная|\.)?\s*почта|почта|е-?мейл|и-?мейл)\s*[:=]\s*",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"[^<>@]*<\s*([^<>\s]+@[^<>\s]+)\s*>")
_BETWEEN = re.compile(r"[,;|\s]+(?:(?:или|либо|и|or|and)\s+)?|\s*/\s*")
_COUNTRY_DOMAIN = re.compile(r".+@([a-z]{2})", re.IGNORECASE)


def sure_addresses(cells: Sequence[str]) -> list[str]:
    """The addresses in lower case that are plainly good ones, without asking the library."""
    found = _PLAIN.findall(as_lines(cells).lower())[: len(cells)]
    return [
        f"{local}@{domain}"
        if local
        and len(local) <= _LONGEST_LOCAL
        and len(domain) <= LONGEST_LABEL
        and (is_plainly_somebodys(local, label) or not is_made_up(local, domain))
        else ""
        for local, domain, label in found
    ]


def bare(cell: str) -> str:
    """The cell without blanks, quotes, `mailto:`, a name before `<…>`, and separators behind; line breaks stay.

    A line break is no part of an address and separates two.
    """
    text = cell.strip(" \t\u00a0\u2007\u202f\ufeff\u200b")
    if text[:1] in "\r\n" or text[-1:] in "\r\n":
        return text
    text = _PREFIX.sub("", clean(text).rstrip(",; "), count=1)
    inside = _BRACKETS.fullmatch(text)
    return clean(inside[1] if inside else text)


def normal(address: str) -> str:
    """The bare address in lower case; empty when its syntax is wrong. Deliverability is never asked."""
    if address.count("@") != 1 or len(address) > LONGEST or len(address.rpartition("@")[0]) > _LONGEST_LOCAL:
        return ""
    from email_validator import EmailNotValidError, validate_email

    try:
        checked = validate_email(
            address, check_deliverability=False, globally_deliverable=not _is_at_country_domain(address)
        )
    except (EmailNotValidError, ValueError):
        return ""
    return checked.normalized.lower()


def is_made_up_address(address: str) -> bool:
    """Whether a normal address stands for none."""
    local, _, domain = address.rpartition("@")
    return is_made_up(local, domain)


def note(address: str) -> str:
    """`mixed-script` when the part before the @ mixes Latin and Cyrillic letters, as a forged one does; else empty."""
    return "mixed-script" if is_mixed_script(address.rpartition("@")[0]) else ""


def pieces(text: str) -> list[str]:
    """The parts of a cell that may each be an address."""
    parts = [piece for piece in _BETWEEN.split(text) if piece] if len(text) <= _LONGEST_CELL else []
    return [bare(piece) for piece in parts] if all("@" in piece for piece in parts) else []


def _is_at_country_domain(address: str) -> bool:
    """Whether the whole domain is a country's: some, such as `ai`, do take mail."""
    found = _COUNTRY_DOMAIN.fullmatch(address)
    if found is None:
        return False
    from phonenumbers import SUPPORTED_REGIONS

    return found[1].upper() in SUPPORTED_REGIONS
